"""Advertisements of template shops and the marks they leave, found even where spaces were put between the characters."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_BRACKETED = re.compile(r"【[^【】]{2,80}】|\[[^\[\]]{2,80}\]|（[^（）]{2,80}）|\([^()]{2,80}\)")
_MARKER = re.compile(r"#{2,}\s*[A-Za-z_][\w\s-]{1,30}#{2,}")
_COLLECTION = re.compile(
    r"[（(](?:精选|通用|优选|推荐|合集|汇总|最新|优秀|必备|共|热门|范文|推荐)*\s*[\d一二三四五六七八九十]{1,3}\s*篇[)）]"
)
_COMMENT = re.compile(r"<!--.*?-->")

_GOODS = "(?:公文|素材|范文|模板|文稿|写作|材料|资料|课件|PPT|文库|文档)"
_CONTACT = "(?:微信|薇信|威信|V信|VX|WX|QQ|扣扣|企鹅|公众号|小程序|淘宝|店铺|网址|官网|抖音|小红书)"
# Tried on text without any spaces.
_SURE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:更多|海量|精品|最新|优质|原创|全套|完整版?|获取|下载|需要).{{0,8}}{_GOODS}.{{0,16}}{_CONTACT}",
        rf"{_GOODS}.{{0,10}}{_CONTACT}(?:群|号)?[:：]?[A-Za-z0-9_-]{{5,}}",
        rf"(?:关注|扫码|搜索|添加|加).{{0,6}}{_CONTACT}.{{0,20}}{_GOODS}",
        rf"(?:更多|海量).{{0,6}}{_GOODS}.{{0,12}}(?:关注|下载|点击|搜索|尽在|请(?:加|访问|登录|登陆))",
        r"^(?!.*联系人).*(?:微信|薇信|威信|V信|VX|QQ|扣扣)(?:群|号)?[:：][A-Za-z0-9_-]{5,}",
        r"来(?:源|自)[:：]?.{0,12}(?:网$|文库|公众号)|来源(?:于)?网络|侵(?:权)?(?:必|联系|请|即)?删|百度文库",
        r"[^，。；]{1,8}网(?:为[大您你]|小编|(?:收集|整理|编辑)+(?:[，,。]|发布|提供|$))",
        r"(?:代写|代笔|撰写服务|写作服务).{0,12}(?:微信|QQ|电话|联系|VX)",
        r"(?:范文|文秘|公文|文库|写作|材料|秘书|笔杆子)[^，。；]{0,4}网.{0,6}(?:www\.|https?://|收集|整理|提供|下载)",
        r"(?:本文|文章|资料|内容)(?:来源|来自|出自|转自|由)[于自:：]?[^，。；]{0,20}(?:网|文库|公众号|星球|www\.|https?:)",
        r"https?://[^\s，。；）】]*(?:fanwen|gongwen|wenmi|wenku|docin|doc88|book118|mbalib|xuexila|diyifanwen)",
        r"www\.[^\s，。；）】]*(?:fanwen|gongwen|wenmi|wenku|docin|doc88|book118|xuexila|diyifanwen)",
        r"^(?:www\.|https?://)[\w./?=&%-]+$",
        r"(?:知识星球|道客巴巴|豆丁网|第一范文网|原创力文档|人人文库)(?:[:：]|搜索|下载|整理|提供|$)",
        r"(?:欢迎|免费|付费|会员|点击)(?:下载|复制|试读|阅读全文)",
        r"(?:刊发|发布|发表|更新)(?:日期|时间)[:：].{0,20}(?:阅读|浏览|点击)(?:次数|量|数)?[:：]?",
        r"^\(?（?(?:点击|打开|扫描)(?:此处|这里|二维码).{0,20}\)?）?$",
    )
)
_LONGEST_LINE = 80


def advertisements(text: str) -> list[tuple[int, int]]:
    """The spans of `text` that advertise, in order: bracketed phrases, or the whole of a short line."""
    found = [m.span() for m in _BRACKETED.finditer(text) if _advertises(m[0][1:-1])]
    rest = _without(text, found).strip()
    if rest and len(rest) <= _LONGEST_LINE and _advertises(rest):
        return [(0, len(text))]
    return found


def markers(text: str) -> list[tuple[int, int]]:
    """The spans of `text` that are a collector's marks (##…##) (##…##, （精选3篇）) or comments of a web page, in order."""
    return sorted(m.span() for pattern in (_MARKER, _COMMENT, _COLLECTION) for m in pattern.finditer(text))


def _advertises(text: str) -> bool:
    compact = _SPACES.sub("", text)
    return any(pattern.search(compact) for pattern in _SURE)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text
