"""The checker: our own reports with one injected defect each, of all families, and the same reports clean."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import Any

from assistant.checks.analysis import Analysis
from assistant.checks.model import FAMILIES
from assistant.checks.registry import RULES
from assistant.checks.runner import run
from assistant.documents.model import Document
from assistant.documents.read import read, read_bytes
from assistant.facts.load import load_facts
from assistant.facts.model import FactKind, FactsFile
from evals.checker.defects import DEFECTS, FACT_DEFECTS, VARIED, Defect, Injected, inject
from evals.leaks.judge import FACTS
from evals.suite import CORPUS, Case, Scores, Suite, World, ratio

SEED = 11
TIMES, TIMES_VARIED = 4, 2  # reports each kind is put into
_ALL = {d.name: d for d in (*DEFECTS, *VARIED, *FACT_DEFECTS)}
HEADINGS: dict[FactKind, str] = {"fact": "一、主要工作", "problem": "二、存在的问题", "plan": "三、下一步计划"}
Lines = tuple[tuple[str, ...], tuple[str, ...]]


def cases() -> list[Case]:
    """The clean reports, then each kind of defect in some of them."""
    clean = [Case(f"clean/{name}", name, {"report": name}) for name in (*_reports(), *_told())]
    injected = [
        Case(f"{defect.name}/{n}", defect.name, {"report": name, "defect": defect.name, "seed": SEED + n})
        for defects, reports in (((*DEFECTS, *VARIED), _reports()), (FACT_DEFECTS, _told()))
        for defect in defects
        for n, name in enumerate(_fitting(defect, reports))
    ]
    return [*clean, *injected]


def answer(case: Case, world: World) -> dict[str, Any]:
    """The findings of the report as it is, or those that the defect adds."""
    name = case.data["report"]
    facts = load_facts(FACTS / f"{name.partition('：')[2]}.yaml") if name in _told() else None
    lines, _ = _lines(name)
    if "defect" not in case.data:
        return {"findings": [list(f) for f in _found(lines, facts, world)], "characters": sum(map(len, lines))}
    injected = _injected(_ALL[case.data["defect"]], name, case.data["seed"])
    before = {f[0] for f in _found(lines, facts, world)} if injected else set()
    found = [list(f) for f in _found(injected.lines, facts, world)] if injected else []
    return {"findings": found, "before": sorted(before), "at": [injected.line, injected.start, injected.end] if injected else []}


def score(case: Case, answer: Any) -> Scores:
    """Errors and warnings of a clean report, or whether the defect was found at its place."""
    if "defect" not in case.data:
        counts = {s: float(sum(f[1] == s for f in answer["findings"])) for s in ("error", "warning")}
        return {"clean characters": float(answer["characters"]), "clean errors": counts["error"], "clean warnings": counts["warning"]}
    defect = _ALL[case.data["defect"]]
    found = any(f[0][:2] in defect.families and _is_there(f, answer["at"], defect) for f in answer["findings"])
    return {f"{defect.families[0]} put in": 1.0, f"{defect.families[0]} found": float(found)}


def total(rows: Sequence[Scores]) -> Scores:
    """Recall of each family, the weakest, and findings per 10,000 characters of the clean reports."""
    recalls = {f: ratio(rows, f"{f} found", f"{f} put in") for f in FAMILIES if any(f"{f} put in" in r for r in rows)}
    characters = sum(r.get("clean characters", 0) for r in rows) / 10_000
    put_in = sum(v for r in rows for k, v in r.items() if k.endswith("put in"))
    found = sum(v for r in rows for k, v in r.items() if k.endswith("found"))
    return {
        "defects": put_in,
        "recall": found / max(put_in, 1),
        "recall of the weakest family": min(recalls.values(), default=0.0),
        **{f"recall {family}": value for family, value in recalls.items()},
        "clean characters": characters * 10_000,
        "errors per 10,000 clean characters": sum(r.get("clean errors", 0) for r in rows) / max(characters, 1e-9),
        "warnings per 10,000 clean characters": sum(r.get("clean warnings", 0) for r in rows) / max(characters, 1e-9),
    }


@cache
def _reports() -> tuple[str, ...]:
    """Our finished reports: templates have gaps on purpose."""
    paths = (p for p in sorted(CORPUS.rglob("*")) if p.suffix in (".txt", ".md", ".docx") and p.stem != "README")
    return tuple(str(p.relative_to(CORPUS)) for p in paths if "模板" not in p.name)


@cache
def _told() -> tuple[str, ...]:
    """Reports that say exactly what a facts file says."""
    return tuple(f"事实：{p.stem}" for p in sorted(FACTS.glob("*.yaml")))


@cache
def _lines(name: str) -> Lines:
    """The lines of a report and what each is: title, heading or text."""
    if name in _told():
        facts = load_facts(FACTS / f"{name.partition('：')[2]}.yaml")
        lines, kinds = [facts.title or name], ["title"]
        for kind, heading in HEADINGS.items():
            told = [f.text.rstrip("。；") + "。" for f in facts.of(kind)]
            lines, kinds = [*lines, heading, *told], [*kinds, "heading", *["text"] * len(told)]
        return tuple(lines), tuple(kinds)
    paragraphs = [p for p in read(CORPUS / name).body if p.text.strip()]
    kinds = ["title" if p.is_title else "heading" if p.level else "text" for p in paragraphs]
    return tuple(p.text for p in paragraphs), tuple(kinds)


def _fitting(defect: Defect, reports: Sequence[str]) -> list[str]:
    rng = random.Random(f"{SEED}{defect.name}")
    shuffled = rng.sample(list(reports), len(reports))
    times = TIMES_VARIED if defect in VARIED else TIMES
    return list(islice((name for name in shuffled if _injected(defect, name, SEED)), times))


def _injected(defect: Defect, name: str, seed: int) -> Injected | None:
    return inject(*_lines(name), defect, random.Random(f"{seed}{defect.name}{name}"))


def _found(lines: Sequence[str], facts: FactsFile | None, world: World) -> list[tuple[str, str, int, int, int]]:
    """Code, severity, line, start and end of each finding that counts."""
    document: Document = read_bytes("\n".join(lines).encode(), "a.txt")
    result = run(Analysis(document, facts, world.library().leaks() if facts else None), RULES.values())
    if result.crashes:
        raise RuntimeError(f"{result.crashes[0].rule}: {result.crashes[0].error}")
    return [(f.rule, f.severity, f.paragraph, f.start, f.end) for f in result.findings if f.severity != "info"]


def _is_there(finding: Sequence[Any], at: Sequence[int], defect: Defect) -> bool:
    """Whether a finding touches the defect, as far as a defect of its kind has one place."""
    _, _, line, start, end = finding
    if defect.anywhere:
        return True
    if defect.where == "heading":
        return abs(line - at[0]) <= 1
    return bool(line == at[0] and (defect.in_line or (start <= at[2] and end >= at[1])))


SUITE = Suite("checker", "检查：在自有稿件中埋入各类差错，看是否查出、有无误报", cases, answer, score, total, seed=SEED)
