"""A server to talk to: its address, key and patience, checked before anything is sent."""

from __future__ import annotations

import ipaddress
import os
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.engines.failures import explained
from assistant.errors import ConfigError, EngineError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

CONNECT_SECONDS = 10.0
_PLACEHOLDER_KEY = "none"  # the client demands a key even where the server does not


@dataclass(frozen=True, slots=True)
class Server:
    """Where requests go. `timeout` is how many seconds without a word are borne; `proxy` allows the system's proxy settings."""

    base_url: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    retries: int = 2
    proxy: bool = False

    @classmethod
    def checked(cls, base_url: str, key: str, *, timeout: float, retries: int, proxy: bool) -> Server:
        """A server whose address and key can be used. Raises ConfigError where they cannot, never telling the key."""
        if timeout <= 0 or retries < 0:
            raise ConfigError("openai.timeout 必须大于 0，openai.retries 不能是负数", "请用 assistant config show 查看设置")
        return cls(_address(base_url), _key(key), timeout, retries, proxy)

    @property
    def shown(self) -> str:
        """The address as messages may tell it: without a user name or password."""
        parts = urlsplit(self.base_url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()

    @property
    def is_loopback(self) -> bool:
        """Whether the server runs on this machine."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    def client(self) -> AsyncOpenAI:
        """A client of the running event loop; close it when done. It makes no second attempts of its own."""
        import openai

        http = openai.DefaultAsyncHttpxClient(
            timeout=openai.Timeout(self.timeout, connect=min(CONNECT_SECONDS, self.timeout)),
            trust_env=self.proxy and not self.is_loopback,
            verify=_certificates() if self.base_url.startswith("https:") else True,
        )
        return openai.AsyncOpenAI(
            base_url=self.base_url,
            api_key=self.key or _PLACEHOLDER_KEY,
            max_retries=0,
            http_client=http,
            # An answer takes seconds, a connection milliseconds: a kept one only brings the errors of a server that closed it
            # meanwhile, or of an event loop that has ended.
            default_headers={"Connection": "close"},
        )

    def only_model(self, engine: str) -> str:
        """The name of the one model this server has. Raises EngineError where it has none or several, or does not answer.

        Not to be called inside a running event loop.
        """
        import asyncio

        names = asyncio.run(self.models())
        if len(names) == 1:
            return names[0]
        if not names:
            raise EngineError(f"没有指定模型，服务 {self.shown} 也没有列出模型", f"请用 -m {engine}:模型名 指定")
        shown = "、".join(names[:8]) + ("等" if len(names) > 8 else "")
        raise EngineError(f"没有指定模型，而服务 {self.shown} 有 {len(names)} 个", f"请用 -m {engine}:模型名 指定其中一个：{shown}")

    async def models(self) -> list[str]:
        """The names of the server's models. Raises EngineError where it does not tell."""
        async with self.client() as client:
            try:
                listed = await client.models.list()
                return [model.id for model in listed.data]
            except Exception as error:  # whatever goes wrong in here is the server's or the network's doing
                raise explained(error, self.shown, secret=self.key) from error


def _certificates() -> ssl.SSLContext | bool:
    """Whom to trust: the system, or the file of an office with certificates of its own, whether or not its proxy is used."""
    own = os.environ.get("SSL_CERT_FILE")
    return ssl.create_default_context(cafile=own) if own else True


def _address(text: str) -> str:
    """The base URL in `text`, forgiving what people paste. Raises ConfigError for anything but http and https."""
    address = text.strip().rstrip("/").removesuffix("/chat/completions").rstrip("/")
    hint = "应形如 https://主机/v1，请检查 OPENAI_BASE_URL 或设置 openai.base_url"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or not address.isprintable() or " " in address:
        raise ConfigError("模型服务的地址不能用：需要以 http:// 或 https:// 开头的完整网址", hint)
    return address


def _key(text: str) -> str:
    key = text.strip()
    if not key.isascii() or not key.isprintable():
        hint = "请重新复制密钥，不要带中文、空格或换行"
        raise ConfigError("模型服务的密钥（OPENAI_API_KEY 或 openai.api_key）中有不能用的字符", hint)
    return key
