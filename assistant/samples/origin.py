"""Where a sample comes from, as far as it tells itself: its type of report, its year, its title."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.documents.headings import number_of
from assistant.documents.model import Document
from assistant.paths import data_files
from assistant.text.patterns import compiled

# Words of a title that tell the type, most telling first.
_TELLING = (
    ("党支部书记述职报告", compiled(r"述职|述责|述廉")),
    ("项目党支部总结与计划", compiled(r"项目|工程|标段|总结(与|和|及|暨).{0,12}计划")),
    ("机关党总支工作总结", compiled(r"党总支|党委")),
    ("国企党支部工作总结", compiled(r"(公司|集团|企业|厂|矿|车间|银行|国企).*(支部|党建)")),
    ("机关党支部工作报告", compiled(r"支部")),
)
_COUNTED = compiled(r"[\dXxＸ×_＿〇零一二三四五六七八九十年度季上下半月第（）()\s]")
_YEAR = compiled(r"(?<!\d)(20[0-4]\d)(?=年|\D|$)")


@cache
def report_types() -> frozenset[str]:
    """The names of all outlines, the user's own included."""
    return frozenset(file.stem for folder in data_files("prompts", "outlines") for file in folder.glob("*.yaml"))


def name_of(path: Path) -> str:
    """A path as the library writes it: what a file system cannot say in UTF-8 (names out of old archives) is escaped."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def title_of(document: Document) -> str:
    """The document's title, else its first short line, else its file name."""
    if document.title:
        return document.title
    line = next((p.text.strip() for p in document.body if p.text.strip()), "")
    if 0 < len(line) <= 40 and not line.endswith(("。", "，", "；", "：", ":")) and not number_of(line):
        return line
    return Path(name_of(document.path)).stem if document.path else ""


def report_type_of(path: Path | None, title: str) -> str:
    """The type named by a folder above the file, else guessed from the title, else an empty string."""
    folders = [part for part in reversed(path.parts[:-1]) if part in report_types()] if path else []
    return folders[0] if folders else next((name for name, pattern in _TELLING if pattern.search(title)), "")


def unit_of(title: str) -> str:
    """What tells a unit from others as far as titles do: the title without years and numbers."""
    return _COUNTED.sub("", title)


def year_of(document: Document, title: str) -> int | None:
    """The year in the title, else the year said most often in the first half of the body, else None."""
    if found := _YEAR.search(title):
        return int(found[1])
    body = "\n".join(p.text for p in document.body)
    years = [int(y) for y in _YEAR.findall(body[: max(1000, len(body) // 2)])]
    return max(years, key=lambda y: (years.count(y), y)) if years else None
