"""Changing the library: what is new, what is gone, and the store of the next version made from both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import DocumentError
from assistant.processes import each
from assistant.samples import ingest
from assistant.samples.origin import name_of
from assistant.samples.store import Sample, Store, StoredDocument

FEW = 24  # fewer samples than this are read sooner by one process

Progress = Callable[[str, int, int], None]
# A new sample: its id, file and machine; a known one: what the store says of it and its lines.
_Source = tuple[str, Path, str] | tuple[StoredDocument, str]


@dataclass(slots=True)
class IndexReport:
    """What indexing did: paths added, updated, removed; how many stayed as they were; what failed, as (path, reason)."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Change:
    """What makes the next version of this one.

    `read`: files to read, by id. `again`: documents to make anew from what the store has of them, `saved`: from these lines.
    `gone`: ids to take out, `excluded`: those to keep out. `moved`: new paths by id.
    """

    read: dict[str, Path] = field(default_factory=dict)
    again: Sequence[StoredDocument] = ()
    saved: Sequence[tuple[StoredDocument, str]] = ()
    gone: Sequence[StoredDocument] = ()
    excluded: frozenset[str] = frozenset()
    moved: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.read or self.again or self.saved or self.gone or self.moved)


@dataclass(frozen=True, slots=True)
class Written:
    """What writing a store changed: ids of passages and documents that are no longer in it, and of documents that are new in it."""

    dropped: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)


def compare(
    store: Store | None, found: ingest.Found, places: Sequence[Path], rebuild: bool, machine: str = ""
) -> tuple[Change, IndexReport]:
    """What to change so that the library agrees with the files found at `places`, and the report so far.

    A file that can no longer be read keeps its place in the library. `rebuild` makes every document anew, from its file or,
    where that was not found, from the store. Only documents that came from `machine` can have lost their file.
    """
    known = {d.id: d for d in store.documents()} if store else {}
    ours = {d.id: d.path for d in known.values() if d.machine == machine}
    refused = (store.excluded() if store else set()) - found.named
    wanted = {i: paths for i, paths in found.paths.items() if i not in refused}
    named = {i: [name_of(p) for p in paths] for i, paths in wanted.items()}
    unreadable = {path for path, _ in found.failed}
    gone = [known[i] for i, path in ours.items() if i not in wanted and path not in unreadable and _under(path, places)]
    lost = {d.id for d in gone}
    change = Change(
        read={i: paths[0] for i, paths in wanted.items() if rebuild or i not in known},
        again=[d for d in known.values() if rebuild and d.id not in wanted and d.id not in lost],
        gone=gone,
        moved={i: names[0] for i, names in named.items() if i in ours and not rebuild and _moved(ours[i], names, places)},
    )
    return change, IndexReport(unchanged=len(wanted) - len(change.read), failed=list(found.failed))


def _moved(path: str, found: Sequence[str], places: Iterable[Path]) -> bool:
    return path not in found and (_under(path, places) or not Path(path).exists())


def _under(path: str, places: Iterable[Path]) -> bool:
    return any(Path(path).is_relative_to(place) for place in places)


def write_store(path: Path, old: Path | None, change: Change, report: IndexReport, tell: Progress, machine: str = "") -> Written | None:
    """Write the next version's store to `path`, from the one at `old` or from nothing; None where nothing has changed after all.

    Files that cannot be read are added to `report`, as is what became of the others.
    """
    store = Store.read(old).copy_to(path) if old else Store.create(path)
    for identity in change.excluded:
        store.exclude(identity)
    for identity, place in change.moved.items():
        store.move(identity, place)
    written = Written()
    for sample in _loaded(store, change, machine, report, tell):
        document = sample.document
        before = store.ids(document)
        _delete(store, before, written)
        store.exclude(document.id, False)
        store.add(sample)
        written.fresh.append(document.id)
        (report.updated if before else report.added).append(document.path)
    lasting = {path for path, _ in report.failed} | set(report.updated)
    lost = [d for d in change.gone if d.path not in lasting]
    _delete(store, [d.id for d in lost], written)
    report.removed = [d.path for d in lost]
    store.finish()
    return written if written.fresh or lost or change.moved or not old else None


def _loaded(store: Store, change: Change, machine: str, report: IndexReport, tell: Progress) -> Iterator[Sample]:
    """The samples to add, made from files or from the store."""
    sources: list[_Source] = [(identity, path, machine) for identity, path in change.read.items()]
    sources += [(stored, store.sample(stored.id).lines) for stored in change.again]
    sources += change.saved
    tell("读取范文", 0, len(sources))
    for number, made in enumerate(each(_made, sources, few=FEW), 1):
        if isinstance(made, Sample):
            yield made
        elif made is not None:
            report.failed.append(made)
        tell("读取范文", number, len(sources))


def _made(source: _Source) -> Sample | tuple[str, str] | None:
    """A sample from its file or from its lines in a store; what could not be read and why, None for lines as another version wrote them."""
    if len(source) == 2:
        stored, lines = source
        with suppress(TypeError, ValueError):
            return ingest.make(stored, ingest.from_lines(lines, stored.path))
        return None
    identity, path, machine = source
    try:
        return ingest.load(identity, path, machine)
    except DocumentError as error:
        return name_of(path), error.message.removeprefix(f"{path}：")


def _delete(store: Store, identities: Sequence[str], written: Written) -> None:
    written.dropped.extend(p.id for p in store.passages_in(identities))
    written.gone.extend(identities)
    for identity in identities:
        store.delete(identity)
