"""`assistant models`: the models there are, fetching the embedded one, trying one out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.cli.console import note, out, progress

if TYPE_CHECKING:
    from assistant.engines.base import Engine, Reply

_QUESTION = "请用一句话说明做好年终工作总结要注意什么。"


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="查看、下载和测试模型")
    group.command("list")(list_models)
    group.command()(pull)
    group.command()(test)
    app.add_typer(group, name="models")


def list_models() -> None:
    """列出可用的模型和模型服务。例：assistant models list"""
    from assistant.config import load_config
    from assistant.engines.registry import default_model, reached
    from assistant.engines.vendors import VENDORS
    from assistant.engines.weights import catalogue

    config = load_config()
    for weights in catalogue().values():
        state = f"已下载  {weights.path}" if weights.path.is_file() else "未下载，可用 assistant models pull 下载"
        out(f"embedded:{weights.name}  {weights.size / 1e9:.1f} GB  {state}")
    if own := config["embedded.gguf"]:
        out(f"embedded:{own}  自备（设置 embedded.gguf）")
    for vendor in VENDORS.values():
        address, _, missing = reached(vendor, config)
        out(f"{vendor.name}:{vendor.model}  {address}" + (f"  未设置 {missing}" if missing else ""))
    note(f"未用 -m 指定时使用 {config['model'] or default_model(config)}")


def pull(name: str = typer.Argument("", metavar="[NAME]", help="内置模型的名称，默认为推荐的那个")) -> None:
    """下载内置模型（可断点续传，逐个校验），并让它预读提示词。例：assistant models pull"""
    from assistant.engines.pull import pull as fetch
    from assistant.engines.weights import find_weights

    weights = find_weights(name)
    with progress(in_bytes=True) as display:
        task = display.add_task(f"下载 {weights.name}", total=weights.size)
        path = fetch(weights, lambda done, _: display.update(task, completed=done))
    _read_beginnings(weights.name)
    note(f"模型已就绪：{path}（许可：{weights.license}）")


def _read_beginnings(name: str) -> None:
    """Make the first draft come soon; that this fails (an engine that is not installed) is told and no error of fetching the model."""
    import asyncio

    from assistant.config import load_config
    from assistant.drafting.beginnings import read_beginnings
    from assistant.engines.embedded import open_embedded
    from assistant.errors import AssistantError

    try:
        engine = open_embedded(name, load_config())
        with progress() as display:
            task = display.add_task("预读提示词", total=None)
            asyncio.run(read_beginnings(engine, lambda done, total: display.update(task, completed=done, total=total)))
    except AssistantError as error:
        note(f"没有预读提示词：{error}")


def test(model: str = typer.Option(None, "-m", "--model", metavar="MODEL", help="模型，写作“引擎:名称”")) -> None:
    """向模型发一个很小的请求，显示答复和速度。例：assistant models test -m embedded:"""
    import asyncio

    from assistant.config import load_config
    from assistant.engines.registry import open_engine

    engine = open_engine(model, load_config())
    note(f"模型：{engine.name}")
    reply = asyncio.run(_ask(engine))
    out()
    speed = reply.usage.completion_tokens / reply.seconds if reply.seconds else 0.0
    note(f"可用：{reply.seconds:.1f} 秒，输出 {reply.usage.completion_tokens} 词元，每秒约 {speed:.0f} 词元")


async def _ask(engine: Engine) -> Reply:
    from assistant.engines.base import Message

    try:
        return await engine.complete(
            [Message("user", _QUESTION)], max_tokens=200, temperature=0.3, on_text=lambda piece: out(piece, end="")
        )
    finally:
        await engine.aclose()
