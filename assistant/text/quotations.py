"""《titles》 and “quoted names”: what stands between marks and names something particular."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from assistant.text.lexicon import is_public, public_spans, word_set, words
from assistant.text.vocabulary import cut, rank

_TITLE = re.compile(r"《[^《》\n]{1,60}(?:《[^《》\n]{1,40}》[^《》\n]{0,30})?》")
_QUOTED = re.compile(r"“([^“”\n]{1,60})”|‘([^‘’\n]{1,60})’|「([^「」\n]{1,60})」|\"([^\"\n]{2,60})\"")
_JOINTS = re.compile(r"[、，,；;：:。！!·—\s和与及]")
# What a unit is told to do with what is public (学习贯彻|党的二十大精神).
_URGED = re.compile(
    r"(?:深入|认真|全面|扎实|持续|坚决|学习|宣传|宣讲|贯彻|落实|践行|弘扬|传承|赓续|深化|推进|庆祝|迎接|喜迎|献礼|牢记|坚持|重温|研讨|开展)+"
)
# What a public term is called by everybody (三会一课|制度), without making a name of it as 工程 or 品牌 would.
_CALLED = re.compile(
    r"(?:制度|机制|精神|要求|总要求|活动|工作|教育|理念|原则|方针|目标|标准|政策|规定|问题|责任|主题|专题|会议|大会|讲话|报告|学习|意识|思想)+$"
)
_KINDS = frozenset(["准则", "条例", "决议", "决定", "意见", "通知", "规定", "规则", "办法", "章程", "方案", "纲要", "公报", "细则"])
_KINDS |= {"建议", "规划", "标准", "指引", "指南", "规程", "守则", "实施意见", "实施方案", "实施细则", "实施办法"}
_FIGURE = 4  # characters up to which an ordinary word in quotes is a figure of speech (“加油站”), not a name
_UNNAMED = 12
_UNLISTED = 30_000


class Quotation(NamedTuple):
    """A title or quoted name with its marks at `start:end`; `content` is what stands between them."""

    start: int
    end: int
    kind: Literal["title", "quoted"]
    content: str


def find_quotations(text: str) -> list[Quotation]:
    """Return the titles and quoted names of `text` in order, without public terms and figures of speech."""
    found = [Quotation(*m.span(), "title", m.group()[1:-1]) for m in _TITLE.finditer(text) if not _is_public_title(m.group())]
    for m in _QUOTED.finditer(text):
        content = m.group()[1:-1]
        if not is_public_phrase(content) and (not _is_figure(content) or _is_named(text, *m.span())):
            found.append(Quotation(*m.span(), "quoted", content))
    return sorted(found)


def _is_public_title(title: str) -> bool:
    """Whether 《…》 is a Party regulation, a state law or the like, or only the kind of one (《条例》)."""
    if title[1:-1] in _KINDS or title[1:-1] in word_set("public/regulations"):
        return True
    return any(term.group == "titles" and len(term.text) >= len(title) - 2 for term in public_spans(title))


def figures(text: str) -> list[tuple[int, int]]:
    """Return where quoted figures of speech and public phrases stand: what looks like a name inside them is none (“连心桥”)."""
    names = {(q.start, q.end) for q in find_quotations(text)}
    return [m.span() for m in _QUOTED.finditer(text) if m.span() not in names and len(m.group()) < _UNNAMED]


def is_public_phrase(text: str) -> bool:
    """Whether a text is nothing but public terms and what joins them (不忘初心、牢记使命), or a public speech."""
    if text.startswith("习近平") or is_public(text):
        return True
    parts = [part for part in _JOINTS.split(text) if part]
    told = [_is_told(part) for part in parts]
    return any(told) and all(public or _URGED.fullmatch(part) for public, part in zip(told, parts, strict=True))


def _is_told(part: str) -> bool:
    """Whether a text is one public term, also with what is done with it or what it is called (落实|三会一课|制度)."""
    urged = _URGED.match(part)
    rest = part[urged.end() :] if urged else part
    return any(is_public(form) for form in (part, rest, _CALLED.sub("", part), _CALLED.sub("", rest)))


def _is_figure(content: str) -> bool:
    """Whether a quoted text is an ordinary word used as a figure of speech (“加油站”), or a name that many units give alike."""
    parts = [part for part in _JOINTS.split(content) if part]
    if parts and all(part in word_set("figures") or part in word_set("shared_names") or is_public(part) for part in parts):
        return True
    return len(content) <= _FIGURE and len(cut(content)) == 1 and rank(content) < _UNLISTED


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether the words around a quotation say that it is a name (“…”先锋队, 创建“…”)."""
    return bool(_after().match(text, end)) or any(text.endswith(word, 0, start) for word in words("naming_before"))


@cache
def _after() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("naming_after"), key=len, reverse=True)))
