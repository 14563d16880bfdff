"""What people mask values and names with (XX, ××, ＊＊), and what only looks like a mask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.checks.matching import HAN, Match, matches
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

# Latin, full-width, Greek and Cyrillic X, the multiplication sign, asterisks, geometric shapes.
SIGNS = "XxＸｘ×✕╳ХхΧ*＊○◯□■△▲●"
SIGN = f"[{SIGNS}]"
CROSS = "[XxＸｘ×✕╳ХхΧ]"
COUNTERS = "年月日时分次名人个位项条件份场期篇户家亩元万亿余多天轮批支间处本册张台套所座公吨"

# A single Latin X is a mask next to Chinese, save in these terms.
_X_TERMS_AFTER = "光|射线|线(?!路)|轴|染色体|波段|坐标|型|形|字[形型]|世代|因素|档案|战警|连锁|系列|荧光|衍射"
_X_TERMS_BEFORE = "(?<!维生素)(?<!变量)(?<!未知数)(?<!因子)(?<!宝马)(?<!自变量)"
RUN = rf"(?<![A-Za-z]){SIGN}(?:[ 　]?{SIGN})+(?![A-WYZa-wyz])(?!型?染色体)"
LONE = (
    rf"(?<![A-Za-z0-9+＋=＝/\-])(?<![A-Za-z0-9] ){_X_TERMS_BEFORE}"
    rf"(?:(?<=(?:{HAN}|[，、。；：（“《’”》）％,;:.%]))[XxＸｘХхΧ](?![A-Za-z0-9+＋=＝/\-]|{_X_TERMS_AFTER})"
    rf"|(?:^|(?<=\n)|(?<=\s))[XxＸｘ](?={HAN})(?!{_X_TERMS_AFTER})"
    rf"|(?<!\d)[×✕╳*＊○□△▲●](?=[{COUNTERS}])(?![{COUNTERS}]?[×*]))"
)
HALF_MASKED = rf"(?<![\dA-Za-z.])\d{{1,4}}{CROSS}{{1,}}(?=[{COUNTERS}%％])"

_UNITS = "省市县区镇乡村局处科院校厂"
_NEAR = 40  # characters looked at before a sign for what opens its line


def no_mask(doc: Analysis, match: Match) -> bool:
    """Whether signs that look like a mask are a numeral, emphasis, a bullet or a line drawn with them."""
    return _between_numbers(doc, match) or _emphasis(doc, match) or _rule_or_bullet(doc, match)


def _between_numbers(doc: Analysis, match: Match) -> bool:
    """Whether circles are zeros of a year written in Chinese numerals."""
    before, after = doc.text[match.start() - 1 : match.start()], doc.text[match.end() : match.end() + 1]
    return match[0][0] in "○◯" and (before in "一二三四五六七八九〇" or after in "一二三四五六七八九〇") and bool(before or after)


def _emphasis(doc: Analysis, match: Match) -> bool:
    """Whether asterisks are Markdown emphasis: one of a pair around something that is not a short name of a place or body."""
    return not match[0].strip("*") and doc.is_emphasised(match.start())


def emphasised(text: str) -> Iterator[tuple[int, int]]:
    """Where a pair of asterisks stands in `text` with what it emphasises."""
    for match in compiled(r"(\*{1,3})(?!\*)(?P<in>[^*\n]+)\1(?!\*)").finditer(text):
        if len(match["in"]) > 4 or match["in"][-1] not in _UNITS:
            yield match.span()


def _rule_or_bullet(doc: Analysis, match: Match) -> bool:
    """Whether the line is nothing but signs (a separator), or the sign only begins it (a bullet or check box)."""
    if match[0][0] not in "*＊○◯□■△▲●":
        return False
    number = doc.number(match.start())
    start = doc.starts[number]
    if number in doc.separators:
        return True
    return len(match[0]) < 2 and match.start() - start < _NEAR and not doc.text[start : match.start()].strip()


def is_separator(line: str) -> bool:
    """Whether a line is nothing but signs and strokes."""
    return not line.strip(SIGNS + " 　-—")


def masked_terms(doc: Analysis) -> Iterator[Match]:
    """Masks over words that everyone knows: 党的XX大, 十九届X中全会."""
    x = rf"{SIGN}{{1,4}}"
    yield from matches(
        doc,
        rf"党的{x}(?:大(?!会议室)|[届次])|(?<![市县区镇乡院校司局]第)(?<=[、，“学习贯彻])(?:{SIGN}{{2}})大(?=精神|报告|以来|代表)"
        rf"|十{HAN}{{0,2}}届{x}(?:中全会|中)|(?:{x})届(?:[一二三四五六七]|{SIGN})中全会|习近平{x}思想|{x}届中央委员会",
        begins=f"党十习{SIGNS}",
    )


_ORG = "党支部|党总支|党委|公司|集团|单位|局|委|中心|学校|学院|医院|街道|社区|项目部|部门|车间|支行|镇|乡|村|县|区|市"


def masked_in_several_ways(doc: Analysis) -> Iterator[tuple[Match, Match]]:
    """Names masked with different numbers of signs (X公司 and XXX公司): the first of a rarer form, and one of the usual form."""
    seen: dict[tuple[str, str], dict[str, list[Match]]] = {}
    before = f"(?P<before>[省市县区]?)(?P<mask>{SIGN}{{1,12}})"
    for match in matches(doc, rf"{before}(?P<org>(?:{_ORG}){{1,2}})", begins=f"省市县区{SIGNS}"):
        seen.setdefault((match["before"], match["org"]), {}).setdefault(match["mask"], []).append(match)
    for forms in seen.values():
        usual = max(forms, key=lambda form: len(forms[form]))
        yield from ((matches[0], forms[usual][0]) for form, matches in forms.items() if form != usual)


_FORM = r"(?:签名|签字|签章|盖章|公章|姓名|日期|电话|审核|批准|记录人|负责人|经办人|编号|联系人|性别|职务|年月日)[^_＿\n]{0,6}[：:]?\s*$"


def form_line(doc: Analysis, match: Match) -> bool:
    """Whether a blank is for a pen: after 签名：, or after any label with a colon where no counter follows."""
    start, end = doc.starts[doc.number(match.start())], match.end()
    if match.start() - start < _NEAR and doc.line(start).strip("_＿ 　-") == "":
        return True
    before, after = doc.text[max(start, match.start() - _NEAR) : match.start()], doc.text[end : end + 1]
    return bool(compiled(_FORM).search(before)) or (before.rstrip().endswith(("：", ":")) and not after.strip())
