"""Opening Chroma. The only module that imports chromadb, and everything it must not do behind our back is prevented here.

`import chromadb` reads `.env` of the working directory (one in GBK crashes it), its settings listen to environment variables without
a prefix, and its HTTP client to proxies, which also catch 127.0.0.1.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from assistant.errors import ConfigError, LibraryError

if TYPE_CHECKING:
    from chromadb.api.client import Client

_PATIENCE = 10.0
# Said aloud, because Chroma would also take them from environment variables.
_SETTINGS: dict[str, Any] = {"_env_file": None, "anonymized_telemetry": False, "migrations": "apply", "allow_reset": False}
_LOCAL: dict[str, Any] = {"chroma_api_impl": "chromadb.api.rust.RustBindingsAPI"}
_REMOTE: dict[str, Any] = {"chroma_server_host": None, "chroma_server_http_port": None, "chroma_client_auth_provider": None}


def chroma_version() -> str:
    """The installed version, without importing the package."""
    return version("chromadb")


def local_client(folder: Path) -> Client:
    """A client of the Chroma database in `folder`."""
    folder = folder.resolve()
    with _nowhere():
        import chromadb
        from chromadb.config import Settings
    return cast("Client", chromadb.PersistentClient(folder, settings=Settings(**_SETTINGS, **_LOCAL)))


def server_client(url: str) -> Client:
    """A client of the Chroma server at `url`. Raises ConfigError for what is no address, LibraryError where no Chroma answers."""
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if parts.scheme not in ("http", "https") or not host:
        raise ConfigError(f"samples.chroma_url 的值 {url!r} 不是网址", "应写作 http://主机:端口，如 http://127.0.0.1:8000")
    port = port or (443 if parts.scheme == "https" else 8000)
    _knock(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
    with _nowhere():
        import chromadb
        from chromadb.config import Settings
    with _directly():
        settings = Settings(**_SETTINGS, **_REMOTE)
        return cast("Client", chromadb.HttpClient(host, port, ssl=parts.scheme == "https", settings=settings))


def close(client: Client) -> None:
    """Close a client with its files and connections."""
    client.close()
    # Chroma leaves the connections to a server open, its own and those of the client it asks about databases.
    for part in (client, getattr(client, "_admin_client", None)):
        session = getattr(getattr(part, "_server", None), "_session", None)
        if session:
            session.close()


def _knock(url: str) -> None:
    """Make sure that a Chroma server answers: its own client would wait for ever."""
    import httpx

    hint = "请检查 samples.chroma_url，确认服务已用 chroma run 启动"
    try:
        answer = httpx.get(f"{url}/api/v2/heartbeat", timeout=_PATIENCE, trust_env=False)
        answer.raise_for_status()
        if "nanosecond heartbeat" not in answer.json():
            raise ValueError
    except httpx.HTTPStatusError as error:
        raise LibraryError(f"Chroma 服务 {url} 拒绝了请求（{error.response.status_code}）", hint) from error
    except httpx.HTTPError as error:
        raise LibraryError(f"连接不上 Chroma 服务 {url}：{error}", hint) from error
    except ValueError as error:
        raise LibraryError(f"{url} 上的不是 Chroma 服务", hint) from error


@contextmanager
def _nowhere() -> Iterator[None]:
    """Stand in an empty folder, where there is no `.env`."""
    with tempfile.TemporaryDirectory() as empty, contextlib.chdir(empty):
        yield


@contextmanager
def _directly() -> Iterator[None]:
    """Hide the system's proxies."""
    names = [n for n in os.environ if n.lower().endswith("_proxy")]
    hidden = {name: os.environ.pop(name) for name in names}
    try:
        yield
    finally:
        os.environ.update(hidden)
