"""`assistant logs`: what the model was asked, what it cost, how it ended."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import note, out

if TYPE_CHECKING:
    from assistant.engines.log import Call


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(logs)


def logs(
    count: int = typer.Option(20, "-n", "--count", metavar="N", min=1, help="显示最近多少次调用"),
    as_json: bool = typer.Option(False, "--json", help="以 JSON 输出"),
    prompts: bool = typer.Option(False, "--prompts", help="同时显示记录下来的提示词和答复（需用 --log-prompts 记录）"),
) -> None:
    """显示最近的模型调用：时间、模型、词元数、用时、结果。例：assistant logs -n 5"""
    from assistant.engines.log import CallLog

    log = CallLog()
    calls = log.last(count)
    if as_json:
        out(json.dumps({"version": 1, "calls": [asdict(call) for call in calls]}, ensure_ascii=False))
        return
    for call in calls:
        _show(call, prompts)
    note(f"日志：{log.path}" if calls else f"还没有模型调用的记录（{log.path}）")


def _show(call: Call, prompts: bool) -> None:
    outcome = {"stop": "完成", "length": "到达长度上限", "cancelled": "已取消"}.get(call.outcome, f"失败：{call.outcome}")
    tokens = f"输入 {call.prompt_tokens}（缓存 {call.cached_tokens}） 输出 {call.completion_tokens} 词元"
    out(f"{call.time}  {call.model}  {tokens}  {call.seconds:.1f} 秒  {outcome}  {call.prompt_hash}")
    if prompts and call.prompt is not None:
        out(f"{call.prompt}\n\n[答复]\n{call.answer}\n")
