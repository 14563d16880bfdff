import pytest

from assistant.config import SETTINGS, load_config
from assistant.errors import ConfigError


def test_a_project_file_wins_over_the_default_and_a_variable_over_both(own_world, monkeypatch):
    assert load_config()["openai.timeout"] == 120.0
    (own_world / "assistant.toml").write_text("[openai]\ntimeout = 9\n", encoding="utf-8")
    config = load_config()
    assert (config["openai.timeout"], config.source("openai.timeout")) == (9.0, str(own_world / "assistant.toml"))
    monkeypatch.setenv("ASSISTANT_OPENAI_TIMEOUT", "3")
    config = load_config()
    assert (config["openai.timeout"], config.source("openai.timeout")) == (3.0, "环境变量 ASSISTANT_OPENAI_TIMEOUT")
    assert config.replace(openai__timeout=1.0, model=None)["openai.timeout"] == 1.0


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("modle = 'x'", "不认识的设置 modle"),
        ("model = 3", "类型不对"),
        ("jobs = true", "类型不对"),
        ("model = ", "格式有误"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_file(own_world, toml, said):
    (own_world / "assistant.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        load_config()
    assert "assistant.toml" in caught.value.message
    assert caught.value.hint


def test_an_unusable_variable_is_named(monkeypatch):
    monkeypatch.setenv("ASSISTANT_JOBS", "许多")
    with pytest.raises(ConfigError, match="ASSISTANT_JOBS"):
        load_config()


def test_a_secret_is_never_shown(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    config = load_config()
    assert config["openai.api_key"] == "sk-secret"
    assert "sk-secret" not in config.shown("openai.api_key")


def test_every_default_has_the_type_it_promises():
    assert [s.key for s in SETTINGS.values() if not isinstance(s.default, s.type)] == []
