"""From a model's name as in `-m` to an engine that is ready to be asked."""

from __future__ import annotations

import difflib
import os
from typing import TYPE_CHECKING

from assistant.config import Config
from assistant.engines.base import Engine
from assistant.engines.log import CallLog, LoggedEngine
from assistant.engines.vendors import VENDORS, Vendor
from assistant.errors import EngineError, InputError

if TYPE_CHECKING:
    from assistant.engines.openai_compatible import OpenAICompatible

EMBEDDED = "embedded"
ENGINES = (EMBEDDED, *VENDORS)
_OWN = "openai"  # the engine whose address and key the settings give


def open_engine(model: str | None, config: Config, *, log_prompts: bool = False) -> Engine:
    """The engine for `model` (`engine:name`, either part may be left out), or for the configured or natural one.

    Its calls are logged, prompts and answers only with `log_prompts`. Raises InputError for an engine nobody knows, ConfigError
    for an address or key that cannot be used, EngineError where the engine cannot work here: no weights, no package for them, no
    key, a server that must be asked for its models and does not answer.
    """
    engine, name = _split(model or config["model"] or default_model(config))
    if engine == EMBEDDED:
        from assistant.engines.embedded import open_embedded

        return LoggedEngine(open_embedded(name, config), CallLog(), with_prompts=log_prompts)
    return LoggedEngine(_open_vendor(VENDORS[engine], name, config), CallLog(), with_prompts=log_prompts)


def default_model(config: Config) -> str:
    """What is used when nothing is named: a server where the user has told of one, else the embedded model."""
    return f"{_OWN}:" if config["openai.api_key"] or config["openai.base_url"] else f"{EMBEDDED}:"


def reached(vendor: Vendor, config: Config) -> tuple[str, str, str]:
    """Where a vendor's server is, its key, and the environment variable that is missing (empty: none)."""
    if vendor.name == _OWN and config["openai.base_url"]:
        return config["openai.base_url"], config["openai.api_key"], ""
    key = config["openai.api_key"] if vendor.name == _OWN else os.environ.get(vendor.key, "")
    return vendor.base_url, key, "" if key else vendor.key


def _split(model: str) -> tuple[str, str]:
    engine, _, name = model.strip().partition(":")
    if engine in ENGINES:
        return engine, name
    near = difflib.get_close_matches(engine, ENGINES, n=1)
    meant = f"是否想写 {near[0]}:{name}？" if near else "模型写作“引擎:名称”，如 embedded: 或 openai:qwen-plus。"
    if model.endswith(".gguf"):
        meant = f"自备的模型文件请写作 embedded:{model}。"
    raise InputError(f"不认识的引擎“{engine}”（模型 {model}）", f"{meant}可用的引擎：{'、'.join(ENGINES)}")


def _open_vendor(vendor: Vendor, name: str, config: Config) -> OpenAICompatible:
    from assistant.engines.openai_compatible import OpenAICompatible
    from assistant.engines.server import Server

    address, key, missing = reached(vendor, config)
    if missing:
        hint = f"请设置 {missing}，或改用内置模型：-m embedded:（先运行 assistant models pull）"
        raise EngineError(f"没有设置模型服务 {vendor.name} 的密钥（环境变量 {missing}）", hint)
    patience = {"timeout": config["openai.timeout"], "retries": config["openai.retries"], "proxy": config["openai.proxy"]}
    server = Server.checked(address, key, **patience)
    model = name or (vendor.model if address == vendor.base_url else "") or server.only_model(vendor.name)
    return OpenAICompatible(f"{vendor.name}:{model}", model, server, parallel=vendor.parallel)
