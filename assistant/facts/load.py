"""Reads facts files: YAML and JSON (with line numbers for every error) and .xlsx ledgers."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

from assistant.errors import FactsError
from assistant.facts import keys
from assistant.facts.model import Fact, FactsFile, SectionRequest
from assistant.samples.kinds import kind_of

BLANK = re.compile(r"_{2,}")
_DATE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?")


def load_facts(path: Path) -> FactsFile:
    """Read a facts file by its suffix: .xlsx as a ledger, anything else as YAML (of which JSON is a part).

    Raises FactsError (exit code 2) naming file, line and key.
    """
    if not path.exists():
        raise FactsError(f"找不到事实清单 {path}", "用 assistant init 建立一份示例，或检查路径")
    if path.is_dir():
        raise FactsError(f"{path} 是文件夹，不是事实清单", "请给出文件，如 facts.yaml")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FactsError(f"无法读取 {path}：{error.strerror}", "请检查文件权限") from error
    if data.startswith(b"PK\x03\x04"):
        from assistant.facts.ledger import read_ledger

        return read_ledger(path)
    return parse_facts(decode(data, path), path)


def decode(data: bytes, path: Path) -> str:
    """The text of a facts file in UTF-8, UTF-16 or GB 18030. Raises FactsError for anything else."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding)
        except UnicodeDecodeError:
            continue
    raise FactsError(f"{path} 不是文本文件", "事实清单应为 .yaml、.json 或 .xlsx")


def parse_facts(text: str, path: Path | None = None) -> FactsFile:
    """Read the text of a facts file. `path` is only for error messages and the result."""
    return FactsReader(path, _parse_yaml(text, path)).read()


def _parse_yaml(text: str, path: Path | None) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    class Constructor(RoundTripConstructor):
        """Leaves dates as they are written: the reader says what is wrong with one, and on which line."""

    Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
    yaml = YAML(typ="rt")
    yaml.Constructor = Constructor
    try:
        tree = yaml.load(text)
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        key = re.search(r'key "([^"]*)"', str(error.problem))
        raise FactsError(f"{path} 第 {line} 行：“{key.group(1) if key else ''}”重复出现", "同名的内容请合并在一处") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FactsError(f"{path} 第 {mark.line + 1 if mark else 1} 行附近格式有误", _yaml_hint(text, error)) from error
    except YAMLError as error:
        raise FactsError(f"{path} 含有不能使用的字符", "请删除文中看不见的控制字符后重试") from error
    if tree is None:
        raise FactsError(f"{path} 是空的", "用 assistant init 建立一份示例，照着填写")
    if not hasattr(tree, "lc") or not hasattr(tree, "items"):
        raise FactsError(f"{path} 第 1 行：这里应写成“键: 值”", "冒号要用英文半角“:”，后面加一个空格，如“单位: 某某公司”")
    return tree


def _yaml_hint(text: str, error: Any) -> str:
    mark = error.problem_mark
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    before = lines[mark.line - 1] if mark and 0 < mark.line <= len(lines) else ""
    if "\t" in line:
        return "请把制表符（Tab）换成空格"
    if any(re.match(r"\s*[^\s:：-]{1,8}：", near) for near in (line, before)):
        return "冒号要用英文半角“:”，后面加一个空格"
    if ": " in line.lstrip("- "):
        return "内容里有英文冒号或引号时，请给整条加上英文双引号"
    return "请检查缩进是否对齐、引号是否成对；含特殊符号的内容请加英文双引号"


def line_of(node: Any, key: Any) -> int:
    """The line (from 1) of an entry of a parsed mapping or list; ledgers bring their own row numbers as `lines`."""
    if hasattr(node, "lc"):
        places: Any = node.lc
        place = places.item(key) if isinstance(node, list) else places.key(key)
        return int(place[0]) + 1
    lines = getattr(node, "lines", None)
    return int(lines[key]) if isinstance(node, list) and lines else int(lines or 1)


