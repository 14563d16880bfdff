"""How paragraphs end: a line of prose ends with a mark, is broken off in the middle of a sentence, or lacks its mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from assistant.documents.headings import number_of
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis
    from assistant.documents.model import Paragraph

LineEnd = Literal["closed", "broken", "bare"]

_INSIDE = "，；。、：？！"
_GOES_ON = "，、（“《〈—"
_CONTINUES = frozenset("的了着过和与及或并等之，。；、：）”》")
_HANGS = frozenset("的和与及或在对为把将从向被以于并")
_ENUMERATED = (
    r"[一二三四五六七八九十]+(?:是|要)|第[一二三四五六七八九十]|其[一二三四]|首先|其次|再次|最后|此外|同时|另外|附件|附[：:]|（此件"
)
_STARTERS = (
    "一年来|今年|全年|本年|年内|通过|为了|为进|为深|为切|坚持|积极|深入|认真|加强|党支部|支部|公司|我们|我|结合|按照|根据|围绕|组织|开展|下一步|以上|总之|"
    "在|以|对|针对|虽然|当前|目前|截至|各|全体|工会|团|党员|严格|持续|不断|进一步|充分|切实|扎实|强化|推动|推进|落实|特此|现将|报告|二〇|20|19|项目|单位|"
    "班子|领导|广大|大力|着力|聚焦|立足|紧扣|紧紧|牢固|牢牢|始终|健全|完善|建立|抓好|做好|做到|定期|每|新的|回顾|展望|面对|过去|明年|来年"
)
_BODIES = "委员会|支部|总支|党委|公司|局|办公室|学校|医院|集团|中心|院|处|科|部|组"
_SIGNED = rf"(?:19|20)[\dXx×]{{2}}年[\dXx×]{{1,2}}月|二[〇○零]|^[^，。；]{{2,24}}(?:{_BODIES})$"


class Line(NamedTuple):
    """A paragraph of prose that does not end as it should: where it stands in the text, how it ends, and what comes after."""

    start: int
    stop: int
    end: LineEnd
    after: str


def prose_lines(doc: Analysis) -> Iterator[Line]:
    """The lines of running text that do not end with a final mark."""
    paragraphs = doc.paragraphs
    for position, paragraph in enumerate(paragraphs):
        text = paragraph.text.rstrip()
        if not text or not _running(paragraph, text) or (text[-1] in '。！？；：…”）》】.;:!?)"’>' and text[-1] not in "；："):
            continue
        following = next((p for p in paragraphs[position + 1 : position + 4] if p.text.strip()), None)
        adjacent = following is not None and position + 1 < len(paragraphs) and following is paragraphs[position + 1]
        before = paragraphs[position - 1].text.rstrip() if position else ""
        end = _unfinished(text, before, following) if text[-1] in "；：" else _end(text, following, adjacent)
        start = doc.starts[position]
        if end != "closed":
            yield Line(start, start + len(text), end, following.text.strip() if following else "")


def _running(paragraph: Paragraph, text: str) -> bool:
    """Whether a line is running text: of the body, no heading, no table cell."""
    return paragraph.part == "body" and paragraph.cell is None and not paragraph.level and not paragraph.is_title


def _end(text: str, following: Paragraph | None, adjacent: bool) -> LineEnd:
    prose = sum(text.count(mark) for mark in _INSIDE) > 0 and (len(text) > 15 or "，" in text)
    after = following.text.strip() if following else ""
    new = following is None or following.part != "body" or following.level > 0 or _begins_anew(after)
    if text[-1] in _GOES_ON:
        if new:
            return "bare" if len(text) > 30 else "closed"
        return "closed" if len(text) < 6 else "broken"
    if not _han_end(text) or not (prose or _hangs(text, after)):
        return "closed"
    if _is_numbered_heading(text):
        return "closed"
    if new or not adjacent:
        return "bare" if prose and not _signature(text) else "closed"
    return "broken" if _belongs_together(text, after) else ("bare" if prose else "closed")


def _unfinished(text: str, before: str, following: Paragraph | None) -> LineEnd:
    """A sentence that promises more (；：): wrong where a heading that goes on with another list follows, or nothing; ； also alone."""
    if not any(mark in text[:-1] for mark in "。，") or number_of(text):
        return "closed"
    if following is None:
        return "bare"
    number = number_of(following.text)
    if number is not None:
        return "bare" if following.level > 0 and number.value > 1 else "closed"
    alone = text[-1] == "；" and not before.endswith("；") and not following.text.rstrip().endswith("；")
    return "bare" if alone and following.text.rstrip().endswith("。") and not _begins_anew(following.text.strip()) else "closed"


def _han_end(text: str) -> bool:
    return (text[-1].isalpha() and not text[-1].isascii()) or text[-1] in "%％"


def _hangs(text: str, after: str) -> bool:
    """Whether a line without marks plainly goes on in the next one."""
    return len(text) > 5 and bool(after) and ((after[0] in _CONTINUES and after[0] not in "和之等并与及") or text[-1] in _HANGS)


def _is_numbered_heading(text: str) -> bool:
    """Whether a numbered line is a heading with a comma in it (一、抓学习，强素质)."""
    number = number_of(text)
    return number is not None and len(text) - number.end <= 40 and not any(mark in text for mark in "。；")


def _begins_anew(after: str) -> bool:
    return not after or number_of(after) is not None or bool(compiled(f"(?:{_ENUMERATED})").match(after)) or _signature(after)


def _signature(text: str) -> bool:
    return len(text) < 30 and bool(compiled(_SIGNED).search(text))


def _belongs_together(text: str, after: str) -> bool:
    """Whether `after` goes on with the sentence of `text` rather than begins its own."""
    if after[0] in _CONTINUES or text[-1] in _HANGS:
        return True
    last_clause = compiled(f"[^{_INSIDE}]*$").search(text)
    if last_clause and len(last_clause[0]) <= 3:
        return True
    return not compiled(f"(?:{_STARTERS})").match(after)
