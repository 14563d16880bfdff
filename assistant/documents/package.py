"""What a zip archive holds: the main part of a Word document, or something else to be named for what it is."""

from __future__ import annotations

from assistant.documents.archive import Archive
from assistant.documents.ooxml import relationships
from assistant.errors import DocumentError

_SAVE_AS = "请用 WPS 或 Office 打开它，另存为 .docx 后重试"
# The beginning of a member's name, what such an archive is, and what to do.
_OTHERS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "这是 Excel 表格，不是文档", "请把要检查的文字复制到 Word 文档中，另存为 .docx 后重试"),
    ("ppt/", "这是 PowerPoint 演示文稿，不是文档", "请把要检查的文字复制到 Word 文档中，另存为 .docx 后重试"),
    ("OFD.xml", "这是 OFD 版式文件，本程序不读取 OFD", "请用 WPS 或 OFD 阅读器转换为 .docx 后重试"),
    ("content.xml", "这是 OpenDocument 文件，不是 .docx 文档", _SAVE_AS),
)


def is_opendocument_text(archive: Archive) -> bool:
    """Whether this is an .odt, which LibreOffice can convert."""
    return "content.xml" in archive and "styles.xml" in archive and "word/document.xml" not in archive


def main_part(archive: Archive) -> str:
    """The member that holds the body of a Word document. Raises DocumentError where there is none."""
    targets = [r.target for r in relationships(archive, "") if r.kind == "officeDocument"]
    for name in (*targets, "word/document.xml"):
        if name in archive and not name.startswith(("xl/", "ppt/")):
            return name
    for start, message, hint in _OTHERS:
        if any(name.startswith(start) for name in archive.names):
            raise DocumentError(message, hint)
    if any(name.startswith("word/") for name in archive.names):
        raise DocumentError("文件已损坏：压缩包中没有 Word 正文", "请用 Word 或 WPS 打开并修复，另存为 .docx 后重试")
    raise DocumentError("这是压缩包，不是 Word 文档", "请先解压，再选择其中的文档")
