import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.drafting.beginnings import beginnings, read_beginnings
from assistant.engines import embedded, llama_process
from assistant.engines.base import Message
from assistant.engines.embedded import open_embedded
from assistant.engines.llama_process import PROCESS
from assistant.errors import EngineError, InputError

STUB = str(Path(__file__).with_name("stub_llama.py"))
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def stub(monkeypatch):
    """The child runs a small server in place of llama.cpp."""
    monkeypatch.setattr(embedded, "find_spec", lambda _: "installed")
    monkeypatch.setattr(llama_process.llama_server, "__file__", STUB)
    yield
    PROCESS.stop()


def gguf(name):
    path = Path.cwd() / f"{name}.gguf"
    if not path.exists():
        path.write_bytes(b"GGUF")
    return str(path)


def engine(name="good", **settings):
    return open_embedded(gguf(name), load_config().replace(**settings))


async def ask(one, text="你好"):
    reply = await one.complete([Message("user", text)], max_tokens=9, temperature=0)
    return reply.text.split()


def ask_once(one, text="你好"):
    async def answered():
        try:
            return await ask(one, text)
        finally:
            await one.aclose()

    return asyncio.run(answered())


def is_running(pid):
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def gone_within(pid, seconds):
    deadline = time.monotonic() + seconds
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_running(pid)


def test_a_gguf_of_the_users_own_is_served_with_the_settings():
    one = engine(embedded__threads=3, embedded__context=4096)
    assert one.name == "embedded:good.gguf"
    pid, threads, context = ask_once(one)
    assert (threads, context) == ("3", "4096")
    assert gone_within(int(pid), 3)


def test_it_may_be_named_by_the_setting():
    path = gguf("good")
    assert open_embedded("", load_config().replace(embedded__gguf=path)).name == "embedded:good.gguf"


def test_one_server_answers_all_requests_one_after_the_other():
    async def many():
        one, two = engine(), engine()
        answers = await asyncio.gather(*(ask(e) for e in (one, two, one, two)))
        await one.aclose()
        return answers

    assert len({pid for pid, *_ in asyncio.run(many())}) == 1


def test_requests_wait_their_turn():
    async def many():
        one = engine("busy")
        answers = await asyncio.gather(*(ask(one) for _ in range(5)))
        await one.aclose()
        return {most for most, *_ in answers}

    assert asyncio.run(many()) == {"1"}


def test_it_can_be_prepared_before_the_first_request():
    async def prepared():
        one = engine()
        await one.prepare()
        pid = PROCESS._child.pid
        answer = await ask(one)
        await one.aclose()
        return str(pid) == answer[0]

    assert asyncio.run(prepared())


def read_before(shared, **settings):
    """What the server had read before the first request, once it was prepared for these messages."""

    async def asked():
        one = engine("reading", **settings)
        await one.prepare([Message("system", shared)])
        answer = await one.complete([Message("user", "你好")], max_tokens=9, temperature=0)
        await one.aclose()
        return answer.text.removeprefix("had read ")

    return asyncio.run(asked())


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "prefixes"


def test_what_requests_begin_with_is_read_once_and_kept(own_cache):
    assert read_before("规则") == "规则"
    (kept,) = own_cache.iterdir()
    kept.write_text("the kept reading", encoding="utf-8")
    assert read_before("规则") == "the kept reading", "it was loaded, not read again"


def test_the_beginnings_of_all_types_of_report_are_read_ahead_and_only_once(own_cache):
    def read_ahead():
        told = []
        asyncio.run(read_beginnings(engine("reading"), lambda done, total: told.append((done, total))))
        return told

    first = read_ahead()
    assert first == [(n, len(beginnings())) for n in range(len(beginnings()))]
    assert {f.read_text(encoding="utf-8") for f in own_cache.iterdir()} == {b[0].content for b in beginnings()}
    assert read_ahead() == []


def test_another_beginning_or_context_is_read_for_itself(own_cache):
    read_before("规则")
    assert read_before("别的规则") == "别的规则"
    assert read_before("规则", embedded__context=2048) == "规则"
    assert len(list(own_cache.iterdir())) == 3


def test_a_damaged_reading_is_dropped_and_made_anew(own_cache):
    read_before("规则")
    (kept,) = own_cache.iterdir()
    kept.write_text("damaged", encoding="utf-8")
    assert read_before("规则") == "规则"
    assert kept.read_text(encoding="utf-8") == "规则"


