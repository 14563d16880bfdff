"""Carrying out an order: each paragraph is asked for, shown as it comes, verified, held to its length, and kept whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chat.length import GROWN, OVER, cut_down
from assistant.chat.model import Order, Paragraph, SectionDraft
from assistant.chat.todo import Planner, Todo, Work
from assistant.drafting.parts import Part
from assistant.drafting.tidy import tidy
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.chat.session import ChatSession
    from assistant.drafting.write import Writer, Written
    from assistant.facts.save import FactChange

STATUS_REMARKS = {"drafted": "", "repaired": "修正后通过核对", "mended": "由程序补正", "cached": "沿用上次写好的"}
SAME, NOT_LONGER = "与原文相同", "没有写得更长"


async def carry_out(chat: ChatSession, order: Order, *, fresh: bool = False, changes: Sequence[FactChange] = ()) -> None:
    """Carry out an order; what is finished stays whatever happens. Raises EngineError, and CancelledError where stopped."""
    desk = await chat.desk()
    standing = chat.draft(order.section)
    planner = Planner(desk, chat.phrases_outside(order.section))
    work = await asyncio.to_thread(planner.work, order, standing, changes)
    if order.kind == "weave":
        _show_replaced(chat, desk, order.section, work, standing)
    else:
        chat.state = replace(chat.state, last=order, before=standing, done=False)
    if work.forgotten:
        chat.note("要求较多：更早的要求不再发给模型，事实和当前文字都保留")
    await _write(chat, desk, order.section, work, standing, fresh)


async def _write(chat: ChatSession, desk: Desk, name: str, work: Work, standing: SectionDraft | None, fresh: bool) -> None:
    untouched = all(isinstance(i, Paragraph) for i in work.items)
    accepted = bool(standing and standing.accepted and untouched)
    done = list(work.items)
    writer = None if untouched else desk.writer(await chat.engine(), fresh=fresh)
    unfinished: Paragraph | None = None
    try:
        for place, item in enumerate(done):
            if isinstance(item, Todo) and writer is not None:
                writing = Writing(chat, desk, writer, item)
                try:
                    done[place] = await writing.write(name)
                except BaseException:
                    unfinished = writing.broken_off()
                    raise
    finally:
        if writer is not None:
            writer.cache.close()
        kept = [p if isinstance(p, Paragraph) else p.before for p in done]
        there = tuple(p for p in (*kept, unfinished) if p is not None)
        draft = SectionDraft(there, accepted, None not in kept)
        chat.state = replace(chat.state.with_draft(name, draft if there else None), done=draft.complete)


class Writing:
    """One paragraph on its way."""

    def __init__(self, chat: ChatSession, desk: Desk, writer: Writer, todo: Todo) -> None:
        self._chat = chat
        self._desk = desk
        self._writer = writer
        self._todo = todo
        self._heard: list[str] = []
        writer.on_text, writer.on_problems = self._hear, self._reject

    def _hear(self, _: int, piece: str) -> None:
        self._heard.append(piece)
        self._chat.screen.piece(piece)

    def _reject(self, _: Part, draft: str, problems: Sequence[str]) -> None:
        self._heard.clear()
        self._chat.screen.rejected(problems)

    async def write(self, name: str) -> Paragraph:
        """Write it, shown as it comes and as it stands in the end. Raises EngineError."""
        todo, spent = self._todo, self._chat.spent
        self._chat.screen.begin(name)
        spent.calls += 1
        written = await (self._writer.rewrite(todo.part, todo.messages) if todo.messages else self._writer.write(todo.part))
        if todo.before and (wrong := _not_as_asked(written, todo, todo.before)):
            self._reject(todo.part, written.text, [wrong])
            written = await self._again(written, todo)
        spent.calls += written.attempts - 1
        spent.usage += written.usage
        answer = Paragraph(written.part, written.text, written.status, written.attempts, written.usage, todo.wishes)
        paragraph = self._held_to_length(answer)
        show_paragraph(self._chat, self._desk, paragraph, STATUS_REMARKS[paragraph.status])
        return paragraph

    async def _again(self, first: Written, todo: Todo) -> Written:
        """A second answer, to a request that does not show the text; of two that were to be longer, the longer one."""
        again = await self._writer.rewrite(todo.part, todo.if_same or todo.messages)
        best = max(first, again, key=lambda w: len(w.text)) if todo.factor and todo.factor > 1 else again
        return replace(best, attempts=first.attempts + again.attempts, usage=first.usage + again.usage)

    def _held_to_length(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph that was to be shorter, cut down where it is not; one that was to be longer and is not stays as it was."""
        factor, before = self._todo.factor, self._todo.before
        if factor is None or before is None:
            return paragraph
        if factor > 1:
            if len(paragraph.text) > len(before.text):
                return paragraph
            self._chat.note("这一段没能写得更长：补充事实后再展开，会更有内容")
            return before
        limit = self._todo.part.task.length
        if len(paragraph.body) > min(OVER * limit, len(before.body) - 1):
            whole = min((self._cut(text, limit) for text in (paragraph.body, before.body)), key=len)
            paragraph = replace(paragraph, text=paragraph.part.lead + whole)
        if len(paragraph.text) >= len(before.text):
            self._chat.note("这一段已经只剩事实，不能再短；要去掉事实请用 /fact 编号 -")
            return before
        return paragraph

    def _cut(self, text: str, limit: int) -> str:
        facts = self._todo.part.facts
        return cut_down(text, limit, lambda shorter: self._desk.grounder.check(shorter, facts=facts).sound)

    def broken_off(self) -> Paragraph | None:
        """What came of it, as an unfinished paragraph; None where nothing came, or its earlier text stands in its place."""
        self._chat.screen.broken_off()
        text = tidy("".join(self._heard), title=self._todo.part.task.title, cut=True)
        if not text:
            return None
        self._chat.keep(f"（未写完）{text}")
        if self._todo.before is not None:
            return None
        return Paragraph(self._todo.part, self._todo.part.lead + text, "drafted", whole=False)


