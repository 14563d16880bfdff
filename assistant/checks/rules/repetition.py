"""RP: words, meanings and clauses said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.analysis import Analysis
from assistant.checks.lexicon import listed, rows
from assistant.checks.matching import HAN, any_of, matching
from assistant.checks.model import Fix, Hit, Rule
from assistant.text.patterns import compiled

# Doublings of two and more characters that are words (一步一步, 逐个逐个) or numerals (二〇二〇).
_NUMERALS = frozenset("一二三四五六七八九十百千万亿〇零○两第")
_REPEATABLE = frozenset(
    ["研究", "考虑", "讨论", "商量", "许多", "很多", "非常", "多次", "慢慢", "点滴", "了解", "锻炼", "活动", "交流", "休息", "收拾", "总结"]
)
_ACROSS_WORDS = frozenset(["业创", "国中", "党共"])  # 企业创业创新


def _doubled_characters(doc: Analysis) -> Iterator[Hit]:
    """Function words said twice: 的的, 了了. The table tells where two words meet (在|在建, 参与|与)."""
    table = {char: (after, before) for char, after, before in rows("doubled.tsv")}
    for match in compiled(rf"([{''.join(table)}])\1(?!\1)").finditer(doc.text):
        after, before = table[match[1]]
        around = doc.text[max(match.start() - 2, 0) : match.start()]
        word_meets = {*doc.text[match.end() : match.end() + 1]} & {*after} or {*around[-1:]} & {*before}
        if not word_meets and not (len(around) == 2 and around[0] == around[1]):  # 实实在在
            yield Hit(match.start(), match.end(), f"“{match[1]}”重复", Fix(match[1], safe=False))


def _doubled_words(doc: Analysis) -> Iterator[Hit]:
    """Words of two to eight characters said twice in a row: 贯彻贯彻."""
    for match in compiled(rf"(?=({HAN}{{2,8}}?)\1)").finditer(doc.text):
        word, start = match[1], match.start(1)
        if _is_reduplication(doc.text, word, start):
            continue
        yield Hit(start, start + 2 * len(word), f"“{word}”重复", Fix(word, safe=False))


def _is_reduplication(text: str, word: str, start: int) -> bool:
    if _NUMERALS.issuperset(word) or word in _REPEATABLE or len(set(word)) == 1:
        return True
    if word[0] in "一逐半几" or word[-1] == "又" or word in _ACROSS_WORDS:
        return True
    return text[start - 1 : start] == word[-1]  # the same run, one character on


def _redundant(doc: Analysis) -> Iterator[Hit]:
    """Wordings of the lexicon that say one thing twice."""
    for found in listed(doc, "redundant"):
        fix = Fix(found.entry.fix, safe=False) if found.entry.fix else None
        yield Hit(found.start, found.end, f"“{_short(doc.text[found.start : found.end])}”：{found.entry.message}", fix)


def _short(text: str) -> str:
    return text if len(text) <= 16 else f"{text[:7]}……{text[-7:]}"


_REPEATED = 20
_REPEATED_NEAR = 14
_PHRASE = 5  # shorter public terms (党员干部) are words like any other
_CLAUSE_MARKS = frozenset("，。；：！？\n,;:")
_LEADS = r"[一二三四五六七八九十]是|[要也还并]|其[一二三四五]"


def _repeated_clauses(doc: Analysis) -> Iterator[Hit]:
    """Clauses of 20 and more characters that stand twice (14 within a paragraph), stock phrases, titles and names not counted.

    A repeated run ends with a clause in both places, so the last 14 characters of every clause are all that has to be looked up.
    """
    text, known = doc.text, 0
    first: dict[str, int] = {}
    for mark in compiled(r"[，。；：！？,;:\n]|$").finditer(text):
        end = mark.start()
        tail = text[max(end - _REPEATED_NEAR, 0) : end]
        if end <= known or len(tail) < _REPEATED_NEAR or "\n" in tail:
            continue
        earlier = first.setdefault(tail, end)
        if earlier != end:
            start, known, source = _run(text, earlier, end)
            if known - start >= _REPEATED_NEAR and _tells(doc, start, known, source):
                yield Hit(start, known, f"“{_short(text[start:known])}”与前文重复（{_where(doc, source)}）")


def _run(text: str, a: int, b: int) -> tuple[int, int, int]:
    """The equal runs around the clause ends `a` and `b`, within their lines: start and end of the second, start of the first.

    They end with a clause in both places and begin with one in at least one of them.
    """
    ahead = _common(text[a : min(_line_end(text, a), b)], text[b : _line_end(text, b)])
    while ahead and not (_ends_clause(text, a + ahead) and _ends_clause(text, b + ahead)):
        ahead -= 1
    low_a, low_b = text.rfind("\n", 0, a) + 1, max(text.rfind("\n", 0, b) + 1, a + ahead)
    back = _common(text[low_a:a][::-1], text[low_b:b][::-1])
    while back and not (_begins_clause(text, a - back) or _begins_clause(text, b - back)):
        back -= 1
    return b - back, b + ahead, a - back


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _ends_clause(text: str, end: int) -> bool:
    return text[end : end + 1] in _CLAUSE_MARKS or not text[end : end + 1]


def _begins_clause(text: str, start: int) -> bool:
    before = text[max(start - 2, 0) : start]
    return not before or before[-1] in _CLAUSE_MARKS or bool(compiled(f"(?:{_LEADS})$").search(before))


def _tells(doc: Analysis, start: int, end: int, source: int) -> bool:
    """Whether a repeated run is worth a word: long enough once stock phrases, titles and marks are left out."""
    near = doc.number(start) == doc.number(source) and _begins_clause(doc.text, start) and _begins_clause(doc.text, source)
    run = compiled(r"《[^》\n]*》?|“[^”\n]*”?").sub("", doc.text[start:end])
    if _stock().search(run):
        for phrase, *_ in rows("stock_phrases.tsv"):
            run = run.replace(phrase, "")
    own = sum(map(str.isalnum, run)) - sum(t.end - t.start for t in doc.public_terms(start, end) if t.end - t.start >= _PHRASE)
    return own >= (_REPEATED_NEAR if near else _REPEATED) - 2


@cache
def _stock() -> re.Pattern[str]:
    return compiled("|".join(phrase for phrase, *_ in rows("stock_phrases.tsv")))


def _repeated_headings(doc: Analysis) -> Iterator[Hit]:
    """Headings of one sequence that say the same: one was copied and not changed."""
    seen: dict[tuple[int, str], int] = {}
    for line in doc.numbered:
        paragraph = doc.paragraphs[line.position]
        said = paragraph.text[line.number.end :].strip("。：: 　")
        if paragraph.level and len(said) > 3:
            first = seen.setdefault((id(line.sequence), said), line.position)
            if first != line.position:
                start = doc.starts[line.position] + line.number.end
                yield Hit(start, start + len(said), f"标题“{said[:20]}”与前面的标题相同（第{doc.paragraphs[first].index}段）")


def _where(doc: Analysis, offset: int) -> str:
    return f"第{doc.locate(offset)[0].index}段"


RULES = (
    Rule(
        code="RP001",
        severity="error",
        title="字词重复",
        reason="同一个字或词连写了两遍",
        source="实务：校对常见差错“衍文”",
        advice="删去多余的一个",
        find=any_of(
            _doubled_characters,
            _doubled_words,
            matching(
                r"(?<!\w)(?P<word>[^\W\d]{2,6})(?P<at>[、，](?P=word))(?=[、，。；])",
                "“{text}”与前面的词重复",
                fix="",
            ),
            matching(
                r"(?<=[，。；：\n])(?P<word>[^，。；：！？\n]{5,40}+)(?P<at>[，。；](?P=word))(?=[，。；])",
                "“{text}”与前面的话重复",
                fix="",
            ),
        ),
        bad=(
            "学习贯彻贯彻全会精神。",
            "办法不多的的问题。",
            "通过通过培训提升能力。",
            "学习了了解情况的方法的的，",
            "抓培训、抓培训、抓考核。",
            "一年来，组织党员集中学习，组织党员集中学习，成效好。",
        ),
        good=(
            "学习习近平总书记重要讲话",
            "农民工工资按时发放",
            "时时事事从严要求",
            "注重重要事项",
            "今年年底完成",
            "一步一步推进",
            "发展党员员额",
            "目的的确达到",
            "二〇二〇年",
        ),
    ),
    Rule(
        code="RP002",
        severity="warning",
        title="语义重复",
        reason="两个词说的是同一个意思，留一个就够了",
        source="《现代汉语词典》词义；吕叔湘、朱德熙《语法修辞讲话》",
        advice="删去其中一个",
        find=_redundant,
        bad=("共采购帮扶产品共计3万元。", "大约30人左右。", "工作涉及到三个部门。", "目的是为了提高能力。", "另还有1名党员还被评为先进。"),
        good=("共同推进，共计30人。", "涉及三个部门", "每年度考核一次", "约30人参加，左右两侧布置展板"),
    ),
    Rule(
        code="RP003",
        severity="warning",
        title="语句重复",
        reason="大段相同的话出现两次，多是复制后没有改写",
        source="实务：同一句话不写两遍",
        advice="删去一处，或换一种说法",
        find=any_of(_repeated_clauses, _repeated_headings),
        bad=(
            "（一）加强学习教育\n组织学习。\n（二）加强学习教育\n开展活动。",
            "不断探索职工思想教育的新途径新办法。结合实际，不断探索职工思想教育的新途径新办法。",
            "从一线岗位中汲取推动企业改革发展的智慧和力量，成效好。\n二是从一线岗位中汲取推动企业改革发展的智慧和力量。",
        ),
        good=(
            "以习近平新时代中国特色社会主义思想为指导。\n要以习近平新时代中国特色社会主义思想为指导。",
            "学习《关于加强基层党组织建设工作若干问题的意见》。\n落实《关于加强基层党组织建设工作若干问题的意见》。",
        ),
    ),
)
