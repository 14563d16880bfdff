"""How much a document may cost: all limits of reading in one place, and the error beyond them.

A 300-page report has some 7,000 paragraphs and, after much editing, up to 500,000 XML elements with 700,000
attributes in 20 MB. The limits allow that and keep what lies just inside them within a few seconds and some 300 MB.
"""

from __future__ import annotations

from assistant.errors import DocumentError

MEGABYTE = 1024 * 1024
MOST_BYTES = 200 * MEGABYTE  # of a file: Word files may be full of pictures, which are not read
MOST_TEXT = 10 * MEGABYTE  # of a text file
MOST_PARAGRAPHS = 100_000
MOST_CELLS = 1_000_000  # of one table once it is made rectangular
MOST_MEMBERS = 10_000
MOST_UNPACKED = 512 * MEGABYTE
MOST_XML = 24 * MEGABYTE
MOST_NODES = 1_400_000  # elements and attributes
# Text in XML shrinks to a tenth, much repeated text to a hundredth, bombs to a thousandth; small archives cannot do harm.
MOST_RATIO = 200
SMALL = 8 * MEGABYTE


def too_big(what: str) -> DocumentError:
    """The error for a document beyond the limits; `what` names the limit."""
    hint = "请确认文件来源可靠；确有需要时，请用 Word 打开并另存为新的 .docx，或把内容拆成几个文件"
    return DocumentError(f"文件异常庞大（{what}），为安全起见没有读取", hint)
