"""Names of other units that a text took over: told without a word list where they do what only the reporting unit does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.checks.matching import HAN, matches
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_UNITS = "党支部|党总支|党委|党组|有限公司|分公司|集团|项目部|公司|局|中心|医院|学校|学院|街道|社区"
_DEEDS = (
    "坚持|认真|全年|积极|深入|紧紧|召开|现有|共有|始终|扎实|严格|全面|牢牢|以习近平|在上级|组织开展|结合实际|持续|不断|"
    "高度重视|充分发挥|着力"
)
_GENERIC = (
    "本|我|各|全体|该|上级|机关|基层|先进|两个|三个|所属|下属|第[一二三四五六七八九十\\d]|党员|离退休|在职|职工|结对|共建|兄弟|双方|班子|集团|公司|"
    "联合|与|和|同|向|由|赴|到|被|经|为|在|对|把|将|从|以|按|根据|落实|省|市|区|县|局|镇|乡|村|全|每|有的|个别|部分|一些|原|新|总|分|推进|加强|深化|强化|做好|抓好|推动|提升|夯实|建强|建设|创建|打造|规范|优化|健全|完善"
)
_MASKS = "[XxＸ×*＊]{2,12}"
_MASKED_NAMES = rf"{_MASKS}(?:{_UNITS}|党|市|县|区|镇|乡|项目)"
_MANY_MASKS = 5
_INSTITUTIONS = "局|院|公司|中心|学校|协会"
_PLACED = rf"[省市县区州](?=(?:委|政府|人大|政协|纪委|总工会|红十字会|{HAN}{{1,8}}(?:{_INSTITUTIONS})))"
_PLACE = rf"{HAN}{{2,4}}$"
_LONGEST_PLACE = 4


# How a unit calls itself, and what its title then holds.
_CALLED = {
    **{kind: kind for kind in ("局", "院", "厂", "矿", "医院", "街道", "社区", "村", "镇", "乡", "县", "所", "站", "中心")},
    **{"校": "校|学院|大学|幼儿园", "公司": "公司|集团|企业", "集团": "公司|集团|企业", "银行": "行"},
}
_OWN_LINES, _OWN_LENGTH = 4, 200
_FEW = 3
_SIGNED = rf"[ 　]*(?P<name>{HAN}{{4,30}}?(?:党支部|党总支|党委|支部委员会|总支部?委员会|委员会|公司|局|院|中心|学校))[ 　]*$"
_PERSONAL = "述职|述廉|个人|对照检查|剖析|心得|体会|发言|讲话|事迹|思想汇报|自我"
_ONE_PERSON = (
    r"(?:^|(?<=[。；，\n 　]))(?:本人|我(?=(?:带领|主持|牵头|坚持|始终|认真|作为|深入|先后|积极"
    r"|多次|主动|严格|深感|深知|能够|还|在(?:工作|学习|思想|任职))))"
)


def foreign_names(doc: Analysis) -> Iterator[tuple[int, int]]:
    """Where names stand that are not the reporting unit's own: in masked reports real places, else other units as subjects."""
    if len(compiled(_MASKED_NAMES).findall(doc.text)) >= _MANY_MASKS:
        yield from _places_among_masks(doc)
    elif doc.title_span:
        yield from _other_subjects(doc)
        yield from _other_kinds(doc)
        yield from _other_signature(doc)


def _places_among_masks(doc: Analysis) -> Iterator[tuple[int, int]]:
    """Real places that keep their names where all other names are masked, each once."""
    seen: set[str] = set()
    passed = 0
    for match in matches(doc, _PLACED, begins="省市县区州"):
        name = compiled(_PLACE).search(doc.text, max(match.start() - _LONGEST_PLACE, passed), match.start())
        if not name:
            continue
        passed = match.end()
        start = _place_before(doc.text, name.start(), match.end())
        if start is not None and doc.text[start : match.end()] not in seen:
            seen.add(doc.text[start : match.end()])
            yield start, match.end()


