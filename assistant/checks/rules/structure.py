"""ST: numbering and the shape of paragraphs (GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.analysis import Analysis
from assistant.checks.matching import HAN
from assistant.checks.model import Fix, Hit, Rule
from assistant.checks.numbering import Numbered, text_below
from assistant.documents.numerals import to_chinese
from assistant.text.patterns import compiled

_LEVELS = "GB/T 9704—2012 7.3.3：结构层次序数依次用“一、”“（一）”“1.”“（1）”"
_SHAPES = {"part": "第{}部分", "chinese": "{}、", "bracketed_chinese": "（{}）", "arabic": "{}.", "bracketed_arabic": "（{}）"}


def _written(style: str, value: int) -> str:
    return _SHAPES[style].format(value if "arabic" in style else to_chinese(value))


def _marker(doc: Analysis, line: Numbered) -> tuple[int, int, str]:
    """Where the number of a line stands, and how it reads."""
    paragraph = doc.paragraphs[line.position].text
    start = doc.starts[line.position] + len(paragraph) - len(paragraph.lstrip())
    text = doc.text[start : doc.starts[line.position] + line.number.end].rstrip()
    return start, start + len(text), text


_SAID = {
    "gap": "序号“{found}”前缺“{wanted}”",
    "duplicate": "序号“{found}”重复，应为“{wanted}”",
    "disorder": "序号“{found}”次序颠倒，应为“{wanted}”",
    "start": "序号从“{found}”开始，前面缺“{wanted}”",
}


def _out_of_sequence(doc: Analysis) -> Iterator[Hit]:
    for line in doc.numbered:
        if line.flaw in _SAID:
            start, end, found = _marker(doc, line)
            wanted = _written(line.number.style, line.expected)
            yield Hit(start, end, _SAID[line.flaw].format(found=found, wanted=wanted), Fix(wanted, safe=False))


def _other_style(doc: Analysis) -> Iterator[Hit]:
    for line in doc.numbered:
        if line.flaw == "style":
            start, end, found = _marker(doc, line)
            wanted = _written(line.sequence.style, line.expected)
            yield Hit(start, end, f"同级序号写法变了：“{found}”应为“{wanted}”", Fix(wanted, safe=False))


def _skipped_level(doc: Analysis) -> Iterator[Hit]:
    for line in doc.numbered:
        parent = line.sequence.parent
        if parent and line.number.style == "bracketed_arabic" and line.is_first and parent.rank in (1, 2):
            start, end, found = _marker(doc, line)
            wanted = _written("bracketed_chinese" if parent.rank == 1 else "arabic", 1)
            yield Hit(start, end, f"“{_written(parent.style, parent.last)}”下直接用“{found}”，跳过了层次，应为“{wanted}”")


_SENTENCE_MARKS = "。；！？;!?，,：:"


def _empty_sections(doc: Analysis) -> Iterator[Hit]:
    """Headings without text whose siblings have some; a group of nothing but headings is a list."""
    below = list(text_below(doc.paragraphs, doc.numbered))
    written = {id(line.sequence) for line, filled in below if filled or _has_text(doc, line)}
    for line, filled in below:
        if not filled and not _has_text(doc, line) and id(line.sequence) in written and line.number.rank > 0:
            start = doc.starts[line.position]
            text = doc.paragraphs[line.position].text
            yield Hit(start, start + len(text.rstrip()), f"“{text.strip()[:24]}”下面没有内容")


def _has_text(doc: Analysis, line: Numbered) -> bool:
    """Whether the line is more than a heading: it holds a sentence (a heading may have a comma in it)."""
    paragraph = doc.paragraphs[line.position]
    marks = _SENTENCE_MARKS.replace("，", "").replace(",", "") if paragraph.level and line.number.rank < 3 else _SENTENCE_MARKS
    return any(mark in paragraph.text[line.number.end :].rstrip() for mark in marks)


_CN = "[一二三四五六七八九十]{1,3}"
_NEXT = rf"(?={HAN}|[“\d])"
# Forms that numbers of headings do not have: pattern, what to say, the right form.
_WRONG_FORMS = (
    (rf"[（(](?P<n>{_CN}|\d{{1,2}})[）)][、.．，,:：](?={HAN}|“)", "“{text}”括号后不加标点", "（{n}）"),
    (rf"(?:\((?P<n>{_CN}|\d{{1,2}})[)）]|（(?P<m>{_CN}|\d{{1,2}})\)){_NEXT}", "序号“{text}”应用全角括号", "（{n}）"),
    (rf"(?P<n>\d{{1,2}})(?:、(?!\d*(?:月|日|号|、|季度))|[，)）]|,(?!\d)|．(?!\d)){_NEXT}", "序号“{text}”应为“{right}”", "{n}."),
    (rf"(?P<n>{_CN})[.．，,](?={HAN}|“)", "序号“{text}”应为“{right}”", "{n}、"),
    (rf"第(?P<n>{_CN})、", "“{text}”应为“{right}”", "第{n}，"),
    (rf"[（(][ 　]+(?P<n>{_CN}|\d{{1,2}})[ 　]*[）)]|[（(](?P<m>{_CN}|\d{{1,2}})[ 　]+[）)]", "序号“{text}”括号内不空格", "（{n}）"),
    (rf"(?P<n>[一二三四五六七八九十]{{1,2}})(?:[ 　]+|[：:。])(?={HAN}{{4}})(?![年月日]|是|要)", "序号“{text}”应为“{right}”", "{n}、"),
    (
        rf"[（(](?P<n>{_CN})[ 　]?(?={HAN})(?![一二三四五六七八九十零〇○年月日个项名次级是审届]|[^\n]{{0,12}}[）)])",
        "序号“{text}”括号没有写全",
        "（{n}）",
    ),
    (rf"[①-⑳](?={HAN}|“)", "序号“{text}”不在公文的四个层次之内", ""),
)
_MAY_NUMBER = frozenset("（(0123456789一二三四五六七八九十第①②③④⑤⑥⑦⑧⑨⑩")


def _wrong_forms(doc: Analysis) -> Iterator[Hit]:
    """Numbers at the beginning of a paragraph that are written as no level of headings is."""
    for paragraph, start in zip(doc.paragraphs, doc.starts, strict=True):
        bare = paragraph.text.lstrip()
        if bare[:1] not in _MAY_NUMBER or paragraph.cell is not None:
            continue
        begin = start + len(paragraph.text) - len(bare)
        for pattern, message, form in _WRONG_FORMS:
            if match := compiled(pattern).match(doc.text, begin):
                number = next((n for n in match.groups() if n), "")
                right = form.format(n=number)
                fix = Fix(right, safe=False) if right else None
                yield Hit(begin, match.end(), message.format(text=match[0], right=right), fix)
                break


_SHORT = 300  # a text of fewer characters is a piece of a report


def _missing_parts(doc: Analysis) -> Iterator[Hit]:
    """A report without title, or with neither signature nor date at its end."""
    if len(doc.text) < _SHORT:
        return
    if not doc.title_span:
        yield Hit(0, min(len(doc.line(0)), 10), "没有标题")
    body = [(p.text, start) for p, start in zip(doc.paragraphs, doc.starts, strict=True) if p.part == "body"]
    if body and not any(compiled(r"\d{4}年\d{1,2}月|[X×]月|二[〇○零]").search(text) for text, _ in body[-3:]):
        last, start = body[-1]
        yield Hit(start + max(len(last) - 10, 0), start + len(last), "末尾没有成文日期")


RULES = (
    Rule(
        code="ST001",
        severity="error",
        title="序号不连续",
        reason="序号缺号、重号或颠倒，说明内容有遗漏或没有理顺",
        source=_LEVELS,
        advice="按顺序重排本级序号",
        find=_out_of_sequence,
        bad=(
            "（一）甲方面\n学习。\n（二）乙方面\n培训。\n（四）丁方面\n考核。",
            "一、甲\n（三）乙\n文字。\n",
            "1.学习。\n2.培训。\n2.考核。",
        ),
        good=(
            "一、总体情况\n（一）甲\n文字。\n（二）乙\n文字。\n二、问题\n（一）丙\n文字。\n（二）丁\n文字。",
            "一是学习。三是培训。",
            "2022年，支部……\n1.5万元用于慰问。",
            "第一部分 总结\n一、甲\n第二部分 计划\n一、乙",
        ),
    ),
    Rule(
        code="ST002",
        severity="error",
        title="同级序号写法不一",
        reason="同一级标题前面用一种序号，到这里换成了另一种",
        source=_LEVELS,
        advice="与同级标题统一",
        find=_other_style,
        bad=(
            "一、总结\n文字。\n二、不足\n文字。\n3、计划\n文字。",
            "（一）甲\n文字。\n2.乙\n文字。",
            "一、总结\n文字。\n二、不足\n文字。\n2、明年计划\n文字。",
        ),
        good=("一、总结\n1.甲。\n2.乙。\n二、计划\n1.丙。", "一、总结\n2022年，支部完成任务。"),
    ),
    Rule(
        code="ST003",
        severity="warning",
        title="跳过了标题层次",
        reason="“一、”下面应为“（一）”，“（一）”下面应为“1.”",
        source=_LEVELS,
        advice="改用下一层次的序号",
        find=_skipped_level,
        bad=("一、计划\n（1）政治建设\n文字。\n（2）思想建设\n文字。",),
        good=("一、计划\n1.政治建设。\n2.思想建设。", "一、计划\n（一）政治建设\n1.学习\n（1）自学。"),
    ),
    Rule(
        code="ST004",
        severity="error",
        title="标题下没有内容",
        reason="只有标题没有正文，这一部分没有写",
        source="实务：有标题必有内容",
        advice="补写内容，或删去标题并顺延序号",
        find=_empty_sections,
        bad=("（一）学习教育\n组织学习。\n（二）融合发展\n（三）群团工作\n开展活动。",),
        good=("（一）学习教育。组织学习。\n（二）融合发展。抓项目。", "附件：\n1.工作方案\n2.工作台账", "一、总结\n（一）学习\n组织学习。"),
    ),
    Rule(
        code="ST005",
        severity="warning",
        title="序号写法不规范",
        reason="“一”后用顿号，“1”后用下脚点，（一）（1）后不加标点，括号用全角",
        source=f"{_LEVELS}；GB/T 15834—2011",
        advice="如“一、”“（一）”“1.”“（1）”",
        find=_wrong_forms,
        yields_to=("ST002",),
        bad=("（一）、学习教育", "1、学习教育。", "(二)学习教育", "一.总体情况", "①抓学习。", "第一、提高认识。", "1）抓学习"),
        good=("（一）学习教育", "1.学习教育", "1、2月份组织培训", "1.5万元", "2.0版本上线", "第一，提高认识"),
    ),
    Rule(
        code="ST009",
        severity="info",
        title="没有标题或落款日期",
        reason="上报的总结、报告应有标题，末尾应有署名和成文日期",
        source="GB/T 9704—2012 7.3.1、7.3.5",
        advice="补上标题，末尾写明单位和日期",
        find=_missing_parts,
        bad=("一年来，支部认真组织学习，扎实开展活动，各项工作都取得了新的成效。\n" * 12,),
        good=("党支部工作总结\n组织学习。",),
    ),
)
