"""From files to passages: finding samples, reading, cleaning, splitting, masking."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.documents.clean import clean_sample
from assistant.documents.model import Document, Paragraph
from assistant.documents.read import read
from assistant.samples.kinds import kind_of
from assistant.samples.mask import Masked, mask_document
from assistant.samples.origin import name_of, report_type_of, title_of, year_of
from assistant.samples.passages import Kind, Passage
from assistant.samples.split import Piece, split
from assistant.samples.store import Sample, StoredDocument

SUFFIXES = (".txt", ".md", ".markdown", ".docx", ".doc", ".wps")


@dataclass(slots=True)
class Found:
    """Where each sample was found, by the id of its content; ids the user named one by one; what could not be read (path, reason)."""

    paths: dict[str, list[Path]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    failed: list[tuple[str, str]] = field(default_factory=list)


def find(places: Iterable[Path]) -> Found:
    """Every sample file at or under `places`; a README and hidden files are not samples."""
    found = Found()
    for place in places:
        if not place.exists():
            found.failed.append((name_of(place), "文件或文件夹不存在"))
            continue
        for path in _files(place):
            try:
                identity = document_id(path.read_bytes())
            except OSError as error:
                found.failed.append((name_of(path), f"无法读取：{error.strerror}"))
                continue
            found.paths.setdefault(identity, []).append(path)
            if path == place:
                found.named.add(identity)
    return found


def _files(place: Path) -> Iterable[Path]:
    if place.is_file():
        return [place]
    inside = (p for p in sorted(place.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file())
    return (p for p in inside if p.stem.upper() != "README" and not p.name.startswith((".", "~$")))


def document_id(content: bytes) -> str:
    """A document's id: the same content has the same id wherever it lies."""
    return hashlib.sha256(content).hexdigest()[:12]


def load(identity: str, path: Path, machine: str = "") -> Sample:
    """Read, clean, split and mask the sample at `path`. Raises DocumentError."""
    document, removed = clean_sample(read(path))
    title = title_of(document)
    reasons = tuple(str(r) for r in removed)
    stored = StoredDocument(identity, name_of(path), title, year_of(document, title), report_type_of(path, title), reasons, machine)
    return make(stored, document)


def make(stored: StoredDocument, document: Document) -> Sample:
    """Split and mask a sample. Names told in its title, its headings and its signature are masked in the text too."""
    pieces = split(document)
    lines = {piece.paragraph for piece in pieces}
    beside = [p for p in document.body if p.index not in lines or p.level or p.is_title]
    masked = mask_document([*(p.text for p in beside), *(piece.text for piece in pieces)])
    places = [*(p.index for p in beside), *(piece.paragraph for piece in pieces)]
    values = tuple((kind, value, place) for place, found in zip(places, masked, strict=True) for kind, value in found.values)
    headed = any(p.level for p in document.body)
    passages = [
        _passage(stored, number, piece, found, _kind(piece, pieces, headed, stored.year))
        for number, (piece, found) in enumerate(zip(pieces, masked[len(beside) :], strict=True))
    ]
    return Sample(stored, to_lines(document), values, tuple(passages))


def _kind(piece: Piece, pieces: Sequence[Piece], headed: bool, year: int | None) -> Kind:
    opening = piece.paragraph == pieces[0].paragraph or (headed and not piece.heading)
    last = sorted({p.paragraph for p in pieces})[-2:]
    return kind_of(piece.heading, piece.text, opening=opening, ending=piece.paragraph in last, year=year)


def _passage(stored: StoredDocument, number: int, piece: Piece, found: Masked, kind: Kind) -> Passage:
    return Passage(
        id=f"{stored.id}-{number:04}",
        document=stored.id,
        heading=piece.heading,
        kind=kind,
        paragraph=piece.paragraph,
        text=piece.text,
        masked=found.masked,
        slots=found.slots,
        year=stored.year,
        report_type=stored.report_type,
    )


def to_lines(document: Document) -> str:
    """A cleaned document's body as JSON, from which `from_lines` makes it again."""
    return json.dumps([[p.text, p.index, p.level, p.is_title] for p in document.body], ensure_ascii=False)


def from_lines(lines: str, path: str) -> Document:
    """The document that `to_lines` wrote."""
    rows: Sequence[tuple[str, int, int, bool]] = json.loads(lines)
    return Document(Path(path), "stored", tuple(Paragraph(t, i, level, is_title=title) for t, i, level, title in rows))
