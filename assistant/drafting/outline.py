"""Outlines: what a type of report consists of. One YAML file each, under prompts/outlines/ of the project or of the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from assistant import paths
from assistant.errors import InputError
from assistant.samples.passages import KINDS, Kind

Voice = Literal["third", "first"]
Form = Literal["prose", "items"]
Numbering = Literal["part", "chinese", "parenthesis", "arabic", "none"]

FOLDER = "outlines"
# What a report is called by who does not say which; an alias of the type that fits most units.
COMMON = "工作总结"
DEFAULT_LENGTH = 300
NUMBERING: tuple[Numbering, ...] = ("chinese", "parenthesis", "arabic")


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """One entry of an outline: a leaf that is drafted, or a heading over other sections.

    `length` in characters; `form` "items" writes one paragraph a fact, counted 一是、二是; `words` attract facts.
    A leaf without a title stands without a heading (opening and closing).
    """

    title: str = ""
    kind: Kind = "done"
    length: int = DEFAULT_LENGTH
    guidance: str = ""
    words: tuple[str, ...] = ()
    form: Form = "prose"
    sections: tuple[OutlineSection, ...] = ()

    def leaves(self) -> Iterator[OutlineSection]:
        """The sections that are drafted, in reading order."""
        if not self.sections:
            yield self
        for section in self.sections:
            yield from section.leaves()


@dataclass(frozen=True, slots=True)
class Outline:
    """A type of report. `title` and `closing_sentence` (the last sentence of the opening) may use {{ year }}.

    `self_name` is what the text calls its own unit after the opening; `units` are words in the names of units that write it.
    """

    name: str
    title: str
    sections: tuple[OutlineSection, ...]
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    voice: Voice = "third"
    self_name: str = "支部"
    closing_sentence: str = ""
    numbering: tuple[Numbering, ...] = NUMBERING
    path: Path | None = None

    def leaves(self) -> Iterator[OutlineSection]:
        """The sections that are drafted, in reading order."""
        for section in self.sections:
            yield from section.leaves()


def outline_files() -> dict[str, Path]:
    """All outlines by name (the file's stem); a project's own win over those of the same name that are shipped."""
    folders = reversed(paths.data_files("prompts", FOLDER))
    return {p.stem: p for folder in folders for p in sorted(folder.glob("*.yaml"))}


def all_outlines() -> list[Outline]:
    """Every outline there is, by name."""
    return [read_outline(p) for p in outline_files().values()]


def find_outline(name: str) -> Outline:
    """The outline called `name`: its name, an alias, one that is near, or the only one that `name` is a part of.

    Raises InputError naming what there is.
    """
    from rapidfuzz import fuzz, process

    files = outline_files()
    if name in files:
        return read_outline(files[name])
    outlines = all_outlines()
    by_name = {alias: o for o in outlines for alias in (o.name, *o.aliases)}
    if name in by_name:
        return by_name[name]
    best = process.extractOne(name, list(by_name), scorer=fuzz.ratio, score_cutoff=75)
    if best:
        return by_name[best[0]]
    containing = {o.name: o for alias, o in by_name.items() if name in alias}
    if len(containing) == 1:
        return next(iter(containing.values()))
    raise InputError(f"没有名为“{name}”的报告类型", f"可用的类型：{'、'.join(files)}；也可在事实清单里写“小节”自定结构")


def outline_for(org: str) -> Outline:
    """The type of report that a unit of this name writes: that of the word nearest to the end of its name, else the common one."""
    placed = [(org.rfind(word), len(word), o.name) for o in all_outlines() for word in o.units if word in org]
    return find_outline(max(placed)[2] if placed else COMMON)


def read_outline(path: Path) -> Outline:
    """Read one outline file. Raises InputError naming the file and what is wrong."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        tree = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"大纲文件 {path} 无法读取", "请检查格式是否为 UTF-8 的 YAML") from error
    if not isinstance(tree, dict) or not isinstance(tree.get("sections"), list) or not tree["sections"]:
        raise InputError(f"大纲文件 {path} 没有 sections 列表", "可参照 assistant outline show 的输出")
    try:
        return Outline(
            name=str(tree.pop("name", path.stem)),
            title=str(tree.pop("title", "{{ year }}年度工作总结")),
            sections=tuple(_section(s) for s in tree.pop("sections")),
            aliases=tuple(tree.pop("aliases", ())),
            units=tuple(tree.pop("units", ())),
            voice=_one_of(tree.pop("voice", "third"), get_args(Voice)),
            self_name=str(tree.pop("self_name", "支部")),
            closing_sentence=str(tree.pop("closing_sentence", "")),
            numbering=tuple(_one_of(n, get_args(Numbering)) for n in tree.pop("numbering", NUMBERING)),
            path=path,
            **_nothing_left(tree),
        )
    except (ValueError, TypeError) as error:
        raise InputError(f"大纲文件 {path} 有误：{error}", "可参照 assistant outline show 的输出") from error


def _section(tree: Any) -> OutlineSection:
    if not isinstance(tree, dict):
        raise ValueError(f"小节应是键值，而不是“{tree}”")
    tree = dict(tree)
    section = OutlineSection(
        title=str(tree.pop("title", "")),
        kind=_one_of(tree.pop("kind", "done"), KINDS),
        length=int(tree.pop("length", DEFAULT_LENGTH)),
        guidance=str(tree.pop("guidance", "")),
        words=tuple(str(w) for w in tree.pop("words", ())),
        form=_one_of(tree.pop("form", "prose"), get_args(Form)),
        sections=tuple(_section(s) for s in tree.pop("sections", ())),
    )
    _nothing_left(tree)
    return section


def _one_of(value: Any, choices: tuple[Any, ...]) -> Any:
    if value not in choices:
        raise ValueError(f"“{value}”不是可用的值（{'、'.join(choices)}）")
    return value


def _nothing_left(tree: dict[str, Any]) -> dict[str, Any]:
    if tree:
        raise ValueError(f"不认识的键“{next(iter(tree))}”")
    return {}
