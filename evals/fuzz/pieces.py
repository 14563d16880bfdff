"""What texts are made of here: the fragments that rules look for, taken from their own examples and data, and odd characters."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

from docx import Document as new_docx
from hypothesis import strategies as st

from assistant.checks import lexicon
from assistant.checks.model import Example
from assistant.checks.registry import RULES

ODD = (
    *"\n\t 　 \u200b\ufeff\ufffd\u2028\x85\x00\r😀𠮷é",
    *"，。；：、！？…—～·“”‘’（）《》【】〔〕()[]{}<>\"'_*×XxＸ○□#&@$%％/\\|-+=.,;:?!",
    *"0123456789０１一二三四五六七八九十百千万亿两几半第某年月日至到近约余多的了和在是",
    *("20", "2023年", "12次", "5月3日", "其中", "共", "一是", "（一）", "一、", "1.", "——", "……", "XX", "____"),
    *("{{", "}}", "</", "##", "<!--", "-->", "**"),
)
_PARTS = re.compile(r"\w+|[^\w\s]+")


@cache
def fragments() -> tuple[str, ...]:
    """The examples of all rules, whole and in pieces, the words of the checker's data, and odd characters."""
    examples = [e.text if isinstance(e, Example) else e for rule in RULES.values() for e in (*rule.bad, *rule.good)]
    pieces = [piece for text in examples for piece in (*_PARTS.findall(text), *text.split("\n"))]
    data = Path(lexicon.__file__).with_name("data")
    words = [w for file in sorted(data.glob("*.tsv")) for (first, *_) in lexicon.rows(file.name) for w in first.split("|")]
    return tuple(dict.fromkeys(filter(None, (*ODD, *examples, *pieces, *words))))


def texts(most: int = 60) -> st.SearchStrategy[str]:
    """Texts of up to `most` fragments, some of them of any characters at all."""
    fragment = st.one_of(st.sampled_from(fragments()), st.sampled_from(ODD), st.text(max_size=8))
    return st.lists(fragment, min_size=1, max_size=most).map("".join)


@st.composite
def word_files(draw: st.DrawFn) -> bytes:
    """Word files with headings, runs that cut words, tables, header and footer; a few of them damaged."""
    document = new_docx()
    document.sections[0].header.paragraphs[0].text = _sound(draw(texts(4)))
    for text in draw(st.lists(texts(12), min_size=1, max_size=8)):
        paragraph = document.add_paragraph(style=draw(st.sampled_from(["Normal", "Title", "Heading 1", "List Bullet"])))
        size = draw(st.integers(1, 20))
        for start in range(0, len(text), size):
            paragraph.add_run(_sound(text[start : start + size]))
    if cells := draw(st.lists(texts(3), max_size=9)):
        table = document.add_table(rows=-(-len(cells) // 3), cols=3)
        for number, text in enumerate(cells):
            table.cell(number // 3, number % 3).text = _sound(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return _damaged(draw, buffer.getvalue())


def _sound(text: str) -> str:
    """Text that XML can hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t　")


def _damaged(draw: st.DrawFn, data: bytes) -> bytes:
    if draw(st.integers(0, 9)):
        return data
    at, junk = draw(st.integers(0, len(data) - 1)), draw(st.binary(min_size=1, max_size=6))
    return data[:at] + junk + data[at + len(junk) :]
