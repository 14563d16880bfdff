"""`python -m evals.fuzz [--minutes 60]`: no document makes the checker crash, and no rule takes more than linear time.

Rounds of three kinds take turns until the time is up: text, Word files, and growth (fragments that rules look for, repeated to 32,000
characters, each rule timed as the text grows). What fails is printed with the smallest case found; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from assistant.errors import DocumentError
from assistant.facts.load import parse_facts
from assistant.facts.model import FactsFile
from evals.fuzz.growth import SIZES, TooSlow, slow_growth
from evals.fuzz.pieces import fragments, texts, word_files
from evals.fuzz.sound import check

FACTS = parse_facts(
    "单位: 临江港务有限公司机关党支部\n年度: 2025\n事实:\n  - 现有党员16名\n  - 全年组织集体学习46次\n  - 支部书记陆海川讲党课4次\n"
)
TITLE = "2025年党支部工作总结\n"
JOINTS = ("", "\n", "。", "，", " ", "、", "#")
_CALM = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
done: Counter[str] = Counter()


def a_text(round_: int) -> None:
    """Texts, as plain text and as Markdown, with facts and without."""

    @seed(round_)
    @settings(max_examples=250, **_CALM)
    @given(texts(), st.sampled_from([".txt", ".md"]), st.sampled_from([None, FACTS]))
    def any_text(text: str, suffix: str, facts: FactsFile | None) -> None:
        done["texts"] += 1
        check(text.encode(errors="ignore"), suffix, facts)

    any_text()


def a_word_file(round_: int) -> None:
    """Word files, a tenth of them damaged."""

    @seed(round_)
    @settings(max_examples=40, **_CALM)
    @given(word_files(), st.sampled_from([None, FACTS]))
    def any_word_file(data: bytes, facts: FactsFile | None) -> None:
        done["Word files"] += 1
        check(data, ".docx", facts)

    any_word_file()


def growth(round_: int) -> None:
    """One to three fragments over and over, on one line or on many, the same each time or with a number of its own."""

    @seed(round_)
    @settings(max_examples=12, phases=[Phase.generate], **_CALM)
    @given(st.lists(st.sampled_from(fragments()), min_size=1, max_size=3), st.sampled_from(JOINTS), st.sampled_from([None, None, FACTS]))
    def any_fragment(parts: list[str], joint: str, facts: FactsFile | None) -> None:
        done["fragments repeated"] += 1
        unit = "".join(parts)
        try:
            slow = list(slow_growth(lambda size: repeated(unit, joint, size), facts))
        except TooSlow as error:
            slow = [str(error)]
        except DocumentError:  # control characters: no text, and told so
            return
        assert not slow, f"{unit!r} joined by {joint!r}: {'; '.join(slow)}"

    any_fragment()


def repeated(unit: str, joint: str, size: int) -> str:
    """A title, then `unit` again and again to `size` characters; the joint # puts a number and a character of its own behind each."""
    if joint != "#":
        return TITLE + (unit + joint) * max(1, size // len(unit + joint))
    parts, length = [TITLE], 0
    while length < size:
        number = len(parts)
        parts.append(f"{unit}{number}{chr(0x4E00 + number * 37 % 20_000)}")
        length += len(parts[-1])
    return "".join(parts)


KINDS: tuple[Callable[[int], None], ...] = (a_text, a_word_file, growth)


def main() -> int:
    """Fuzz until the time is up; the exit code."""
    parser = argparse.ArgumentParser(description="fuzz the checker with text and Word files")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[kind.__name__ for kind in KINDS])
    options = parser.parse_args()
    kinds = [kind for kind in KINDS if options.only in (None, kind.__name__)]
    ends, failures, number = time.monotonic() + 60 * options.minutes, 0, options.seed * 1_000_000
    while time.monotonic() < ends:
        try:
            kinds[number % len(kinds)](number)
        except Exception:
            failures += 1
            print(f"round {number}:\n{traceback.format_exc(limit=-4)}", flush=True)
        number += 1
    said = ", ".join(f"{count:,} {name}" for name, count in done.items())
    print(f"{options.minutes:g} minutes, {said} (up to {SIZES[-1]:,} characters): {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
