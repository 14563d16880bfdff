import asyncio
import socket
import time

import pytest

from assistant.engines.base import Message, Usage
from assistant.engines.openai_compatible import OpenAICompatible
from assistant.engines.server import Server
from assistant.errors import EngineError
from tests.engines.loopback import serving

KEY = "sk-very-secret-0123456789"


def engine_at(url, *, retries=0, timeout=5.0, proxy=False):
    server = Server.checked(url, KEY, timeout=timeout, retries=retries, proxy=proxy)
    return OpenAICompatible("openai:m", "m", server, parallel=4, backoff=0.01)


def ask(url, *, on_text=None, max_tokens=50, **settings):
    async def one():
        engine = engine_at(url, **settings)
        try:
            return await engine.complete([Message("user", "你好")], max_tokens=max_tokens, temperature=0.3, on_text=on_text)
        finally:
            await engine.aclose()

    return asyncio.run(one())


def failure(behave, **settings):
    with serving(behave) as (url, _), pytest.raises(EngineError) as caught:
        ask(url, **settings)
    error = caught.value
    assert error.exit_code == 3
    assert error.hint
    assert "\n" not in error.message + error.hint
    assert KEY not in repr(error) + error.message + error.hint
    return error


def test_a_streamed_answer_arrives_piece_by_piece_with_its_usage():
    pieces = []
    with serving(lambda h: h.answer("全年", "学习24次")) as (url, requests):
        reply = ask(url, on_text=pieces.append)
    assert (reply.text, reply.finish_reason, reply.usage) == ("全年学习24次", "stop", Usage(10, 4, 2))
    assert pieces == ["全年", "学习24次"]
    assert requests[0].body["messages"] == [{"role": "user", "content": "你好"}]
    assert requests[0].body["stream_options"] == {"include_usage": True}
    assert requests[0].headers["Authorization"] == f"Bearer {KEY}"


def test_an_answer_that_was_cut_at_its_length_says_so():
    with serving(lambda h: h.answer("一", finish="length")) as (url, _):
        assert ask(url).finish_reason == "length"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, {"error": {"message": "bad thing"}}, "不接受请求（400）"),
        (401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}, "不接受密钥"),
        (402, {"error": {"message": "Insufficient Balance"}}, "余额不足"),
        (403, {"error": "no"}, "拒绝访问"),
        (404, "<html>nothing here</html>", "没有这个接口"),
        (404, {"error": {"code": "model_not_found", "message": "The model `m` does not exist"}}, "没有模型 m"),
        (400, {"error": {"message": "the request exceeds the available context size", "type": "exceed_context_size_error"}}, "上下文"),
        (400, {"error": {"code": "context_length_exceeded", "message": "This model's maximum context length is 8192"}}, "上下文"),
        (400, {"error": {"code": "data_inspection_failed", "message": "Input data may contain…"}}, "内容审查"),
        (413, "", "太长"),
        (429, {"error": {"message": "Rate limit"}}, "过于频繁"),
        (429, {"error": {"code": "insufficient_quota", "message": "You exceeded your current quota"}}, "额度已用完"),
        (500, "Internal Server Error", "出错（500）"),
        (503, {"error": {"message": "Loading model"}}, "出错（503）"),
        (418, "{", "不接受请求（418）"),
    ],
)
def test_a_refusal_is_told_in_one_sentence_without_the_key(status, body, said):
    assert said in failure(lambda h: h.plain(status, body)).message


def test_the_servers_own_words_are_passed_on_in_one_line_without_the_key_or_escape_codes():
    body = {"error": {"message": f"first\n\x1b[31mline {KEY} end"}}
    hint = failure(lambda h: h.plain(400, body)).hint
    assert "first [31mline *** end" in hint


