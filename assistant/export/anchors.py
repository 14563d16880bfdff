"""Where a comment cannot stand inside: it then goes around the whole, or office programs lose its text or the field's."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from assistant.documents.ooxml import W, value

_RUN, _SIMPLE, _CHARACTER, _INSTRUCTION = W + "r", W + "fldSimple", W + "fldChar", W + "instrText"
_OPENING, _CLOSING = "begin", "end"


def around(run: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    """The first and last element a comment on `run` has to enclose, or None where it may stand inside `run`'s paragraph.

    Enclosed are text boxes and readings above characters (runs inside runs), simple fields, and fields of several runs,
    links excepted.
    """
    outer = list(run.iterancestors(_RUN, _SIMPLE))
    whole = outer[-1] if outer else run
    field = _field(whole)
    if field:
        return field
    return (whole, whole) if outer or whole.find(_CHARACTER) is not None else None


def _field(run: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    """The first and last run of the field whose result `run` is in, where all of it is in one paragraph."""
    begins = _unmatched(run.itersiblings(preceding=True), _OPENING, _CLOSING)
    ends = _unmatched(run.itersiblings(), _CLOSING, _OPENING)
    if not begins or len(begins) != len(ends) or _is_link(begins[-1]):
        return None
    return begins[-1], ends[-1]


def _unmatched(siblings: Iterable[etree._Element], wanted: str, other: str) -> list[etree._Element]:
    """The siblings, nearest first, that begin (or end) a field which the ones nearer do not end (or begin)."""
    found: list[etree._Element] = []
    depth = 0
    for sibling in siblings:
        kinds = [value(mark, "fldCharType") for mark in sibling.iter(_CHARACTER)]
        depth += kinds.count(other)
        for _ in range(kinds.count(wanted)):
            if depth:
                depth -= 1
            else:
                found.append(sibling)
    return found


def _is_link(begin: etree._Element) -> bool:
    """Whether the field that starts at `begin` is a link, in whose text a comment may stand."""
    following = (i for sibling in (begin, *begin.itersiblings()) for i in sibling.iter(_INSTRUCTION))
    return (next(following, begin).text or "").strip().upper().startswith("HYPERLINK")