def test_only_the_latest_readings_are_kept(own_cache):
    for n in range(6):
        read_before(f"规则{n}")
    assert sorted(f.read_text(encoding="utf-8") for f in own_cache.iterdir()) == ["规则2", "规则3", "规则4", "规则5"]


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(own_cache):
    own_cache.parent.mkdir()
    own_cache.write_text("a file where the folder should be", encoding="utf-8")
    assert read_before("规则") == "规则"


def test_one_engine_serves_one_event_loop_after_another():
    async def twice(one):
        return await asyncio.gather(ask(one), ask(one))

    one = engine()
    for _ in range(2):
        assert len(asyncio.run(twice(one))) == 2
    asyncio.run(one.aclose())


def test_another_model_takes_the_place_of_the_first_and_the_first_can_come_back():
    async def in_turn():
        one, two = engine(), engine(embedded__context=2048)
        pids = [int((await ask(e))[0]) for e in (one, two, one)]
        alive = [is_running(pid) for pid in pids]
        await one.aclose()
        await two.aclose()
        return len(set(pids)), alive

    assert asyncio.run(in_turn()) == (3, [False, False, True])


def test_only_who_has_the_key_is_answered():
    async def strange():
        one = engine()
        await ask(one)
        request = urllib.request.Request(f"{PROCESS._server.base_url}/chat/completions", b"{}", {"Authorization": "Bearer none"})
        with pytest.raises(OSError, match="401"):
            await asyncio.to_thread(urllib.request.urlopen, request)
        await one.aclose()

    asyncio.run(strange())


@pytest.mark.parametrize(("name", "said"), [("damaged", "可能已损坏"), ("hungry", "内存不足")])
def test_a_model_that_cannot_be_loaded_says_why_and_not_on_stdout(name, said, capfd):
    with pytest.raises(EngineError, match=said) as caught:
        ask_once(engine(name))
    assert f"{name}.gguf" in caught.value.message
    assert caught.value.hint
    assert capfd.readouterr() == ("", "")


def test_what_the_server_prints_does_not_reach_our_output(capfd):
    ask_once(engine())
    assert capfd.readouterr() == ("", "")


def test_a_server_that_ends_is_named_and_started_again_by_the_next_request():
    async def twice():
        one = engine("dying")
        with pytest.raises(EngineError, match="意外退出"):
            await ask(one, "死")
        pid, *_ = await ask(one, "再来")
        await one.aclose()
        return pid

    assert asyncio.run(twice())


def test_ctrl_c_in_the_terminal_leaves_the_server_to_us():
    async def interrupted():
        one = engine()
        pid = int((await ask(one))[0])
        os.kill(pid, signal.SIGINT)
        again = int((await ask(one))[0])
        await one.aclose()
        return pid == again

    assert asyncio.run(interrupted())


def test_cancelling_while_the_model_loads_ends_at_once():
    async def impatient():
        one = engine("slow")
        async with asyncio.timeout(0.5):
            await asyncio.gather(ask(one), ask(one), ask(one))

    started = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(impatient())
    assert time.monotonic() - started < 5
    assert not PROCESS.is_alive


PARENT = f"""
import sys, time
from pathlib import Path
from assistant.engines import llama_process
llama_process.llama_server.__file__ = {STUB!r}
llama_process.PROCESS.server(Path(sys.argv[1]), 1, 512)
print(llama_process.PROCESS._child.pid, flush=True)
if sys.argv[2] == "wait":
    time.sleep(60)
"""


@pytest.mark.parametrize("way", ["killed", "finished"])
def test_the_server_ends_with_us_however_we_end(way):
    arguments = [sys.executable, "-c", PARENT, gguf("good"), "wait" if way == "killed" else "end"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        pid = int(parent.stdout.readline())
        if way == "killed":
            assert is_running(pid)
            parent.kill()
    assert gone_within(pid, 5)


def test_a_file_that_is_no_model_is_refused_before_anything_starts():
    Path("notes.gguf").write_text("hello")
    with pytest.raises(EngineError, match="不是 GGUF"):
        open_embedded("notes.gguf", load_config())
    for name in ("nothing.gguf", ".", "x" * 5000, "a\0b", "~nobody-here/x.gguf"):
        with pytest.raises(InputError, match="也无法读取这样一个文件"):
            open_embedded(name, load_config())
    assert PROCESS._child is None
