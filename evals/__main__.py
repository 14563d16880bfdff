"""`python -m evals` (make evals): runs suites on inspect-ai, writes its logs and a summary page.

    python -m evals -o out/evals                  every suite; those that ask a model use the embedded one or -m
    python -m evals -o out/evals --fast           those that need no model
    inspect view --log-dir out/evals/logs         look into the logs
    python -m evals -o out/evals --record         keep the figures in evals/results

Exit code 0 where every bar is reached, 1 where one is missed, 3 where a case or a suite could not be run.
"""

from __future__ import annotations

import argparse
import sys
import webbrowser
from datetime import UTC, datetime
from pathlib import Path

from evals.run import CaseResult, Run, record, recorded
from evals.suite import bars
from evals.suites import NAMES, load
from evals.summary import page

VERDICTS = {0: "ok", 1: "under its bars:", 3: "could not run:"}


def main() -> int:
    """Run and report; the exit code."""
    options = _options()
    if find_missing():
        print('inspect-ai is not installed: pip install -e ".[evals]"', file=sys.stderr)
        return 3
    chosen = [n for n in options.suites or NAMES if not (options.fast and load(n).needs_model)]
    runs = [run_logged(name, options.output, options.model, options.keep) for name in chosen]
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    html = page(runs, {r.suite: bars(r.suite) for r in runs}, {r.suite: recorded(r.suite) for r in runs}, date)
    summary = options.output / "summary.html"
    summary.write_text(html, encoding="utf-8")
    for run in runs:
        missed = "; ".join(f"{b.metric} {b.text}" for b in run.missed)
        print(f"{run.suite:10} {VERDICTS[run.exit_code]}  {missed}")
        if options.record and not run.errors:
            record(run, " ".join(["python -m evals", *sys.argv[1:]]))
    print(summary)
    if options.open:
        webbrowser.open(summary.resolve().as_uri())
    return max((run.exit_code for run in runs), default=3)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description="run the evaluations on inspect-ai")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {', '.join(NAMES)} (default: all)")
    parser.add_argument("-o", "--output", type=Path, default=Path("out") / "evals", metavar="DIR")
    parser.add_argument("-m", "--model", help="as in assistant generate -m")
    parser.add_argument("--fast", action="store_true", help="only the suites that need no model")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where written reports stay (default: DIR/reports)")
    parser.add_argument("--record", action="store_true", help="keep the figures in evals/results")
    parser.add_argument("--open", action="store_true", help="open the summary in a browser")
    options = parser.parse_args()
    options.keep = options.keep or options.output / "reports"
    return options


def find_missing() -> bool:
    """Whether inspect-ai is not there."""
    from importlib.util import find_spec

    return find_spec("inspect_ai") is None


def run_logged(name: str, output: Path, model: str | None, keep: Path) -> Run:
    """Run one suite as a task of inspect-ai, its log in output/logs."""
    from inspect_ai import eval as run_task

    from evals.tasks import as_task

    suite = load(name)
    output.mkdir(parents=True, exist_ok=True)
    task = as_task(name, model, str(keep.resolve()))
    (log,) = run_task(task, model=None, log_dir=str(output / "logs"), display="plain", fail_on_error=False, max_samples=1)
    cases = tuple(_result(sample, name) for sample in log.samples or [])
    rows = [c.scores for c in cases if not c.error]
    metrics = dict(suite.total(rows)) if rows else {}
    missed = tuple(b for b in bars(name) if not b.holds(metrics))
    named = next((s.store.get("answer", {}).get("model", "") for s in log.samples or [] if isinstance(s.store.get("answer"), dict)), "")
    return Run(name, suite.title, metrics, missed, cases, sum(c.seconds for c in cases), named, suite.seed)


def _result(sample: object, name: str) -> CaseResult:
    error, scores = getattr(sample, "error", None), getattr(sample, "scores", None) or {}
    if error or name not in scores:
        return CaseResult(str(getattr(sample, "id", "")), error=str(getattr(error, "message", "no score")))
    value = {k: float(v) for k, v in scores[name].value.items() if v is not None}
    return CaseResult(str(getattr(sample, "id", "")), value, seconds=float(getattr(sample, "total_time", 0) or 0))


if __name__ == "__main__":
    sys.exit(main())