def _place_before(text: str, low: int, end: int) -> int | None:
    """Where a listed place begins that ends at `end` with 省, 市, 县, 区 or 州, its kind left aside or not."""
    from assistant.text.vocabulary import is_place

    return next((s for s in range(low, end - 2) if is_place(text[s:end]) or is_place(text[s : end - 1])), None)


def _other_subjects(doc: Analysis) -> Iterator[tuple[int, int]]:
    """Units that open a clause and do what the report tells, without a character pair in common with the title or first lines."""
    start, end = doc.title_span or (0, 0)
    own = doc.text[start:end] + "".join(p.text for p in doc.paragraphs[1:4])
    if doc.facts:
        own += "".join([doc.facts.org or "", *doc.facts.short_names, *(fact.text for fact in doc.facts.facts)])
    pattern = rf"(?:^|[。；，\n])[ 　]*(?P<name>(?!{_GENERIC}){HAN}{{2,14}}?(?:{_UNITS})(?:机关)?(?:党支部|党总支|党委)?)(?={_DEEDS})"
    found = [m for m in compiled(pattern).finditer(doc.text, end) if not _shares(m["name"], own)]
    counts = Counter(m["name"] for m in found)
    yield from ((m.start("name"), m.end("name")) for m in found if counts[m["name"]] <= 3)


def _own(doc: Analysis) -> str:
    """The title and the first lines, where a report names its unit."""
    facts = [doc.facts.org or "", *doc.facts.short_names] if doc.facts else []
    return "".join([doc.document.title, *(p.text[:_OWN_LENGTH] for p in doc.paragraphs[:_OWN_LINES]), *facts])


def _other_kinds(doc: Analysis) -> Iterator[tuple[int, int]]:
    """我校 in the report of a company: what a unit of another kind calls itself."""
    own = _own(doc)
    found = [m for m in compiled(f"(?<![自忘])我(?P<kind>{'|'.join(sorted(_CALLED, key=len, reverse=True))})").finditer(doc.text)]
    counts = Counter(m["kind"] for m in found)
    for match in found:
        known = any(word in own.replace(match[0], "") for word in _CALLED[match["kind"]].split("|"))
        if not known and counts[match["kind"]] <= _FEW and doc.text.count(match["kind"]) <= 2 * _FEW:
            yield match.span()


def _other_signature(doc: Analysis) -> Iterator[tuple[int, int]]:
    """A signature under the text whose name has nothing in common with the title and the first lines."""
    own = _own(doc)
    if not compiled(rf"{HAN}{{3,20}}(?:公司|局|院|厂|校|中心|集团|委|库|处|所|站|项目|社区|街道)").search(own):
        return
    for position in range(max(len(doc.paragraphs) - _OWN_LINES, _OWN_LINES), len(doc.paragraphs)):
        paragraph = doc.paragraphs[position]
        signed = compiled(_SIGNED).match(paragraph.text)
        if signed and paragraph.part == "body" and not paragraph.level and not _shares(signed["name"], own):
            start = doc.starts[position]
            yield start + signed.start("name"), start + signed.end("name")


def single_voice(doc: Analysis) -> Iterator[tuple[int, int]]:
    """本人 and 我 in the report of a branch, where others speak of 我们 and 支部: words of one person's report."""
    title = doc.document.title
    if not doc.own_body or not compiled("总结|报告|汇报").search(title) or compiled(_PERSONAL).search(title):
        return
    found = [m for m in compiled(_ONE_PERSON).finditer(doc.text) if not doc.in_quotes(m.start())]
    if len(found) <= _FEW:
        yield from (m.span() for m in found)


def _shares(name: str, own: str) -> bool:
    """Whether a name has two characters in a row, its ending left aside, that stand in the names of the unit itself."""
    core = compiled(f"(?:{_UNITS})+$").sub("", name)
    return len(core) < 3 or any(core[at : at + 2] in own for at in range(len(core) - 1))
