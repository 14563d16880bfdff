"""What a line of plain text is, by rule: a correction, facts, an instruction, a question - or an answer to a question of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.grounding.reading import read
from assistant.text.sentences import split_sentences

YES = frozenset(("是", "是的", "对", "对的", "好", "好的", "可以", "确认", "行", "嗯", "y", "yes", "ok"))
NO = frozenset(("否", "不", "不是", "不用", "不要", "不改", "算了", "取消", "n", "no"))

_MARKS = "。！!；;，, \t"
_CORRECTION = re.compile(
    r"^(?:请|麻烦)?(?:把|将)?(?P<what>[^，。；\n]{1,40}?)的?(?:次数|人数|数量|数字|时间|日期|名称|名字)?"
    r"(?:，?\s*(?:应当?|应该|需要?|要|更|修)?(?:改为|改成|更正为|修改为|订正为|纠正为|应为|应是|应该是))\s*(?P<new>[^\n]{1,200})$"
)
_NOT_BUT = re.compile(r"^(?P<what>[^，。；\n]{0,40}?)不是(?P<old>[^，。；\n]{1,40})[，,]?\s*(?:而?是|应为|应该是)(?P<new>[^\n]{1,200})$")
_QUESTION = re.compile(r"[?？]\s*$|(?:吗|呢|多少|什么|怎么样)[?？。]?\s*$")
_ITEM = re.compile(r"^\s*(?:[-*•·]\s*|[（(]?\d{1,2}[）).、．]\s*|[一二三四五六七八九十]{1,3}[、是]，?\s*)(?=\S)")
_GIVEN = re.compile(r"^(?:另外|此外|还有|对了|请?(?:补充|加上|加入|添上)(?:一[条个点])?(?:事实|内容|情况)?)\s*[：:，,]?\s*")

# What makes a clause an instruction whatever it holds, and what does so only where it brings no value of its own.
_SURELY = re.compile(
    r"^(?:请|麻烦|帮我|帮忙|不要|别|不用|无需|语气|语言|措辞|文字|篇幅|字数|重写|重新|改写|润色|精简|压缩|缩短|扩写|起草|开始|继续|写)"
    r"|^[把将].*(?:写|改|删|去掉|放|移|换|合并|压缩|展开|提前|调)|^第[一二三四五六七八九十\d]+[段句]|^最后一[段句]|^(?:开头|结尾)"
    r"|写(?:得|成|到|短|长|细|实)|(?:一些|一点|些|点儿?)$|\d+\s*字(?:左右|以内|以上|上下)?$|^(?:删除?|去掉|省略|略去|换)"
)
_MAYBE = re.compile(r"^(?:突出|强调|着重|多|少|更|再|用|按|合并|分成|拆|展开|调整|体现|加强|注意|避免|保持)")
_ABOUT_TEXT = re.compile(r"[字段句行页]")
_LENGTH = re.compile(r"(\d{2,5})\s*字")
_JUST_WRITE = re.compile(r"^(?:请|帮我|现在|那就|可以)*(?:开始)?(?:写|起草|继续)(?:吧|一下|这一?节|一段|下去)*[。！]?$")


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user corrects: the thing (or old value) `what`, the value `old` where told, and the value `new`."""

    what: str
    new: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says besides corrections: new facts, and an instruction about the section (empty where there is none)."""

    facts: tuple[str, ...] = ()
    instruction: str = ""


def correction(text: str) -> Correction | None:
    """The correction a line may be (主题党日改为15次; 党课不是4次，是5次), to be looked up in the facts."""
    line = text.strip().strip(_MARKS)
    found = _NOT_BUT.match(line)
    if found:
        return Correction(_unquoted(found["what"].strip(_MARKS)), _unquoted(found["new"]), _unquoted(found["old"]))
    found = _CORRECTION.match(line)
    return Correction(_unquoted(found["what"]), _unquoted(found["new"])) if found else None


def _unquoted(text: str) -> str:
    return re.sub(r"^[“\"'‘](.*)[”\"'’]$", r"\1", text.strip())


def is_question(text: str) -> bool:
    """Whether a line asks something rather than tells."""
    return "\n" not in text.strip() and bool(_QUESTION.search(text))


def said(text: str) -> Said:
    """Part a text into facts (each sentence with a figure, a date or a name) and instructions about the writing."""
    facts: list[str] = []
    instructions: list[str] = []
    for sentence in split_sentences(text.replace("；", "；\n").replace(";", ";\n")):
        fact, instruction = _parted(_ITEM.sub("", sentence.text).strip(_MARKS))
        if fact and has_values(fact):
            facts.append(fact)
        elif fact:
            instructions.append(fact)
        if instruction:
            instructions.append(instruction)
    return Said(tuple(facts), "；".join(instructions))


def _parted(sentence: str) -> tuple[str, str]:
    """The clauses of a sentence that state something, and those that ask for something."""
    stated = _GIVEN.sub("", sentence)
    clauses = re.split(r"(?<=[，,])", stated)
    telling = any(has_values(c) and not _SURELY.search(c.strip(_MARKS)) for c in clauses)
    asks = [bool(_SURELY.search(c.strip(_MARKS))) if telling else is_instruction(c.strip(_MARKS)) for c in clauses]
    told = [c for c, ask in zip(clauses, asks, strict=True) if not ask]
    asked = [c for c, ask in zip(clauses, asks, strict=True) if ask]
    return "".join(told).strip(_MARKS), "".join(asked).strip(_MARKS)


def is_instruction(clause: str) -> bool:
    """Whether a clause is about how to write."""
    if _SURELY.search(clause):
        return True
    return bool(_MAYBE.search(clause)) and not has_values(clause)


def has_values(text: str) -> bool:
    """Whether a text has a figure, a date or a name of its own; numbers of characters and paragraphs are none."""
    reading = read(text)
    counts = [c for c in reading.counts if not _ABOUT_TEXT.fullmatch(c.quantity.unit)]
    dates = [d for d in reading.dates if not d.is_relative]
    return bool(counts or dates or reading.names or reading.assertions)


def just_write(instruction: str) -> bool:
    """Whether an instruction says no more than to begin."""
    return bool(_JUST_WRITE.match(instruction))


def wanted_length(instruction: str) -> int | None:
    """The number of characters an instruction names."""
    found = _LENGTH.search(instruction)
    return int(found[1]) if found else None


_PARAGRAPH = re.compile(r"第([一二三四五六七八九十\d]{1,3})段")


def wanted_paragraph(instruction: str, count: int) -> int | None:
    """The index of the paragraph an instruction names, of `count`."""
    from assistant.text.numerals import parse_number

    found = _PARAGRAPH.search(instruction)
    number = parse_number(found[1]) if found else None
    if number is not None and 1 <= number <= count:
        return int(number) - 1
    return count - 1 if count and "最后一段" in instruction else None
