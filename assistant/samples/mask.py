"""Stand-in."""
from __future__ import annotations
import re
from assistant.text.spans import Slot
MASK_VERSION = 0
_V = re.compile(r"[\d.]+[个次名人项场期年月日%]*")
def mask(text: str) -> tuple[str, tuple[Slot, ...]]:
    """Stand-in."""
    slots = tuple(Slot(m.start(), m.end(), "quantity", m[0]) for m in _V.finditer(text))
    return _V.sub("〔数量〕", text), slots
