"""The review page: the document with its findings underlined, and a card for each with reason, advice and source.

One file that asks for nothing from outside: style and script are inline and named by their hashes in a strict Content Security
Policy; every text of the document is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from assistant.checks.formats.places import PART_NAMES, at_one_place
from assistant.checks.model import FAMILIES, SEVERITIES, SEVERITY_NAMES, Finding
from assistant.checks.outcome import FactUse, FileResult, Outcome
from assistant.checks.registry import RULES
from assistant.documents.model import Paragraph, PartName

_HERE = Path(__file__).with_name("review")


def render(outcome: Outcome) -> str:
    """The outcome as one HTML document."""
    style, script = (_HERE / "page.css").read_text(encoding="utf-8"), (_HERE / "page.js").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    files = "\n".join(_File(number, file).html() for number, file in enumerate(outcome.files, 1))
    title = "、".join(Path(file.path).name for file in outcome.files[:3])
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>检查结果：{escape(title)}</title>
<style>{style}</style>
</head>
<body>
{_bar(outcome)}
<main>
{files}
</main>
<script>{script}</script>
</body>
</html>"""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _bar(outcome: Outcome) -> str:
    """The head of the page: summary and filters."""
    found = list(outcome.findings())
    severities = [(s, SEVERITY_NAMES[s], sum(f.severity == s for f in found)) for s in SEVERITIES]
    families = [(code, name, sum(f.rule[:2] == code for f in found)) for code, name in FAMILIES.items()]
    return f"""<header class="bar">
<h1>检查结果</h1><p>{escape(outcome.summary())}；显示 <output id="shown">{len(found)}</output> 处</p>
{_filter("severity", "级别", severities)}
{_filter("family", "类别", families)}
<p class="help">键盘：j 下一处，k 上一处，Tab 逐项移动，回车定位</p>
</header>"""


def _filter(kind: str, legend: str, choices: Sequence[tuple[str, str, int]]) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="{kind}" value="{value}" checked> {name} {count}</label>'
        for value, name, count in choices
        if count
    )
    return f"<fieldset><legend>{legend}</legend>{boxes}</fieldset>" if boxes else ""


