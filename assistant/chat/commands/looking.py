"""Commands that look: what each sentence rests on, what a reviewer would mark, what was said, what it cost."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

from assistant.chat.commands.registry import COMMANDS, command
from assistant.drafting.compose import sentences_of
from assistant.engines.base import Usage
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.chat.session import ChatSession

EXCERPT = 36
HELP_COLUMN = 34  # where the explanations begin; a Chinese character takes two columns
STATES = {"complete": "", "interrupted": "（中断）", "failed": "（失败）", "running": "（未完）"}


@command("help", "显示命令", usage="[命令]", aliases=("帮助", "h", "?"), completes="commands")
async def help_(chat: ChatSession, argument: str) -> None:
    """Show all commands, or how to use one."""
    chosen = [c for c in COMMANDS.values() if not argument or argument.strip("/／、") in (c.name, *c.aliases)]
    if not chosen:
        raise InputError(f"没有命令 {argument}", "输入 /help 查看全部命令")
    for c in chosen:
        also = f"  也可写 {' '.join('/' + a for a in c.aliases)}" if argument and c.aliases else ""
        typed = f"/{c.name} {c.usage}"
        chat.out(typed + " " * max(1, HELP_COLUMN - cell_len(typed)) + c.help + also)
    if not argument:
        chat.out("直接输入文字：说了做过什么、有什么不足、打算做什么的记为事实，“主题党日改为15次”更正事实，")
        chat.out("“我们是某某公司党支部，2026年”记为单位和年度，其余当作对当前小节的要求，如“再短一些”“语气再朴实些”。")
        chat.out("Ctrl-C 停止起草，Ctrl-D 离开，Alt-Enter 换行。")


@command("sources", "每句话依据哪些事实和范文", aliases=("依据", "来源"))
async def sources(chat: ChatSession, argument: str) -> None:
    """Show for each sentence of the current section its facts and sample passages."""
    name = chat.current()
    draft = chat.draft()
    if draft is None:
        raise InputError(f"“{name}”还没有写", "先用 /draft 起草")
    desk = await chat.desk()
    texts = {f.id: f.text for f in desk.facts.facts}
    index = desk.sections[name][0]
    for paragraph in draft.paragraphs:
        for sentence in sentences_of(paragraph.written(index), desk.grounder.check):
            chat.out(sentence["text"])
            for fact in sentence["facts"]:
                chat.out(f"    {fact}  {texts.get(fact, '')}")
            for passage in sentence["passages"]:
                if passage:
                    chat.out(f"    范文  {_passage(desk, passage)}")


def _passage(desk: Desk, identity: str) -> str:
    """A sample passage as one line: which sample, which paragraph, how it begins; what it names stays masked."""
    document, _, _ = identity.rpartition("-")
    found = next((p for p in desk.library.passages(document) if p.id == identity), None)
    if found is None:
        return f"{identity}（已不在范文库中）"
    title = desk.library.find(document).title
    return f"{title} 第 {found.paragraph} 段：{found.masked[:EXCERPT]}……"


@command("check", "检查已写的正文", aliases=("检查",))
async def check(chat: ChatSession, argument: str) -> None:
    """Run the rules of `assistant check` over what is written, and compare it with the facts."""
    from assistant.chat.report import as_document
    from assistant.checks.analysis import Analysis
    from assistant.checks.model import SEVERITY_NAMES
    from assistant.checks.registry import OF_THE_WHOLE, chosen_rules
    from assistant.checks.runner import run

    desk = await chat.desk()
    if not chat.state.drafts:
        raise InputError("还没有正文可以检查", "先用 /draft 起草")
    # What a written section lost is told below; the facts of the others are not lost yet.
    found = run(Analysis(as_document(chat, desk), desk.facts), chosen_rules((), OF_THE_WHOLE)).findings
    for f in found:
        chat.out(f"第 {f.paragraph} 段 {SEVERITY_NAMES[f.severity]} {f.rule}：{f.message}")
    problems = [f"“{name}”：{line}" for name, draft in chat.state.drafts.items() for line in desk.problems(name, draft.text)]
    for problem in problems:
        chat.out(problem)
    if not found and not problems:
        chat.note("没有发现问题")
    if waiting := [f for n, (_, s) in desk.sections.items() if n not in chat.state.drafts for f in s.facts]:
        chat.note(f"还没写的小节里有 {len(waiting)} 条事实")


@command("history", "显示本次会话的经过", usage="[条数]", aliases=("历史", "经过"))
async def history(chat: ChatSession, argument: str) -> None:
    """Show the turns so far."""
    turns = [t for t in chat.store.turns(chat.row.id) if t.state != "running"]
    for turn in turns[-int(argument) :] if argument.isdigit() and int(argument) else turns:
        chat.out(f"› {turn.input}{STATES[turn.state]}")
        for line in turn.output.splitlines():
            chat.out(f"    {line}")


@command("usage", "显示用了多少词元和时间", aliases=("用量",))
async def usage(chat: ChatSession, argument: str) -> None:
    """Show calls, tokens and seconds of this session, by model."""
    turns = sorted((t for t in chat.store.turns(chat.row.id) if t.calls), key=lambda t: t.model)
    if not turns:
        chat.note("还没有调用过模型")
    for model, group in groupby(turns, key=lambda t: t.model):
        of_model = list(group)
        spent = sum((t.usage for t in of_model), Usage())
        seconds = sum(t.seconds for t in of_model)
        chat.out(
            f"{model}：调用 {sum(t.calls for t in of_model)} 次，输入 {spent.prompt_tokens} 词元"
            f"（缓存 {spent.cached_tokens}），输出 {spent.completion_tokens} 词元，用时 {seconds:.0f} 秒"
        )
