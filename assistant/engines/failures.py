"""What can go wrong with a server, each as one clear sentence and what to do next."""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Iterator
from typing import Any, NamedTuple

from assistant.errors import EngineError


class Told(NamedTuple):
    """What to say and what to try next, with {where} for the server's address, {model} for the model, {status} for HTTP's."""

    message: str
    hint: str
    passing: bool = False  # whether another attempt may help


_SLOW_DOWN = "请稍后重试，或减少同时请求数（-j）"
_BY_STATUS: dict[int, Told] = {
    401: Told("模型服务 {where} 不接受密钥（401）", "请检查 OPENAI_API_KEY（或该服务自己的密钥变量）是否正确、是否过期"),
    402: Told("模型服务 {where} 的账户余额不足（402）", "请充值，或用 -m 换一个模型"),
    403: Told("模型服务 {where} 拒绝访问（403）", "请确认密钥有权使用模型 {model}，以及当前网络是否被允许"),
    404: Told("模型服务 {where} 没有这个接口，或没有模型 {model}（404）", "请检查 -m 的模型名；服务地址通常以 /v1 结尾"),
    408: Told("模型服务 {where} 等待超时（408）", _SLOW_DOWN, passing=True),
    409: Told("模型服务 {where} 暂时不能处理请求（409）", _SLOW_DOWN, passing=True),
    413: Told("请求太长，模型服务 {where} 不接受（413）", "请减少事实或缩短小节"),
    429: Told("模型服务 {where} 请求过于频繁（429）", _SLOW_DOWN, passing=True),
}
_REFUSED = Told("模型服务 {where} 不接受请求（{status}）", "请检查模型名 {model} 和服务的说明")
_BROKEN = Told("模型服务 {where} 出错（{status}）", "请稍后重试；若是自建服务，请查看它的日志", passing=True)

# By what the server's own words contain, whatever the status.
_BY_WORDS: dict[str, Told] = {
    r"context.{0,12}(length|size|window)|maximum context|exceed_context|too many tokens|prompt is too long": Told(
        "内容超出模型 {model} 的上下文长度", "请减少事实或缩短小节；内置模型可调大设置 embedded.context"
    ),
    r"insufficient_quota|exceeded your current quota|arrears|余额": Told("模型服务 {where} 的额度已用完", "请充值，或用 -m 换一个模型"),
    r"model.{0,60}(not.{0,5}exist|not.{0,5}found)|model_not_found|unknown model": Told(
        "模型服务 {where} 没有模型 {model}", "请检查 -m 的模型名"
    ),
    r"content.?filter|data_inspection_failed": Told("模型服务 {where} 因内容审查拒绝了请求", "请检查事实中的措辞，或用 -m 换一个模型"),
}

# By the cause of a broken connection, the first that fits.
_Kinds = type[BaseException] | tuple[type[BaseException], ...]
_BY_CAUSE: tuple[tuple[_Kinds, Told], ...] = (
    (ssl.SSLError, Told("与模型服务 {where} 的安全连接（TLS）失败", "请检查系统时间和证书（SSL_CERT_FILE），或确认该地址确用 https")),
    (socket.gaierror, Told("找不到模型服务 {where} 的主机", "请检查地址是否写错、网络和 DNS 是否可用", passing=True)),
    (
        ConnectionRefusedError,
        Told("连不上模型服务 {where}：对方没有在监听", "请确认服务已启动、地址和端口无误", passing=True),
    ),
    (
        (ConnectionResetError, BrokenPipeError),
        Told("模型服务 {where} 中断了连接", "请稍后重试，或查看服务的日志", passing=True),
    ),
    (ImportError, Told("系统代理的类型不受支持，无法连接 {where}", "请改用 http 代理，或把设置 openai.proxy 改为 false")),
    (FileNotFoundError, Told("SSL_CERT_FILE 指定的证书文件不存在，无法连接 {where}", "请改正或去掉环境变量 SSL_CERT_FILE")),
)
_UNREACHABLE = Told("连不上模型服务 {where}", "请检查网络、地址和代理设置（openai.proxy）", passing=True)
_TIMED_OUT = Told("等待模型服务 {where} 答复超时", "请稍后重试，或调大设置 openai.timeout（秒）", passing=True)
_NOT_THE_PROTOCOL = Told("模型服务 {where} 的答复不是模型接口的格式", "请检查地址：通常以 /v1 结尾，而不是网页或登录页的地址")
_CUT_OFF = Told("模型服务 {where} 的答复不完整，或不是 HTTP", "请稍后重试，并检查地址和端口是否正确", passing=True)

