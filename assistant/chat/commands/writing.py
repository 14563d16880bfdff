"""Commands that write: a first draft, changes of length and wording, again, back, by hand, done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chat.commands.registry import command
from assistant.chat.commands.sections import progress
from assistant.chat.length import LONGER, SHORTER
from assistant.chat.model import Order, Paragraph, SectionDraft
from assistant.chat.talk import draft_current
from assistant.chat.writing import carry_out, show_paragraph
from assistant.drafting.mend import GAP
from assistant.drafting.parts import Part
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.chat.session import ChatSession


@command("draft", "起草当前小节（没写完的接着写）", usage="[小节或要求]", aliases=("d", "起草", "写"), completes="sections")
async def draft(chat: ChatSession, argument: str) -> None:
    """Write the current section, or the one named; paragraphs that are finished are taken as they are."""
    if argument and (name := (await chat.desk()).named(argument)):
        chat.choose(name)
        argument = ""
    await draft_current(chat, argument)


@command("shorter", "写短一些", aliases=("短", "更短"), usage="[要求]")
async def shorter(chat: ChatSession, argument: str) -> None:
    """Make the current section shorter."""
    await _revise(chat, argument, SHORTER)


@command("longer", "写长一些", aliases=("长", "更长"), usage="[要求]")
async def longer(chat: ChatSession, argument: str) -> None:
    """Make the current section longer."""
    await _revise(chat, argument, LONGER)


@command("rewrite", "换一种写法，或按要求改写", usage="[要求]", aliases=("改写", "换"))
async def rewrite(chat: ChatSession, argument: str) -> None:
    """Write the current section with other phrases, or along an instruction."""
    if argument:
        await _revise(chat, argument, None)
    else:
        await carry_out(chat, Order("other", _written(chat)), fresh=True)


async def _revise(chat: ChatSession, instruction: str, factor: float | None) -> None:
    await carry_out(chat, Order("revise", _written(chat), instruction, factor))


def _written(chat: ChatSession) -> str:
    """The current section, which must have a text. Raises InputError."""
    name = chat.current()
    if chat.draft() is None:
        raise InputError(f"“{name}”还没有写", "先用 /draft 起草")
    return name


@command("retry", "重做上一次起草或修改", aliases=("重试", "再来"))
async def retry(chat: ChatSession, argument: str) -> None:
    """Carry out the last order again: what it broke off is finished, what it finished is written anew."""
    order, done, before = chat.state.last, chat.state.done, chat.state.before
    if order is None:
        raise InputError("还没有起草过", "先用 /draft 起草当前小节")
    if order.kind == "revise" or done:
        chat.state = chat.state.with_draft(order.section, before)
    await carry_out(chat, order, fresh=done)


@command("undo", "撤销上一步（正文、事实、定稿都可撤销）", aliases=("撤销", "u"))
async def undo(chat: ChatSession, argument: str) -> None:
    """Go back one change."""
    if not chat.undo():
        raise InputError("没有可以撤销的了", "/history 查看本次会话的经过")
    chat.note("已撤销")
    desk = await chat.desk()
    if chat.draft():
        for paragraph in (chat.draft() or SectionDraft(())).paragraphs:
            show_paragraph(chat, desk, paragraph)


@command("accept", "定稿当前小节，进入下一节", aliases=("定稿", "ok"))
async def accept(chat: ChatSession, argument: str) -> None:
    """Accept the current section: whole, every value supported, every fact told. Then choose the next one."""
    name = _written(chat)
    desk = await chat.desk()
    standing = chat.draft()
    assert standing is not None
    if not standing.complete:
        raise InputError(f"“{name}”没有写完", "/draft 接着写，或 /retry 重写")
    if wrong := desk.problems(name, standing.text):
        raise InputError(f"“{name}”还不能定稿：{'；'.join(wrong)}", "/retry 重写，/edit 修改，或用 /fact 加入事实")
    chat.state = chat.state.with_draft(name, replace(standing, accepted=True))
    gaps = GAP.findall(standing.text)
    chat.note(f"“{name}”已定稿" + (f"，尚有待补：{'、'.join(gaps)}" if gaps else ""))
    _go_on(chat, desk, name)


def _go_on(chat: ChatSession, desk: Desk, name: str) -> None:
    """Choose the next section that is not accepted."""
    names = list(desk.sections)
    after = names.index(name)
    order = names[after + 1 :] + names[:after]
    left = next((n for n in order if not (d := chat.draft(n)) or not d.accepted), None)
    if left is None:
        chat.note("全部小节都已定稿：/export 报告.docx 导出")
        return
    chat.choose(left)
    chat.note(f"下一节：{left}（{progress(chat, desk, left)}）。/draft 起草，或 /section 换一节")


@command("edit", "用编辑器修改当前小节", aliases=("编辑",))
async def edit(chat: ChatSession, argument: str) -> None:
    """Let the user change the text by hand; what the facts do not support is marked, and offered as new facts."""
    name = _written(chat)
    desk = await chat.desk()
    standing = chat.draft()
    assert standing is not None
    text = await chat.screen.edit(standing.text)
    if text is None or text.strip() == standing.text.strip():
        chat.note("没有改动")
        return
    paragraphs = tuple(_by_hand(desk, name, standing, line.strip()) for line in text.splitlines() if line.strip())
    chat.state = chat.state.with_draft(name, SectionDraft(paragraphs))
    for paragraph in paragraphs:
        show_paragraph(chat, desk, paragraph)
    _offer_as_facts(chat, desk, paragraphs)


def _by_hand(desk: Desk, name: str, standing: SectionDraft, text: str) -> Paragraph:
    """A paragraph the user wrote: it carries the facts it tells."""
    index, section = desk.sections[name]
    uses = desk.grounder.check(text, facts=section.facts).uses
    facts = tuple(f for f in section.facts if uses[f.id].used)
    parts = [p.part for p in standing.paragraphs]
    like = max(parts, key=lambda part: len(set(part.facts) & set(facts)))
    lead = next((p.lead for p in parts if p.lead and text.startswith(p.lead)), "")
    phrases = tuple(f for p in parts for f in p.phrases if f.text in text)
    return Paragraph(Part(index, facts, phrases, like.task, lead), text, "drafted")


def _offer_as_facts(chat: ChatSession, desk: Desk, paragraphs: tuple[Paragraph, ...]) -> None:
    """Ask whether sentences with values that no fact has are facts."""
    from assistant.chat.learning import learn

    new = [
        p.text[s.start : s.end].strip("。；，")
        for p in paragraphs
        for s in desk.grounder.check(p.text, facts=p.part.facts).sentences
        if s.violations
    ]
    if not new:
        return

    async def add() -> None:
        await learn(chat, new)

    chat.ask("这些写法没有依据，作为新的事实记下吗？\n" + "\n".join(f"  {text}" for text in new), add)
