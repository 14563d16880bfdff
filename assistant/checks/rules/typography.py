"""TY: punctuation and characters (GB/T 15834 punctuation, GB/T 15835 numerals)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from assistant.checks.analysis import Analysis
from assistant.checks.matching import HAN, Match, any_of, is_han, matches, matching
from assistant.checks.model import Fix, Hit, Rule
from assistant.text.patterns import compiled

_FULL = str.maketrans(",;:?!.()[]", "，；：？！。（）（）")
_MASKS = ("PH001", "PH002", "PH003", "PH004", "PH005", "PH006", "LK001")


def _to_full_width(match: Match) -> str:
    return match[0].translate(_FULL)


def _to_half_width(match: Match) -> str:
    return unicodedata.normalize("NFKC", match[0])


# A space belongs after "第一部分", between a post and a name, in a spaced-out title, and wherever a line is no prose.
_CHAPTER = r"(?:^|\n)[ 　]*(?:第[一二三四五六七八九十百\d]+[章节部分条篇编]+|附件|附|注)$"


def _deliberate_space(doc: Analysis, match: Match) -> bool:
    """Whether a space is none of those that do not belong: between characters, before a mark, behind a mark."""
    before, after = doc.text[max(match.start() - 1, 0) : match.start()], doc.text[match.end() : match.end() + 1]
    between = is_han(before) and is_han(after) and len(match[0]) <= 4
    before_mark = (is_han(before) or before in _CLOSERS_AND_UNITS) and after in "，。；：、）”》"
    behind_mark = before in "，；、（“《。！？：" and (is_han(after) or after in "“《" or after.isdigit())
    if not before or not after or not (between or before_mark or behind_mark):
        return True
    if not between:
        return False
    number = doc.number(match.start())
    if not doc.prose[number] or doc.paragraphs[number].cell is not None:
        return True
    return bool(compiled(_CHAPTER).search(doc.text, max(match.start() - 8, doc.starts[number]), match.start()))


def _spaced_numbers(doc: Analysis) -> Iterator[Hit]:
    """Spaces between a number and Chinese, where the text puts none elsewhere; a text that always does so has a style of its own."""
    if " " not in doc.characters:
        return
    spaced = list(matches(doc, rf"(?<={HAN}) (?=\d)|(?<=\d) (?={HAN}|%)", begins=" "))
    if not spaced or len(spaced) * _SPACED_STYLE > len(compiled(rf"\d(?={HAN})").findall(doc.text)):
        return
    for match in spaced:
        line, at = doc.locate(match.start())
        if (
            doc.prose[doc.number(match.start())]
            and line.cell is None
            and not compiled(r"[（(]?\d{1,2}[.、）)]?$").fullmatch(line.text[: min(at, 8)].strip())
        ):
            yield Hit(match.start(), match.end(), "此处不应有空格", Fix("", safe=True))


_SPACED_STYLE = 5  # a text with more than one spaced number in so many does so on purpose


@cache
def _strength(mark: str) -> int:
    return "、，：；。".index(mark)


def _strongest(match: Match) -> str:
    return max(match[0].replace(" ", "").replace("　", ""), key=_strength)


def _doubled_marks(doc: Analysis) -> Iterator[Hit]:
    """Two and more of the marks that part a sentence: the same one (safe to mend) or different ones."""
    for match in compiled(r"[，。；：、](?:[ 　]*[，。；：、])+").finditer(doc.text):
        strongest = _strongest(match)
        alike = len(set(match[0])) == 1
        yield Hit(match.start(), match.end(), f"标点重叠，应为“{strongest}”", Fix(strongest, safe=alike))


_CLOSERS_AND_UNITS = "”’》）】〕％%℃"
_CLOSING = rf"(?:{HAN}|[{_CLOSERS_AND_UNITS}])"
PUNCTUATION = "GB/T 15834—2011 《标点符号用法》"
_RANGE = "GB/T 15834—2011 4.13 连接号：起止用一字线“—”或浪纹线“～”"
_EVENTS = "节点|目标|事件|运动|专案|宪法|消费者|青年节|安全|火灾|地震|特大|环境|行动|惨案|讲话|工程"

RULES = (
    Rule(
        code="TY001",
        severity="warning",
        title="中文里用了半角标点",
        reason="汉字之间的逗号、分号、冒号、句号、问号、叹号应当用全角",
        source=f"{PUNCTUATION}5.1 标点占一个字位置",
        find=any_of(
            matching(
                rf"[,;:?!](?<={_CLOSING}.)(?![,;:?!/]|\d{{3}}(?!\d))|[,;](?<=[A-Za-z\d].)(?={HAN}|[“《（])",
                "中文里应用全角“{fix}”",
                needs=",;:?!",
                begins=",;:?!",
                fix=_to_full_width,
                safe=True,
            ),
            matching(
                rf"\.(?<=(?:{HAN}|[”）》]).)(?<![一二三四五六七八九十]\.)(?={HAN}|[“《（”）]|\s|$)"
                rf"|(?<={HAN})\.\.(?={HAN})",
                "句号应用“。”",
                needs=".",
                fix="。",
                safe=True,
            ),
            matching(
                rf"[．｡､](?<={_CLOSING}.)(?<![一二三四五六七八九十].)(?={HAN}|[“《（”）]|\s|$)",
                "应用“{fix}”",
                needs="．｡､",
                fix=lambda match: "、" if match[0] == "､" else "。",
                safe=True,
            ),
        ),
        yields_to=(*_MASKS, "LK002", "ST005"),
        bad=(
            "高举旗帜,深入学习。",
            "市级;区级",
            "会议强调:要抓实。",
            "任务完成了.今后继续努力。",
            "使用APP,方便党员学习。",
            "完成率达到98%,居首位。",
        ),
        good=("1.加强学习", "投入2,000元", "网址http://a.b/c?d=1", "GB/T 9704-2012", "上午9:30开会", "增长1.5万元", "一.加强学习"),
    ),
    Rule(
        code="TY002",
        severity="warning",
        title="中文里用了半角括号",
        reason="括号里是汉字时，括号应当用全角",
        source=f"{PUNCTUATION}4.9 括号",
        find=matching(
            rf"[(（][^()（）\n]{{0,60}}(?:{HAN}|[《》“”、])[^()（）\n]{{0,60}}[)）](?<!（{HAN})|(?<={HAN})\[{HAN}{{1,12}}\](?={HAN}|[，。；])",
            "括号应用全角“{fix}”",
            needs="()[",
            begins="(（\\[",
            fix=_to_full_width,
            safe=True,
            unless=lambda doc, match: match[0][0] == "（" and match[0][-1] == "）",
        ),
        yields_to=(*_MASKS, "LK002", "ST005"),
        bad=("社区(村)党组织", "社区[村]党组织", "参加党员(含预备党员）30人"),
        good=("使用ERP(SAP)系统", "社区（村）党组织", "f(x)"),
    ),
    Rule(
        code="TY003",
        severity="warning",
        title="全角数字或字母",
        reason="公文中的阿拉伯数字和拉丁字母用半角",
        source="GB/T 15835—2011 5.1 阿拉伯数字用半角字符",
        find=matching(
            r"[０-９Ａ-Ｚａ-ｚ](?:[０-９Ａ-Ｚａ-ｚ．，％]*[０-９Ａ-Ｚａ-ｚ％])?",
            "应用半角“{fix}”",
            fix=_to_half_width,
            safe=True,
        ),
        yields_to=_MASKS,
        bad=("１.固化学习制度", "党建ＡＰＰ", "发展党员１２名"),
        good=("㈠ ① Ⅱ", "互联网＋党建", "1.固化"),
    ),
    Rule(
        code="TY006",
        severity="info",
        title="起止或破折号形式不对",
        reason="起止用一字线或浪纹线，破折号占两个字",
        source=_RANGE,
        find=any_of(
            matching(
                rf"(?:19|20)\d\d(?<![\d\-./]....)(?P<at>-)(?:19|20)\d\d(?={HAN})",
                "起止应用“—”",
                needs="-",
                fix="—",
                safe=True,
            ),
            matching(r"-(?<=[年月日%％万亿元时].)(?=\d)", "起止应用“—”", needs="-", fix="—", safe=True),
            matching(
                rf"-{{2,}}(?<!---)(?={HAN}|[“《（]|\s|$)",
                "破折号应为“——”",
                words="--",
                unless=lambda doc, match: not compiled(_CLOSING).match(doc.text, max(match.start() - 1, 0)),
                fix="——",
                safe=True,
            ),
        ),
        bad=("2020-2021年度先进", "2020年-2022年", "安全生产--永恒的主题"),
        good=("电话0871-6543210", "GB/T 9704-2012", "强省会—百年", "2025-12-20", "党的主张——人民的意愿"),
    ),
    Rule(
        code="TY007",
        severity="info",
        title="月日简称的间隔号",
        reason="用阿拉伯数字时月、日之间用“·”；用汉字时只在一、十一、十二月后用“·”",
        source=f"{PUNCTUATION}4.14.3.3",
        advice="如“6·30”节点、“五四”青年节、“一·二八”事变",
        find=any_of(
            matching(
                rf"(?<=“)(?:1[0-2]|[1-9])\.(?:3[01]|[12]\d|[1-9])(?=”)|(?<![\d.“])(?:1[0-2]|[1-9])\.(?:3[01]|[12]\d|[1-9])(?=(?:{_EVENTS}))",
                "月日简称“{text}”中间用间隔号“·”",
                needs=".",
                begins="1-9",
            ),
            matching(
                r"(?<![一二三四五六七八九十])[二三四五六七八九十]·[一二三四五六七八九十]{1,3}(?!\w·)",
                "“{text}”不用间隔号",
                needs="·",
                begins="二三四五六七八九十",
            ),
        ),
        bad=("完成“6.30”节点任务", "向着8.20节点冲刺", "“五·四”青年节", "三·八妇女节"),
        good=("“一·二八”", "“一二·九”运动", "6·30节点", "增长6.30%", "阿里木·二小"),
    ),
    Rule(
        code="TY008",
        severity="warning",
        title="多余的空格",
        reason="汉字之间、汉字与标点之间不空格",
        source="GB/T 9704—2012 5.2.3：每行28字，撑满版心；实务",
        find=any_of(
            matching(
                r"[ \u3000\t\u00a0]+",
                "此处不应有空格",
                needs=" \u3000\t\u00a0",
                unless=_deliberate_space,
                fix="",
                safe=True,
            ),
            matching(r"(?<=[。；，！？：])\u3000+(?=\n|$)", "行末有多余的空格", needs="\u3000", begins="\u3000", fix="", safe=True),
            _spaced_numbers,
        ),
        yields_to=("LK001", "PH001", "PH003", "PH006"),
        bad=(
            "对局 系统开展教育，成效明显。",
            "全年12次，共30人，讲课4次，慰问15 名党员，走访8户，培训2期。",
            "认真学习 ，深入思考。",
            "是主要任务。　",
        ),
        good=("使用 Office 办公", "　　全年组织学习，效果好。", "市长 张三", "第一部分 总体情况，已完成", "目　录"),
    ),
    Rule(
        code="TY009",
        severity="error",
        title="标点重叠",
        reason="两个点号连用，其中一个是多余的",
        source=f"{PUNCTUATION}4.1—4.7：一处只用一个点号",
        find=any_of(
            _doubled_marks,
            matching(
                rf"[，。；：、][,.;:](?!\d)|[,.;:][，。；：、](?<={_CLOSING}..)|[！？][，。；、：]|[，；、：][！？]",
                "标点“{text}”重叠，留一个",
                needs=",.;:！？",
            ),
            matching(r"[，。；：、](?<=[（“《].)|[，；、：](?=[）》】])", "标点“{text}”位置不对", fix=""),
        ),
        yields_to=("PH005", "LK001"),
        bad=(
            "学习到位。。",
            "提高认识，，统一思想。",
            "抓学习；、抓落实。",
            "抓落实，。",
            "（，含预备党员）",
            "抓落实！。",
            "抓学习，,抓落实。",
        ),
        good=("等等……；", "党的领导——根本保证", "他说：“好。”"),
    ),
    Rule(
        code="TY011",
        severity="warning",
        title="“等”与省略号并用",
        reason="“等”和省略号都表示列举未尽，只用一个",
        source=f"{PUNCTUATION}4.11.3：不能同时使用",
        find=matching(r"等(?:等|方面|工作|活动)?…+|(?<!…)…+等", "“等”与省略号留一个", needs="…"),
        bad=("学习、培训、调研等……", "学习、培训……等活动"),
        good=("学习、培训等。", "学习、培训……"),
    ),
)
