import asyncio

import pytest

from assistant.engines.base import Message, Reply, Usage
from assistant.engines.scripted import Scripted
from assistant.errors import EngineError


def ask(engine, text="你好", **more):
    return asyncio.run(engine.complete([Message("user", text)], max_tokens=9, temperature=0.5, **more))


def test_it_answers_from_a_list_in_order_and_keeps_what_was_asked():
    pieces = []
    engine = Scripted(["第一条", Reply("第二条", Usage(1, 2, 3), "length", 0.5)])
    assert ask(engine, on_text=pieces.append).text == "第一条" == "".join(pieces)
    assert ask(engine).usage == Usage(1, 2, 3)
    assert [r.prompt for r in engine.requests] == ["你好", "你好"]
    assert (engine.requests[0].max_tokens, engine.requests[0].temperature) == (9, 0.5)


def test_it_answers_from_a_function():
    assert ask(Scripted(lambda request: request.prompt * 2), "好").text == "好好"


def test_it_fails_in_every_way_it_is_told_to():
    failure = EngineError("断了", "重试")
    with pytest.raises(EngineError, match="断了"):
        ask(Scripted([failure]))
    with pytest.raises(asyncio.CancelledError):
        ask(Scripted(lambda _: asyncio.CancelledError()))


def test_a_script_that_is_too_short_says_so():
    with pytest.raises(EngineError, match="已用完"):
        ask(Scripted([]))


def test_closing_is_noted():
    engine = Scripted([])
    asyncio.run(engine.aclose())
    assert engine.closed
