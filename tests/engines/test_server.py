import pytest

from assistant.engines.server import Server
from assistant.errors import ConfigError, EngineError
from tests.engines.loopback import serving


def server(url, key=""):
    return Server.checked(url, key, timeout=5.0, retries=0, proxy=False)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://api.example.com/v1", "https://api.example.com/v1"),
        (" http://10.0.0.8:8000/v1/ ", "http://10.0.0.8:8000/v1"),
        ("http://localhost:8000/v1/chat/completions", "http://localhost:8000/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
    ],
)
def test_what_people_paste_as_an_address_is_understood(given, used):
    assert server(given).base_url == used


@pytest.mark.parametrize(
    "given",
    ["", "localhost:8000/v1", "ftp://host/v1", "file:///etc/passwd", "http://", "http:// x/v1", "http://h:99999/v1",
     "http://h:port/v1", "http://h/v1\nX: y", "javascript:alert(1)", "http://[::1/v1"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(given):
    with pytest.raises(ConfigError, match="地址不能用") as caught:
        server(given)
    assert caught.value.hint


@pytest.mark.parametrize("key", ["密钥在此", "sk-a\nb", "sk-“quoted”"])
def test_a_key_that_cannot_be_sent_is_refused_without_being_told(key):
    with pytest.raises(ConfigError) as caught:
        server("http://h/v1", key)
    assert key not in caught.value.message + caught.value.hint


def test_neither_key_nor_password_shows():
    one = server("https://user:hidden@host/v1?token=hidden", "sk-hidden")
    assert one.shown == "https://host/v1"
    assert "hidden" not in repr(server("https://host/v1", "sk-hidden"))


@pytest.mark.parametrize(
    ("url", "loopback"),
    [("http://127.0.0.1/v1", True), ("http://localhost:1/v1", True), ("http://[::1]/v1", True), ("http://10.0.0.1/v1", False)],
)
def test_it_knows_this_machine(url, loopback):
    assert server(url).is_loopback is loopback


def models(*names):
    return lambda h: h.plain(200, {"object": "list", "data": [{"id": n, "object": "model"} for n in names]})


def test_the_only_model_of_a_server_need_not_be_named():
    with serving(models("qwen3")) as (url, _):
        assert server(url).only_model("openai") == "qwen3"


@pytest.mark.parametrize(
    ("behave", "said"),
    [
        (models(), "没有列出模型"),
        (models("a", "b"), "有 2 个"),
        (lambda h: h.plain(200, "<html>", "text/html"), "不是模型接口的格式"),
        (lambda h: h.plain(200, {"data": 3}), "不是模型接口的格式"),
        (lambda h: h.plain(401, {}), "不接受密钥"),
    ],
)
def test_a_server_that_does_not_tell_its_model_asks_for_a_name(behave, said):
    with serving(behave) as (url, _), pytest.raises(EngineError, match=said):
        server(url).only_model("openai")
