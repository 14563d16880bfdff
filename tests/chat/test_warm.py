"""What is done behind the prompt, with an engine of this machine."""

import asyncio

import pytest

from assistant.engines.base import Reply, Usage
from assistant.engines.scripted import Request
from tests.chat.conftest import LIFE, written_as_asked


class Local:
    """An engine of this machine that reads slowly and notes what it was asked; `gate` lets one-token requests end."""

    name, parallel = "local:", 1

    def __init__(self):
        self.shared = ()
        self.read, self.given_up, self.answered = [], [], []
        self.gate = asyncio.Event()

    async def prepare(self, shared=()):
        self.shared = tuple(shared)

    async def complete(self, messages, *, max_tokens, temperature, on_text=None):
        if max_tokens == 1:
            self.read.append(tuple(messages))
            try:
                await self.gate.wait()
            except asyncio.CancelledError:
                self.given_up.append(tuple(messages))
                raise
            return Reply("", Usage(), "length", 0.0)
        self.answered.append(tuple(messages))
        text = written_as_asked(Request(tuple(messages), max_tokens, temperature))
        if on_text:
            on_text(text)
        return Reply(text, Usage(), "stop", 0.0)

    async def aclose(self):
        self.gate.set()


@pytest.fixture
def local(chat):
    chat.open_engine = lambda name: Local()
    return chat


async def until(condition):
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.005)


def shared_part(one, other):
    """How many characters of two prompts are the same from the beginning on."""
    one, other = ("\n".join(m.content for m in request) for request in (one, other))
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def test_the_next_request_is_read_while_the_user_types(local):
    async def session():
        await local.take("/section 组织生活")
        await local.warmth.get_ready()
        engine = local.ready_engine
        await until(lambda: engine.read)
        assert engine.shared == local.ready_desk.job.shared()
        await local.take("/draft")
        assert engine.read[0] == engine.answered[0], "the draft had been read before it was asked for"
        await until(lambda: len(engine.read) > 1)
        await local.take("语气朴实一些")
        await local.aclose()
        return engine

    engine = asyncio.run(session())
    draft, wish = engine.answered[0], engine.answered[-1]
    assert engine.given_up == engine.read[:2], "each gave way at once to what the user asked"
    assert shared_part(engine.read[1], engine.answered[2 if len(engine.answered) > 2 else 1]) > shared_part(draft, wish) - 1
    assert "【原文】" in engine.read[1][-1].content


def test_nothing_is_read_for_a_section_that_is_accepted(local):
    async def session():
        await local.take("/draft 组织生活")
        await local.take("/accept")
        await local.take("/section 组织生活")
        await local.warmth.get_ready()
        await asyncio.sleep(0.1)
        read = list(local.ready_engine.read)
        await local.aclose()
        return read

    assert asyncio.run(session()) == []
    assert local.draft(LIFE).accepted


def test_nothing_is_sent_to_a_server_before_it_is_asked(chats, chat, say):
    async def session():
        await chat.take("/section 组织生活")
        await chat.warmth.get_ready()
        await chat.take("/facts")
        await asyncio.sleep(0.05)

    asyncio.run(session())
    assert chat._engine.prepared and chat._engine.requests == []


def test_a_model_that_cannot_be_loaded_is_told_by_the_first_turn_only(chats, chat, say):
    from assistant.errors import EngineError

    def missing(name):
        raise EngineError("本机还没有内置模型", "请运行 assistant models pull")

    chat.open_engine = missing
    asyncio.run(chat.warmth.get_ready())
    assert chat.screen.text == ""
    assert "本机还没有内置模型" in say("/section 组织生活", "/draft")
