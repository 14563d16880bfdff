"""LK: what a template shop, a web page, a chat program or another unit left in the text."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.analysis import Analysis
from assistant.checks.foreign import foreign_names
from assistant.checks.matching import HAN, Match, any_of, compiled, matching
from assistant.checks.model import Hit, Rule


def _spaced(words: str) -> str:
    """A pattern for `words` (joined by |) that spaces between the characters do not escape."""
    return "|".join(r"[ 　]?".join(word) for word in words.split("|"))


_SHOP_WORDS = (
    "公文素材|公文写作网|文秘网|文秘资源|秘书网|范文网|范文大全|文库|素材网|文档下载|免费下载|下载全文|更多范文|更多资料|更多公文|更多素材|"
    "更多精品|精品文档|加微信|扫码关注|扫码领取|关注公众号|关注我们|后台回复|淘宝店|店铺|付费阅读|会员专享"
)
_SHOP = _spaced(_SHOP_WORDS)
_CONTACT = r"(?:微[ 　]?信|QQ|Q[ 　]Q|公[ 　]?众[ 　]?号|vx|VX|网址|网站|联系|咨询|客服)"
_SITES = r"(?:wenku|fanwen|gongwen|mishu|wenmi|docin|doc88|taodocs|1ppt|51wendang|diyifanwen|oh100|unjs|ruiwen|jinchutou|kaoyee)"
_OPEN, _CLOSE, _INSIDE = r"[【\[（(〔「]", r"[】\]）)〕」]", r"[^】\]）)〕」\n]"

_TAGS = "p|br|div|span|strong|b|i|u|em|font|table|tbody|thead|tr|td|th|a|img|ul|ol|li|h[1-6]|hr|script|style|center|sup|sub|o:p"
_ENTITIES = "nbsp|lt|gt|amp|quot|apos|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|emsp|ensp|times"


def _in_markdown(doc: Analysis, match: Match) -> bool:
    return doc.document.format == "md"


def _chat(doc: Analysis) -> Iterator[Hit]:
    """Sentences in which a chat program speaks to its user, each to the end of the sentence."""
    if not doc.has_any(_CHAT_WORDS):
        return
    for match in compiled(_CHAT).finditer(doc.text):
        yield Hit(match.start(), match.end(), f"“{match[0][:20]}”是对话程序的话，不属于报告")


_CHAT_WORDS = (
    "是为|是我为|是根据您|是根据你|是按照您|是按您|作为AI|作为一个|作为一名AI|作为一款|作为人工|作为语言|作为大语言|作为智能|作为聊天|作为ai|您|对你|"
    "到你|告诉我|告知我|请提供|你可|请根据|抱歉|对不起|我无法|我不能|截至我|当然可以|没问题|Sure|Certainly|course|AI|Here|助手|用户|User|Assistant|"
    "System|<|think|hope"
)
_CHAT = (
    r"(?=[好以下注这作希如若您你请很抱对我截当没SCOAHU用助I<])(?:(?:好的[，！,。]\s*)?(?:以下|下面|这)是(?:我)?(?:为您|为你|根据您|根据你|按照您|按您)[^。！：\n]{0,40}[。！：:]?|"
    r"作为(?:一个|一名|一款)?(?:AI|ai|人工智能|大?语言模型|智能助手|聊天机器人)(?!产业|企业|技术|应用)[^。！\n]{0,40}[。！]?|"
    r"希望(?:以上|这份|这篇|本文|上述|这些)?[^。！，\n]{0,12}(?:对您|对你|能帮到|帮助到?您|帮助到?你|符合您|满足您)[^。！\n]{0,20}[。！]?|"
    r"(?:如果您?|如您?|若您?)(?:有|还有|需要?|需)(?:其他|任何|进一步|更多|修改|调整|补充)[^。！\n]{0,30}(?:告诉我|告知我|随时|联系我|请提供|我可以|我会|我将)[^。！\n]{0,20}[。！]?|"
    r"(?:您|你)可以?根据(?:实际|具体|自身|需要)[^。！\n]{0,20}(?:修改|调整|补充|完善)[^。！\n]{0,12}[。！]?|"
    r"请(?:您|你)?根据(?:实际|具体)情况(?:进行)?(?:修改|调整|补充|填写|完善|替换)[^。！\n]{0,20}[。！]?|"
    r"(?:很?抱歉|对不起)[，,]?我(?:无法|不能|没有)[^。！\n]{0,40}[。！]?|我(?:无法|不能)(?:提供|获取|访问|生成|回答)[^。！\n]{0,40}[。！]?|"
    r"截至我(?:的知识|所知)[^。！\n]{0,40}[。！]?|当然可以[！，。]|没问题[！，]|(?:Sure|Certainly|Of course)[,!][^\n]{0,60}|"
    r"As an AI[^\n.]{0,80}\.?|Here (?:is|are) (?:the|a|your)[^\n]{0,60}|I hope this helps[.!]?|"
    r"(?:用户|User|Assistant|System|助手)[：:]\s*(?=请|写|帮|好的|以下)|好的[，,！](?:我|下面|以下|这)[^。\n]{0,30}(?:您|你|帮|为您|总结|报告)[^。\n]{0,16}[。：:]?|<\|[a-z_]+\|>|</?think>)"
)


def _foreign_names(doc: Analysis) -> Iterator[Hit]:
    for start, end in foreign_names(doc):
        yield Hit(start, end, f"“{doc.text[start:end]}”不像本单位的名称，可能是套用别人稿子留下的")


RULES = (
    Rule(
        code="LK001",
        severity="error",
        title="广告或来源网站的文字",
        reason="从范文网站带来的广告、联系方式、栏目名留在了稿件里",
        source="实务：稿件只写本单位的内容",
        advice="整段删去",
        find=any_of(
            matching(
                rf"{_OPEN}{_INSIDE}{{0,60}}(?:{_SHOP}|{_CONTACT}[ 　]?号?[：:][ 　]*[A-Za-z0-9]){_INSIDE}{{0,60}}{_CLOSE}",
                "“{text}”是广告",
                needs="【[（(〔「",
                begins=r"【\[（(〔「",
                words=f"{_SHOP_WORDS}|微信|QQ|公众号|vx|VX|网址|客服",
                fix="",
                safe=True,
            ),
            matching(
                rf"(?:更[ 　]?多|海[ 　]?量|精[ 　]?品)[ 　]?(?:公[ 　]?文|范[ 　]?文|素[ 　]?材|文[ 　]?档|资[ 　]?料)[^。；\n]{{0,30}}?"
                rf"(?:{_CONTACT}[ 　]?号?[：:]?[ 　]*[A-Za-z0-9_\-]{{4,}}(?:[ 　][A-Za-z0-9_\-]+)*|下[ 　]?载|关[ 　]?注|请[ 　]?加)",
                "“{text}”是广告",
                words="更多公文|更多范文|更多素材|更多文档|更多资料|海量公文|海量范文|海量素材|海量文档|海量资料|精品公文|精品范文|精品素材|精品文档|精品资料",
                fix="",
                safe=True,
            ),
            matching(
                r"(?:微[ 　]?信|Q[ 　]?Q|qq)[ 　]?(?:号|群|客服)?[ 　]?[：:][ 　]*[A-Za-z0-9_\-]{5,}(?:[ 　][A-Za-z0-9_\-]+)*",
                "“{text}”是联系方式广告",
                words="微信|QQ|qq",
            ),
            matching(
                rf"(?:https?://|www\.)?[A-Za-z0-9.\-]{{0,60}}{_SITES}[A-Za-z0-9.\-]{{0,60}}\.(?:com|cn|net|org)[A-Za-z0-9_/.?=&\-]{{0,200}}",
                "“{text}”是范文网站的网址",
                words=".com|.cn|.net|.org",
                fix="",
                safe=True,
            ),
            matching(
                r"(?:本文|文章|资料|内容|范文|素材)(?:来源于|来源|来自|转自|摘自|由)[：:]?[^。，；\n]{0,20}(?:网|文库|小编|公众号)[^。；\n]{0,12}|"
                r"(?:下面|以下)是?(?:由)?小编[^。！\n]{0,40}|小编(?:为大家|给大家|精心|整理|为您)[^。！\n]{0,30}|欢迎(?:阅读|下载)(?:参考|借鉴|收藏)?[！!。]|"
                r"[（(](?:精选|通用|推荐|最新|优秀|热门|实用|汇总)?\d{0,2}[一二三四五六七八九十]{0,2}篇(?:精选|通用|合集)?[）)]|"
                r"[【\[]?篇[一二三四五六七八九十\d]+[】\]]?[：:]|【篇[一二三四五六七八九十\d]+】|(?:此文|本文|文章)[^。\n]{0,14}(?:网|小编|文库)(?:整理|提供|收集|编辑)|(?:严禁|禁止|请勿)(?:复制|转载|抄袭|剽窃)[^。，；\n]{0,8}|仅供(?:参考|学习)(?:使用)?[^。，；\n]{0,8}(?:请勿|禁止)[^。\n]{0,12}|"
                r"(?:文秘|公文|范文|秘书)[^。，；\n]{0,6}第一(?:站|网|文库)|刊发日期[：:]\s*\d{4}|阅读次数[：:]",
                "“{text}”是网站带来的文字",
                begins="本此文资内范素下以小欢（(【[篇严禁请仅公秘刊阅",
                words="网整理|网提供|网收集|网编辑|文库整理|来源|来自|转自|摘自|小编|欢迎|篇|严禁|禁止|请勿|仅供|第一站|第一网|第一文库|刊发日期|阅读次数|内容由|资料由|文章由",
            ),
        ),
        bad=(
            "【更 多公文素材，微信：ab12345】",
            "一、总体情况【更多范文请关注公众号】",
            "更多公文资料请加QQ：12345678",
            "本文来源于某某范文网",
            "下面是小编为大家整理的总结",
            "党支部工作总结（精选3篇）",
            "下载自 www.99fanwen.com",
        ),
        good=("扎实做好关注本单位微信公众号工作。", "建成“微党课”公众号1个。", "（联系人：张三）", "网站访问量3万次", "购置图书入文库"),
    ),
    Rule(
        code="LK002",
        severity="error",
        title="标记、代码残留",
        reason="网页、付费文档或排版用的记号不是正文",
        source="实务：稿件不带排版和网页记号",
        advice="删去记号，保留记号中间的文字",
        find=any_of(
            matching(
                r"#{2}[A-Za-z_]\w*#{2}|\{\{/?paid\w*\}\}|\[/?(?:b|i|u|url|img|color|size)(?:=[^\]\n]*)?\]",
                "记号“{text}”没有删除",
                needs="#{[",
                fix="",
                safe=True,
            ),
            matching(rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,200}})?/?>", "网页标签“{text}”没有删除", needs="<", fix="", safe=True),
            matching(rf"&(?:{_ENTITIES}|#\d{{2,5}});", "网页代码“{text}”没有删除", needs="&"),
            matching(
                r"(?m)^[ \t]*#{1,6}[ \t]+(?=\S)|^```\w*$", "Markdown 记号没有删除", needs="#`", unless=_in_markdown, fix="", safe=True
            ),
            matching(
                r"\*\*(?P<inner>[^*\n]{2,60})\*\*(?!\*)",
                "Markdown 加粗记号没有删除",
                needs="*",
                unless=lambda doc, match: (
                    _in_markdown(doc, match) or not compiled(f"{HAN}").search(match["inner"]) or len(match["inner"]) < 3
                ),
                fix=lambda match: str(match["inner"]),
                safe=True,
            ),
            matching(
                r"\[(?:图片|表情|视频|链接|附件图片|图)\]|\[[^\[\]\n]{1,40}\]\(https?://[^()\n]{1,200}\)",
                "网页记号“{text}”没有删除",
                needs="[",
            ),
        ),
        yields_to=("PH001",),
        bad=("##paidbegin##（一）学习", "<p>全年组织学习</p>", "学习&nbsp;培训", "## 一、总体情况", "**强化理论武装。**抓学习。", "[图片]"),
        good=("#1机组并网", "学习《条例》", "产值<500万元，且>100万元", "A&B公司"),
    ),
    Rule(
        code="LK003",
        severity="warning",
        title="别的单位的名称",
        reason="套用别人的稿子时，对方的单位名、地名没有换掉",
        source="实务：稿件只写本单位；上级和共建单位写明关系",
        advice="换成本单位的名称；确是上级或共建单位的，写明关系",
        find=_foreign_names,
        yields_to=("FA001", "FA004"),
        bad=(
            "云汀地铁三标党支部2024年工作总结\n一、学习教育\n全年组织学习。\n二、队伍建设\n白鹭水泥厂有限公司党支部坚持党管干部原则。",
            "XX党支部工作总结\nXX公司和XX集团、XX项目、XX市、XX县、XX党委开展活动，得到昆明市红十字会肯定。",
        ),
        good=(
            "云汀地铁三标党支部2024年工作总结\n一、学习教育\n三标党支部坚持学习。\n与白鹭水泥厂有限公司党支部开展共建。",
            "云汀地铁三标党支部总结\n在云汀地铁公司党委领导下，公司党委坚持一线办公。",
        ),
    ),
    Rule(
        code="LK004",
        severity="error",
        title="对话程序的话",
        reason="生成文字的程序对使用者说的话留在了稿件里",
        source="实务：稿件中不得有与程序对话的内容",
        advice="删去",
        find=_chat,
        bad=(
            "以下是为您撰写的年度总结：",
            "作为AI，我无法核实数据。",
            "希望以上内容对您有帮助！",
            "好的，下面是根据您的要求起草的报告。",
            "请根据实际情况进行修改。",
            "如果您需要进一步调整，请告诉我。",
        ),
        good=("以下是存在的主要问题。", "作为人工智能企业党支部", "希望同志们再接再厉。", "根据实际情况调整了计划。", "作为一名党员"),
    ),
    Rule(
        code="LK005",
        severity="error",
        title="乱码",
        reason="编码转换出错留下的字符无法阅读",
        source="实务：文字应可辨认",
        advice="对照原稿补上正确的文字",
        find=any_of(
            matching("\ufffd+|(?:锟斤拷)+|(?:烫烫){2,}|(?:屯屯){2,}", "乱码“{text}”", needs="\ufffd锟烫屯"),
            matching(rf"(?<={HAN})\?{{2,}}(?=(?:{HAN}|[，。、\n])|$)", "“{text}”处文字丢失", needs="?"),
            matching(
                "[\u200b\u200c\u200d\u2060\ufeff\u00ad]+",
                "看不见的字符没有删除",
                needs="\u200b\u200c\u200d\u2060\ufeff\u00ad",
                fix="",
                safe=True,
            ),
        ),
        bad=("党员\ufffd\ufffd大会", "锟斤拷支部", "新的格??", "学习\u200b强国"),
        good=("真的吗？", "党员大会", "锟字生僻"),
    ),
    Rule(
        code="LK006",
        severity="warning",
        title="用不着的忽略标记",
        reason="标记所忽略的问题已经没有了，或者标记没有写理由",
        source="实务：忽略要有理由，用不着时及时删去",
        advice="删去标记，或补上理由",
        find=lambda doc: (),  # found by `suppress`, which knows what the other rules found
        bad=("全年学习12次。<!-- check: ignore PH001 模板 -->", "全年学习XX次。<!-- check: ignore PH001 -->"),
        good=("全年学习XX次。<!-- check: ignore PH001 模板留空 -->", "<!-- check: ignore PH 模板留空 -->\n全年学习XX次。"),
    ),
)
