"""A first masking: quantities and dates."""

from __future__ import annotations

from assistant.text.dates import find_dates
from assistant.text.quantities import find_quantities
from assistant.text.spans import Slot

MASK_VERSION = 0


def mask(text: str) -> tuple[str, tuple[Slot, ...]]:
    """The masked text, and the slots of `text`."""
    slots = [Slot(q.start, q.end, "quantity", q.text) for q in find_quantities(text)]
    slots += [Slot(d.start, d.end, "date", text[d.start : d.end]) for d in find_dates(text)]
    masked = text
    for slot in sorted(slots, reverse=True):
        masked = masked[: slot.start] + ("〔日期〕" if slot.kind == "date" else "〔数量〕") + masked[slot.end :]
    return masked, tuple(sorted(slots))
