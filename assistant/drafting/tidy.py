"""Cleans what a model answers: only the paragraph's own text is left, in Chinese punctuation."""

from __future__ import annotations

import re

LOOP = 6
# A sentence of one clause with at most so many characters, and how many more of them a sentence takes.
BARE = 26
ROW = 3

_FENCE = re.compile(r"^\s*```\w*\s*$", re.M)
_MARKS = re.compile(r"\*\*|__|^\s*(?:#{1,6}|[-*•])\s+", re.M)
_CHATTER = re.compile(
    r"^(?:好的|当然|以下是|下面是|根据(?:您|你)|按照(?:您|你)|这是|希望|如有(?:需要|疑问)|注[：:]|说明[：:]|作为(?:一[个名])?AI)[^\n]*?(?:[：:]\s*\n?|\n|$)"
)
_AFTERWORD = re.compile(r"\n+(?:希望|以上(?:是|内容|就是)|如有|如需|注[：:]|说明[：:]|（注)[^\n]*$")
_LABEL = re.compile(r"【(?:小节|要点|提纲|字数|正文|事实|效果|做法)[^】]*】[^\n]*\n?")
_POINT = re.compile(
    r"(?:^|(?<=[。；，]))(?:正文|做法|事实|效果|问题|表现|方向|计划|举措|总述|各部分|表态)(?:[：:]|[是为](?=[，：:“]))[，：:]?\s*", re.M
)
_NUMBER = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|[（(]\d{1,2}[）)]|\d{1,2}[、.．](?!\d)|[一二三四五六七八九十]{1,2}是)\s*", re.M
)
_INNER_NUMBER = re.compile(r"(?<=[。；：，])[一二三四五六]是")
# A deed told as an intention: 支部将坚持.
_WILL = re.compile(r"(?<=我|部)将(?=把|坚持|继续|围绕|持续|不断|进一步|通过|始终)")
# What a repair request said is wrong, taken for a part of the text.
_ECHO = re.compile(r"[，；、]?缺“[^”\n]{1,20}”(?=[，。；]|$)")
# Set constructions that small models mix up, and what they mean.
_CONSTRUCTIONS = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        (r"(把[^，。；]{2,14})(?<![作成视])为(?=根本|重点|抓手|关键|前提|基础|首要|核心)", r"\1作为"),
        (r"坚持(?![把将以])([^，。；]{2,14}作为)", r"坚持把\1"),
        (r"通过([^，。；]{2,12}为(?:纽带|抓手|载体|契机|依托))", r"以\1"),
        (r"(?<=[，；。])((?!以|把)[^，。；]{2,24})为方向(?=[，；。])", r"\1"),
    )
)
_LENGTH_NOTE = re.compile(r"[（(](?:共|约|全文|字数)?[^（()）]{0,6}\d+\s*字[^（()）]{0,4}[）)]\s*$")
_HAN = "\u4e00-\u9fff"
_HALF = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_MARK = re.compile(rf"(?<=[{_HAN}”》）\d%])\s*([,;:?!])\s*(?=[{_HAN}“《（]|$)")
_HALF_STOP = re.compile(rf"(?<=[{_HAN}”》）])\.(?=\s|[{_HAN}]|$)")
_STRAY_SPACE = re.compile(rf"(?<=[{_HAN}，。；：、“”《》（）])[ \t]+(?=[{_HAN}\d，。；：、“”《》（）])|(?<=\d)[ \t]+(?=[{_HAN}])")


def tidy(text: str, *, title: str = "", cut: bool = False) -> str:
    """One paragraph: without chatter, markdown, labels, a number or the heading before it, and line ends inside it.

    `cut` says that the answer was broken off at the length limit: an unfinished last sentence is dropped.
    """
    text = _AFTERWORD.sub("", _CHATTER.sub("", _FENCE.sub("", text.strip()).strip()).strip())
    for pattern in (_MARKS, _LABEL, _POINT, _NUMBER, _ECHO):
        text = pattern.sub("", text)
    text = _INNER_NUMBER.sub("", _LENGTH_NOTE.sub("", text.strip()))
    for wrong, right in _CONSTRUCTIONS:
        text = wrong.sub(right, text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [line for line in lines if line.rstrip("。：:") != title]
    text = "".join([*map(_ended, lines[:-1]), *lines[-1:]])
    text = _without_heading(_chinese_marks(text), title)
    return _without_loops(_whole_sentences(text) if cut else _ended(text))


def flowing(text: str) -> str:
    """One paragraph whose short sentences of one clause each, in a row, are joined to longer ones: 坚持学习。联系实际。 becomes one."""
    sentences = re.findall(r"[^。！？]+[。！？”）]*", text)
    joined: list[str] = []
    row = 0
    for sentence in sentences:
        bare = _is_bare(sentence)
        row = row + 1 if bare and joined and _is_bare(joined[-1][joined[-1].rfind("，") + 1 :]) and row < ROW else 0
        if row:
            joined[-1] = joined[-1].removesuffix("。") + "，" + sentence
        else:
            joined.append(sentence)
    return "".join(joined)


def _is_bare(sentence: str) -> bool:
    return sentence.endswith("。") and len(sentence) <= BARE and not re.search(r"[，；：\d]", sentence)


def as_done(text: str) -> str:
    """What was done, not told as an intention: 支部坚持 for 支部将坚持."""
    return _WILL.sub("", text)


def _ended(line: str) -> str:
    """The line with a final mark; a trailing comma becomes a full stop."""
    line = line.rstrip("，、；：,; ")
    return line if not line or line.rstrip("”）》")[-1:] in "。！？" else line + "。"


def _chinese_marks(text: str) -> str:
    text = _STRAY_SPACE.sub("", text)
    text = _HALF_MARK.sub(lambda m: _HALF[m.group(1)], text)
    text = _HALF_STOP.sub("。", text)
    return re.sub(r"([。，；：、])\1+", r"\1", text)


def _without_heading(text: str, title: str) -> str:
    """Drop a first sentence that only says the heading again."""
    first, stop, rest = text.partition("。")
    return rest if title and stop and rest and first.strip() == title else text


def _without_loops(text: str) -> str:
    """Say each sentence and each long clause once: small models fall into loops."""
    said: set[str] = set()
    kept = []
    for sentence in re.findall(r"[^。！？]+[。！？”）]*", text):
        clauses = [c for c in re.findall(r"[^，；]+[，；]?", sentence) if _first_time(c, said)]
        if clauses:
            kept.append(_ended("".join(clauses)) if clauses[-1][-1] in "，；" else "".join(clauses))
    return "".join(kept)


def _first_time(clause: str, said: set[str]) -> bool:
    key = clause.strip("，；。！？ ")
    if len(key) < LOOP and clause[-1] not in "。！？":
        return True
    new = key not in said
    said.add(key)
    return new


def _whole_sentences(text: str) -> str:
    end = max(text.rfind(mark) for mark in "。！？")
    if end > 0:
        return text[: end + 1]
    clause = max(text.rfind(mark) for mark in "，；")
    return _ended(text[:clause] if clause > 0 else text)
