"""Advertisements of template shops and the marks they leave, found even where spaces were put between the characters."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.text.patterns import compiled

_PATTERNS = Path(__file__).with_name("data") / "adverts.txt"
_SPACES = compiled(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_BRACKETED = compiled(r"【[^【】]{2,80}】|\[[^\[\]]{2,80}\]|（[^（）]{2,80}）|\([^()]{2,80}\)")
_MARKER = compiled(r"#{2,}\s*[A-Za-z_][\w\s-]{1,30}#{2,}")
_COLLECTION = compiled(
    r"[（(](?:精选|通用|优选|(?:相关|热门|为您)推荐|推荐阅读|合集|汇总|最新|优秀|必备|共|热门|范文|推荐)*\s*[\d一二三四五六七八九十]{1,3}\s*篇[)）]"
)
_COMMENT = compiled(r"<!--.*?-->")
_SENTENCE = compiled(r"[^。！？]{3,}?(?:[。！？]+|$)")
_LONGEST_LINE = 80
# Every advertisement holds one of these (spaces left out).
_HINTS = compiled(
    r"(?=[微薇威VWQ扣企公小淘店抖二扫回后私群转摘版侵免仅代范文秘资写材网来出搜收络编可责下购开成升付本会\d上相热为推阅浏点感打展返猜撰道豆笔查更海最优原全完获需星加Hh])"
    r"(?:微信|薇信|威信|V信|VX|WX|QQ|扣扣|企鹅|公众号|小程序|淘宝|店铺|抖音|小红书|二维码|扫码|扫一扫|回复[“\"「【]|后台回复|私信|群[:：号]|转载|摘编|版权|侵[权删必联请]|免责"
    r"|仅供|代表(?:作者|本人)|(?:范文|文秘|公文|资源|写作|材料|秘书|文库)[^，。；]{0,4}网|网(?:为[大您你]|小编|收集|整理|编辑|$)|来源(?:于|[:：网])|来自(?:网|互|第|百|道|豆)|出处"
    r"|(?:搜集|收集|网络|资料)整理|编辑[:：]|可[自任直]?[由意接]?编辑|责编|下载|(?:购买|开通|成为|升级|付费|本站)[^，。]{0,4}会员|会员(?:专享|免费|下载|可)|VIP|\d积分|下载券|[上下]一篇|(?:相关|热门|为您)推荐|推荐阅读|阅读(?:原文|全文|次|时|量|约|需|\d)|(?:浏览|阅读|点击)(?:次数|量|数)|感谢(?:您|大家)?的?(?:阅读|观看|下载|收看)|打赏|点赞|收藏本文"
    r"|展开全文|返回(?:顶部|首页)|猜你|代写|代笔|代做|撰写服务|写作服务|文库|http|www|\d字|加V|星球|道客|豆丁|笔杆子|公文之家|查看[全更]|小编"
    r"|更多(?:公文|范文|素材|精彩|优质|好文|干货|内容|资讯|精品|资料|文档|文稿|模板|课件|写作|材料)|海量|搜索[“\"「:：]|(?:最新|优质|原创|全套|完整|获取|需要)[^，。]{0,8}(?:公文|素材|范文|模板|文稿))",
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
    return compiled(whole, re.IGNORECASE)


def _advertises(text: str) -> bool:
    compact = _SPACES.sub("", text)
    return bool(_HINTS.search(compact) and _sure().search(compact))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text
