"""Changes to the facts, in memory and in the facts file: what the user added, corrected or took back, comments kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any, cast, get_args

from assistant.errors import FactsError, InputError
from assistant.facts import keys
from assistant.facts.load import BLANK, decode, load_facts
from assistant.facts.model import Fact, FactKind, FactsFile, HeaderKey
from assistant.paths import atomic_write

_LIST_OF: dict[FactKind, str] = {kind: name for name, (kind, _) in keys.LISTS.items()}
_LETTERS: dict[FactKind, str] = dict(keys.LISTS.values())
_CHINESE = {english: chinese for chinese, english in keys.TOP.items()}
_SINGLE = ("type", "title", "org", "short_names", "year", "addressee", "date")
HEADERS: frozenset[str] = frozenset(get_args(HeaderKey))
_FIELDS = {"type": "report_type"}
YAML_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class FactChange:
    """One change: `old` is None for a new fact, `new` for one taken back; `section` is where a new fact belongs.

    With the key of a line about the report in place of a kind, `old` and `new` are what stands there (None: nothing).
    """

    kind: FactKind | HeaderKey
    old: str | None
    new: str | None
    section: str | None = None

    @property
    def inverse(self) -> FactChange:
        """The change that takes this one back."""
        return replace(self, old=self.new, new=self.old)


def changed(facts: FactsFile, changes: Sequence[FactChange]) -> FactsFile:
    """`facts` with the changes made. One that was made already, or whose fact is gone, does nothing.

    Ids of other facts stay. A question (____) that is corrected becomes a fact.
    """
    for change in changes:
        facts = _headed(facts, change) if change.kind in HEADERS else _changed(facts, change)
    return facts


def header_of(facts: FactsFile, key: HeaderKey) -> str | None:
    """What the facts say of the report under this key, as text."""
    value = getattr(facts, _FIELDS.get(key, key))
    return None if value is None else str(value)


def _headed(facts: FactsFile, change: FactChange) -> FactsFile:
    fields: dict[str, Any] = {_FIELDS.get(change.kind, change.kind): _header_value(change)}
    return replace(facts, **fields)


def _header_value(change: FactChange) -> str | int | None:
    return int(change.new) if change.new and change.kind == "year" else change.new


def _changed(facts: FactsFile, change: FactChange) -> FactsFile:
    known = (*facts.facts, *facts.questions)
    if change.old is None:
        there = any(f.text == change.new and f.kind == change.kind for f in known)
        return facts if there or change.new is None else _sorted(facts, (*known, _added(known, change, change.new)))
    return _sorted(facts, [new for f in known if (new := _corrected(f, change)) is not None])


def _corrected(fact: Fact, change: FactChange) -> Fact | None:
    if fact.text != change.old or fact.kind != change.kind:
        return fact
    return None if change.new is None else replace(fact, text=change.new)


def _added(known: Sequence[Fact], change: FactChange, text: str) -> Fact:
    kind = cast("FactKind", change.kind)
    letter = _LETTERS[kind]
    last = max((int(f.id.removeprefix(letter)) for f in known if f.kind == kind), default=0)
    return Fact(f"{letter}{last + 1}", kind, text, change.section)


def _sorted(facts: FactsFile, known: Sequence[Fact]) -> FactsFile:
    """Facts and questions parted again, each list in the order of the file."""
    order = list(_LIST_OF)
    known = sorted(known, key=lambda f: (order.index(f.kind), int(f.id[1:])))
    filled = tuple(f for f in known if not BLANK.search(f.text))
    return replace(facts, facts=filled, questions=tuple(f for f in known if BLANK.search(f.text)))


def save_changes(path: Path, changes: Sequence[FactChange]) -> None:
    """Write changes into the facts file at `path` (YAML or JSON), leaving everything else as the user wrote it.

    Raises FactsError for a file that cannot be read or is a ledger (.xlsx), InputError where it cannot be written.
    """
    facts = load_facts(path)  # tells clearly what is wrong with a file that was broken meanwhile
    if path.suffix.lower() == ".json":
        tree = json.loads(decode(path.read_bytes(), path))
        text = ""
    elif path.suffix.lower() in YAML_SUFFIXES:
        text = decode(path.read_bytes(), path)
        tree = _yaml(text).load(text)
    else:
        raise FactsError(f"{path} 不是 YAML 或 JSON 文件，不能写回", "请另存为 .yaml 文件")
    for change in changes:
        if change.kind in HEADERS:
            _write_header(tree, change)
        else:
            _write_change(tree, facts, change)
    atomic_write(path, _dumped(tree, text))


def write_facts(facts: FactsFile, path: Path) -> None:
    """Write all facts to a new YAML file. Raises InputError where `path` exists or cannot be written."""
    if path.exists():
        raise InputError(f"{path} 已经存在", "请换一个文件名")
    tree: dict[str, Any] = {}
    for name in _SINGLE:
        value = getattr(facts, "report_type" if name == "type" else name)
        if value:
            tree[_CHINESE[name]] = list(value) if isinstance(value, tuple) else value
    for name, (kind, _) in keys.LISTS.items():
        known = sorted((f for f in (*facts.facts, *facts.questions) if f.kind == kind), key=lambda f: int(f.id[1:]))
        if known:
            tree[_CHINESE[name]] = [_entry(f.text, f.section, f.source) for f in known]
    if facts.sections:
        tree[_CHINESE["sections"]] = [{"标题": s.title, "类型": s.kind, **({"字数": s.length} if s.length else {})} for s in facts.sections]
    atomic_write(path, _dumped(tree, " "))


def _entry(text: str, section: str | None, source: str | None = None) -> Any:
    fields = {"小节": section, "内容": text, "来源": source}
    return {k: v for k, v in fields.items() if v} if section or source else text


def _yaml(text: str) -> Any:
    """A reader and writer that keeps comments, quotes, line lengths and the indentation of `text`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.util import load_yaml_guess_indent

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 1 << 16
    _, indent, offset = load_yaml_guess_indent(text)
    # A list below its key is indented as the file does it; our own files indent by two.
    yaml.indent(mapping=2, sequence=(indent or 4), offset=(offset if offset is not None and indent else 2))
    return yaml


