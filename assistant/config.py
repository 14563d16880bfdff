"""Settings: what can be set, and the value in force with where it came from.

Order: flag > environment variable > assistant.toml of the project > config.toml of the user > default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from assistant import paths
from assistant.errors import ConfigError


class Setting(NamedTuple):
    """One thing that can be set: its key in TOML (dots are tables), type, default, help and extra environment variables."""

    key: str
    type: type
    default: Any
    help: str
    env: tuple[str, ...] = ()
    secret: bool = False

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that set it, best first."""
        return (f"ASSISTANT_{self.key.upper().replace('.', '_')}", *self.env)


class Value(NamedTuple):
    """A setting's value in force and where it came from (in Chinese, for `config show`)."""

    value: Any
    source: str


SETTINGS: dict[str, Setting] = {
    s.key: s
    for s in (
        Setting("model", str, "", "使用的模型，写作“引擎:名称”，如 embedded: 或 openai:qwen-plus"),
        Setting("jobs", int, 0, "同时起草的小节数，0 表示由引擎决定"),
        Setting("temperature", float, 0.3, "生成温度"),
        Setting("openai.base_url", str, "", "OpenAI 兼容服务的地址", env=("OPENAI_BASE_URL",)),
        Setting("openai.api_key", str, "", "OpenAI 兼容服务的密钥（建议用环境变量）", env=("OPENAI_API_KEY",), secret=True),
        Setting("openai.timeout", float, 120.0, "等待服务答复的秒数"),
        Setting("openai.retries", int, 2, "失败后重试的次数"),
        Setting("openai.proxy", bool, False, "是否通过系统代理访问服务"),
        Setting("embedded.gguf", str, "", "自备 GGUF 模型文件的路径"),
        Setting("embedded.threads", int, 0, "内置模型使用的线程数，0 表示全部核心"),
        Setting("embedded.context", int, 16384, "内置模型的上下文长度（词元）"),
        Setting("samples.paths", list, [], "范文所在的文件或文件夹"),
        Setting("samples.embeddings", str, "", "向量模型名称（由 OpenAI 兼容服务提供），留空用内置哈希向量"),
        Setting("samples.chroma_url", str, "", "Chroma 服务地址，留空用本机索引"),
        Setting("check.select", list, [], "只检查这些规则或规则族"),
        Setting("check.ignore", list, [], "不检查这些规则或规则族"),
        Setting("check.severity", dict, {}, '改变规则的级别，如 {TY006 = "warning"}'),
        Setting("check.suppress", list, [], "忽略的内容：rule、file、text、reason"),
        Setting("check.baseline", str, "", "已接受问题的基线文件"),
        Setting("word.body_font", str, "仿宋_GB2312", "正文字体"),
        Setting("word.title_font", str, "方正小标宋简体", "标题字体"),
        Setting("word.heading1_font", str, "黑体", "一级标题字体"),
        Setting("word.heading2_font", str, "楷体_GB2312", "二级标题字体"),
        Setting("word.page_number_font", str, "宋体", "页码字体"),
        Setting("word.latin_font", str, "", "西文和数字字体，如 Times New Roman；留空与所在文字相同"),
    )
}


class Config(Mapping[str, Any]):
    """The settings in force, by key; `sources` tells where each came from."""

    def __init__(self, values: dict[str, Value]) -> None:
        self._values = values

    def __getitem__(self, key: str) -> Any:
        return self._values[key].value

    def __iter__(self) -> Any:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def source(self, key: str) -> str:
        """Where the value of `key` came from, in Chinese."""
        return self._values[key].source

    def shown(self, key: str) -> str:
        """The value as `config show` may print it: secrets hidden."""
        value = self[key]
        if SETTINGS[key].secret and value:
            return "（已设置，不显示）"
        return str(value)

    def replace(self, **flags: Any) -> Config:
        """A copy in which each flag that is not None wins; keys with `__` for dots."""
        given = {k.replace("__", "."): Value(v, "命令行") for k, v in flags.items() if v is not None}
        return Config({**self._values, **given})


def load_config(env: Mapping[str, str] = os.environ) -> Config:
    """The settings in force for the working directory. Raises ConfigError for a file or variable that cannot be used."""
    values = {s.key: Value(s.default, "默认值") for s in SETTINGS.values()}
    project = paths.project_dir()
    for path in (paths.user_config_file(), project / paths.PROJECT_FILE if project else None):
        if path and path.is_file():
            values |= {k: Value(v, str(path)) for k, v in _read(path).items()}
    for setting in SETTINGS.values():
        name = next((n for n in setting.variables if env.get(n)), None)
        if name:
            values[setting.key] = Value(_from_text(setting, env[name], name), f"环境变量 {name}")
    return Config(values)


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} 不是 UTF-8 编码", "请另存为 UTF-8 编码后重试") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} 格式有误：{error}", "请按 TOML 格式修改，文字要放在引号里") from error
    except OSError as error:
        raise ConfigError(f"无法读取 {path}：{error.strerror}", "请检查文件权限") from error
    flat = _flatten(table)
    for key, value in flat.items():
        _check(key, value, path)
    return {k: float(v) if SETTINGS[k].type is float else v for k, v in flat.items()}


def _flatten(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.items():
        key = prefix + name
        if isinstance(value, dict) and not (key in SETTINGS and SETTINGS[key].type is dict):
            flat |= _flatten(value, key + ".")
        else:
            flat[key] = value
    return flat


def _check(key: str, value: Any, path: Path) -> None:
    if key not in SETTINGS:
        import difflib

        near = difflib.get_close_matches(key, SETTINGS, n=1)
        hint = f"是否想写 {near[0]}？" if near else "用 assistant config show 查看全部设置"
        raise ConfigError(f"{path} 中有不认识的设置 {key}", hint)
    wanted = SETTINGS[key].type
    number = wanted is float and isinstance(value, int) and not isinstance(value, bool)
    if not number and (not isinstance(value, wanted) or (wanted is int and isinstance(value, bool))):
        raise ConfigError(f"{path} 中设置 {key} 的值 {value!r} 类型不对", f"应为{_TYPE_NAMES[wanted]}：{SETTINGS[key].help}")


_TYPE_NAMES = {str: "带引号的文字", int: "整数", float: "数字", bool: " true 或 false", list: "方括号列表", dict: "表"}


def _from_text(setting: Setting, text: str, name: str) -> Any:
    try:
        if setting.type is bool:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]
        if setting.type is list:
            return [part.strip() for part in text.split(os.pathsep if "path" in setting.key else ",") if part.strip()]
        if setting.type is dict:
            return dict(pair.split("=", 1) for pair in text.split(","))
        return setting.type(text)
    except (KeyError, ValueError) as error:
        hint = f"应为{_TYPE_NAMES[setting.type]}：{setting.help}"
        raise ConfigError(f"环境变量 {name} 的值 {text!r} 不能用", hint) from error
