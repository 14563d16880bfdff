"""`assistant draft`: one section, on stdout."""

from __future__ import annotations

from pathlib import Path

import typer

from assistant.cli.console import note, out


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(draft)


def draft(
    section: str = typer.Argument(..., metavar="SECTION", help="小节的标题或标题的一部分"),
    facts_path: Path = typer.Option(..., "-f", "--facts", metavar="FACTS", help="事实清单"),
    model: str | None = typer.Option(None, "-m", "--model", metavar="MODEL", help="模型，如 embedded: 或 openai:qwen-plus"),
    fresh: bool = typer.Option(False, "--fresh", help="重写，不用上次写好的段落"),
    log_prompts: bool = typer.Option(False, "--log-prompts", help="在调用日志里记下提示词和答复全文"),
) -> None:
    """起草一个小节，核对过的正文逐段写到标准输出，其余写到标准错误。例：assistant draft 理论武装 -f facts.yaml"""
    import asyncio

    from assistant.cli.drafting import DraftProgress
    from assistant.config import load_config
    from assistant.drafting.job import prepare
    from assistant.engines.registry import open_engine
    from assistant.facts.load import load_facts

    config = load_config()
    job = prepare(load_facts(facts_path), config, note).only(section)
    engine = open_engine(model, config, log_prompts=log_prompts)

    async def run() -> None:
        try:
            writer = job.writer(engine, fresh=fresh)
            with writer.cache, DraftProgress(job, engine.name) as progress:
                await engine.prepare(job.shared())
                writer.on_text = progress.on_text
                for part in job.parts:
                    written = await writer.write(part)
                    out(written.text)
                    progress.on_done(written)
        finally:
            await engine.aclose()

    asyncio.run(run())
