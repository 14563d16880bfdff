"""Prompts: jinja2 templates and worked examples from prompts/ of the project or of the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant import paths
from assistant.drafting.outline import Voice
from assistant.engines.base import Message
from assistant.errors import InputError
from assistant.samples.passages import Kind

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment(folders: tuple[str, ...]) -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        loader=FileSystemLoader(folders), undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False, trim_blocks=False
    )


def render(template: str, **values: Any) -> str:
    """Fill in a template of prompts/. A missing variable or template is an error that names it (InputError)."""
    from jinja2 import TemplateError

    folders = tuple(str(p) for p in paths.data_files("prompts", "."))
    try:
        return _environment(folders).get_template(f"{template}.jinja").render(**values).strip()
    except TemplateError as error:
        hint = "请检查项目 prompts/ 文件夹里的模板，或删除它以使用自带的"
        raise InputError(f"提示词模板 {template}.jinja 有误：{error}", hint) from error


def render_text(text: str, **values: Any) -> str:
    """Fill in a short template given as text (titles of outlines)."""
    from jinja2 import TemplateError

    try:
        return _environment(()).from_string(text).render(**values)
    except TemplateError as error:
        raise InputError(f"大纲中的“{text}”有误：{error}", "可用的变量只有 year") from error


class Point(NamedTuple):
    """One line of the plan of a paragraph: what it is (做法, 事实, 效果 …) and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """What one request asks for: a paragraph of about `length` characters along `points`, for a section of `kind`.

    `template` is its name in prompts/.
    """

    title: str
    guidance: str
    points: tuple[Point, ...]
    length: int
    template: str = "section"
    kind: Kind = "done"


@cache
def _examples(voice: Voice, self_name: str) -> tuple[Message, ...]:
    from ruamel.yaml import YAML

    path = paths.data_files("prompts", f"examples/{voice}.yaml")[0]
    turns: list[Message] = []
    for example in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")):
        text = render_text(example.pop("text"), self_name=self_name)
        points = tuple(Point(*p) for p in example.pop("points"))
        turns += [Message("user", _ask(Task(points=points, **example))), Message("assistant", text)]
    return tuple(turns)


def _ask(task: Task) -> str:
    return render(task.template, title=task.title, guidance=task.guidance, points=task.points, length=task.length)


def shared_messages(*, voice: Voice, self_name: str) -> tuple[Message, ...]:
    """What every request of a report begins with: the rules and the worked examples."""
    return (Message("system", render("rules", voice=voice, self_name=self_name)), *_examples(voice, self_name))


def worked_answers(*, voice: Voice, self_name: str) -> str:
    """The answers of the worked examples, a line each: words to learn from and never to be said again."""
    return "\n".join(m.content for m in _examples(voice, self_name) if m.role == "assistant")


def messages_for(task: Task, *, voice: Voice, self_name: str) -> tuple[Message, ...]:
    """The request for a task. What is the same for every section comes first, so that a server's prefix cache serves it."""
    return (*shared_messages(voice=voice, self_name=self_name), Message("user", _ask(task)))


def revised(messages: Sequence[Message], task: Task, original: str, instructions: Sequence[str]) -> tuple[Message, ...]:
    """The request for a task with its text so far (empty: not shown) and what the user wants changed, in the form small models know."""
    asked = render(
        "revise",
        title=task.title,
        guidance=task.guidance,
        original=original,
        instructions=instructions,
        points=task.points,
        length=task.length,
    )
    return (*messages[:-1], Message("user", asked))


def repair_messages(messages: Sequence[Message], draft: str, problems: Sequence[str]) -> tuple[Message, ...]:
    """The request to write a draft again, naming exactly what is wrong with it."""
    return (*messages, Message("assistant", draft), Message("user", render("repair", problems=problems)))
