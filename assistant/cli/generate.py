"""`assistant generate`: a whole report from a facts file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import interactive, note, out

if TYPE_CHECKING:
    from assistant.config import Config
    from assistant.drafting.generate import Draft
    from assistant.drafting.job import Job
    from assistant.drafting.write import Writer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(generate)


def generate(
    facts_path: Path = typer.Argument(..., metavar="FACTS", help="事实清单：.yaml、.json 或 .xlsx"),
    output: Path = typer.Option(..., "-o", "--output", metavar="OUT", help="写到哪里：.docx、.md、.txt 或 .html"),
    model: str | None = typer.Option(None, "-m", "--model", metavar="MODEL", help="模型，如 embedded: 或 openai:qwen-plus"),
    jobs: int | None = typer.Option(None, "-j", "--jobs", metavar="N", min=1, help="同时起草的段数"),
    fresh: bool = typer.Option(False, "--fresh", help="全部重写，不用上次写好的段落"),
    dry_run: bool = typer.Option(False, "--dry-run", help="只显示将要发给模型的内容，不调用模型"),
    report: Path | None = typer.Option(None, "--report", metavar="RUN.json", help="把运行情况写成 JSON"),
    no_input: bool = typer.Option(False, "--no-input", help="写完后不询问还缺的内容"),
    log_prompts: bool = typer.Option(False, "--log-prompts", help="在调用日志里记下提示词和答复全文"),
) -> None:
    """根据事实清单写出完整报告。例：assistant generate facts.yaml -o 报告.docx"""
    from assistant.cli.asking import Asking
    from assistant.cli.drafting import Drafting
    from assistant.config import load_config
    from assistant.drafting.job import prepare
    from assistant.drafting.missing import missing
    from assistant.engines.registry import open_engine
    from assistant.errors import InputError
    from assistant.export import checked_suffix
    from assistant.facts.load import load_facts

    checked_suffix(output.suffix)
    config = load_config()
    facts = load_facts(facts_path)
    if not (facts.facts or dry_run):
        hint = f"请打开它，把 ____ 换成本单位的情况；用 assistant facts check {facts_path} 检查"
        raise InputError(f"{facts_path} 里还没有一条填好的事实", hint)
    job = prepare(facts, config, note)
    if dry_run:
        _show_requests(job)
        return
    asking = Asking(facts_path) if interactive() and not no_input else None
    with Drafting(open_engine(model, config, log_prompts=log_prompts), jobs) as drafting:
        draft, writer = drafting.draft(job, fresh)
        _save(draft, writer, output, report, config)
        while asking and asking.offer(missing(draft)):
            job = prepare(load_facts(facts_path), config, note)
            draft, writer = drafting.draft(job, False)
            _save(draft, writer, output, report, config)


def _show_requests(job: Job) -> None:
    for n, part in enumerate(job.parts, start=1):
        section = job.plan.sections[part.section]
        out(f"===== {n}/{len(job.parts)}  {section.heading or section.kind}  [{' '.join(f.id for f in part.facts)}]")
        for message in job.request(part):
            out(f"--- {message.role}\n{message.content}")


def _save(draft: Draft, writer: Writer, output: Path, report: Path | None, config: Config) -> None:
    import json

    from assistant.cli.drafting import summary
    from assistant.drafting.compose import run_report, to_report
    from assistant.export import write
    from assistant.paths import atomic_write

    write(to_report(draft), output, config)
    if report:
        run = run_report(draft, output, writer.grounder.check)
        atomic_write(report, json.dumps(run, ensure_ascii=False, indent=2) + "\n")
    for line in summary(draft):
        note(line)
    note(f"报告已写到 {output}")
