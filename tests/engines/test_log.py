import asyncio
import stat

import pytest

from assistant import paths
from assistant.engines import log as module
from assistant.engines.base import Message, Usage
from assistant.engines.log import CallLog, LoggedEngine
from assistant.engines.scripted import Scripted
from assistant.errors import EngineError, ServiceError


def ask(engine, text="机密事实"):
    return asyncio.run(engine.complete([Message("user", text)], max_tokens=9, temperature=0))


def test_each_call_is_noted_with_its_cost_and_outcome():
    engine = LoggedEngine(Scripted(["答复", EngineError("模型断了"), "又一次"], name="scripted:x"), CallLog())
    assert ask(engine).text == "答复"
    with pytest.raises(EngineError, match="模型断了"):
        ask(engine)
    first, second = CallLog().last(10)
    assert (first.model, first.outcome) == ("scripted:x", "stop")
    assert Usage(first.prompt_tokens, first.cached_tokens, first.completion_tokens) == Usage(4, 0, 2)
    assert (second.outcome, second.completion_tokens) == ("模型断了", 0)
    assert first.prompt_hash == second.prompt_hash
    assert CallLog().path == paths.home() / "calls.sqlite3"


def test_prompts_and_answers_are_kept_only_on_request():
    ask(LoggedEngine(Scripted(["答复一"]), CallLog()))
    assert "机密事实".encode() not in CallLog().path.read_bytes()
    assert "答复一".encode() not in CallLog().path.read_bytes()
    ask(LoggedEngine(Scripted(["答复二"]), CallLog(), with_prompts=True))
    last = CallLog().last(1)[0]
    assert (last.prompt, last.answer) == ("[user]\n机密事实", "答复二")


def test_the_log_is_for_its_owner_only():
    ask(LoggedEngine(Scripted(["答复"]), CallLog()))
    assert stat.S_IMODE(CallLog().path.stat().st_mode) == 0o600


def test_a_cancelled_call_is_noted():
    async def stop():
        engine = LoggedEngine(Scripted(["答复"], seconds=5), CallLog())
        task = asyncio.create_task(engine.complete([Message("user", "你好")], max_tokens=9, temperature=0))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(stop())
    assert CallLog().last(1)[0].outcome == "cancelled"


def test_a_log_that_cannot_be_written_fails_no_report(tmp_path):
    log = CallLog(tmp_path / "file" / "calls.sqlite3")
    (tmp_path / "file").write_text("not a folder")
    assert ask(LoggedEngine(Scripted(["答复"]), log)).text == "答复"
    broken = CallLog(tmp_path / "broken.sqlite3")
    broken.path.write_bytes(b"not a database" * 100)
    assert ask(LoggedEngine(Scripted(["答复"]), broken)).text == "答复"
    with pytest.raises(ServiceError, match="无法读取调用日志"):
        broken.last(1)


def test_the_latest_calls_come_last_and_the_oldest_are_dropped(monkeypatch):
    monkeypatch.setattr(module, "_KEPT", 3)
    engine = LoggedEngine(Scripted(lambda r: r.prompt), CallLog(), with_prompts=True)
    for text in "一二三四五":
        ask(engine, text)
    assert [call.answer for call in CallLog().last(10)] == ["三", "四", "五"]
    assert [call.answer for call in CallLog().last(2)] == ["四", "五"]


def test_no_log_yet_is_no_error():
    assert CallLog().last(5) == []


def test_closing_closes_the_engine():
    inner = Scripted([])
    asyncio.run(LoggedEngine(inner, CallLog()).aclose())
    assert inner.closed