class _File:
    """One file on the page; `number` keeps its marks and cards apart from those of other files."""

    def __init__(self, number: int, file: FileResult) -> None:
        self.number = number
        self.file = file
        self.groups = at_one_place(file.findings)
        self.ids = {id(finding): f"c{number}-{n}" for n, group in enumerate(self.groups, 1) for finding in group}
        self.found: dict[tuple[PartName, int], list[Finding]] = {}
        for finding in file.findings:
            self.found.setdefault((finding.part, finding.paragraph), []).append(finding)

    def html(self) -> str:
        name = f"<h2>{escape(self.file.path)}</h2>"
        if self.file.error:
            return f'<section class="file">{name}<p class="problem">{escape(self.file.error.message)}</p></section>'
        crashes = "".join(f'<p class="problem">规则 {c.rule} 出错：{escape(c.error)}</p>' for c in self.file.crashes)
        cards = "\n".join(map(self._card, self.groups)) or '<p class="none">没有发现问题</p>'
        text = "\n".join(self._text())
        sides = f'<div class="sides"><article class="text">{text}</article><aside class="cards" aria-label="问题">{cards}</aside></div>'
        return f'<section class="file">{name}{crashes}{sides}{self._facts()}</section>'

    def _text(self) -> Iterator[str]:
        """The paragraphs in reading order, tables as tables."""
        for table, group in groupby(self.file.paragraphs, key=lambda p: p.cell[0] if p.cell else None):
            if table is None:
                yield from map(self._paragraph, group)
            else:
                rows = groupby(group, key=lambda p: p.cell[1] if p.cell else 0)
                yield "<table>" + "".join(f"<tr>{self._cells(list(row))}</tr>" for _, row in rows) + "</table>"

    def _cells(self, row: list[Paragraph]) -> str:
        cells = groupby(row, key=lambda p: p.cell[2] if p.cell else 0)
        return "".join(f"<td>{''.join(map(self._paragraph, cell))}</td>" for _, cell in cells)

    def _paragraph(self, paragraph: Paragraph) -> str:
        kind = "title" if paragraph.is_title else f"level{paragraph.level}" if paragraph.level else ""
        part = PART_NAMES[paragraph.part]
        note = f'<p class="note">{part}</p>' if part else ""
        anchor = f' id="p{self.number}-{paragraph.part}-{paragraph.index}"' if not paragraph.cell else ""
        return f"{note}<p{anchor}{f' class={kind!r}' if kind else ''}>{self._marked(paragraph)}</p>"

    def _marked(self, paragraph: Paragraph) -> str:
        """The text of a paragraph with its findings marked; where they overlap, a piece belongs to several."""
        here = [f for f in self.found.get((paragraph.part, paragraph.index), ()) if paragraph.text[f.start : f.end] == f.text]
        return "".join(self._mark(text, covering) if covering else escape(text) for text, covering in _pieces(paragraph.text, here))

    def _mark(self, text: str, findings: list[Finding]) -> str:
        gravest = min(findings, key=lambda f: SEVERITIES.index(f.severity))
        ids = " ".join(dict.fromkeys(self.ids[id(f)] for f in findings))
        first = self.ids[id(gravest)]
        said = escape("；".join(f.message for f in findings), quote=True)
        empty = "" if text else " empty"
        return f'<a class="mark {gravest.severity}{empty}" href="#{first}" data-card="{ids}" title="{said}">{escape(text)}</a>'

    def _card(self, group: list[Finding]) -> str:
        finding, rule = group[0], RULES[group[0].rule]
        said = "<br>".join(escape(f.message) for f in group)
        advice = f"改为“{finding.fix.text}”" if finding.fix and finding.fix.text else "删去" if finding.fix else rule.advice
        rows = [("理由", rule.reason), ("建议", advice), ("依据", rule.source)]
        details = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
        place = f"{PART_NAMES[finding.part]}第{finding.paragraph}段"
        return (
            f'<section class="card {finding.severity}" id="{self.ids[id(finding)]}" tabindex="0" '
            f'data-severity="{finding.severity}" data-family="{finding.rule[:2]}" data-count="{len(group)}">'
            f"<h3>{said}</h3>"
            f'<p class="place"><a href="#p{self.number}-{finding.part}-{finding.paragraph}">{place}</a> · '
            f"{SEVERITY_NAMES[finding.severity]} · {finding.rule} {escape(rule.title)}</p><dl>{details}</dl></section>"
        )

    def _facts(self) -> str:
        """The facts the file was checked against, each with where it stands."""
        if not self.file.facts:
            return ""
        rows = "\n".join(f"<li>{self._fact(fact)}</li>" for fact in self.file.facts)
        return f'<section class="facts"><h3>事实清单</h3><ul>{rows}</ul></section>'

    def _fact(self, fact: FactUse) -> str:
        links = "、".join(f'<a href="#p{self.number}-{part}-{index}">第{index}段</a>' for part, index in fact.places)
        where = f"用在{links}" if links else '<strong class="missing">没有写到</strong>'
        return f"{escape(fact.id)} {escape(fact.text)}：{where}"


def _pieces(text: str, findings: list[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """The text cut where findings begin and end, each piece with the findings it belongs to; one without text is an empty piece."""
    begins, covering = deque(sorted(findings, key=lambda f: f.start)), list[Finding]()
    edges = sorted({0, len(text), *(f.start for f in findings), *(f.end for f in findings)})
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        covering = [f for f in covering if f.end > start]
        while begins and begins[0].start == start:
            covering.append(begins.popleft())
        if empty := [f for f in covering if f.end == start]:
            yield "", empty
            covering = [f for f in covering if f.end > start]
        yield text[start:end], covering
