"""The defects that are put into our own clean reports: kinds in all families, each a pattern and what it becomes.

A defect is made at one place of a report that fits its pattern, chosen by a seeded generator; a report where nothing fits has no such
case. `families` are those of which one finding at the place counts as found (a masked year may be seen as a placeholder or as a date).
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_HAN = "[一-鿿]"
Replace = str | tuple[str, ...] | Callable[[re.Match[str], random.Random], str]


@dataclass(frozen=True, slots=True)
class Defect:
    """One kind: its name, the families that should see it, what it looks for in a paragraph and what it makes of that (one of several).

    `where` limits the paragraphs: "text", "heading" or "title". Where a finding may stand at another place of the line (`in_line`,
    the other one of two marks) or of the report (`anywhere`, a year that differs from the title's), that is said.
    """

    name: str
    families: tuple[str, ...]
    pattern: str
    becomes: Replace
    where: str = "text"
    in_line: bool = False
    anywhere: bool = False


def _other_digit(m: re.Match[str], rng: random.Random) -> str:
    number = m["n"]
    digit = str((int(number[-1]) + rng.randint(2, 7)) % 10)
    return m[0].replace(number, number[:-1] + digit, 1)


DEFECTS = (
    Defect("masked count", ("PH",), r"\d+(?=[次名场期份条项])", "XX"),
    Defect("masked count, small letters", ("PH",), r"\d+(?=[次名场期份条项])", "xx"),
    Defect("masked count, crosses", ("PH",), r"\d+(?=[次名场期份条项])", "××"),
    Defect("masked year", ("PH",), r"20\d\d(?=年)", "20XX"),
    Defect("masked date", ("PH",), r"\d{1,2}月\d{1,2}日", "X月X日"),
    Defect("someone", ("PH",), r"(?<=，)(?=支部(?:书记|委员))", "某某同志和"),
    Defect("instruction left", ("PH",), r"(?<=[。])$", "【待补充：具体数据】"),
    Defect("template field", ("PH",), r"\d+(?=[次名场期份条项])", "{{count}}"),
    Defect("blank left", ("PH",), r"\d+(?=[次名场期份条项])", "____"),
    Defect("impossible date", ("DT",), r"\d{1,2}月\d{1,2}日", "2月30日"),
    Defect("month thirteen", ("DT",), r"\d{1,2}月(?=\d{1,2}日)", "13月"),
    Defect("year of the title differs", ("DT",), r"20(?P<y>\d\d)(?=年)", lambda m, rng: f"20{int(m['y']) - 2:02d}", "title", anywhere=True),
    Defect("months in disorder", ("DT",), r"(?<=。)$", "9月至3月，党员轮流值守。"),
    Defect("parts do not add up", ("NM",), r"(?<=。)$", "全年召开各类会议12次，其中党员大会4次、支委会5次、党小组会6次。"),
    Defect("rate that does not follow", ("NM",), r"(?<=。)$", "应到党员50名，实到党员45名，到会率95%。"),
    Defect("items fewer than said", ("NM", "ST"), r"(?<=。)$", "坚持“五带头”，即带头学习、带头服务、带头奉献、带头守纪。"),
    Defect("doubled approximation", ("NM",), r"(?<=。)$", "活动吸引近百余人参加。"),
    Defect("magnitude slip", ("NM",), r"(?<=。)$", "全年节约费用9～16亿元。"),
    Defect("number out of sequence", ("ST",), r"^（三）", "（五）", "heading"),
    Defect("number said twice", ("ST",), r"^（三）", "（二）", "heading"),
    Defect("style of numbers jumps", ("ST",), r"^三、", "3、", "heading"),
    Defect("mark after brackets", ("ST", "TY"), r"^（二）", "（二）、", "heading"),
    Defect("line broken in a sentence", ("ST",), rf"(?<={_HAN}{{20}}，{_HAN}{{3}})(?={_HAN}{{3}})", "\n", in_line=True),
    Defect("final mark lost", ("ST",), rf"(?<={_HAN})。$", ""),
    Defect("fewer parts than announced", ("ST", "NM"), r"(?<=。)$", "主要抓了三个方面：一是抓学习，二是抓作风。"),
    Defect("set phrase wrong", ("FX",), r"(?<=。)$", "深刻领悟“两个确立”的决定性意义，增强“四个意思”，坚定“四个自信”。"),
    Defect("set phrase with another number", ("FX",), r"(?<=。)$", "严格落实中央九项规定精神。"),
    Defect("quotation marks misplaced", ("FX",), r"(?<=。)$", "全体党员增强四个“意识”、坚定四个“自信”。"),
    Defect("name of office", ("FX",), r"(?<=。)$", "认真学习习总书记重要讲话。"),
    Defect("confusable word", ("FX",), r"(?<=。)$", "截止目前，各项任务均已完成。"),
    Defect("another confusable word", ("FX",), r"(?<=。)$", "党员顺利渡过了最忙的阶段。"),
    Defect("body of the wrong level", ("FX",), r"支委会", "党委会"),
    Defect("half-width comma", ("TY",), rf"(?<={_HAN})，(?={_HAN})", ","),
    Defect("half-width semicolon", ("TY",), rf"(?<={_HAN})，(?={_HAN})", ";"),
    Defect("half-width brackets", ("TY",), r"(?<=。)$", "党员(职工)代表参加了活动。"),
    Defect("full-width digits", ("TY",), r"\d(?=[次名场期份条项])", lambda m, rng: chr(ord(m[0]) + 0xFEE0)),
    Defect("unpaired quotation mark", ("TY",), rf"”(?={_HAN})", "", in_line=True),
    Defect("stray space", ("TY",), rf"(?<={_HAN}{{6}})(?={_HAN}{{6}})", " "),
    Defect("doubled full stop", ("TY",), r"。$", "。。"),
    Defect("comma before full stop", ("TY",), r"。$", "，。"),
    Defect("doubled word", ("RP",), r"贯彻(?=落实|执行)", "贯彻贯彻"),
    Defect("doubled particle", ("RP",), rf"(?<={_HAN}{{4}})的(?={_HAN}{{4}})", "的的"),
    Defect("said twice over", ("RP",), r"(?<=。)$", "全年共发放慰问品共计30余份。"),
    Defect("clause repeated", ("RP",), rf"(?P<c>(?:(?!习近平|思想|精神|党的|党委|主义){_HAN}){{22,40}}，)", lambda m, rng: m["c"] + m["c"]),
    Defect("advertisement", ("LK",), r"(?<=。)$", "【更多公文素材，请加微信：gwsc2023】"),
    Defect("address of a template shop", ("LK",), r"(?<=。)$", "本文来源于公文范文网www.gwfw123.com，QQ：123456789。"),
    Defect("marker left", ("LK",), r"(?<=。)$", "##paidbegin##"),
    Defect("words of a chat program", ("LK",), r"^(?=.)", "以下是为您撰写的工作总结："),
    Defect("closing of a chat program", ("LK",), r"(?<=。)$", "希望以上内容对您有帮助！"),
)


def _varied() -> Iterator[Defect]:
    """The kinds of varied.toml."""
    for kind in tomllib.loads(Path(__file__).with_name("varied.toml").read_text(encoding="utf-8"))["kind"]:
        pattern = kind.get("pattern", r"(?<=。)$")
        yield Defect(
            f"any {kind['name']}", tuple(kind["families"]), pattern, tuple(kind["forms"]), in_line=kind["name"].startswith("mark without")
        )


VARIED = tuple(_varied())
FACT_DEFECTS = (
    Defect("value not in the facts", ("FA",), r"(?<![\d.])(?P<n>\d+)(?=[次名场期份条项人户])", _other_digit),
    Defect("value of a sample", ("FA",), r"(?<=。)$", "支部推出“潮汐课堂”微学习，全年开讲94场。"),
    Defect("name of a sample", ("FA",), r"(?<=。)$", "支部书记陆海川带头值守。"),
    Defect("fact left out", ("FA",), r"^.*$", "", anywhere=True),
)


@dataclass(frozen=True, slots=True)
class Injected:
    """A report with one defect: its lines, the number (from 1) of the line it is in, and where in that line."""

    lines: tuple[str, ...]
    line: int
    start: int
    end: int


def inject(lines: tuple[str, ...], kinds: tuple[str, ...], defect: Defect, rng: random.Random) -> Injected | None:
    """Put a defect into a report whose lines are of the given `kinds`; None where it fits nowhere."""
    places = list(_places(lines, kinds, defect))
    if not places:
        return None
    number, m = rng.choice(places)
    new = _made(defect.becomes, m, rng)
    line = lines[number][: m.start()] + new + lines[number][m.end() :]
    changed = (*lines[:number], *line.split("\n"), *lines[number + 1 :])
    return Injected(changed, number + 1, max(m.start() - 1, 0), m.start() + len(new) + 1)


def _made(becomes: Replace, m: re.Match[str], rng: random.Random) -> str:
    if callable(becomes):
        return becomes(m, rng)
    if isinstance(becomes, str):
        return becomes
    form = rng.choice(becomes)
    return m.expand(form) if "\\1" in form else form


def _places(lines: tuple[str, ...], kinds: tuple[str, ...], defect: Defect) -> Iterator[tuple[int, re.Match[str]]]:
    for number, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if line and defect.where == kind:
            yield from ((number, m) for m in re.finditer(defect.pattern, line))
