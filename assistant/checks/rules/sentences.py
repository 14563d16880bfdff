"""ST: sentences that break off, and enumerations inside the text (一是, 二是)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.analysis import Analysis
from assistant.checks.lines import Line, prose_lines
from assistant.checks.matching import matches
from assistant.checks.model import Hit, Rule
from assistant.documents.numerals import to_chinese
from assistant.text.numerals import parse_number
from assistant.text.patterns import compiled


def _broken_sentences(doc: Analysis) -> Iterator[Hit]:
    for line in prose_lines(doc):
        if line.end == "broken":
            yield _at_the_end(line, f"句子在行末断开，下一行“{line.after[:8]}”应接在后面")


def _missing_marks(doc: Analysis) -> Iterator[Hit]:
    for line in prose_lines(doc):
        if line.end == "bare":
            yield _at_the_end(line, "段末缺少标点")


def _at_the_end(line: Line, message: str) -> Hit:
    return Hit(max(line.stop - 6, line.start), line.stop, message)


_ANNOUNCED = (
    r"(?P<n>[两二三四五六七八九十]|\d)(?:个|大|点|项)?(?P<what>方面|部分|问题|不足|重点|特点|措施|举措|环节|层面|阶段|步骤|差距|原因|体会|建议|打算|工作|任务|做法|经验|转变|突破|提升|优势|目标)"
    r"(?P<tail>[^。；：:\n]{0,14})(?:[：:]|。(?=一是|其一|第一[，、]))"
)


def _announced_parts(doc: Analysis) -> Iterator[Hit]:
    """“…三个方面：” followed by 一是…二是… of another number."""
    for match in matches(doc, _ANNOUNCED, begins=r"\d两二三四五六七八九十"):
        listed = _listed_after(doc, match.end())
        said = parse_number(match["n"])
        if listed > 1 and said and listed != said:
            yield Hit(match.start(), match.end(), f"说有{match['n']}个{match['what']}，后面列了{listed}个")


_ITEM = r"(?:^|(?<=[\n。；，：]))[ 　]*(?P<n>[一二三四五六七八九十])是"


def _skipped_items(doc: Analysis) -> Iterator[Hit]:
    """一是…二是…四是: items counted in the text of which one is missing or said twice; a heading or 一是 begins anew."""
    last = place = 0
    for match in matches(doc, _ITEM, begins=" 　一二三四五六七八九十"):
        value, number = int(parse_number(match["n"]) or 0), doc.number(match.start("n"))
        if value == 1 or any(p.level for p in doc.paragraphs[place + 1 : number + 1]):
            last = value if value == 1 else 0
        elif last:
            if value not in (last + 1, 1) and match.start("n") - doc.starts[place] < _FAR:
                yield Hit(match.start("n"), match.end(), f"“{match['n']}是”前面是“{to_chinese(last)}是”，次序不连续")
            last = value
        place = number


def _listed_after(doc: Analysis, offset: int) -> int:
    """How many of 一是, 二是 … (or （一）, 1. …) follow in order from `offset`, to where the count begins again or ends."""
    text = doc.text[offset : offset + 4000]
    first = compiled(r"\s*(?:(?P<is>一是|其一|第一[，,、]|首先[，,])|(?P<n>（一）|1[.．、]|（1）|一、))").match(text)
    if not first:
        return 0
    shape = r"(?:^|[\n。；，：])\s*{}是" if first["is"] == "一是" else _FORMS.get(first[0].strip()[:2], r"(?:^|[\n。；，：])\s*（{}）")
    count = 1
    position = 0
    for value in range(2, 12):
        numeral = str(value) if "1" in first[0] else to_chinese(value)
        found = compiled(shape.format(numeral)).search(text, position)
        again = compiled(shape.format("1" if "1" in first[0] else "一")).search(text, max(position, first.end()))
        if not found or (again and again.start() < found.start()):
            break
        count, position = value, found.end()
    return count


_FORMS = {"其一": r"其{}", "第一": r"第{}[，,、]", "一、": r"(?:^|\n)\s*{}、", "1.": r"(?:^|\n)\s*{}[.．]", "1、": r"(?:^|\n)\s*{}、"}

_FAR = 3000  # characters within which items belong to one list


RULES = (
    Rule(
        code="ST006",
        severity="error",
        title="句子在行末断开",
        reason="一句话被换行截成两段，多为复制粘贴所致",
        source="实务：一段话中间不换行",
        advice="删去换行，与下一段接成一句",
        find=_broken_sentences,
        bad=(
            "工作总结\n全年多次组织全体党员观看红色影片、参\n观教育基地，接受教育。",
            "工作总结\n支部还存在办法不多的问题，学习\n的形式比较单一，需要改进。",
            "坚持学用结合，\n提高能力。",
        ),
        good=("一、总体情况\n全年组织学习。", "中共某县委员会\n2025年12月1日", "各位领导，同志们：\n现在报告工作。"),
    ),
    Rule(
        code="ST007",
        severity="warning",
        title="段末缺少标点",
        reason="一段话结束应有句号等句末点号",
        source="GB/T 15834—2011 4.1 句号",
        advice="补上句号或分号",
        find=_missing_marks,
        bad=(
            "工作总结\n一是抓学习，不断把学习引向深入\n二是抓培训，提高能力。",
            "工作总结\n支部将团结带领全体党员和职工群众，以饱满的热情做好每一项工作，\n2025年12月5日",
        ),
        good=("一、抓学习，强素质\n组织学习。", "标题\n组织学习，提高能力。", "|指标，单位|数值|"),
    ),
    Rule(
        code="ST008",
        severity="warning",
        title="列举的项数或次序不对",
        reason="前面说几个方面，后面就应列几个；一是、二是应当接着数",
        source="实务：总说与分说一致",
        advice="核对后改总数，或补上缺的一项",
        find=lambda doc: (*_announced_parts(doc), *_skipped_items(doc)),
        bad=("主要存在三个方面的问题：一是学习不深。二是创新不够。", "一是抓学习，二是抓作风，四是抓服务。"),
        good=("主要存在三个问题：一是学习不深。二是创新不够。三是作风不实。", "抓好两个方面：学习和培训。"),
    ),
)
