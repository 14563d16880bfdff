"""FX: set phrases, forms of names, and words taken for others. What is right stands in the data files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import ahocorasick

from assistant.checks.analysis import Analysis
from assistant.checks.idioms import slips
from assistant.checks.lexicon import listed, rows
from assistant.checks.matching import HAN, any_of, occurrences
from assistant.checks.model import Fix, Hit, Rule
from assistant.checks.setphrases import misquotes
from assistant.checks.variants import variants
from assistant.text.lexicon import is_public
from assistant.text.patterns import compiled


def _from(lexicon: str, says: str, *, fixes: bool = False) -> Callable[[Analysis], Iterator[Hit]]:
    """A `find` that reports the entries of a lexicon; titles in 《》 are left as they are."""

    def find(doc: Analysis) -> Iterator[Hit]:
        for found in listed(doc, lexicon):
            if not doc.in_title(found.start):
                fix = Fix(found.entry.fix, safe=False) if fixes and found.entry.fix else None
                text = doc.text[found.start : found.end]
                yield Hit(found.start, found.end, says.format(text=text, message=found.entry.message), fix, found.entry.severity)

    return find


def _misquoted_lists(doc: Analysis) -> Iterator[Hit]:
    for wrong in misquotes(doc.unquoted):
        start, end = doc.with_quotes(wrong.start), doc.with_quotes(wrong.end - 1) + 1
        end += doc.text[end : end + 1] == "”" and doc.text.count("“", start, end) > doc.text.count("”", start, end)
        yield Hit(start, end, f"固定提法{wrong.problem}：{wrong.phrase}")


@cache
def _quoted_phrases() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for phrase, *_ in rows("quoted.tsv"):
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return automaton


def _misplaced_quotes(doc: Analysis) -> Iterator[Hit]:
    """Quotation marks inside a set phrase: 四个“自信”."""
    for last, phrase in _quoted_phrases().iter(doc.unquoted):
        start, end = doc.with_quotes(last + 1 - len(phrase)), doc.with_quotes(last) + 1
        written = doc.text[start:end]
        inner = re.sub('[“”‘’"]', "", written)
        if written == inner:
            continue
        end += doc.text[end : end + 1] in ("”", "’", '"')
        start -= doc.text[max(start - 1, 0) : start] in ("“", "‘", '"')
        yield Hit(start, end, f"引号位置不对，应为“{phrase}”")


def _nearly(doc: Analysis) -> Iterator[Hit]:
    """A quoted phrase that differs from a set phrase in one character and is none itself: “四个意思”."""
    phrases = [phrase for phrase, *notes in rows("quoted.tsv") if notes]
    for match in compiled(r"“([^“”\n]{4,6})”").finditer(doc.text):
        written = match[1]
        if written in phrases or is_public(written):
            continue
        for phrase in phrases:
            if len(phrase) == len(written) and sum(a != b for a, b in zip(phrase, written, strict=True)) == 1 and phrase[0] == written[0]:
                yield Hit(match.start(), match.end(), f"“{written}”应为“{phrase}”")


def _idiom_slips(doc: Analysis) -> Iterator[Hit]:
    """Phrases with a wrong character that the list of confusable words does not know."""
    for start, written, right in slips(doc.text):
        yield Hit(start, start + len(written), f"“{written}”应为“{right}”", Fix(right, safe=False))


def _varied_terms(doc: Analysis) -> Iterator[Hit]:
    """A term with one right form that stands in another form too."""
    for right, others in rows("terms.tsv"):
        if right not in doc.text:
            continue
        for other in others.split("|"):
            for start in occurrences(doc.text, other):
                yield Hit(start, start + len(other), f"“{other}”与“{right}”并用，规范名称为“{right}”")


def _varied_names(doc: Analysis) -> Iterator[Hit]:
    """A body whose name stands in two forms; short names that the facts declare are no variants."""
    declared = doc.facts.short_names if doc.facts else ()
    for start, end, written, usual in variants(doc.text):
        if written not in declared and usual not in declared:
            yield Hit(start, end, f"“{written}”与“{usual}”可能是同一单位，写法应当一致")


_OTHERS = f"上级|公司|集团|{HAN}局|学校|医院|街道|镇|乡|机关|院|参加|列席"


def _branch_with_committee(doc: Analysis) -> Iterator[Hit]:
    """A branch that holds a meeting of a Party committee."""
    if doc.own_body not in ("党支部", "党总支"):
        return
    right = "支委会" if doc.own_body == "党支部" else "总支委员会会议"
    for match in compiled(
        "党委(?:会|常委会|扩大会)(?!议室|见|上)|(?:支部|总支)(?:党组会|常委会|党代会)(?!议室|见|上)|(?<=支部召开)(?:党代会|常委会|党组会)"
    ).finditer(doc.text):
        clause = doc.text[max(match.start() - 14, doc.starts[doc.number(match.start())]) : match.start()]
        listed = clause[-1:] in ("、", "，", "次") and compiled(r"\d+次|[、，]").match(doc.text, match.end())
        held = listed or match[0].startswith(("支部", "总支")) or compiled("(?:召开|主持|提交|经)了?[^，。；、]{0,6}$").search(clause)
        if held and not compiled(_OTHERS).search(clause):
            yield Hit(match.start(), match.end(), f"{doc.own_body}没有“{match[0]}”，应为“{right}”")


RULES = (
    Rule(
        code="FX001",
        severity="error",
        title="固定提法引用有误",
        reason="党的文件和法规中的提法不能改动用字、次序和项数",
        source="党章、党的全国代表大会报告、党内法规原文",
        advice="对照原文改正",
        find=any_of(_misquoted_lists, _nearly, _from("misquoted", "“{text}”：{message}")),
        yields_to=("FX004",),
        bad=(
            "学史明理、学史增德、学史崇信、学史力行",
            "坚持“纪严于法、法在纪前”",
            "做好“冬送温暖，夏冬清凉”工作",
            "推进“吹哨报道”",
            "坚持“四会一课”制度",
            "贯彻中央八条规定精神",
            "增强“四个自信”、坚定“四个意识”、做到“两个维护”",
            "政治判断力、政治执行力、政治领悟力",
            "坚持控制总量、提高质量、发挥作用的方针",
            "增强“四个意思”",
        ),
        good=(
            "学史明理、学史增信、学史崇德、学史力行",
            "增强“四个意识”，坚定“四个自信”，做到“两个维护”",
            "落实中央八项规定及其实施细则精神",
            "坚持把方向、管大局、作决策、促改革、保落实",
            "急难险重新任务",
            "严明政治纪律和政治规矩、组织纪律",
        ),
    ),
    Rule(
        code="FX002",
        severity="warning",
        title="提法已更新",
        reason="后来的文件换了提法或机构已经改名，仍用旧提法不准确",
        source="各条所列的文件",
        advice="改用现行提法；引用旧文件原文时可以保留",
        find=_from("outdated", "“{text}”：{message}", fixes=True),
        yields_to=("FX001",),
        bad=("2021年工作总结\n以“坚持标准、保证质量、改善结构、慎重发展”为原则。", "2023年工作总结\n县扶贫办组织培训。"),
        good=("2012年工作总结\n坚持标准、保证质量、改善结构、慎重发展。", "2023年工作总结\n乡村振兴部门组织培训。"),
    ),
    Rule(
        code="FX003",
        severity="error",
        title="人名、职务写法不规范",
        reason="领导人的称谓应写姓名和职务，不能简称",
        source="新华社、人民日报报道用语",
        advice="写成“习近平总书记”等规范称谓",
        find=_from("names", "“{text}”：{message}"),
        bad=("学习习总书记重要讲话", "学习习近平重要讲话精神", "国务院总理在会上指出"),
        good=("学习习近平总书记重要讲话", "《论习近平重要讲话》", "以习近平新时代中国特色社会主义思想为指导", "国务院总理李强指出"),
    ),
    Rule(
        code="FX004",
        severity="error",
        title="引号位置不对",
        reason="引号应括住整个提法，不能只括一半",
        source="GB/T 15834—2011 4.8 引号",
        advice="把引号移到提法的两端",
        find=_misplaced_quotes,
        bad=("坚定四个“自信”", "做到“两个”维护", "落实三会“一课”"),
        good=("坚定“四个自信”", "坚定四个自信", "两个“一百年”奋斗目标"),
    ),
    Rule(
        code="FX005",
        severity="error",
        title="别字、近义词误用",
        reason="音近、形近或义近的字词用错",
        source="《现代汉语词典》（第7版）、《第一批异形词整理表》",
        find=any_of(_from("confusable", "“{text}”：{message}", fixes=True), _idiom_slips),
        bad=(
            "截止目前，共培训30人。",
            "权利机关",
            "自选动作开展的还不多。",
            "将要求准确的宣传到位",
            "青年更好地热忠于岗位",
            "坚持标本监治",
            "深人学习全会精神",
        ),
        good=(
            "报名截止日期为5月。",
            "维护党员权利",
            "深入开展的活动还有三项",
            "准确的数据",
            "学习贯彻全会精神",
            "渡过难关",
            "主题日活动",
            "由于部门调整",
        ),
    ),
    Rule(
        code="FX006",
        severity="warning",
        title="同一名称写法不一",
        reason="同一活动、同一单位前后写法应当一致",
        source="实务：名称首次用全称，以后用统一的简称",
        advice="统一为规范名称",
        find=any_of(_varied_terms, _varied_names),
        bad=("开展党史学习教育。\n巩固党史教育成果。", "市直机关工委部署，市委直属机关工委验收。", "临江港务有限公司和临江港物有限公司"),
        good=("开展党史学习教育。", "进行党史教育", "第一分公司和第二分公司", "城东有限公司、城西有限公司"),
    ),
    Rule(
        code="FX007",
        severity="warning",
        title="会议或机构与组织层级不符",
        reason="党支部设支部委员会，开的是支委会、支部党员大会；党委会是党委的会议",
        source="《中国共产党支部工作条例（试行）》",
        advice="写作“支委会”“支部党员大会”",
        find=_branch_with_committee,
        bad=(
            "甲公司党支部工作总结\n全年召开党委会12次。",
            "甲公司党支部工作总结\n支部常委会研究决定。",
            "甲公司党支部工作总结\n召开党员大会4次、党委会12次。",
        ),
        good=("甲公司党支部工作总结\n参加公司党委会2次，召开支委会12次。", "甲公司党委工作总结\n召开党委会12次。"),
    ),
    Rule(
        code="FX008",
        severity="warning",
        title="句式杂糅、搭配不当",
        reason="两种句式混在一起，或缺少应有的成分，或词语不搭配",
        source="吕叔湘、朱德熙《语法修辞讲话》",
        advice="留一种句式，补上缺少的词，或换用搭配的词",
        find=_from("mixed", "“{text}”：{message}", fixes=True),
        bad=(
            "要加强对党员进行党性教育。",
            "为青年给予最大的支持",
            "仍存在人员较少、专业能力也有待提升。",
            "做到监督常态化。从而筑牢防线。",
            "一是强党员干部的学习教育",
            "提升党员的思想防线",
        ),
        good=(
            "加强对党员的党性教育",
            "存在能力有待提升等问题。",
            "做到监督常态化，从而筑牢防线。",
            "在公司党委的正确领导下，",
            "加大培训力度",
        ),
    ),
)
