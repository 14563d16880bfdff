import asyncio
import json
import time
import urllib.request

from assistant.config import load_config
from assistant.engines.base import Message
from assistant.engines.registry import open_engine
from evals.slow_server import serving


def ask_all(engine, prompts):
    async def gathered():
        calls = (engine.complete([Message("user", p)], max_tokens=100, temperature=0) for p in prompts)
        try:
            return await asyncio.gather(*calls)
        finally:
            await engine.aclose()

    return asyncio.run(gathered())


def test_it_answers_many_at_once_in_the_time_of_one():
    with serving(0.3) as server:
        engine = open_engine(None, load_config({"OPENAI_BASE_URL": server.base_url}))
        ask_all(engine, ["预热"])
        started = time.monotonic()
        replies = ask_all(engine, ["写：\n1. 学习24次\n- 党课4次。\n"] * 16)
        took = time.monotonic() - started
        with urllib.request.urlopen(server.base_url.removesuffix("v1") + "measured") as answer:
            measured = json.load(answer)
    assert engine.name == "openai:fixed-latency"
    assert {reply.text for reply in replies} == {"学习24次。党课4次。"}
    assert 0.3 <= took < 2.4  # one after the other they would take 4.8 s
    assert measured["calls"] == 17
    assert measured["most_at_once"] == 16
    assert measured["answering"] >= 17 * 0.3


def test_a_message_without_a_list_gets_one_sentence():
    with serving(0.0) as server:
        engine = open_engine("openai:x", load_config({"OPENAI_BASE_URL": server.base_url}))
        assert [reply.text for reply in ask_all(engine, ["请写开头"])] == ["按照要求认真完成各项工作。"]
