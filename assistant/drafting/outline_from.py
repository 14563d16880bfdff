"""An outline derived from a report the user has: its headings, their kinds, lengths and the words that attract facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.documents.headings import Section, number_of
from assistant.documents.headings import outline as heading_tree
from assistant.documents.model import Document, Paragraph
from assistant.drafting.outline import NUMBERING, Form, Numbering, Outline, OutlineSection, Voice, all_outlines
from assistant.drafting.plan import CLOSING, ELSEWHERE, OPENING
from assistant.errors import InputError
from assistant.grounding.reading import read
from assistant.samples.kinds import kind_of, kind_wanted
from assistant.samples.passages import Kind
from assistant.text.names import NameContext
from assistant.text.slots import find_slots
from assistant.text.vocabulary import cut, is_noun

SHORTEST_CHILD = 100  # sections shorter than this on the average are written as one
LATE = 2  # of the last so many sections beside each other, the words of a heading may say that they are problems or plans
SHORTEST, ROUNDED = 60, 10  # characters
NAMES = ("org", "person", "place", "quoted", "title")
MOST_WORDS, LONGEST_WORD = 16, 6
ENOUGH_ME = 3  # a report that says 我 so often is in the first person
OWN_SHARE = 0.4  # of all places of a word, so many must be in a section for it to lead there
ALIKE = 3  # a section that shares so many words with one of a known outline is told how to be written as that is

_SENTENCE = re.compile(r"[。；！？]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?=年|度|—|-|\s|$)")
_GAP_YEAR = re.compile(r"(?:(?:19|20)(?:[XxＸ×]{2}|_{2,}|\*{2})|_{2,}|[XxＸ×]{2,4})(?=年)")
_FIRST_PERSON = re.compile(r"本人|我(?![们国党军市县区省局院校])")
_LEADS_OVER = re.compile(r"[^。]*现将[^。]*(?:如下|报告|汇报)[^。]*。")
_SELF_NAMES = ("支部", "党总支", "党委", "公司", "单位")
_STYLES: dict[str, Numbering] = {
    "part": "part",
    "chinese": "chinese",
    "bracketed_chinese": "parenthesis",
    "arabic": "arabic",
    "bracketed_arabic": "none",
}
_ITEMS: dict[Kind, Form] = {"problem": "items", "plan": "items"}


def outline_from(document: Document, name: str = "") -> Outline:
    """The outline of a report. `name` is what the type shall be called; else its title without unit and year.

    Raises InputError for a document without headings.
    """
    tree = heading_tree(document)
    if not tree.children:
        raise InputError(f"{document.path or '文稿'} 里没有“一、”“（一）”这样的标题，看不出结构", "请换一份有标题层次的报告")
    return _Reader(document, tree).outline(name)


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the running text of a report opens and closes."""

    opening: str
    closing: str


