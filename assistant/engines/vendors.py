"""Vendors of OpenAI-compatible servers. To add one, add a row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vendor:
    """A server that speaks OpenAI's chat completions.

    `name` is the engine in `-m name:model`; `base_url` where it is found unless the user says otherwise; `key` the environment
    variable of its key, empty where none is asked; `model` is used when none is named (empty: ask the server what it has);
    `parallel` is how many requests at once are worth sending.
    """

    name: str
    base_url: str
    key: str = ""
    model: str = ""
    parallel: int = 32


VENDORS: dict[str, Vendor] = {
    vendor.name: vendor
    for vendor in (
        Vendor("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", "gpt-4o-mini"),
        Vendor("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", "deepseek-chat"),
        Vendor("dashscope", "https://dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen-plus"),
        Vendor("zhipu", "https://open.bigmodel.cn/api/paas/v4", "ZHIPUAI_API_KEY"),
        Vendor("moonshot", "https://api.moonshot.cn/v1", "MOONSHOT_API_KEY"),
        Vendor("ark", "https://ark.cn-beijing.volces.com/api/v3", "ARK_API_KEY"),
        Vendor("siliconflow", "https://api.siliconflow.cn/v1", "SILICONFLOW_API_KEY"),
        Vendor("ollama", "http://127.0.0.1:11434/v1", parallel=4),
        Vendor("vllm", "http://127.0.0.1:8000/v1"),
        Vendor("llamacpp", "http://127.0.0.1:8080/v1", parallel=4),
        Vendor("lmstudio", "http://127.0.0.1:1234/v1", parallel=4),
    )
}
