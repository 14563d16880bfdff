import pytest

from assistant.config import load_config
from assistant.engines import embedded
from assistant.engines.registry import ENGINES, default_model, open_engine
from assistant.engines.vendors import VENDORS
from assistant.errors import ConfigError, EngineError, InputError
from tests.engines.loopback import serving


@pytest.fixture(autouse=True)
def no_weights_no_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    for vendor in VENDORS.values():
        if vendor.key:
            monkeypatch.delenv(vendor.key, raising=False)
    monkeypatch.setattr(embedded, "find_spec", lambda _: "installed")


def test_a_server_is_used_where_the_user_told_of_one_and_the_embedded_model_elsewhere(monkeypatch):
    assert default_model(load_config()) == "embedded:"
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    assert default_model(load_config()) == "openai:"
    assert open_engine(None, load_config()).name == "openai:gpt-4o-mini"
    assert open_engine("openai:gpt-x", load_config()).name == "openai:gpt-x"


def test_the_flag_wins_over_the_setting(monkeypatch):
    monkeypatch.setenv("ASSISTANT_MODEL", "ollama:a")
    assert open_engine(None, load_config()).name == "ollama:a"
    assert open_engine("vllm:b", load_config()).name == "vllm:b"


def test_an_own_server_is_asked_for_its_model():
    listing = {"object": "list", "data": [{"id": "qwen3", "object": "model"}]}
    with serving(lambda h: h.plain(200, listing)) as (url, _):
        assert open_engine("openai:", load_config({"OPENAI_BASE_URL": url})).name == "openai:qwen3"


def test_no_key_and_no_weights_offers_both_ways_out():
    with pytest.raises(EngineError) as caught:
        open_engine(None, load_config())
    assert caught.value.exit_code == 3
    assert "assistant models pull" in caught.value.hint
    assert "OPENAI_BASE_URL" in caught.value.hint


def test_a_missing_runtime_says_what_to_install(monkeypatch):
    monkeypatch.setattr(embedded, "find_spec", lambda _: None)
    with pytest.raises(EngineError, match="xllamacpp") as caught:
        open_engine("embedded:", load_config())
    assert "pip install xllamacpp" in caught.value.hint


@pytest.mark.parametrize("vendor", [v for v in VENDORS.values() if v.key], ids=lambda v: v.name)
def test_a_vendor_without_its_key_names_the_variable_and_with_it_opens(vendor, monkeypatch):
    with pytest.raises(EngineError, match=vendor.key):
        open_engine(f"{vendor.name}:m", load_config())
    monkeypatch.setenv(vendor.key, "sk-x")
    assert open_engine(f"{vendor.name}:m", load_config()).name == f"{vendor.name}:m"


def test_one_vendors_key_is_not_sent_to_another(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    with pytest.raises(EngineError, match="DEEPSEEK_API_KEY"):
        open_engine("deepseek:", load_config())


def test_every_vendor_has_a_usable_address():
    assert [v.name for v in VENDORS.values() if not v.base_url.startswith(("https://", "http://127.0.0.1:"))] == []
    assert all(v.parallel > 0 for v in VENDORS.values())


@pytest.mark.parametrize(
    ("model", "said"), [("opnai:x", "openai:x"), ("gpt-4o", "引擎:名称"), (":", "引擎:名称"), ("m/x.gguf", "embedded:m/x.gguf")]
)
def test_an_unknown_engine_names_the_known_ones(model, said):
    with pytest.raises(InputError) as caught:
        open_engine(model, load_config())
    assert said in caught.value.hint
    assert all(name in caught.value.hint for name in ENGINES)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("OPENAI_BASE_URL", "localhost:1", "地址不能用"),
        ("ASSISTANT_OPENAI_TIMEOUT", "0", "timeout"),
        ("ASSISTANT_OPENAI_RETRIES", "-1", "retries"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(variable, value, said):
    with pytest.raises(ConfigError, match=said):
        open_engine("openai:m", load_config({"OPENAI_API_KEY": "sk-x", variable: value}))


@pytest.mark.parametrize(("variable", "value"), [("ASSISTANT_EMBEDDED_THREADS", "-1"), ("ASSISTANT_EMBEDDED_CONTEXT", "0")])
def test_a_setting_of_the_embedded_model_that_makes_no_sense_is_refused(variable, value):
    with pytest.raises(ConfigError, match="embedded"):
        open_engine("embedded:", load_config({variable: value}))