# By the names of the HTTP client's exceptions, which differ in module from one version of the client to the next.
_BY_NAME: dict[str, Told] = {
    "Timeout": _TIMED_OUT,
    "RemoteProtocolError": _CUT_OFF,
    "ReadError": _CUT_OFF,
    "DecodingError": _NOT_THE_PROTOCOL,
}
_STRANGE = (ValueError, TypeError, AttributeError, KeyError)  # what reading an answer of the wrong shape raises


class Transient(EngineError):
    """A failure that may be gone at the next attempt; `wait` is how many seconds the server asked to be left alone."""

    wait: float = 0.0


class UnexpectedAnswer(Exception):
    """An answer that came as a web page or as plain JSON instead of a stream; `body` is its text."""

    status_code: int | None = None

    def __init__(self, body: str) -> None:
        super().__init__("not a stream")
        self.body = body


def explained(error: Exception, where: str, *, model: str = "", secret: str = "") -> EngineError:
    """What an exception of the client means: an EngineError, Transient where trying again may help; `secret` never shows."""
    if isinstance(error, EngineError):
        return error
    words = _own_words(error, secret)
    status: int | None = getattr(error, "status_code", None)
    told = _meaning(error, status, words)
    fill = {"where": where, "model": model or "（未指定）", "status": status}
    said = f"（服务的说明：{words}）" if words else ""
    kind = Transient if told.passing else EngineError
    result = kind(told.message.format(**fill), told.hint.format(**fill) + said)
    if isinstance(result, Transient):
        result.wait = _retry_after(error)
    return result


def _meaning(error: Exception, status: int | None, words: str) -> Told:
    for pattern, told in _BY_WORDS.items():
        if re.search(pattern, words, re.IGNORECASE):
            return told
    if status is not None:
        return _BY_STATUS.get(status, _BROKEN if status >= 500 else _REFUSED)
    if words and not isinstance(error, UnexpectedAnswer):
        return _BROKEN._replace(message="模型服务 {where} 在答复中报告了错误", passing=False)
    return _connection(error)


def _connection(error: Exception) -> Told:
    if isinstance(error, UnexpectedAnswer):
        return _NOT_THE_PROTOCOL
    chain = list(_causes(error))
    for kinds, told in _BY_CAUSE:
        if any(isinstance(cause, kinds) for cause in chain):
            return told
    for name, told in _BY_NAME.items():
        if any(name in type(cause).__name__ for cause in chain):
            return told
    return _NOT_THE_PROTOCOL if isinstance(error, _STRANGE) else _UNREACHABLE


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and all that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _own_words(error: Exception, secret: str) -> str:
    """The server's own explanation, on one line, short, without control characters and without the key."""
    said = _explanation(getattr(error, "body", None))
    said = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return (said.replace(secret, "***") if secret else said)[:200]


def _explanation(body: Any) -> str:
    """The text of an error's body: `{"error": {"code", "message"}}`, the same without the outer level, or nothing we know."""
    if isinstance(body, str):
        try:
            body = json.loads(body)
        except ValueError:
            return ""
    if isinstance(body, dict) and "error" in body:
        body = body["error"]
    if isinstance(body, dict):
        return " ".join(str(body[key]) for key in ("code", "message") if body.get(key))
    return body if isinstance(body, str) else ""


def _retry_after(error: Exception) -> float:
    """The seconds the server asked for, 0 where it did not; a date, which few send, counts as nothing."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:
        return 0.0
