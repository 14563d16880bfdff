import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.engines.base import Message, Usage
from assistant.engines.registry import open_engine
from assistant.engines.weights import default_weights
from assistant.errors import EngineError

pytestmark = pytest.mark.model

RULES = "你是机关办公室的文字秘书，用平实的公文语言写作，每句话都有依据，不说空话、套话。" * 20
ROOT = Path(__file__).parents[2]


def asked(*questions, max_tokens=40, context=4096, rules=RULES):
    """The replies to questions that are asked at once, after the same rules."""
    engine = open_engine("embedded:", load_config().replace(embedded__context=context))

    async def all_at_once():
        requests = ([Message("system", rules), Message("user", question)] for question in questions)
        return await asyncio.gather(*(engine.complete(r, max_tokens=max_tokens, temperature=0.3) for r in requests))

    return asyncio.run(all_at_once())


def test_it_answers_in_chinese_and_counts_its_tokens():
    (reply,) = asked("请用一句话介绍党支部的主要职责。", max_tokens=120)
    assert any("一" <= c <= "鿿" for c in reply.text)
    assert reply.usage.prompt_tokens > 300
    assert 0 < reply.usage.completion_tokens <= 120
    assert reply.finish_reason in ("stop", "length")


def test_an_answer_ends_at_its_length():
    (reply,) = asked("请写一千字的工作总结。", max_tokens=8)
    assert (reply.finish_reason, reply.usage.completion_tokens) == ("length", 8)


def test_sections_that_share_a_prefix_reuse_it():
    topics = ("学习", "组织", "作风", "纪律", "宣传", "群团", "联系群众", "制度")
    replies = asked(*(f"请用一句话写{topic}方面的工作。" for topic in topics), max_tokens=12)
    usage = sum((reply.usage for reply in replies), Usage())
    assert usage.cached_tokens / usage.prompt_tokens > 0.5


def test_a_prompt_beyond_the_context_is_told_in_one_sentence():
    with pytest.raises(EngineError, match=r"超出模型 \S+ 的上下文长度"):
        asked("写一段。", rules=RULES * 20)


def test_a_cut_file_of_weights_is_told_in_one_sentence(tmp_path, capfd):
    broken = tmp_path / "broken.gguf"
    with default_weights().path.open("rb") as whole:
        broken.write_bytes(whole.read(20 << 20))
    engine = open_engine(f"embedded:{broken}", load_config())
    with pytest.raises(EngineError, match="无法加载"):
        asyncio.run(engine.complete([Message("user", "你好")], max_tokens=5, temperature=0))
    assert capfd.readouterr() == ("", "")


def test_a_cancelled_request_does_not_hold_up_the_next():
    engine = open_engine("embedded:", load_config().replace(embedded__context=4096))

    async def change_of_mind():
        begun = asyncio.Event()
        long = engine.complete([Message("user", "请写一篇两千字的总结。")], max_tokens=2000, temperature=0.3, on_text=lambda _: begun.set())
        task = asyncio.create_task(long)
        await begun.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return await engine.complete([Message("user", "一加一等于几？")], max_tokens=10, temperature=0)

    assert asyncio.run(change_of_mind()).seconds < 20


def test_the_trial_command_prints_nothing_but_the_answer_on_stdout():
    command = [sys.executable, "-m", "assistant", "models", "test", "-m", "embedded:"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert "词元" in done.stderr
