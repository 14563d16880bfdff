"""LK: what a template shop, a web page, a chat program or another unit left in the text."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.analysis import Analysis
from assistant.checks.foreign import foreign_names, single_voice
from assistant.checks.lexicon import listed
from assistant.checks.matching import HAN, Match, any_of, matching
from assistant.checks.model import Fix, Hit, Rule
from assistant.documents.adverts import advertisements
from assistant.text.patterns import compiled

_TAGS = "p|br|div|span|strong|b|i|u|em|font|table|tbody|thead|tr|td|th|a|img|ul|ol|li|h[1-6]|hr|script|style|center|sup|sub|o:p"
_ENTITIES = "nbsp|lt|gt|amp|quot|apos|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|emsp|ensp|times"


def _advertisements(doc: Analysis) -> Iterator[Hit]:
    """What `documents.adverts` takes out of samples."""
    for paragraph, start in zip(doc.paragraphs, doc.starts, strict=True):
        for low, high in advertisements(paragraph.text):
            text = paragraph.text[low:high].strip()
            begin = start + paragraph.text.index(text, low)
            yield Hit(begin, begin + len(text), f"“{text[:40]}”是广告或网页上的话", Fix("", safe=True))


# Characters that UTF-8 text makes when it is read as GBK, and that reports hardly have.
_GARBLED = "鍏氭敮閮浠鐨勫鏄涓鎴戜滑鍥藉鍙戝睍锛銆鐗瑰伐浣滆绠＄悊缁忔祹鍔犲己寮哄鍖栨湁闄愬叕鍙稿競娓粍缇涔熷湪绋鐜鎺鏂颁唬鎶瀛︿範濂"


def _in_markdown(doc: Analysis, match: Match) -> bool:
    return doc.document.format == "md"


def _chat(doc: Analysis) -> Iterator[Hit]:
    """Sentences in which a chat program speaks to its user."""
    for found in listed(doc, "chat"):
        text = doc.text[found.start : found.end]
        yield Hit(found.start, found.end, f"“{text[:20]}”是对话程序的话，不属于报告")


def _foreign_names(doc: Analysis) -> Iterator[Hit]:
    for start, end in foreign_names(doc):
        yield Hit(start, end, f"“{doc.text[start:end]}”不像本单位的名称，可能是套用别人稿子留下的")


def _single_voice(doc: Analysis) -> Iterator[Hit]:
    for start, end in single_voice(doc):
        yield Hit(start, end, f"集体的报告里用了“{doc.text[start:end]}”，像是个人材料里的话")


RULES = (
    Rule(
        code="LK001",
        severity="error",
        title="广告或来源网站的文字",
        reason="从范文网站带来的广告、联系方式、栏目名留在了稿件里",
        source="实务：稿件只写本单位的内容",
        advice="整段删去",
        find=any_of(
            _advertisements,
            matching(
                r"[（(](?:精选|通用|推荐|最新|优秀|热门|实用|汇总)?\d{0,2}[一二三四五六七八九十]{0,2}篇(?:精选|通用|合集)?[）)]|"
                r"【篇[一二三四五六七八九十\d]+】|(?<!\w)[\[]?篇[一二三四五六七八九十\d]+[\]]?[：:]|(?:严禁|禁止|请勿)(?:复制|转载|抄袭|剽窃)[^。，；\n]{0,8}|"
                r"(?:文秘|公文|范文|秘书)[^。，；\n]{0,6}第一(?:站|网|文库)|刊发日期[：:]\s*\d{4}|阅读次数[：:]",
                "“{text}”是网站带来的文字",
                begins="（(【[篇严禁请文公范秘刊阅",
                words="篇|严禁|禁止|请勿|第一站|第一网|第一文库|刊发日期|阅读次数",
            ),
            matching(
                r"(?:https?://|www\.)(?![\w.-]*\.gov\.cn)[A-Za-z0-9_./?=&%#:\-]{4,200}", "网址“{text}”是否应当留在正文里", words="http|www"
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
                begins="#{\\[",
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
                r"~~[^~\n]{1,60}~~|(?<![A-Za-z_])__(?=[^_\n]{2,40}__)(?=[^\x00-\xff])[^_\n]{2,40}__|!?\[\[?[^\[\]\n]{0,40}\]?\]\([^()\n]{1,200}\)|\[\[[^\[\]\n]{1,30}\]\]"
                r"|^[ \t]*- \[[ xX]\] "
                r"|(?m:^[ \t]*[-*+] (?=[^\x00-\xff]))|```|\\[nrt](?![A-Za-z])|\\u[0-9a-f]{4}|(?:%[0-9A-F]{2}){3,}|\{[#/%][^{}\n]{0,40}\}",
                "网页、排版记号“{text}”没有删除",
                needs="~_[`\\%{-*+",
                begins=r"~_!\[ \t\-*+`\\%{",
                unless=_in_markdown,
            ),
            matching(
                r"(?<=[^\x00-\xff])\[\d{1,2}\](?=[^\x00-\xff]|\s|$)",
                "网页脚注记号“{text}”没有删除",
                needs="[",
                begins=r"\[",
                unless=lambda doc, match: doc.has_references,
            ),
            matching(
                r"\[(?:图片|表情|视频|链接|附件图片|图)\]|\[[^\[\]\n]{1,40}\]\(https?://[^()\n]{1,200}\)",
                "网页记号“{text}”没有删除",
                needs="[",
                begins="\\[",
            ),
        ),
        yields_to=("PH001",),
        bad=(
            "##paidbegin##（一）学习",
            "<p>全年组织学习</p>",
            "学习&nbsp;培训",
            "## 一、总体情况",
            "**强化理论武装。**抓学习。",
            "[图片]",
            "~~已删~~",
            "取得成效[3]。",
        ),
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
            "云汀地铁公司三标党支部2024年工作总结\n一、学习教育\n全年组织学习。\n二、队伍建设\n我校师生踊跃参加。",
            "云汀地铁公司三标党支部2024年工作总结\n一、学习教育\n全年组织学习。\n二、队伍建设\n全年培训12人。\n白鹭水泥厂党支部\n2024年12月20日",
        ),
        good=(
            "云汀地铁三标党支部2024年工作总结\n一、学习教育\n三标党支部坚持学习。\n与白鹭水泥厂有限公司党支部开展共建。",
            "云汀地铁三标党支部总结\n在云汀地铁公司党委领导下，公司党委坚持一线办公。",
            "云汀地铁公司三标党支部2024年工作总结\n一、学习教育\n全年组织学习。\n二、队伍建设\n我公司培训12人。\n中共云汀地铁公司三标支部委员会",
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
            matching(rf"(?<={HAN})\?{{2,}}(?=(?:{HAN}|[，。、\n])|$)", "“{text}”处文字丢失", needs="?", begins="?"),
            matching(
                "[\u200b\u200c\u200d\u2060\ufeff\u00ad]+",
                "看不见的字符没有删除",
                needs="\u200b\u200c\u200d\u2060\ufeff\u00ad",
                fix="",
                safe=True,
            ),
            matching("\ufffc", "附件或图片没有带过来", needs="\ufffc", fix="", safe=True),
            matching(f"[{_GARBLED}]{{2}}(?:.?[{_GARBLED}]){{2,}}", "乱码“{text}”", needs=_GARBLED),
            matching(
                "(?:[\u00c0-\u00ff][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]{1,2}){2,}",
                "乱码“{text}”",
                needs="\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9\u00c3\u00ef",
            ),
        ),
        bad=("党员\ufffd\ufffd大会", "锟斤拷支部", "新的格??", "学习\u200b强国", "鍏氭敮閮ㄥ伐浣滄", "å…šæ”¯éƒ¨"),
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
    Rule(
        code="LK007",
        severity="warning",
        title="人称与报告不符",
        reason="支部的总结用“支部”“我们”，“本人”“我”是个人述职里的话，多半是从个人材料里抄来的",
        source="实务：全文人称一致",
        advice="改为“支部”“我们”；引用别人的话加引号",
        find=_single_voice,
        bad=(
            "云汀地铁三标党支部2024年工作总结\n本人认真履行职责，带领党员攻坚。",
            "云汀地铁三标党支部2024年工作总结\n支部强化学习。我始终严格要求自己。",
        ),
        good=(
            "云汀地铁三标党支部书记2024年述职报告\n本人认真履行职责。",
            "云汀地铁三标党支部2024年工作总结\n我们坚持学习，党员说：“我认真学了三遍。”开展“我为群众办实事”。",
        ),
    ),
)
