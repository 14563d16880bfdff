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
    r"学习教育|主题教育|[一二三四五六七八九十]+大(?!局|家|力|计|型)|全会|一百年|百年|周年|疫情|脱贫|换届|今年|去年|明年|新年|前年|本届|大会|讲话|深化改革|目标任务"
)
# Words of transition and address: they belong to their place in the sample.
_HINGE = re.compile(
    r"[^党总各]支部|年来|培养出|院党|局党|现将|如下|以下|以上|各位|同志|这些|根据|按照|首先|其次|最后|总结成绩|交账|点评|撰写|产生|下面|上述|面对|方面|原因|报告|汇报|请予|述职|信任"
)
# What happened at a unit, what it set up and how it stands are its own facts, also where no figure shows it.
_EVENT = re.compile(
    r"制[定度]|修订|印发|出台|成立|设立|举[办行]|承办|组织(?!生活)[^织，]*[到赴去]|参观|观看|获|评为|荣誉|表彰|未|没有|无一|无[违任重责事]|为零|会上|会议|召开|开展|完成了"
    r"|选派|聘请|邀请|签订|投入|新增|建立|组建|推行|实行|编印|打造|创建|开设|走进|专项|行动|工作法|机制|执行难|站段|队$|月[^月]{1,4}、季"
    r"|采[取用]|疏导|化解|纠正|现象|转移|一律|干净的|当面|当场|责任[制状书区]|承诺|清单|台账|平台|方案|按月|每[月周季年次]|定期|轮流|政治生日|评议|换届|选举|配齐|平稳|稳定|实现了|办法|手册"
)
# A closing looks ahead, and what it says is said of the unit: a clause with a subject of its own does not go on from one.
_PAST = re.compile(r"一年来|年来|以来|[^为取得除不]了|已经|关键在于")
# What only a Party branch says of its work, also where 党 is not in it.
_PARTY_WORK = re.compile(r"政治|组织[功体]|基层基础|入口|先锋|堡垒|主体责任|初心|使命|严的")
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
    return not _of_another_setting(text, own) and all(w in _genre() or w in own_words for w in words_of(text))


def _of_another_setting(text: str, own: str) -> bool:
    """Whether `text` names a kind of unit, a trade or its people that `own` does not, or speaks of Party work in a report of none."""
    if "党" not in own and _PARTY_WORK.search(text):
        return True
    return any(w in text and w not in own for w in _words(SETTINGS))


@cache
def _genre() -> frozenset[str]:
    return _words(VOCABULARY) | _words(COMMON)


class Fit:
    """Judges phrases for one report."""

    def __init__(self, facts: FactsFile, voice: Voice) -> None:
        own = [facts.title, facts.org, facts.addressee, *facts.short_names, *(f.text for f in facts.facts)]
        self._own_text = "\n".join(t for t in own if t)
        self._own = frozenset(words_of(self._own_text))
        self._voice = voice

    def suits(self, phrase: str) -> bool:
        """Whether a phrase of our own speaks of no kind of unit, trade or people that the facts do not speak of."""
        return not _of_another_setting(phrase, self._own_text)

    def __call__(self, phrase: str, kind: Kind) -> bool:
        """Whether a section of `kind` may use `phrase`."""
        if kind == "closing" and _PAST.search(phrase):
            return False
        if any(p.search(phrase) for p in (_BROKEN, _DATED, _HINGE, _EVENT, _SHORTCOMING)):
            return False
        if self._voice == "third" and _FIRST_PERSON.search(phrase):
            return False
        return in_genre(phrase, self._own_text, self._own)
