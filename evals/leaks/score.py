"""Scores a folder of reports written by any system: `python -m evals.leaks.score OUTDIR [--json OUT.json] [--each]`.

OUTDIR holds one report for each facts file, under its name: 机关党支部工作报告.txt (or .md, .docx). Reports that are not there are
counted as missing and make the exit code 3. A file `usage.json` beside them (`{"机关党支部工作报告": {"prompt_tokens": …,
"completion_tokens": …, "seconds": …}}`) is taken into the table where there is one. The errors of the measure itself are printed with
the results. See notes.md for what is counted.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from evals.leaks.judge import FACTS, Judge
from evals.leaks.probe import measure
from evals.leaks.values import GAP

CORPUS = Path(__file__).parents[2] / "corpus"
SUFFIXES = (".txt", ".md", ".docx")
RUN = 30  # characters in a row shared with a sample
REPEATED = 12  # from how many characters on a sentence said twice counts
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MEANS = ("characters", "gaps", "repeated", "prompt_tokens", "cached_tokens", "completion_tokens", "seconds")
Row = dict[str, Any]


def main() -> int:
    """Score and print; the exit code."""
    parser = argparse.ArgumentParser(description="leaks, invented values and lost facts in the reports of a folder")
    parser.add_argument("folder", type=Path, metavar="OUTDIR")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="write everything as JSON")
    parser.add_argument("--each", action="store_true", help="print the values of every report")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder")
    rows = list(score_folder(options.folder))
    if not rows:
        print(f"{options.folder}: no report is named like a facts file of {FACTS}", file=sys.stderr)
        return 3
    _show(rows, options.each)
    if options.json:
        whole = {"reports": rows, "total": total(rows), "measure": errors()}
        options.json.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
    missing = sorted({p.stem for p in FACTS.glob("*.yaml")} - {r["facts"] for r in rows})
    print(f"missing reports: {len(missing)} {'、'.join(missing)}" if missing else "no report is missing")
    return 3 if missing else 0


def score_folder(folder: Path) -> Iterator[Row]:
    """A row for each report in the folder, by name."""
    usage = json.loads((folder / "usage.json").read_text("utf-8")) if (folder / "usage.json").exists() else {}
    for path in sorted(folder.iterdir()):
        if path.suffix in SUFFIXES and (FACTS / f"{path.stem}.yaml").exists():
            yield score_text(path.stem, text_of(path)) | usage.get(path.stem, {})


def score_text(facts: str, text: str) -> Row:
    """What one report has of each sort; `facts` is the facts file's name without its suffix."""
    judge = Judge(f"{facts}.yaml")
    verdict = judge.judge(text)
    sentences = [s for s in re.findall(r"[^。！？\n]+[。！？]?", text) if len(s) > 4]
    return {
        "facts": facts,
        "told": len(verdict.told),
        "of": len(judge.facts),
        "lost": sorted(set(judge.facts) - verdict.told),
        "invented": list(verdict.invented),
        "leaked": list(verdict.leaked),
        "misplaced": list(verdict.misplaced),
        "characters": len(re.sub(r"\s", "", text)),
        "gaps": len(GAP.findall(text)),
        "sentences": len(sentences),
        "copied": sum(_is_copied(s) for s in sentences),
        "repeated": sum(n - 1 for s, n in Counter(sentences).items() if len(s) >= REPEATED),
    }


def total(rows: list[Row]) -> dict[str, float]:
    """The figures over all reports: shares over their sums, values per report."""
    count = len(rows)
    told, of, sentences = (sum(r[k] for r in rows) for k in ("told", "of", "sentences"))
    sums = {f"{k} a report": sum(len(r[k]) for r in rows) / count for k in ("invented", "leaked", "misplaced")}
    means = {k: sum(r.get(k, 0) for r in rows) / count for k in MEANS}
    return {"reports": count, "coverage": told / of, **sums, "copied": sum(r["copied"] for r in rows) / max(sentences, 1), **means}


def errors() -> dict[str, float]:
    """The errors of the measure itself on probes.jsonl, as shares."""
    counts, _ = measure()
    return {
        "false alarms": counts["false alarms"] / counts["innocent"],
        **{f"{sort} missed": counts[f"{sort} missed"] / counts[sort] for sort in ("leaked", "invented", "misplaced")},
        "told missed": counts["told missed"] / counts["told"],
    }


def text_of(path: Path) -> str:
    """The text of a report, a paragraph a line, without the marks of Markdown headings."""
    if path.suffix != ".docx":
        return re.sub(r"^#+ *", "", path.read_text("utf-8"), flags=re.MULTILINE)
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{_WORD}t")) for p in body.iter(f"{_WORD}p"))


def _is_copied(sentence: str) -> bool:
    bare = re.sub(r"\s", "", sentence)
    return any(bare[i : i + RUN] in _runs() for i in range(len(bare) - RUN + 1))


@cache
def _runs() -> frozenset[str]:
    """Every run of 30 characters of the samples, white space left out."""
    texts = (re.sub(r"\s", "", text_of(p)) for p in CORPUS.rglob("*") if p.suffix in SUFFIXES and p.stem != "README")
    return frozenset(t[i : i + RUN] for t in texts for i in range(len(t) - RUN + 1))


def _show(rows: list[Row], each: bool) -> None:
    print(f"{'told':>7} {'invented':>8} {'leaked':>6} {'misplaced':>9} {'copied':>6} {'chars':>6} {'gaps':>4} {'seconds':>7}  report")
    for r in rows:
        told, copied = f"{r['told']}/{r['of']}", r["copied"] / max(r["sentences"], 1)
        print(
            f"{told:>7} {len(r['invented']):>8} {len(r['leaked']):>6} {len(r['misplaced']):>9} {copied:>6.0%} "
            f"{r['characters']:>6} {r['gaps']:>4} {r.get('seconds', 0):>7.0f}  {r['facts']}"
        )
        if each:
            for sort in ("lost", "invented", "leaked", "misplaced"):
                print(f"        {sort}: {'、'.join(r[sort])}")
    print("total", json.dumps({k: round(v, 3) for k, v in total(rows).items()}))
    print("errors of the measure", json.dumps({k: round(v, 3) for k, v in errors().items()}))


if __name__ == "__main__":
    sys.exit(main())