@pytest.mark.parametrize(
    ("behave", "said"),
    [
        (lambda h: h.plain(200, "<!doctype html><html>登录</html>", "text/html"), "不是模型接口的格式"),
        (lambda h: h.plain(200, {"hello": 1}), "不是模型接口的格式"),
        (lambda h: h.plain(200, {"error": {"message": "no such app"}}), "不是模型接口的格式"),
        (lambda h: (h.begin_stream(), h.event("{broken")), "不是模型接口的格式"),
        (lambda h: (h.begin_stream(), h.event([1, 2])), "不是模型接口的格式"),
        (lambda h: (h.begin_stream(), h.event('"text"')), "不是模型接口的格式"),
        (lambda h: (h.begin_stream(), h.event({"choices": [{"delta": {"content": 7}}]})), "不是模型接口的格式"),
        (lambda h: (h.begin_stream(), h.event({"choices": 5})), "不是模型接口的格式"),
        (lambda h: (h.begin_stream(), h.event({"error": {"message": "CUDA out of memory"}})), "在答复中报告了错误"),
        (lambda h: h.begin_stream(), "中途断开"),
        (lambda h: (h.begin_stream(), h.piece("全年")), "中途断开"),
        (lambda h: (h.begin_stream(), h.piece("全年"), h.event("[DONE]")), "中途断开"),
        (lambda h: h.answer(), "空的"),
        (lambda h: h.answer(" ", "\n"), "空的"),
        (lambda h: h.answer("全年", finish="content_filter"), "内容审查"),
        (lambda h: h.connection.close(), "中断了连接|不完整"),
        (lambda h: h.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n"), "不完整，或不是 HTTP"),
        (lambda h: (h.send_response(200), h.send_header("Content-Type", "text/event-stream"),
                    h.send_header("Content-Length", "9000"), h.end_headers(), h.piece("全")), "不完整"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_told_in_one_sentence(behave, said):
    error = failure(behave)
    assert any(words in error.message for words in said.split("|")), error.message


def stall(handler):
    handler.begin_stream()
    for _ in range(100):
        handler.wfile.write(b": still here\n\n")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("behave", [lambda h: time.sleep(1), stall])
def test_a_silent_server_times_out_even_where_it_keeps_the_line_open(behave):
    started = time.monotonic()
    assert "超时" in failure(behave, timeout=0.2).message
    assert time.monotonic() - started < 3


def test_a_stream_may_last_longer_than_the_timeout_as_long_as_it_speaks():
    def slowly(handler):
        handler.begin_stream()
        handler.piece(reasoning_content="想一想")
        for text in "全年学习":
            time.sleep(0.15)
            handler.piece(text)
        handler.piece(finish="stop")

    with serving(slowly) as (url, _):
        assert ask(url, timeout=0.5).text == "全年学习"


def test_what_a_model_thinks_aloud_is_not_part_of_its_answer():
    pieces = []
    with serving(lambda h: h.answer("<thi", "nk>用户想要", "一句话</thi", "nk>\n\n", "全年", "学习")) as (url, _):
        assert ask(url, on_text=pieces.append).text == "全年学习" == "".join(pieces)


@pytest.mark.parametrize("behave", [lambda h: h.answer("<think>想个没完", finish="length"), lambda h: h.answer(finish="length")])
def test_an_answer_that_is_all_thought_says_so(behave):
    assert "思考过程" in failure(behave).message


def test_a_server_that_never_stops_is_stopped():
    def endless(handler):
        handler.begin_stream()
        while True:
            handler.piece("学习" * 50)

    with serving(endless) as (url, _):
        reply = ask(url, max_tokens=10)
    assert reply.finish_reason == "length"
    assert len(reply.text) < 1000


@pytest.mark.parametrize(
    "hiccup",
    [
        lambda h: h.plain(429, "{}", Retry_After="0"),
        lambda h: h.plain(500, ""),
        lambda h: h.plain(503, "", Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"),
        lambda h: h.connection.close(),
        lambda h: h.begin_stream(),
        lambda h: h.answer(),
    ],
)
def test_a_failure_that_may_pass_is_tried_again(hiccup):
    first = iter([hiccup, hiccup])
    with serving(lambda h: next(first, lambda h: h.answer("好"))(h)) as (url, requests):
        assert ask(url, retries=2).text == "好"
    assert len(requests) == 3


@pytest.mark.parametrize(
    ("behave", "attempts"),
    [
        (lambda h: h.plain(401, "{}"), 1),
        (lambda h: h.plain(400, "{}"), 1),
        (lambda h: h.plain(429, "{}", Retry_After="3600"), 1),
        (lambda h: (h.begin_stream(), h.piece("全年")), 1),
        (lambda h: h.plain(500, ""), 3),
    ],
)
def test_what_cannot_pass_or_has_begun_is_not_tried_again(behave, attempts):
    with serving(behave) as (url, requests), pytest.raises(EngineError):
        ask(url, retries=2)
    assert len(requests) == attempts


@pytest.mark.parametrize(
    ("complaint", "then"),
    [
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", lambda b: b["max_completion_tokens"] == 50),
        ("Unsupported value: 'temperature' does not support 0.3", lambda b: "temperature" not in b),
        ("Unknown field stream_options", lambda b: "stream_options" not in b),
    ],
)
def test_a_parameter_that_a_server_refuses_is_left_out(complaint, then):
    def picky(handler):
        if then({"max_completion_tokens": None, **handler.body}):
            handler.answer("好")
        else:
            handler.plain(400, {"error": {"message": complaint}})

    with serving(picky) as (url, requests):
        assert ask(url).text == "好"
    assert len(requests) == 2


def test_nobody_listening_is_told(unused_port):
    with pytest.raises(EngineError, match="没有在监听"):
        ask(f"http://127.0.0.1:{unused_port}/v1")


def test_a_host_that_does_not_exist_is_told():
    with pytest.raises(EngineError, match=r"找不到模型服务 http://no-such-host\.invalid/v1 的主机|连不上"):
        ask("http://no-such-host.invalid/v1")


def test_https_to_a_server_that_speaks_http_is_told():
    with serving(lambda h: None) as (url, _), pytest.raises(EngineError, match="TLS"):
        ask(url.replace("http:", "https:"))


def test_an_own_certificate_file_that_is_missing_is_told(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/own.pem")
    with pytest.raises(EngineError, match="SSL_CERT_FILE"):
        ask("https://127.0.0.1:9/v1")


@pytest.mark.parametrize("proxy", [True, False])
def test_loopback_is_never_reached_through_a_proxy(monkeypatch, unused_port, proxy):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{unused_port}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving(lambda h: h.answer("好")) as (url, _):
        assert ask(url, proxy=proxy).text == "好"


def test_another_host_is_reached_through_the_system_proxy_only_where_the_setting_allows_it(monkeypatch):
    with serving(lambda h: h.answer("经代理")) as (url, requests):
        monkeypatch.setenv("HTTP_PROXY", url.removesuffix("/v1"))
        assert ask("http://model.invalid/v1", proxy=True).text == "经代理"
        with pytest.raises(EngineError):
            ask("http://model.invalid/v1", proxy=False)
    assert len(requests) == 1


def test_a_wrong_kind_of_proxy_is_told(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    with pytest.raises(EngineError, match="代理"):
        ask("http://model.invalid/v1", proxy=True)


def test_cancelling_closes_the_line_to_the_server():
    gone = []

    def endless(handler):
        handler.begin_stream()
        try:
            while True:
                handler.piece("学")
                time.sleep(0.01)
        except OSError:
            gone.append(True)

    async def stop_early(url):
        engine = engine_at(url)
        begun = asyncio.Event()
        task = asyncio.create_task(
            engine.complete([Message("user", "你好")], max_tokens=10_000, temperature=0, on_text=lambda _: begun.set())
        )
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await engine.aclose()

    with serving(endless) as (url, _):
        asyncio.run(stop_early(url))
        deadline = time.monotonic() + 3
        while not gone and time.monotonic() < deadline:
            time.sleep(0.01)
    assert gone


def test_an_error_in_the_callers_own_callback_is_not_blamed_on_the_server():
    def broken(_):
        raise KeyError("ours")

    with serving(lambda h: h.answer("好")) as (url, _), pytest.raises(KeyError):
        ask(url, on_text=broken)


def test_one_engine_serves_one_event_loop_after_another():
    with serving(lambda h: h.answer("好")) as (url, requests):
        engine = engine_at(url)
        for _ in range(2):
            assert asyncio.run(engine.complete([Message("user", "你好")], max_tokens=9, temperature=0)).text == "好"
        asyncio.run(engine.aclose())
    assert {request.headers["Connection"] for request in requests} == {"close"}


@pytest.fixture
def unused_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]  # bound but not listening: nobody else gets it, nobody answers
