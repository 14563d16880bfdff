"""TY: quotation marks, brackets and title marks (GB/T 15834)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.analysis import Analysis
from assistant.checks.matching import HAN, matching
from assistant.checks.model import Fix, Hit, Rule
from assistant.checks.pairs import single_outside, unpaired
from assistant.checks.rules.typography import PUNCTUATION
from assistant.text.patterns import compiled


def _unpaired(doc: Analysis) -> Iterator[Hit]:
    for at, message in unpaired(doc):
        yield Hit(at, at + 1, message)


# Other marks that people quote Chinese with; the last are titles.
_QUOTES = (
    (r'"([^"\n]{1,80})"', '"', "“”"),
    (r"＂([^＂\n]{1,80})＂", "＂", "“”"),
    (r"(?<![A-Za-z])'([^'\n]{1,40})'", "'", "“”"),
    (r"「([^「」\n]{1,60})」", "「", "“”"),
    (
        rf"[<＜〈]{{1,2}}((?:中国共产党|中华人民共和国|关于|习近平)?{HAN}{{2,30}}(?:条例|规定|意见|通知|办法|决定|准则|章程|方案|报告|文选|选读|选编|纲要))[>＞〉]{{1,2}}",
        "<＜〈",
        "《》",
    ),
)


def _straight_quotes(doc: Analysis) -> Iterator[Hit]:
    """Quotation marks of other kinds around Chinese, in pairs within a paragraph; ‘’ that stands in no “”."""
    for pattern, mark, right in _QUOTES:
        if doc.characters.isdisjoint(mark):
            continue
        for match in compiled(pattern).finditer(doc.text):
            if compiled(f"{HAN}").search(match[1]):
                name = "中文引号" if right == "“”" else "书名号"
                yield Hit(match.start(), match.end(), f"{name}应为{right}", Fix(right[0] + match[1] + right[1], safe=True))
    for start, end in single_outside(doc):
        yield Hit(start, end, "先用双引号“”，里面再引时才用单引号‘’", Fix(f"“{doc.text[start + 1 : end - 1]}”", safe=True))


RULES = (
    Rule(
        code="TY004",
        severity="info",
        title="引号、书名号之间用了顿号",
        reason="标有引号或书名号的并列成分之间通常不用顿号",
        source=f"{PUNCTUATION}4.5.3.5",
        find=matching(r"(?:(?<=”)、(?=“)|(?<=》)、(?=《))", "引号、书名号之间的顿号可省去", words="”、“|》、《", fix="", safe=True),
        bad=("学习《甲》、《乙》", "坚持“甲”、“乙”"),
        good=("《甲》和“乙”、丙", "《甲》《乙》", "《甲》（试行）、《乙》"),
    ),
    Rule(
        code="TY005",
        severity="error",
        title="引号、括号、书名号不成对",
        reason="缺了一半的引号、括号、书名号使引文或注释没有边界",
        source=f"{PUNCTUATION}4.8、4.9、4.15",
        advice="补上缺少的一半，或删去多余的一半",
        find=_unpaired,
        yields_to=("PH005", "LK001", "LK002"),
        bad=(
            "学习《条例，交流体会。",
            "坚定“四个自信，做到两个维护。",
            "党员（含预备党员30人。",
            "党员30人）参加。",
            "增强“四个意识“，坚定信心。",
        ),
        good=("“第一段没有收\n“第二段收了。”", "他说：“要‘实’字当头。”", "1）学习\n2）培训", "（一）学习", "做到：a）记录；b）归档"),
    ),
    Rule(
        code="TY010",
        severity="warning",
        title="引号形式不对",
        reason="中文引号用“”，里面再引用‘’，不用英文直引号和别的记号；书名用《》",
        source=f"{PUNCTUATION}4.8 引号",
        find=_straight_quotes,
        yields_to=("LK002",),
        bad=('增强"四个意识"', "增强‘四个意识’", "增强「四个意识」", "学习<纪律处分条例>"),
        good=("增强“四个意识”", "他说：“要增强‘四个意识’。”", '安装"Office"软件', '屏幕55"的电视'),
    ),
)
