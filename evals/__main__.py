"""`python -m evals` (make evals): runs suites, writes logs for the viewer of inspect-ai and a summary page.

    python -m evals -o out/evals                  every suite; those that ask a model use the embedded one or -m
    python -m evals -o out/evals --cases 1        one facts file, one conversation for each suite that asks a model: some ten minutes
    python -m evals -o out/evals --fast           only the suites that need no model
    inspect view --log-dir out/evals/logs         look into the logs
    python -m evals -o out/evals --record         keep the figures in evals/results

Reports and conversations that are finished stay in DIR/reports/MODEL: after Ctrl-C the same command goes on with the case it was
at. The summary is written after each suite and says what is missing. Exit code 0 where every bar is reached, 1 where one is
missed, 3 where a case or a suite could not be run, 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
import webbrowser
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from evals.progress import Progress, duration
from evals.run import CaseResult, Options, Run, record, recorded, run_suite, this_commit
from evals.suite import bars
from evals.suites import NAMES, load
from evals.summary import page

VERDICTS = {0: "ok", 1: "under its bars:", 3: "could not run:"}
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and report; the exit code."""
    options = _options(arguments)
    if find_spec("inspect_ai") is None:
        print('inspect-ai is not installed: pip install -e ".[evals]"', file=sys.stderr)
        return 3
    names = [n for n in options.suites or NAMES if not (options.fast and load(n).needs_model)]
    runs: list[Run] = []
    try:
        for name in names:
            runs.append(run_one(name, options))
            _tell(runs[-1], options)
            summary = write_summary(runs, names, options.output)
            if runs[-1].stopped:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        print(f"stopped; finished reports are in {options.keep}: the same command goes on", file=sys.stderr)
        return INTERRUPTED
    print(summary)
    if options.open:
        webbrowser.open(summary.resolve().as_uri())
    return max(run.exit_code for run in runs)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description="run the evaluations, with logs for the viewer of inspect-ai")
    parser.add_argument("suites", nargs="*", choices=(*NAMES, []), metavar="SUITE", help=f"of {', '.join(NAMES)} (default: all)")
    parser.add_argument("-o", "--output", type=Path, default=Path("out") / "evals", metavar="DIR")
    parser.add_argument("-m", "--model", help="as in assistant generate -m")
    parser.add_argument("--fast", action="store_true", help="only the suites that need no model")
    parser.add_argument("--cases", type=int, metavar="N", help="only N facts files or conversations of each suite that asks a model")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where written reports stay (default: DIR/reports/MODEL)")
    parser.add_argument("--record", action="store_true", help="keep the figures in evals/results")
    parser.add_argument("--open", action="store_true", help="open the summary in a browser")
    options = parser.parse_args(arguments)
    model = "".join(c if c.isalnum() else "-" for c in options.model or "default")
    options.keep = options.keep or options.output / "reports" / model
    return options


def run_one(name: str, options: argparse.Namespace) -> Run:
    """Run one suite and log it; a suite that breaks is a run that failed, so that the others are still run."""
    suite, wanted = load(name), bars(name)
    progress = Progress(suite)
    try:
        run = run_suite(suite, Options(model=options.model, kept=options.keep, few=options.cases), progress)
        log_run(run, options.output / "logs")
    except Exception as error:
        failed = CaseResult(name, error=f"{type(error).__name__}: {error}")
        run = Run(name, suite.title, {}, tuple(wanted), (failed,), 0.0)
    finally:
        progress.end()
    return run


def log_run(run: Run, folder: Path) -> None:
    """The run as a task of inspect-ai: its samples, their answers and scores, for `inspect view`."""
    from inspect_ai import eval as run_task

    from evals.tasks import as_task

    if run.cases:
        run_task(as_task(run.suite, told=run.cases), model=None, log_dir=str(folder), display="none", fail_on_error=False)


def _tell(run: Run, options: argparse.Namespace) -> None:
    """One line for a suite, one for each case that failed."""
    missed = "; ".join(f"{b.metric} {b.text}" for b in run.missed)
    verdict = "stopped" if run.stopped else f"{VERDICTS[run.exit_code]} {missed}".rstrip(": ")
    print(f"{run.suite:10} {len(run.cases)}/{run.of} cases, {duration(run.seconds)}: {verdict}", flush=True)
    if run.commit != this_commit():
        print(f"           answers of commit {run.commit} are kept in {options.keep}; remove it to write them anew")
    for case in run.errors[:5]:
        print(f"           {case.id}: {case.error}", file=sys.stderr)
    if options.record and not (run.errors or run.stopped):
        record(run, " ".join(["python -m evals", *sys.argv[1:]]))


def write_summary(runs: Sequence[Run], names: Sequence[str], folder: Path) -> Path:
    """The summary page of what has been run of `names` so far."""
    folder.mkdir(parents=True, exist_ok=True)
    summary = folder / "summary.html"
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    missing = [name for name in NAMES if name not in {r.suite for r in runs}]
    html = page(runs, {r.suite: bars(r.suite) for r in runs}, {r.suite: recorded(r.suite) for r in runs}, date, missing)
    summary.write_text(html, encoding="utf-8")
    return summary


if __name__ == "__main__":
    sys.exit(main())