def _not_as_asked(written: Written, todo: Todo, before: Paragraph) -> str:
    """Why an answer to a revision is worth a second one; empty where it is not."""
    if todo.factor and todo.factor > 1 and len(written.text) < GROWN * len(before.text):
        return NOT_LONGER
    return SAME if todo.if_same and written.text == before.text else ""


def _show_replaced(chat: ChatSession, desk: Desk, name: str, work: Work, standing: SectionDraft | None) -> None:
    """Show the paragraphs of the current section in which only values were replaced."""
    known = {p.text for p in standing.paragraphs} if standing else set()
    for item in work.items if name == chat.state.current else ():
        if isinstance(item, Paragraph) and item.text not in known:
            show_paragraph(chat, desk, item)


def show_paragraph(chat: ChatSession, desk: Desk, paragraph: Paragraph, remark: str = "") -> None:
    """Show a paragraph with what nothing supports in it, and what a sample says word for word, marked."""
    chat.keep(paragraph.text)
    chat.screen.settled(paragraph.text, desk.marks(paragraph), remark)


def remove_paragraph(chat: ChatSession, standing: SectionDraft, place: int) -> None:
    """Take a paragraph out of the current section. Raises InputError where facts would go with it."""
    told = standing.paragraphs[place].part.facts
    if told:
        hint = "不要的事实先删去，如 /fact F3 -；只想并入别的段，可以 /edit"
        raise InputError(f"第 {place + 1} 段写着事实 {'、'.join(f.id for f in told)}，删去会漏写", hint)
    left = (*standing.paragraphs[:place], *standing.paragraphs[place + 1 :])
    chat.state = chat.state.with_draft(chat.state.current, SectionDraft(left, complete=standing.complete) if left else None)
    chat.note(f"已删去第 {place + 1} 段，/undo 恢复")


def show_section(chat: ChatSession, desk: Desk, name: str) -> None:
    """Show the facts of a section and what can be done next."""
    _, planned = desk.sections[name]
    chat.note(f"{planned.heading or name}（约 {planned.length} 字，事实 {len(planned.facts)} 条）")
    for fact in planned.facts:
        chat.note(f"  {fact.id}  {fact.text}")
    if chat.draft(name):
        chat.note("已有正文：/show 查看，或直接说怎么改")
    elif planned.facts:
        chat.note("输入 /draft 起草；也可以先补充事实或说明要求")
    else:
        chat.note("这一节还没有事实：直接说出来；/draft 只能写一般性的内容")
