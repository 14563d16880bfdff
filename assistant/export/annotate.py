"""An annotated copy: the user's document with what was found as Word comments, each at its exact phrase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.checks.model import SEVERITIES, SEVERITY_NAMES, Severity
from assistant.documents.model import PartName
from assistant.errors import InputError
from assistant.export.commenting import Commenter
from assistant.export.word_copy import WordCopy, word_copy
from assistant.paths import atomic_write

AUTHOR = "报告助手"
MOST_COMMENTS = 300
_MOST_LISTED = 60
_PARTS: dict[PartName, str] = {
    "body": "正文",
    "header": "页眉",
    "footer": "页脚",
    "footnote": "脚注",
    "endnote": "尾注",
    "textbox": "文本框",
    "comment": "批注",
}


@dataclass(frozen=True, slots=True)
class Note:
    """What to say about `text[start:end]` of paragraph `paragraph` (from 1) of `part`, counted as `documents.read` counts.

    `text` is that phrase; it is needed only to tell the cells of a Markdown table apart, which share a line number.
    """

    part: PartName
    paragraph: int
    start: int
    end: int
    message: str
    severity: Severity = "warning"
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Remark:
    """Notes that say the same."""

    notes: tuple[Note, ...]

    @property
    def first(self) -> Note:
        return self.notes[0]

    @property
    def text(self) -> str:
        times = f"（共{len(self.notes)}处）" if len(self.notes) > 1 else ""
        return f"{SEVERITY_NAMES[self.first.severity]}：{self.first.message}{times}"


def annotate(source: Path, out: Path, notes: Sequence[Note], *, author: str = AUTHOR, most: int = MOST_COMMENTS) -> None:
    """Write a copy of `source` to the .docx `out` with `notes` as comments by `author`; `source` is only read.

    Notes with the same message become one comment at the first place, with their number. Where Word takes no comment
    (headers, footers, notes, other comments), and beyond `most` comments (the gravest first), what is left is told in one
    comment on the first paragraph. A source that is not .docx is converted first.
    Raises InputError (exit code 2) where `out` is the source or no .docx, or where either file cannot be used.
    """
    _check(source, out)
    copy = word_copy(source)
    commenter = Commenter(copy.data, copy.runs, author)
    remarks = _remarks(_moved(note, copy) for note in notes)
    chosen, left = remarks[:most], remarks[most:]
    unplaced = [remark for remark in chosen if not _place(remark, commenter)]
    if summary := _summary(unplaced, left):
        commenter.comment_on_top(summary)
    atomic_write(out, commenter.save)


def _check(source: Path, out: Path) -> None:
    if out.suffix.lower() != ".docx":
        raise InputError(f"带批注的副本只能是 .docx 文件，不能写成 {out.name}", "请把副本的文件名改为以 .docx 结尾")
    if out.exists() and source.exists() and out.samefile(source):
        raise InputError(f"副本 {out} 就是原文件，原文件不会被改动", "请为副本换一个文件名")


def _moved(note: Note, copy: WordCopy) -> Note:
    paragraph, start, end = copy.place(note.part, note.paragraph, note.start, note.end, note.text)
    return replace(note, paragraph=paragraph, start=start, end=end)


def _remarks(notes: Iterable[Note]) -> list[_Remark]:
    """Notes by message, the gravest first, else in their order."""
    same: dict[tuple[Severity, str], list[Note]] = {}
    for note in notes:
        same.setdefault((note.severity, note.message), []).append(note)
    return sorted((_Remark(tuple(group)) for group in same.values()), key=lambda r: SEVERITIES.index(r.first.severity))


def _place(remark: _Remark, commenter: Commenter) -> bool:
    """Put a remark at the first of its places that takes a comment; whether there is one."""
    return any(commenter.comment(n.part, n.paragraph, n.start, n.end, remark.text) for n in remark.notes)


def _summary(unplaced: list[_Remark], left: list[_Remark]) -> str:
    lines = [f"{_PARTS[r.first.part]}：{r.text}" for r in unplaced]
    lines[_MOST_LISTED:] = [f"……（另有{len(lines) - _MOST_LISTED}条）"] if len(lines) > _MOST_LISTED else []
    if lines:
        lines.insert(0, "以下问题所在的位置不能加批注：")
    if left:
        counts = Counter(r.first.severity for r in left)
        kinds = "、".join(f"{SEVERITY_NAMES[s]}{counts[s]}条" for s in SEVERITIES if counts[s])
        lines.append(f"问题较多，另有{len(left)}条没有逐一批注（{kinds}），请改好后再检查一遍")
    return "\n".join(lines)
