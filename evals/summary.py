"""The summary page of an evaluation: one self-contained HTML file with the figures, their bars, the recorded run beside them, and plots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from evals.run import Run, machine
from evals.suite import Bar
from evals.suites import load
from evals.svg import bars as plot

_HEAD = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>评测结果</title><style>
body{font:16px/1.6 sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1rem}td,th{border-bottom:1px solid #ddd;padding:.15rem .8rem;text-align:left}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.good,.bad{white-space:nowrap}.bad{color:#a33}.good{color:#383}.was{color:#777}svg{max-width:100%;height:auto}
small{color:#666}figure{margin:0;overflow-x:auto}
@media(max-width:44rem){td,th{padding:.15rem .3rem;font-size:.85rem}figure svg{max-width:none}}</style>"""
_VERDICTS = {0: ("good", "达到及格线"), 1: ("bad", "未达到及格线"), 3: ("bad", "有题目无法运行")}
_SHARES = ("recall", "precision", "coverage", "nDCG", "R@5", "noticed", "right", "kept", "exact", "told", "missed", "alarm", "copied")


def page(
    runs: Sequence[Run],
    thresholds: Mapping[str, Sequence[Bar]],
    before: Mapping[str, Mapping[str, Any] | None],
    date: str,
    missing: Sequence[str] = (),
) -> str:
    """The page; `before` are the recorded runs by suite, `missing` the suites that were not run."""
    where = machine()
    facts = f"{where['processor']}，{where['cores']} 核，{where['memory']} GB，Python {where['python']}，负载 {where['load']}"
    parts = [_HEAD, f"<h1>评测结果</h1><p><small>{escape(date)}　{escape(facts)}</small></p>", *_overview(runs, missing)]
    for run in runs:
        parts += _suite(run, {b.metric: b for b in thresholds[run.suite]}, before.get(run.suite))
    return "\n".join(parts) + "\n</html>\n"


def _overview(runs: Sequence[Run], missing: Sequence[str]) -> Iterator[str]:
    yield "<table><tr><th>评测</th><th>题数</th><th>秒</th><th>结果</th></tr>"
    for run in runs:
        style, words = ("bad", "中断，没有运行完") if run.stopped else _VERDICTS[run.exit_code]
        yield (
            f'<tr><td><a href="#{run.suite}">{run.suite}</a>　{escape(run.title)}</td><td class="n">{_count(len(run.cases), run.of)}</td>'
            f'<td class="n">{run.seconds:.0f}</td><td class="{style}">{words}</td></tr>'
        )
    yield from (f'<tr><td>{name}　{escape(load(name).title)}</td><td class="n">0</td><td></td><td>没有运行</td></tr>' for name in missing)
    yield "</table>"


def _count(asked: int, of: int | None) -> str:
    return f"{asked}/{of}" if of and of != asked else f"{asked}"


def _suite(run: Run, bars: Mapping[str, Bar], before: Mapping[str, Any] | None) -> Iterator[str]:
    old = before["metrics"] if before else {}
    when = f"上次（{before['date']}，{escape(before['commit'])}{_few(before)}）" if before else "上次"
    yield f'<h2 id="{run.suite}">{run.suite}　{escape(run.title)}</h2>'
    yield f"<p><small>{escape(run.model) or '不用模型'}{'' if run.seed is None else f'　随机种子 {run.seed}'}</small></p>"
    yield f"<table><tr><th>指标</th><th>这次</th><th>{when}</th><th>及格线</th></tr>"
    yield from (_row(name, value, old.get(name), bars.get(name)) for name, value in run.metrics.items())
    yield from (_row(name, None, old.get(name), bar) for name, bar in bars.items() if name not in run.metrics)
    yield "</table>"
    yield from (f'<p class="bad">无法运行 {escape(c.id)}：{escape(c.error)}</p>' for c in run.errors[:20])
    shares = {name: value for name, value in run.metrics.items() if any(s in name for s in _SHARES) and 0 <= value <= 1}
    counts = {name: value for name, value in run.metrics.items() if name.endswith("a report") and name not in shares}
    for rows in filter(None, (shares, counts)):
        was = {name: old[name] for name in rows if name in old}
        yield f"<figure>{plot(list(rows.items()), '', was)}</figure>" + ("<p><small>竖线是上次的结果</small></p>" if was else "")


def _few(before: Mapping[str, Any]) -> str:
    """How many cases the recorded run had, where it was not all of them."""
    return f"，{before['asked']}/{before['of']} 题" if before.get("of", 0) != before.get("asked", 0) else ""


def _row(name: str, value: float | None, old: float | None, bar: Bar | None) -> str:
    style = "" if bar is None else "good" if value is not None and bar.holds({name: value}) else "bad"
    shown = "没有测出" if value is None else f"{round(value, 4):g}"
    was = "" if old is None else f"{old:g}"
    wanted = bar.text if bar else ""
    return f'<tr><td>{escape(name)}</td><td class="n {style}">{shown}</td><td class="n was">{was}</td><td class="n">{wanted}</td></tr>'
