"""Advertisements of template shops and the marks they leave, found even where spaces were put between the characters."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_PATTERNS = Path(__file__).with_name("data") / "adverts.txt"
_SPACES = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_BRACKETED = re.compile(r"【[^【】]{2,80}】|\[[^\[\]]{2,80}\]|（[^（）]{2,80}）|\([^()]{2,80}\)")
_MARKER = re.compile(r"#{2,}\s*[A-Za-z_][\w\s-]{1,30}#{2,}")
_COLLECTION = re.compile(
    r"[（(](?:精选|通用|优选|推荐|合集|汇总|最新|优秀|必备|共|热门|范文|推荐)*\s*[\d一二三四五六七八九十]{1,3}\s*篇[)）]"
)
_COMMENT = re.compile(r"<!--.*?-->")
_SENTENCE = re.compile(r"[^。！？]{3,}?(?:[。！？]+|$)")
_LONGEST_LINE = 80
# Every advertisement holds one of these (spaces left out).
_HINTS = re.compile(
    r"微信|薇信|威信|V信|VX|WX|QQ|扣扣|企鹅|公众号|小程序|淘宝|店铺|网|抖音|小红书|二维码|扫码|回复|群|转载|版权|侵|免责|参考|来源|来自|出处|收集|整理"
    r"|责编|编辑|下载|会员|VIP|积分|篇|推荐|阅读|原文|标题|打赏|感谢|观看|代写|代笔|定制|文库|范文|豆|次数|http|www|字|分钟|加V|收藏|点赞|星球|道客|笔杆子",
    re.IGNORECASE,
)


def advertisements(text: str) -> list[tuple[int, int]]:
    """The spans of `text` that advertise, in order: bracketed phrases, sentences, or the whole of a short line."""
    if not _HINTS.search(_SPACES.sub("", text)):
        return []
    found = [m.span() for m in _BRACKETED.finditer(text) if _advertises(m[0][1:-1])]
    sentences = [m.span() for m in _SENTENCE.finditer(text) if m.end() - m.start() <= _LONGEST_LINE and _advertises(m[0])]
    found += [(start, end) for start, end in sentences if not any(start < stop and begin < end for begin, stop in found)]
    rest = _without(text, sorted(found)).strip()
    if rest and len(rest) <= _LONGEST_LINE and _advertises(rest):
        return [(0, len(text))]
    return sorted(found)


def markers(text: str) -> list[tuple[int, int]]:
    """The spans of `text` that are a collector's marks (##…##) (##…##, （精选3篇）) or comments of a web page, in order."""
    return sorted(m.span() for pattern in (_MARKER, _COMMENT, _COLLECTION) for m in pattern.finditer(text))


@cache
def _sure() -> re.Pattern[str]:
    """What only an advertisement says, in one pattern."""
    lines = _PATTERNS.read_text(encoding="utf-8").splitlines()
    words = dict(line[1:].split("\t") for line in lines if line.startswith("="))
    patterns = [line for line in lines if line and line[0] not in "#="]
    whole = "|".join(patterns)
    for name, alternatives in words.items():
        whole = whole.replace(f"<{name}>", f"(?:{alternatives})")
    return re.compile(whole, re.IGNORECASE)


def _advertises(text: str) -> bool:
    compact = _SPACES.sub("", text)
    return bool(_HINTS.search(compact) and _sure().search(compact))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text
