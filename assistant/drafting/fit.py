"""Whether a stock phrase fits a report: only words of the genre or of the user's own facts, nothing of another trade, year or voice."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from assistant import paths
from assistant.drafting.outline import Voice
from assistant.facts.model import FactsFile
from assistant.samples.passages import Kind
from assistant.text.vocabulary import cut

VOCABULARY = "vocabulary.txt"
COMMON = "common.txt"
SETTINGS = "settings.txt"

_FIRST_PERSON = re.compile(r"我(?!们?党|国|军)|本人|自己")
# Campaigns and meetings belong to their year; a phrase with one would date the report.
_DATED = re.compile(
    r"学习教育|主题教育|[一二三四五六七八九十]+大(?!局|家|力|计|型)|全会|一百年|百年|周年|疫情|脱贫|换届|今年|去年|明年|新年|前年|本届|大会|讲话"
)
# Words of transition and address: they belong to their place in the sample.
_HINGE = re.compile(
    r"[^党总各]支部|年来|培养出|院党|局党|现将|如下|以下|以上|各位|同志|这些|根据|按照|首先|其次|最后|总结成绩|产生|下面|上述|面对|方面|原因|报告|汇报|请予|述职|信任"
)
# What happened at a unit is its own fact, also where no figure shows it.
_EVENT = re.compile(
    r"制定|修订|印发|出台|成立|设立|举办|承办|组织[^织]*[到赴去]|参观|观看|获|评为|荣誉|表彰|未|没有|无一|为零|会上|会议|召开|完成了"
    r"|选派|聘请|邀请|签订|投入|新增|建立|组建|推行|实行|编印|打造|创建|开设|走进|专项|行动|工作法|机制|执行难|站段|队$|月[^月]{1,4}、季"
)
# A problem is said as it is, without what is to be done about it.
_REMEDY = re.compile(r"必须|今后|将|要|加以|解决|改进|整改|提升到")
# A plan looks ahead.
_PAST = re.compile(r"一年来|年来|以来|[^为取得除不]了")
_SHORTCOMING = re.compile(r"不[够足强高深多全实到系]|欠|缺|偏|少数|差距|短板|弱项|不系统|尚|有待|有的|个别|仍|还需")
_BROKEN = re.compile(r"[“”‘’（）()《》【】\[\]:：]|^[一二三四五六七八九十\d]+[是、.．]|\d|[A-Za-zXx×_*]")


@cache
def _words(name: str) -> frozenset[str]:
    """The words of a data file of prompts/, one a line; lines that begin with # are comments."""
    lines = paths.data_files("prompts", name)[0].read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def words_of(text: str) -> list[str]:
    """The Chinese words of a text."""
    return [w for w in cut(text) if "\u4e00" <= w[0] <= "\u9fff"]


def in_genre(text: str, own: str, own_words: Collection[str] = ()) -> bool:
    """Whether `text` has only words of the genre, words that `own` has too and `own_words`, and none of another trade."""
    if any(w in text and w not in own for w in _words(SETTINGS)):
        return False
    known = _words(VOCABULARY) | _words(COMMON)
    return all(w in known or w in own_words for w in words_of(text))


class Fit:
    """Judges phrases for one report."""

    def __init__(self, facts: FactsFile, voice: Voice) -> None:
        own = [facts.title, facts.org, facts.addressee, *facts.short_names, *(f.text for f in facts.facts)]
        self._own_text = "\n".join(t for t in own if t)
        self._own = frozenset(words_of(self._own_text))
        self._voice = voice

    def __call__(self, phrase: str, kind: Kind) -> bool:
        """Whether a section of `kind` may use `phrase`."""
        if kind in ("plan", "closing") and _PAST.search(phrase):
            return False
        if kind != "problem" and _SHORTCOMING.search(phrase):
            return False
        if any(p.search(phrase) for p in (_BROKEN, _DATED, _HINGE, _REMEDY if kind == "problem" else _EVENT)):
            return False
        if self._voice == "third" and _FIRST_PERSON.search(phrase):
            return False
        return in_genre(phrase, self._own_text, self._own)
