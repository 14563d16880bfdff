"""The properties of a Word file that a report keeps: who wrote it, and its keywords."""

from __future__ import annotations

import re

from assistant.documents.archive import Archive
from assistant.documents.ooxml import parse, relationships
from assistant.errors import DocumentError

_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_BETWEEN = re.compile(r"\s*[,，;；、]\s*")


def properties(archive: Archive) -> tuple[str, tuple[str, ...]]:
    """Author and keywords; empty where the file says nothing or says it in a way that cannot be read."""
    try:
        member = next((r.target for r in relationships(archive, "") if r.kind == "core-properties" and not r.external), "")
        if member not in archive:
            return "", ()
        root = parse(archive, member)
    except DocumentError:
        return "", ()
    author, keywords = (root.findtext(name, "").strip() for name in (_CREATOR, _KEYWORDS))
    return author, tuple(filter(None, _BETWEEN.split(keywords)))
