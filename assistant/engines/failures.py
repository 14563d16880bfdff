"""What can go wrong with a server, each as one clear sentence and what to do next."""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Iterator
from typing import Any

from assistant.errors import EngineError

# By HTTP status: what to say and what to try. {where} is the server's address, {model} the model's name.
_BY_STATUS: dict[int, tuple[str, str]] = {
    401: ("模型服务 {where} 不接受密钥（401）", "请检查 OPENAI_API_KEY（或该服务自己的密钥变量）是否正确、是否过期"),
    402: ("模型服务 {where} 的账户余额不足（402）", "请充值，或用 -m 换一个模型"),
    403: ("模型服务 {where} 拒绝访问（403）", "请确认密钥有权使用模型 {model}，或当前网络是否被允许"),
    404: ("模型服务 {where} 没有这个接口或没有模型 {model}（404）", "请检查 -m 的模型名；服务地址通常以 /v1 结尾"),
    408: ("模型服务 {where} 等待超时（408）", "请稍后重试，或减少同时请求数（-j）"),
    413: ("请求太长，模型服务 {where} 不接受（413）", "请减少事实或缩短小节"),
    429: ("模型服务 {where} 请求过于频繁（429）", "请稍后重试，或减少同时请求数（-j）"),
}
_REFUSED = ("模型服务 {where} 不接受请求（{status}）", "请检查模型名 {model} 和服务的说明")
_BROKEN = ("模型服务 {where} 出错（{status}）", "请稍后重试；若是自建服务，请查看它的日志")

# By what the server's own words contain, whatever the status.
_BY_WORDS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(words, re.IGNORECASE), message, hint)
    for words, message, hint in (
        (
            r"context.{0,12}(length|size|window)|maximum context|exceed_context|too many tokens|prompt is too long",
            "内容超出模型 {model} 的上下文长度",
            "请减少事实或缩短小节；内置模型可调大设置 embedded.context",
        ),
        (
            r"insufficient_quota|exceeded your current quota|arrears|余额",
            "模型服务 {where} 的额度已用完",
            "请充值，或用 -m 换一个模型",
        ),
        (
            r"model.{0,60}(not.{0,5}exist|not.{0,5}found)|model_not_found|unknown model",
            "模型服务 {where} 没有模型 {model}",
            "请检查 -m 的模型名",
        ),
        (
            r"content.?filter|data_inspection_failed|sensitive",
            "模型服务 {where} 因内容审查拒绝了请求",
            "请检查事实中的措辞，或换一个模型",
        ),
    )
)

# By the cause of a broken connection.
_BY_CAUSE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str, str], ...] = (
    (ssl.SSLError, "与模型服务 {where} 的安全连接（TLS）失败", "请检查系统时间和证书；内网服务可改用 http:// 地址"),
    (socket.gaierror, "找不到模型服务的主机名 {where}", "请检查地址是否写错、网络和 DNS 是否可用"),
    (ConnectionRefusedError, "连不上模型服务 {where}：对方没有在监听", "请确认服务已启动、地址和端口无误"),
    ((ConnectionResetError, BrokenPipeError), "模型服务 {where} 中断了连接", "请稍后重试，或查看服务的日志"),
)
_UNREACHABLE = ("连不上模型服务 {where}", "请检查网络、地址和代理设置（openai.proxy）")
_TIMED_OUT = ("等待模型服务 {where} 答复超时", "请稍后重试，或调大设置 openai.timeout（秒）")
_NOT_JSON = ("模型服务 {where} 的答复不是模型接口的格式", "请检查地址：通常以 /v1 结尾，且不是登录页或网关页面")

TRANSIENT_STATUS = frozenset({408, 409, 429, 500, 502, 503, 504, 529})


class Transient(EngineError):
    """A failure that may be gone at the next attempt; `wait` is how many seconds the server asked to be left alone."""

    wait: float = 0.0


def timed_out(where: str) -> EngineError:
    """The error for a server that is silent too long."""
    return Transient(_TIMED_OUT[0].format(where=where), _TIMED_OUT[1])


def not_json(where: str) -> EngineError:
    """The error for an answer that is a web page or anything else that is not the protocol."""
    return EngineError(_NOT_JSON[0].format(where=where), _NOT_JSON[1])


def explained(error: Exception, where: str, *, model: str = "", secret: str = "") -> EngineError:
    """What an exception of the client means: an EngineError, Transient where trying again may help; `secret` never shows."""
    if isinstance(error, EngineError):
        return error
    words = _own_words(error, secret)
    status = getattr(error, "status_code", None)
    fill = {"where": where, "model": model or "（未指定）", "status": status}
    (message, hint), transient = _meaning(error, status, words)
    said = f"；服务的说明：{words}" if words and status else ""
    told = (Transient if transient else EngineError)(message.format(**fill), hint.format(**fill) + said)
    if isinstance(told, Transient):
        told.wait = _retry_after(error)
    return told


def _meaning(error: Exception, status: int | None, words: str) -> tuple[tuple[str, str], bool]:
    """What to say and try, and whether another attempt may help."""
    for pattern, message, hint in _BY_WORDS:
        if pattern.search(words):
            return (message, hint), False
    if status is not None:
        general = _BROKEN if status >= 500 else _REFUSED
        return _BY_STATUS.get(status, general), status in TRANSIENT_STATUS
    return _connection(error)


def _connection(error: Exception) -> tuple[tuple[str, str], bool]:
    chain = list(_causes(error))
    for kinds, message, hint in _BY_CAUSE:
        if any(isinstance(cause, kinds) for cause in chain):
            return (message, hint), kinds is not ssl.SSLError
    names = " ".join(type(cause).__name__ for cause in chain)
    if "Timeout" in names:
        return _TIMED_OUT, True
    if any(isinstance(cause, ValueError) for cause in chain) or "Validation" in names:
        return _NOT_JSON, False
    return _UNREACHABLE, True


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and all that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _own_words(error: Exception, secret: str) -> str:
    """The server's own explanation, on one line, short, without control characters and without the key."""
    body: Any = getattr(error, "body", None)
    if isinstance(body, str):
        body = _parsed(body)
    if isinstance(body, dict):
        body = body.get("error", body)
        body = " ".join(str(body[k]) for k in ("code", "message") if body.get(k)) if isinstance(body, dict) else body
    text = body if isinstance(body, str) else ""
    text = "".join(c if c.isprintable() else " " for c in text)
    for hidden in filter(None, (secret,)):
        text = text.replace(hidden, "***")
    return " ".join(text.split())[:200]


def _parsed(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _retry_after(error: Exception) -> float:
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:
        return 0.0