class _Reader:
    """Reads one report as an example of its type."""

    def __init__(self, document: Document, tree: Section) -> None:
        self._tree = tree
        self._text = "\n".join(p.text for p in document.body)
        self._title = document.title
        year = _YEAR.search(self._title) or _YEAR.search(self._text)
        self._year = int(year[0]) if year else None
        self._context = NameContext.of([p.text for p in document.body])
        self._names = {s.value for s in find_slots(self._text, context=self._context) if s.kind in NAMES}
        self._voice: Voice = "first" if len(_FIRST_PERSON.findall(self._text)) >= ENOUGH_ME else "third"
        self._known = [(o.voice, leaf) for o in all_outlines() for leaf in o.leaves() if leaf.kind == "done"]
        self._ends = self._find_ends()

    def outline(self, name: str) -> Outline:
        intro = replace(OPENING, length=_rounded(len(self._ends.opening)) if self._ends.opening else OPENING.length)
        closing = (replace(CLOSING, length=_rounded(len(self._ends.closing))),) if self._ends.closing else ()
        title = self._unnamed(self._yearless(self._title)) or "{{ year }}年度工作总结"
        return Outline(
            name=name or re.sub(r"\{\{[^}]*\}\}年?度?", "", title) or "工作总结",
            title=title,
            sections=(intro, *self._sections(self._tree.children), *closing),
            voice=self._voice,
            self_name="我" if self._voice == "first" else max(_SELF_NAMES, key=self._text.count),
            closing_sentence=self._closing_sentence(),
            numbering=self._numbering(),
        )

    def _sections(self, sections: Sequence[Section], above: tuple[str, ...] = ()) -> tuple[OutlineSection, ...]:
        late = len(sections) - LATE
        return tuple(self._section(s, above, late=i >= late) for i, s in enumerate(sections) if s.heading)

    def _section(self, section: Section, above: tuple[str, ...], *, late: bool) -> OutlineSection:
        heading = section.heading.text.strip() if section.heading else ""
        path = (*above, self._undated(heading))
        text = "".join(_running(section))
        kind = kind_of(path, text)
        if kind == "done" and late and (wanted := kind_wanted(heading)) in _ITEMS:
            kind = wanted or kind
        number = number_of(heading)
        title = self._yearless(heading[number.end if number else 0 :].strip("。：: "), next_year=kind == "plan")
        if kind == "done" and len(section.children) > 1 and len(text) >= SHORTEST_CHILD * len(section.children):
            return OutlineSection(title, kind, sections=self._sections(section.children, path))
        length = _rounded(len(text.replace(self._ends.closing, "").replace(self._ends.opening, "")))
        words = self._words(title, text) if kind == "done" else ()
        return OutlineSection(title, kind, length, self._guidance(kind, words), words, _ITEMS.get(kind, "prose"))

    def _find_ends(self) -> _Ends:
        """The paragraphs before the first heading that has text under it, and the closing one of the last two."""
        opening = [p.text for p in self._tree.paragraphs if _SENTENCE.search(p.text)]
        first = self._tree.children[0]
        if not opening and first.children:
            opening = [p.text for p in first.paragraphs if _SENTENCE.search(p.text)]
        texts = [t for child in self._tree.children for t in _running(child)]
        closing = [t for t in texts[-2:] if kind_of(("",), t, ending=True) == "closing"]
        return _Ends("".join(opening), "".join(closing))

    def _words(self, title: str, text: str) -> tuple[str, ...]:
        """The words that attract facts: those of known outlines, then the things counted, that stand in the title or mostly here."""
        listed = (word for _, leaf in self._known for word in leaf.words)
        counted = (near for count in read(text).counts for near in count.near if _names_a_thing(near))
        found = dict.fromkeys(word for word in (*listed, *counted) if word in title or self._leads_to(word, text))
        return tuple(sorted(found, key=lambda word: -(text.count(word) ** 2) / max(self._text.count(word), 1)))[:MOST_WORDS]

    def _leads_to(self, word: str, text: str) -> bool:
        own = text.count(word)
        mostly = own > 0 and own >= OWN_SHARE * self._text.count(word)
        return mostly and re.fullmatch("[\u4e00-\u9fff]+", word) is not None and not any(word in n or n in word for n in self._names)

    def _guidance(self, kind: Kind, words: Sequence[str]) -> str:
        if kind != "done":
            return ELSEWHERE[kind].guidance if kind in ELSEWHERE else CLOSING.guidance
        shared = {leaf: len(set(words) & set(leaf.words)) for voice, leaf in self._known if voice == self._voice}
        like = max(shared, key=lambda leaf: shared[leaf], default=None)
        return like.guidance if like and shared[like] >= ALIKE else "写做了什么、怎样做、成效如何"

    def _closing_sentence(self) -> str:
        """The sentence that leads over from the opening, if it says nothing of its own but the year."""
        found = _LEADS_OVER.search(self._ends.opening)
        if not found:
            return ""
        text = self._unnamed(self._yearless(found[0].strip()))
        return text if not re.search(r"\d", text.replace("{{ year + 1 }}", "").replace("{{ year - 1 }}", "")) else ""

    def _unnamed(self, text: str) -> str:
        """`text` without names, their gaps, and what is left of them before the year (____县____局)."""
        named = [s for s in find_slots(text, context=self._context) if s.kind in ("org", "person", "place", "placeholder")]
        year = text.find("{{")
        if any(s.end <= year for s in named):
            return self._unnamed(text[year:])
        for slot in reversed(named):
            text = text[: slot.start] + text[slot.end :]
        return text

    def _yearless(self, text: str, *, next_year: bool = False) -> str:
        """`text` with the report's year and those beside it as {{ year }}, {{ year + 1 }}, {{ year - 1 }}.

        A gap for a year is the report's, or with `next_year` the one after it.
        """
        names = {0: "{{ year }}", 1: "{{ year + 1 }}", -1: "{{ year - 1 }}"}
        if self._year is not None:
            year = self._year
            text = _YEAR.sub(lambda m: names.get(int(m[0]) - year, m[0]), text)
        return _GAP_YEAR.sub(names[1 if next_year else 0], text)

    def _undated(self, heading: str) -> str:
        """`heading` without the report's own year, which does not make a plan of it."""
        return _GAP_YEAR.sub("本", heading.replace(f"{self._year}年", "本年"))

    def _numbering(self) -> tuple[Numbering, ...]:
        """How the headings of each depth are numbered here, most often."""
        found: dict[int, Counter[Numbering]] = {}
        for path, section in self._tree.walk():
            if section.heading:
                number = number_of(section.heading.text.strip())
                found.setdefault(len(path), Counter())[_STYLES[number.style] if number else "none"] += 1
        own = tuple(found[depth].most_common(1)[0][0] for depth in sorted(found))
        return (*own, *(n for n in NUMBERING if n not in own))[: max(len(own), len(NUMBERING))]


def _names_a_thing(words: str) -> bool:
    """Whether these are whole words that end in a noun: 种养大户, not 小组走进."""
    found = cut(words)
    return len(words) <= LONGEST_WORD and all(len(w) > 1 for w in found) and is_noun(found[-1])


def _running(section: Section) -> Iterator[str]:
    """The running text of a section and all below it; no addressee, no signature."""
    for _, part in section.walk():
        yield from (p.text.strip() for p in part.paragraphs if _is_running(p))


def _is_running(paragraph: Paragraph) -> bool:
    return paragraph.cell is None and bool(_SENTENCE.search(paragraph.text))


def _rounded(length: int) -> int:
    return max(SHORTEST, round(length / ROUNDED) * ROUNDED)
