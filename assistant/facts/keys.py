"""The keys of a facts file: Chinese names and their English aliases (design contract, section 5)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from assistant.facts.model import FactKind
from assistant.samples.passages import Kind

TOP = {
    "报告类型": "type",
    "标题": "title",
    "单位": "org",
    "简称": "short_names",
    "年度": "year",
    "主送": "addressee",
    "日期": "date",
    "事实": "facts",
    "存在问题": "problems",
    "下一步计划": "plans",
    "小节": "sections",
}
FACT = {"小节": "section", "内容": "text", "来源": "source"}
SECTION = {"标题": "title", "类型": "kind", "字数": "length"}

LISTS: dict[str, tuple[FactKind, str]] = {"facts": ("fact", "F"), "problems": ("problem", "P"), "plans": ("plan", "N")}

KIND_NAMES: dict[str, Kind] = {
    "总述": "intro",
    "成绩": "done",
    "问题": "problem",
    "计划": "plan",
    "结尾": "closing",
}


def canonical(key: str, names: dict[str, str]) -> str | None:
    """The English name of `key`, or None where it is unknown."""
    key = key.strip()
    return names.get(key) or (key if key in names.values() else None)


def nearest(key: str, names: Iterable[str]) -> str:
    """A hint naming the key the user may have meant, else all that are possible."""
    names = list(names)
    near = difflib.get_close_matches(key, names, n=1, cutoff=0.4)
    return f"是否想写“{near[0]}”？" if near else f"可用的有：{'、'.join(names)}"


def kind_of(name: str) -> Kind | None:
    """The section kind called `name`, in Chinese or English, or None."""
    if name in KIND_NAMES:
        return KIND_NAMES[name]
    return next((k for k in KIND_NAMES.values() if k == name), None)
