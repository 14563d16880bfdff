"""What a line of plain text is, by rule: a correction, facts, an instruction, a question - or an answer to a question of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.grounding.reading import read
from assistant.samples.passages import Kind
from assistant.text.numerals import parse_number
from assistant.text.sentences import split_sentences

YES = frozenset(("是", "是的", "对", "对的", "好", "好的", "可以", "确认", "行", "嗯", "y", "yes", "ok"))
NO = frozenset(("否", "不", "不是", "不用", "不要", "不改", "算了", "取消", "n", "no"))

MARKS = "。！!；;，, \t"
_CORRECTION = re.compile(
    r"^(?:请|麻烦)?(?:把|将)?(?P<what>[^，。；\n]{1,40}?)的?(?:次数|人数|数量|数字|时间|日期|名称|名字)?"
    r"(?:，?\s*(?:应当?|应该|需要?|要|更|修)?(?:改为|改成|更正为|修改为|订正为|纠正为|应为|应是|应该是))\s*(?P<new>[^\n]{1,200})$"
)
_NOT_BUT = re.compile(r"^(?P<what>[^，。；\n]{0,40}?)不是(?P<old>[^，。；\n]{1,40})[，,]?\s*(?:而?是|应为|应该是)(?P<new>[^\n]{1,200})$")
_QUESTION = re.compile(
    r"[?？]\s*$|(?:吗|呢|多少[字段节条]?了?|什么|怎么样|谁|哪[些里个]|怎么[写改用办做])[?？。]?\s*$|^(?:你是|你能|你会|为什么|为啥|怎么|如何)"
)
_ITEM = re.compile(r"^\s*(?:[-*•·]\s*|[（(]?\d{1,2}[）).、．]\s*|[一二三四五六七八九十]{1,3}[、是]，?\s*)(?=\S)")
_NEXT_ITEM = re.compile(r"[；;]|[，,](?=[二三四五六七八九]是)|[：:](?=(?:一是|1[、.．]|[（(]1[）)]))")
_GIVEN = re.compile(
    r"^(?:另外|此外|还有|对了|[请再还要]*(?:(?:补充|加上|加入|添上)(?:一[条个点])?|[来记]一[条个点])(?:事实|内容|情况)?)\s*[：:，,]?\s*"
)

_SO_MANY = r"[一二两三四五六七八九十\d]+[条段点句]"  # of the text that is to be written

# What makes a clause an instruction whatever it holds, and what does so only where it brings no value of its own.
_SURELY = re.compile(
    r"^(?:请|麻烦|帮我|帮忙|不要|别|不用|无需|重点|主要写|侧重|围绕|语气|语言|措辞|文字|篇幅|字数|重写|重新|改写|润色|精简|压缩|缩短|扩写|起草|写)|^(?:开始|继续)(?=写|起草|吧|$)"
    r"|^[把将].*(?:写|改|删|去掉|放|移|换|合并|压缩|展开|提前|调)|^第[一二三四五六七八九十\d]+[段句]|^最后一[段句]|^(?:开头|结尾)"
    rf"|写(?:得|成|到|短|长|细|实|{_SO_MANY})|(?:一些|一点|些|点儿?)$|\d+\s*字(?:左右|以内|以上|上下)?$|^(?:删除?|去掉|省略|略去|换)"
)
_MANNER = "突出|强调|着重|多|少|更|再|用|按|合并|分成|拆|展开|调整|注意|避免|保持"
_MAYBE = re.compile(rf"^(?:{_MANNER}|体现|加强)")
_NO_PLAN = re.compile(rf"^(?:{_MANNER})")
_COUNTS_TEXT = re.compile(r"[字段句行页]")

# What makes a clause without a figure, a date or a name a statement all the same - unless it speaks of the text itself.
SHORTCOMING = re.compile(r"不够|不足|不强|不高|不深|不实|不多|不及时|欠缺|薄弱|有待|还需|短板|差距")
INTENTION = re.compile(r"^(?:计划|拟|明年|下一步|下一年|力争|将)")
_DID = re.compile(
    r"^(?:我们|本?(?:党?总?支部|党委|单位)|全年|今年|去年|年内|年初|年底|[上下]半年|一年来|第[一二三四]季度|[每按][月季周年]|定期|还|也|都|已经?|共)*"
    r"(?:开展|组织|召开|举办|建立|成立|完成|落实|制定|修订|慰问|走访|参加|邀请|配合|承办|选派|培养|推荐|发展|整改|排查|推行|推出|设立|打造|荣?获|被评为"
    r"|观看|参观|重温|签订)"
)
_OF_THE_TEXT = re.compile(
    r"语[言气句]|文[字风]|篇幅|表述|措辞|用词|层次|句子|[这那本全]一?[段节篇文]|段落|开头|结尾|标题|字数|写|口语|书面|公文|正文|内容"
)
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
    line = text.strip().strip(MARKS)
    found = _NOT_BUT.match(line)
    if found:
        return Correction(_unquoted(found["what"].strip(MARKS)), _unquoted(found["new"]), _unquoted(found["old"]))
    found = _CORRECTION.match(line)
    return Correction(_unquoted(found["what"]), _unquoted(found["new"])) if found else None


def _unquoted(text: str) -> str:
    return re.sub(r"^[“\"'‘](.*)[”\"'’]$", r"\1", text.strip())


def is_question(text: str) -> bool:
    """Whether a line asks something rather than tells."""
    return "\n" not in text.strip() and bool(_QUESTION.search(text))


def said(text: str, kind: Kind = "done") -> Said:
    """Part a text into facts and instructions about the writing. `kind` is that of the section it is said in.

    A fact is a sentence with a figure, a date or a name, or one that says what was done, is lacking or is intended; where problems or
    plans are told, any sentence that does not speak of the text.
    """
    facts: list[str] = []
    instructions: list[str] = []
    for sentence in split_sentences(_NEXT_ITEM.sub("\n", text)):
        fact, instruction = _parted(_ITEM.sub("", sentence.text).strip(MARKS), kind)
        if fact and (has_values(fact) or _states(fact, kind)):
            facts.append(fact)
        elif fact:
            instructions.append(fact)
        if instruction:
            instructions.append(instruction)
    return Said(tuple(facts), "；".join(instructions))


def _parted(sentence: str, kind: Kind) -> tuple[str, str]:
    """The clauses of a sentence that state something, and those that ask for something."""
    stated = _GIVEN.sub("", sentence)
    clauses = re.split(r"(?<=[，,])", stated)
    telling = any((has_values(c) or _states(c, kind)) and not _SURELY.search(c.strip(MARKS)) for c in clauses)
    asks = [bool(_SURELY.search(c.strip(MARKS))) if telling else is_instruction(c.strip(MARKS)) for c in clauses]
    told = [c for c, ask in zip(clauses, asks, strict=True) if not ask]
    asked = [c for c, ask in zip(clauses, asks, strict=True) if ask]
    return "".join(told).strip(MARKS), "".join(asked).strip(MARKS)


def _states(sentence: str, kind: Kind) -> bool:
    """Whether a sentence without a value says something of the unit rather than of the text."""
    if _OF_THE_TEXT.search(sentence):
        return False
    any_will_do = kind in ("problem", "plan") and not _NO_PLAN.search(sentence)
    stated = any_will_do or any(pattern.search(sentence) for pattern in (SHORTCOMING, INTENTION, _DID))
    return stated and not is_value_only(sentence)


def is_value_only(text: str) -> bool:
    """Whether a text is a name, a date or an ordinal (第三季度) and nothing else."""
    reading = read(text)
    places = [(n.start, n.end) for n in reading.names] + [(d.start, d.end) for d in reading.dates]
    return (0, len(text)) in places or re.fullmatch(r"第[一二三四五六七八九十\d]+\w{0,3}", text) is not None


def is_instruction(clause: str) -> bool:
    """Whether a clause is about how to write."""
    if _SURELY.search(clause):
        return True
    return bool(_MAYBE.search(clause)) and not has_values(clause)


def has_values(text: str) -> bool:
    """Whether a text has a figure, a date or a name of its own, and says something of it.

    Numbers of characters and paragraphs are none, nor are ordinals (第三批) and quarters.
    """
    if is_value_only(text):
        return False
    reading = read(text)
    counts = [c for c in reading.counts if not c.quantity.ordinal and not _COUNTS_TEXT.fullmatch(c.quantity.unit)]
    dates = [d for d in reading.dates if not d.is_relative and d.grain != "quarter"]
    return bool(counts or dates or reading.names or reading.assertions)


def how_many_to_write(instruction: str) -> str:
    """What an instruction says of how many items or paragraphs to write (写三条); such numbers are no facts."""
    return "".join(re.findall(rf"写{_SO_MANY}", instruction))


def just_write(instruction: str) -> bool:
    """Whether an instruction says no more than to begin."""
    return bool(_JUST_WRITE.match(instruction))


_TAKEN_BACK = re.compile(
    r"^(?:请|把|将)*(?:删除?掉?|去掉|不要|撤回)?(?:事实)?(?:(?P<number>[FPNfpn]\d+)|第(?P<place>[一二三四五六七八九十\d]+)条(?=事实)|(?:上面|刚才|刚刚|最后)的?(?:那|这)?(?:一)?条)(?:事实)?(?:删除?掉?|去掉|不要了?|撤回)?了?$"
)


def taken_back(text: str) -> str | None:
    """The number of the fact that a line takes back (删掉F3), "" for the last one (刚才那条不要了); None where it takes back none."""
    line = text.strip().strip(MARKS)
    found = _TAKEN_BACK.match(line) if re.search(r"删|去掉|不要|撤回", line) else None
    if found is None:
        return None
    return f"F{parse_number(found['place'])}" if found["place"] else (found["number"] or "").upper()
