"""`assistant samples`: the library of sample reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.console import note, out, progress
from assistant.errors import InputError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from assistant.samples.library import Library
    from assistant.samples.passages import Hit, Passage
    from assistant.samples.store import StoredDocument
    from assistant.samples.update import IndexReport

KIND_NAMES = {"intro": "总述", "done": "成绩", "problem": "问题", "plan": "计划", "closing": "结尾"}
PART_NAMES = {"words": "字词", "vectors": "向量", "kind": "类型", "type": "文种", "year": "年份", "sameness": "重复"}
EXIT_SOME_FAILED = InputError.exit_code
_AS_JSON = typer.Option(False, "--json", help="输出 JSON")
_PLACES = typer.Argument(None, metavar="[PATH]...", help="范文文件或文件夹，如 范文/；默认为设置的 samples.paths，否则为自带范文")
_DOC = typer.Argument(metavar="DOC", help="编号、路径或标题，编号和标题可只写开头")


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="管理范文库")
    group.command()(index)
    group.command(name="list")(list_)
    group.command()(show)
    group.command()(search)
    group.command()(remove)
    app.add_typer(group, name="samples")


def index(
    places: list[Path] = _PLACES,
    rebuild: bool = typer.Option(False, "--rebuild", help="全部重新读取、重建索引"),
    as_json: bool = _AS_JSON,
) -> None:
    """建立或更新范文库。例：assistant samples index"""
    from assistant.config import load_config
    from assistant.samples.writer import default_places

    with progress() as display:
        report = _library().index(places or default_places(load_config()), rebuild, _shown_on(display))
    out(_json(_report(report)) if as_json else _summary(report))
    for path, reason in report.failed:
        note(f"未能读取 {path}：{reason}")
    if report.failed:
        raise typer.Exit(EXIT_SOME_FAILED)


def list_(as_json: bool = _AS_JSON) -> None:
    """列出全部范文。例：assistant samples list"""
    documents = _library().documents()
    if as_json:
        out(_json({"documents": [{**_document(d), "report_type": d.report_type, "passages": d.passages} for d in documents]}))
        return
    for d in documents:
        out(f"{d.id}  {d.year or '----'}  {d.report_type or '（类型不详）'}  {d.title}  （{d.passages} 段）")


def show(name: str = _DOC, as_json: bool = _AS_JSON) -> None:
    """显示一篇范文的段落，原文与遮蔽后的文字对照，以及清理掉的内容。例：assistant samples show 青梧水务"""
    library = _library()
    document = library.find(name)
    passages = library.passages(document.id)
    if as_json:
        out(_json({"document": _document(document), "removed": list(document.removed), "passages": [_passage(p) for p in passages]}))
        return
    out(f"{document.title}（{document.id}，{document.path}）")
    for line in document.removed:
        out(f"已清理：{line}")
    for p in passages:
        out(f"\n[{KIND_NAMES[p.kind]}] {' / '.join(p.heading)}（第 {p.paragraph} 行）\n原文：{p.text}\n遮蔽：{p.masked}")


def search(
    query: str = typer.Argument(metavar="QUERY", help="要找的内容，如小节标题或一件事"),
    k: int = typer.Option(5, "-k", metavar="N", min=1, max=100, help="返回的段落数"),
    kind: str = typer.Option(None, "--kind", metavar="KIND", help="只要这一类段落：intro、done、problem、plan、closing"),
    explain: bool = typer.Option(False, "--explain", help="显示得分的组成"),
    as_json: bool = _AS_JSON,
) -> None:
    """在范文库中查找段落。例：assistant samples search 主题党日活动 --kind done"""
    hits = _library().search(query, k=k, kind=_kind(kind))
    if as_json:
        out(_json({"query": query, "passages": [_hit(h, explain) for h in hits]}))
        return
    if not hits:
        note("没有找到相近的段落，请换一种说法再试")
    for h in hits:
        p = h.passage
        out(f"{h.score:.2f}  [{KIND_NAMES[p.kind]}] {' / '.join(p.heading)}（{p.document} 第 {p.paragraph} 行）")
        if explain:
            out("      " + "，".join(f"{PART_NAMES[name]} {value:+.3f}" for name, value in h.parts.items()))
        out(f"      {p.masked}")


def remove(name: str = _DOC, as_json: bool = _AS_JSON) -> None:
    """把一篇范文从范文库中彻底删除，不留任何文字（原文件不动）。例：assistant samples remove 青梧水务"""
    library = _library()
    document = library.find(name)
    library.remove(document)
    out(_json({"removed": _document(document)}) if as_json else f"已删除：{document.title}（{document.id}）")


def _shown_on(display: Progress) -> Callable[[str, int, int], None]:
    """What to call with a step, how far it is and how far it goes, to show each step as a bar."""
    bars: dict[str, TaskID] = {}

    def tell(step: str, done: int, total: int) -> None:
        if step not in bars:
            bars[step] = display.add_task(step)
        display.update(bars[step], completed=done, total=total)

    return tell


def _library() -> Library:
    from assistant.config import load_config
    from assistant.samples.library import Library

    return Library.open(load_config(), say=note)


def _kind(name: str | None) -> Any:
    from assistant.samples.passages import KINDS

    if name is not None and name not in KINDS:
        raise InputError(f"没有“{name}”这一类段落", f"可用的有 {'、'.join(KINDS)}")
    return name


def _json(content: dict[str, Any]) -> str:
    return json.dumps({"version": 1, **content}, ensure_ascii=False, indent=1)


def _report(report: IndexReport) -> dict[str, Any]:
    failed = [{"path": path, "reason": reason} for path, reason in report.failed]
    return {
        "added": report.added, "updated": report.updated, "removed": report.removed,
        "unchanged": report.unchanged, "failed": failed,
    }  # fmt: skip


def _summary(report: IndexReport) -> str:
    parts = (
        ("新增", len(report.added)), ("更新", len(report.updated)), ("移除", len(report.removed)),
        ("未变", report.unchanged), ("失败", len(report.failed)),
    )  # fmt: skip
    said = "，".join(f"{name} {number} 篇" for name, number in parts if number) or "没有找到范文"
    return f"范文库：{said}"


def _document(document: StoredDocument) -> dict[str, Any]:
    return {"id": document.id, "path": document.path, "title": document.title, "year": document.year}


def _passage(p: Passage) -> dict[str, Any]:
    slots = [{"kind": s.kind, "value": s.value, "start": s.start, "end": s.end} for s in p.slots]
    return {
        "id": p.id, "heading": list(p.heading), "kind": p.kind, "paragraph": p.paragraph,
        "text": p.text, "masked": p.masked, "slots": slots,
    }  # fmt: skip


def _hit(hit: Hit, explain: bool) -> dict[str, Any]:
    p = hit.passage
    found = {
        "id": p.id, "document": p.document, "paragraph": p.paragraph, "score": round(hit.score, 4),
        "heading": list(p.heading), "kind": p.kind, "text": p.text, "masked": p.masked,
    }  # fmt: skip
    return found | ({"parts": {name: round(value, 4) for name, value in hit.parts.items()}} if explain else {})