class FactsReader:
    """Turns a parsed tree into a FactsFile, naming the line of whatever is wrong."""

    def __init__(self, path: Path | None, tree: Any) -> None:
        self.path = path
        self.tree = tree

    def _fail(self, line: int, what: str, hint: str = "") -> FactsError:
        return FactsError(f"{self.path or '事实清单'} 第 {line} 行：{what}", hint)

    def read(self) -> FactsFile:
        """The facts file. Raises FactsError for the first thing that is wrong."""
        found: dict[str, tuple[Any, int, str]] = {}
        for key, value in self.tree.items():
            line = line_of(self.tree, key)
            name = keys.canonical(str(key), keys.TOP)
            if name is None:
                raise self._fail(line, f"不认识的键“{key}”", keys.nearest(str(key), keys.TOP))
            if name in found:
                raise self._fail(line, f"“{key}”与第 {found[name][1]} 行的“{found[name][2]}”是同一项", "请合并在一处")
            found[name] = (value, line, str(key))
        facts = [f for name in keys.LISTS if name in found for f in self._facts(name, *found[name])]
        return FactsFile(
            path=self.path,
            facts=tuple(f for f in facts if not BLANK.search(f.text)),
            questions=tuple(f for f in facts if BLANK.search(f.text)),
            report_type=self._text(found, "type"),
            title=self._text(found, "title"),
            org=self._text(found, "org"),
            short_names=self._short_names(found),
            year=self._year(found),
            addressee=self._text(found, "addressee"),
            date=self._date(found),
            sections=tuple(self._sections(*found["sections"])) if "sections" in found else (),
        )

    def _text(self, found: dict[str, tuple[Any, int, str]], name: str) -> str | None:
        value, line, key = found.get(name, (None, 0, ""))
        if isinstance(value, dict | list):
            raise self._fail(line, f"“{key}”应是一行文字", "请写在冒号后面")
        text = "" if value is None else str(value).strip()
        return text or None

    def _short_names(self, found: dict[str, tuple[Any, int, str]]) -> tuple[str, ...]:
        value, line, key = found.get("short_names", (None, 0, ""))
        names = [value] if isinstance(value, str) else value or []
        if not isinstance(names, list) or any(isinstance(n, dict | list) for n in names):
            raise self._fail(line, f"“{key}”应是名称的列表", "如：简称: [机关党支部, 支部]")
        return tuple(str(n).strip() for n in names if n is not None and str(n).strip())

    def _year(self, found: dict[str, tuple[Any, int, str]]) -> int | None:
        text = self._text(found, "year")
        if text is None:
            return None
        match = re.fullmatch(r"((?:19|20)\d\d)\s*年?度?", text)
        if not match:
            _, line, key = found["year"]
            raise self._fail(line, f"“{key}”的值“{text}”不是年份", "请写四位数字，如 2025")
        return int(match.group(1))

    def _date(self, found: dict[str, tuple[Any, int, str]]) -> str | None:
        text = self._text(found, "date")
        if text is None:
            return None
        _, line, key = found["date"]
        match = _DATE.match(text)
        if not match:
            raise self._fail(line, f"“{key}”的值“{text}”不是日期", "请写成 2025-12-20")
        try:
            day = datetime.date(*(int(g) for g in match.groups()))
        except ValueError as error:
            raise self._fail(line, f"“{key}”的值“{text}”不是真实的日期", "请核对年月日") from error
        return day.isoformat()

    def _facts(self, name: str, value: Any, line: int, key: str) -> list[Fact]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._fail(line, f"“{key}”应是列表", "每条另起一行，以“- ”开头")
        return [self._fact(name, i, item, line_of(value, i)) for i, item in enumerate(value)]

    def _fact(self, name: str, i: int, item: Any, line: int) -> Fact:
        kind, letter = keys.LISTS[name]
        fields: dict[str, str] = {}
        if isinstance(item, dict):
            for key, value in item.items():
                at = line_of(item, key)
                field = keys.canonical(str(key), keys.FACT)
                if field is None:
                    near = keys.nearest(str(key), keys.FACT)
                    raise self._fail(at, f"不认识的键“{key}”", f"{near}；如果这是内容里的冒号，请给整条加上英文双引号")
                fields[field] = "" if value is None else str(value).strip()
        elif isinstance(item, list):
            raise self._fail(line, "一条事实应是一行文字", "请去掉多余的“-”或方括号")
        else:
            fields["text"] = "" if item is None else str(item).strip()
        if not fields.get("text"):
            raise self._fail(line, "这一条没有内容", "请填写内容，或删除这一行")
        return Fact(f"{letter}{i + 1}", kind, fields["text"], fields.get("section") or None, fields.get("source") or None, line)

    def _sections(self, value: Any, line: int, key: str) -> list[SectionRequest]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._fail(line, f"“{key}”应是列表", "如：- {标题: 强化理论武装, 类型: done, 字数: 400}")
        return [self._section(item, line_of(value, i)) for i, item in enumerate(value)]

    def _section(self, item: Any, line: int) -> SectionRequest:
        given = item if isinstance(item, dict) else {"标题": item}
        fields: dict[str, Any] = {}
        for key, value in given.items():
            field = keys.canonical(str(key), keys.SECTION)
            if field is None:
                raise self._fail(line, f"不认识的键“{key}”", keys.nearest(str(key), keys.SECTION))
            fields[field] = value
        title = str(fields.get("title") or "").strip()
        if not title:
            raise self._fail(line, "小节没有标题", "如：{标题: 强化理论武装, 类型: done, 字数: 400}")
        kind = keys.kind_of(str(fields.get("kind") or kind_of([title], "")).strip())
        if kind is None:
            raise self._fail(line, f"不认识的小节类型“{fields['kind']}”", keys.nearest(str(fields["kind"]), keys.KIND_NAMES))
        return SectionRequest(title, kind, self._length(fields.get("length"), line))

    def _length(self, value: Any, line: int) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 20 <= value <= 20000:
            raise self._fail(line, f"字数“{value}”不能用", "请写 20 到 20000 之间的整数")
        return value
