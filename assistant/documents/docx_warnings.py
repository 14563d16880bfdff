"""What a user should know about a .docx beyond its text: unaccepted changes, hidden text, macros, links, embedded objects."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from lxml import etree

from assistant.documents.archive import Archive
from assistant.documents.ooxml import Relationship, W, relationships

_REVISIONS = tuple(W + n for n in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
_EMBEDDED = frozenset(("oleObject", "package", "control"))
_NAMED = 3


def warnings_of(archive: Archive, roots: Mapping[str, etree._Element], hidden: int) -> tuple[str, ...]:
    """The warnings for the parts that were read; `hidden` is the number of hidden characters left out."""
    links = [link for name in roots for link in relationships(archive, name)]
    found = (
        _revisions(roots),
        f"含有 {hidden} 个字的隐藏文字，未读取" if hidden else "",
        "含有宏，未运行；请确认文件来源可靠" if any(n.lower().endswith("vbaproject.bin") for n in archive.names) else "",
        _external([link for link in links if link.external]),
        _counted(links, _EMBEDDED, "含有 {} 个嵌入对象（OLE），其中的内容未读取"),
        _counted(links, frozenset(["aFChunk"]), "含有 {} 处嵌入的外来内容（altChunk），未读取；请用 Word 打开并另存后重试"),
        _counted(links, frozenset(["diagramData"]), "含有 {} 个 SmartArt 图形，其中的文字未读取"),
    )
    return tuple(w for w in found if w)


def _revisions(roots: Mapping[str, etree._Element]) -> str:
    count = sum(1 for root in roots.values() for _ in root.iter(*_REVISIONS))
    return f"含有 {count} 处未接受的修订，按全部接受后的文字读取" if count else ""


def _counted(links: list[Relationship], kinds: frozenset[str], message: str) -> str:
    count = sum(link.kind in kinds for link in links)
    return message.format(count) if count else ""


def _external(links: list[Relationship]) -> str:
    if not links:
        return ""
    places = list(dict.fromkeys(_place(link.target) for link in links))
    named = "、".join(places[:_NAMED]) + ("等" if len(places) > _NAMED else "")
    return f"含有 {len(links)} 个外部链接（{named}），未打开"


def _place(target: str) -> str:
    """The host of an address, or its beginning where it has none."""
    try:
        return urlsplit(target).hostname or target[:40]
    except ValueError:
        return target[:40]
