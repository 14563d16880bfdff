"""From a model's name as in `-m` to an engine that is ready to be asked."""

from __future__ import annotations

import difflib
import os

from assistant.config import Config
from assistant.engines.base import Engine
from assistant.engines.vendors import VENDORS, Vendor
from assistant.errors import InputError

EMBEDDED = "embedded"
ENGINES = (EMBEDDED, *VENDORS)


def open_engine(model: str | None, config: Config) -> Engine:
    """The engine for `model` (`engine:name`, either part may be left out), or for the configured or natural one.

    Raises InputError for an engine nobody knows or an address that is none, EngineError where the engine cannot work here: no
    weights, no package for them, a server that must be asked for its models and does not answer.
    """
    engine, name = _split(model or config["model"] or default_model(config))
    if engine == EMBEDDED:
        from assistant.engines.embedded import open_embedded

        return open_embedded(name, config)
    return _open_vendor(VENDORS[engine], name, config)


def default_model(config: Config) -> str:
    """What is used when nothing is named: a server where the user has told of one, else the embedded model."""
    return "openai:" if config["openai.api_key"] or config["openai.base_url"] else f"{EMBEDDED}:"


def _split(model: str) -> tuple[str, str]:
    engine, _, name = model.strip().partition(":")
    if engine in ENGINES:
        return engine, name
    near = difflib.get_close_matches(engine, ENGINES, n=1)
    hint = f"是否想写 {near[0]}:{name}？" if near else "模型写作“引擎:名称”，如 embedded: 或 openai:qwen-plus"
    raise InputError(f"不认识的引擎“{engine}”（-m {model}）", f"{hint} 可用的引擎：{'、'.join(ENGINES)}")


def _open_vendor(vendor: Vendor, name: str, config: Config) -> Engine:
    from assistant.engines.openai_compatible import OpenAICompatible
    from assistant.engines.server import Server

    own = vendor.name == "openai"
    base_url, key = (config["openai.base_url"], config["openai.api_key"]) if own else ("", os.environ.get(vendor.key, ""))
    server = Server.checked(
        base_url or vendor.base_url,
        key,
        timeout=config["openai.timeout"],
        retries=config["openai.retries"],
        proxy=config["openai.proxy"],
    )
    model = name or ("" if base_url else vendor.model) or server.only_model()
    return OpenAICompatible(f"{vendor.name}:{model}", model, server, parallel=vendor.parallel)
