"""Phrases that count (“五学”, “三宽四有”) against the items listed for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.checks.matching import HAN, matches
from assistant.text.numerals import parse_number
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_NUMBERED = rf"([两三四五六七八九十])({HAN}{{1,2}}?)(?=[两三四五六七八九十]|$)"
_PHRASE = rf"“(?P<body>(?:[两三四五六七八九十]{HAN}){{1,3}}|[三四五六七八九十]{HAN}{{2}})”"
_ITEM_END = compiled(r"[、，,；;：:“”（）。和]")
_REACH = 90


def counted_phrases(doc: Analysis) -> Iterator[tuple[int, int, str]]:
    """Counting phrases whose items stand beside them in another number: start, end, what is wrong (in Chinese)."""
    for match in compiled(_PHRASE).finditer(doc.text):
        low, high = doc.sentence(match.start())
        before = doc.text[max(low, match.start() - _REACH) : match.start()]
        after = doc.text[match.end() : min(high, match.end() + _REACH)]
        for number, word in compiled(_NUMBERED).findall(match["body"]):
            said = int(parse_number(number) or 0)
            listed = _listed(before, word) or _listed(_explained(after), word)
            if 1 < listed != said:
                yield match.start(), match.end(), f"“{match['body']}”说的是{said}个“{word}”，列出的有{listed}个"


def _explained(after: str) -> str:
    """The text after the phrase where it explains it: behind a colon or in a bracket."""
    return after if compiled(r"[^，。；]{0,8}(?:[：（]|，?即|，?就是|，?包括|，?分别是)").match(after) else ""


def _listed(text: str, word: str) -> int:
    """How many items in a row, each of which begins or ends with `word`, the text holds; 0 where there are fewer than two."""
    runs, count = [], 0
    for item in (part.strip().removeprefix("即").removesuffix("的") for part in _ITEM_END.split(text)):
        if 1 < len(item) <= 10 and (item.endswith(word) or item.startswith(word)):
            count += 1
        elif item:
            runs.append(count)
            count = 0
    best = max([*runs, count])
    return best if best > 1 else 0


_HEADED = (
    rf"(?:“(?P<quoted>(?P<q>[两双三四五六七八九十])[^“”\d两双三四五六七八九十]{{1,6}})”|(?P<n>[两三四五六七八九十]|\d{{1,2}})(?:个|项|大|类|种|步|条)(?!月|年|人)){HAN}{{0,8}}"
    r"(?:(?:，|：)?(?:即|就是|分别是|分别为)[：]?|：|——)(?P<list>[^。；：\n]{4,200})"
)
_OPEN_END = compiled(r"等|…|[一二三]是|其[一二]|[（(][一1]|第一|包括|其中")
_LONGEST_ITEM = 16


def headed_lists(doc: Analysis) -> Iterator[tuple[int, int, str]]:
    """三项制度，即学习制度、考勤制度: a number of things followed by a list of another number of them."""
    for match in matches(doc, _HEADED, begins=r"\d两双三四五六七八九十“"):
        said = parse_number((match["q"] or match["n"]).replace("双", "两"))
        items = match["list"].partition("，")[0].split("、")
        sizes = {len(items), len(items) + sum("和" in item or "及" in item for item in items[-1:])}
        plain = len(items) > 1 and all(1 < len(item) <= _LONGEST_ITEM for item in items) and not _OPEN_END.search(match["list"])
        if plain and said is not None and int(said) not in sizes:
            head = doc.text[match.start() : match.start("list")].rstrip("：—，即")
            yield match.start(), match.start("list"), f"“{head}”后面列了{len(items)}项"