def _dumped(tree: Any, text: str) -> str:
    if not text:
        return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    stream = StringIO()
    _yaml(text).dump(tree, stream)
    return stream.getvalue()


def _write_header(tree: Any, change: FactChange) -> None:
    """Write a line about the report: in its place, else before all others, where no comment speaks of something else."""
    key = next((k for k in tree if keys.canonical(str(k), keys.TOP) == change.kind), None)
    value = _header_value(change)
    if value is None:
        tree.pop(key, None)
    elif key is not None:
        tree[key] = _styled(tree[key], value)
    elif hasattr(tree, "insert"):
        tree.insert(0, _CHINESE[change.kind], value)
    else:
        tree[_CHINESE[change.kind]] = value


def _write_change(tree: Any, facts: FactsFile, change: FactChange) -> None:
    name = _LIST_OF[cast("FactKind", change.kind)]
    key = next((k for k in tree if keys.canonical(str(k), keys.TOP) == name), _CHINESE[name])
    entries = tree.get(key)
    if entries is None:
        tree[key] = entries = []
    place = next((i for i, e in enumerate(entries) if _text(e) == (change.new if change.old is None else change.old)), None)
    if change.old is None:
        if place is None and change.new:
            _append(entries, _entry(change.new, change.section))
    elif place is not None:
        _replace(entries, place, change.new)


def _text(entry: Any) -> str:
    if isinstance(entry, dict):
        entry = next((v for k, v in entry.items() if keys.canonical(str(k), keys.FACT) == "text"), "")
    return str(entry if entry is not None else "").strip()


def _replace(entries: Any, place: int, new: str | None) -> None:
    if new is None:
        trailing = _take_trailing(entries) if place == len(entries) - 1 else None
        del entries[place]
        _give_trailing(entries, trailing)
    elif isinstance(entry := entries[place], dict):
        key = next(k for k in entry if keys.canonical(str(k), keys.FACT) == "text")
        entry[key] = _styled(entry[key], new)
    else:
        entries[place] = _styled(entry, new)


def _styled(old: Any, new: str | int) -> Any:
    """The new text in the quotes of the old."""
    return type(old)(new) if isinstance(old, str) and isinstance(new, str) and type(old) is not str and "\n" not in old else new


def _append(entries: Any, entry: Any) -> None:
    trailing = _take_trailing(entries)
    entries.append(entry)
    _give_trailing(entries, trailing)


def _take_trailing(entries: Any) -> Any:
    """Take the comment that stands behind the last entry (it speaks of the next key) from it."""
    if not entries or not hasattr(entries, "ca"):
        return None
    holder, key, slot = _last_leaf(entries)
    token = (holder.ca.items.get(key) or [None] * 4)[slot] if holder is not None else None
    if token is None:
        return None
    first, newline, rest = token.value.partition("\n")
    holder.ca.items[key][slot] = _token(token, first + newline) if first.strip() else None
    return _token(token, newline + rest) if rest else None


def _give_trailing(entries: Any, token: Any) -> None:
    if token is None or not entries:
        return
    from ruamel.yaml.comments import CommentedMap

    if isinstance(entries[-1], dict) and not hasattr(entries[-1], "ca"):
        entries[-1] = CommentedMap(entries[-1])
    holder, key, slot = _last_leaf(entries)
    if holder is not None:
        places = holder.ca.items.setdefault(key, [None] * 4)
        mine = places[slot].value.rstrip("\n") if places[slot] is not None else ""
        places[slot] = _token(token, mine + token.value)


def _last_leaf(entries: Any) -> tuple[Any, Any, int]:
    """Where ruamel keeps the comment behind the last entry: the holder, its key and the place in its list."""
    last = entries[-1]
    if isinstance(last, dict):
        return (last, next(reversed(last)), 2) if last and hasattr(last, "ca") else (None, None, 0)
    return entries, len(entries) - 1, 0


def _token(like: Any, value: str) -> Any:
    from ruamel.yaml.tokens import CommentToken

    return CommentToken(value, like.start_mark, None)
