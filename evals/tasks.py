"""The suites as tasks for inspect-ai: `inspect eval evals/tasks.py@retrieval --model none`, then `inspect view`.

Each case is a sample; a solver lets the program answer it, a scorer gives its scores as one dictionary, and the metric is the
suite's own summing up. Inspect's own model is not used: ours is named with `-T model=embedded:`. Nothing leaves the machine.
`python -m evals` runs the suites itself, so that Ctrl-C ends them at once, and logs through these tasks what it was told.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import Metric, SampleScore, Score, Scorer, Target, metric, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from evals.run import CaseResult
from evals.suite import Case, Suite, World, world
from evals.suites import load


class Places:
    """The world of the task that is running; tasks run one after the other (max_tasks=1), each in a world of its own."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._suite = ""
        self._place: World | None = None
        atexit.register(self._stack.close)

    def of(self, suite: str, model: str | None, keep: str | None) -> World:
        """The world of a suite, opened for its first sample; that of another suite is gone then."""
        if self._place is None or self._suite != suite:
            self._stack.close()
            self._place = self._stack.enter_context(world(model, Path(keep) if keep else None))
            self._suite = suite
        return self._place


PLACES = Places()


def as_task(name: str, model: str | None = None, keep: str | None = None, told: Sequence[CaseResult] = ()) -> Task:
    """A suite as a task: `model` as in -m, `keep` a folder for written reports; only the cases `told`, where they are answered already."""
    suite, known = load(name), {result.id: result for result in told}
    cases = {case.id: case for case in suite.cases() if not known or case.id in known}
    samples = [Sample(id=i, input=case.asked or i, metadata={"seconds": known[i].seconds} if known else {}) for i, case in cases.items()]
    answer = partial(_known, known) if known else lambda case: suite.answer(case, PLACES.of(name, model, keep))
    return Task(
        dataset=MemoryDataset(samples, name=name),
        solver=_answering(cases, answer),
        scorer=_scoring(suite, cases)(),
        name=name,
        metadata={"title": suite.title, "seed": suite.seed, "model": model or ""},
    )


def _known(known: dict[str, CaseResult], case: Case) -> Any:
    if error := known[case.id].error:
        raise RuntimeError(error)
    return known[case.id].answer


def _answering(cases: dict[str, Case], answered: Callable[[Case], Any]) -> Solver:
    @solver(name="assistant")
    def answering() -> Solver:
        lock = asyncio.Lock()  # one case at a time: the program itself uses all cores

        async def solve(state: TaskState, generate: Generate) -> TaskState:
            async with lock:
                answer = await asyncio.to_thread(answered, cases[str(state.sample_id)])
            state.store.set("answer", answer)
            text = answer["text"] if isinstance(answer, dict) and "text" in answer else json.dumps(answer, ensure_ascii=False)
            state.output = ModelOutput.from_content("assistant", text)
            return state

        return solve

    return answering()


def _scoring(suite: Suite, cases: dict[str, Case]) -> Callable[[], Scorer]:
    @metric(name=suite.name)
    def totals() -> Metric:
        def compute(scores: list[SampleScore]) -> dict[str, float]:
            rows = [{k: float(str(v)) for k, v in s.score.as_dict().items() if v is not None} for s in scores]
            return {k: float(v) for k, v in suite.total(rows).items()}

        return compute

    @scorer(metrics=[totals()], name=suite.name)
    def scoring() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score:
            value = dict(suite.score(cases[str(state.sample_id)], state.store.get("answer")))
            return Score(value=value, answer=state.output.completion[:500])

        return score

    return scoring


@task
def retrieval(model: str | None = None, keep: str | None = None) -> Task:
    """The suite retrieval."""
    return as_task("retrieval", model, keep)


@task
def masking(model: str | None = None, keep: str | None = None) -> Task:
    """The suite masking."""
    return as_task("masking", model, keep)


@task
def grounding(model: str | None = None, keep: str | None = None) -> Task:
    """The suite grounding."""
    return as_task("grounding", model, keep)


@task
def checker(model: str | None = None, keep: str | None = None) -> Task:
    """The suite checker."""
    return as_task("checker", model, keep)


@task
def probes(model: str | None = None, keep: str | None = None) -> Task:
    """The suite probes."""
    return as_task("probes", model, keep)


@task
def drafting(model: str | None = None, keep: str | None = None) -> Task:
    """The suite drafting."""
    return as_task("drafting", model, keep)


@task
def leaks(model: str | None = None, keep: str | None = None) -> Task:
    """The suite leaks."""
    return as_task("leaks", model, keep)


@task
def chat(model: str | None = None, keep: str | None = None) -> Task:
    """The suite chat."""
    return as_task("chat", model, keep)
