"""Where a line of plain text wants to go: the section or the paragraph it names, the next one or the one before."""

from __future__ import annotations

import re

from assistant.chat.understand import MARKS

_STEP = re.compile(
    r"^(?:请|好|那|就|可以|我们|来|到|去|看|写|起草|进入|开始|继续|换|再|[，,])*(?P<way>[上下])(?:一|个|一个)?(?:小?节|部分|章节?)(?:吧|了)?$"
)


def wanted_step(text: str) -> int:
    """How many sections a line asks to go on (下一节) or back; 0 where it does not."""
    found = _STEP.match(text.strip().strip(MARKS))
    return 0 if found is None else 1 if found["way"] == "下" else -1


_HEADED = re.compile(r"^(?P<name>[^，。；：:\n]{2,20})[：:]\s*(?P<rest>\S.*)$", re.S)
_SAYS_SOMETHING = re.compile(r"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){4}")


def headed(text: str) -> tuple[str, str]:
    """The section that a text may begin by naming (存在问题：…), to be looked up, and what it says of it; else empty strings."""
    found = _HEADED.match(text.strip())
    if found is None or not _SAYS_SOMETHING.match(found["rest"]):
        return "", ""
    name = re.sub(r"^(?:(?:请|先|再|现在|帮我|我们?)*(?:写|起草|补充|换[到成]?|转到|换?一节|下面是))+", "", found["name"])
    return name, found["rest"]


_SECTION = re.compile(
    r"^(?:请|先|现在|再|接着|接下来|下面|开始|帮我|我们?)*(?:来?写|起草|换[到成]?|换?一节[：:，, ]?|转到|跳到|看|改)+(?:一下)?"
    r"[“\"]?(?P<name>[^，。；\n]{2,30}?)[”\"]?"
    r"(?:(?:这|那)一?[节部段]分?|部分|一节|小节|章节)?吧?[。！]?$"
)


def wanted_section(text: str) -> str:
    """What a line may name as the section to write (先写组织生活这一节), to be looked up among the sections; else empty."""
    found = _SECTION.match(text.strip())
    return found["name"] if found else ""


def is_to_write(text: str) -> bool:
    """Whether a line that names a section wants it written, not just shown."""
    return bool(re.search(r"写|起草", text))


_PARAGRAPH = re.compile(r"第([一二三四五六七八九十\d]{1,3})段")


def wanted_paragraph(instruction: str, count: int) -> int | None:
    """The index of the paragraph an instruction names, of `count`."""
    from assistant.text.numerals import parse_number

    found = _PARAGRAPH.search(instruction)
    number = parse_number(found[1]) if found else None
    if number is not None and 1 <= number <= count:
        return int(number) - 1
    return count - 1 if count and "最后一段" in instruction else None


_REMOVED = re.compile(
    r"^(?:请?[把将]|请)?(?:删除?掉?|去掉)?(?:第[一二三四五六七八九十\d]{1,3}段|最后一段)(?:删除?掉?|去掉|不要)?了?[。！]?$"
)


def removed_paragraph(text: str, count: int) -> int | None:
    """The index of the paragraph, of `count`, that a line wants to have gone (把第二段删掉); None where it wants no such thing."""
    asked = re.search(r"删|去掉|不要", text) and _REMOVED.match(text.strip())
    return wanted_paragraph(text, count) if asked else None
