"""What must hold for any number and any text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts.load import load_facts, parse_facts
from assistant.facts.model import Fact, FactsFile
from assistant.grounding import Grounder
from assistant.grounding.model import UNSUPPORTED

FACTS_FILES = sorted((Path(__file__).parents[2] / "evals" / "facts").glob("*.yaml"))
DIGITS = "零一二三四五六七八九"
SENTENCES = ("全年开展主题党日活动{}次。", "坚持党建引领，组织{}次主题党日。", "主题党日{}场，凝聚力不断增强。")


def in_chinese(n):
    """12 is 十二, 305 is 三百零五."""
    if n < 10:
        return DIGITS[n]
    if n < 20:
        return "十" + (DIGITS[n - 10] if n > 10 else "")
    if n < 100:
        return DIGITS[n // 10] + "十" + (DIGITS[n % 10] if n % 10 else "")
    rest = n % 100
    tail = "" if not rest else ("零" + DIGITS[rest] if rest < 10 else DIGITS[rest // 10] + "十" + (DIGITS[rest % 10] if rest % 10 else ""))
    return DIGITS[n // 100] + "百" + tail


def forms(n):
    """The ways of writing a number below a thousand."""
    return (str(n), in_chinese(n), "".join(chr(ord(c) + 0xFEE0) for c in str(n)), f" {n} ")


def grounder(n):
    return Grounder(FactsFile(None, (Fact("F1", "fact", f"开展主题党日活动{n}次"), Fact("F2", "fact", "讲授专题党课1001次")), year=2025))


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 999), st.integers(0, 3), st.sampled_from(SENTENCES))
def test_the_written_form_of_a_number_never_matters(n, form, sentence):
    grounding = grounder(n).check(sentence.format(forms(n)[form]))
    assert grounding.violations == ()
    assert grounding.uses["F1"].status == "used"


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 999), st.integers(3, 999), st.integers(0, 3), st.sampled_from(SENTENCES))
def test_another_number_is_always_reported_and_contradicts_the_fact(n, other, form, sentence):
    if n == other:
        return
    grounding = grounder(n).check(sentence.format(forms(other)[form]))
    assert [v.status for v in grounding.violations] == ["nowhere"]
    assert grounding.uses["F1"].status == "contradicted"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=2, max_size=4))
def test_the_sum_of_listed_things_is_derived(parts):
    things = ("党员大会", "支委会", "党小组会", "主题党日")[: len(parts)]
    facts = "事实:\n" + "".join(f"  - 召开{thing}{n}次\n" for thing, n in zip(things, parts, strict=True))
    (value,) = Grounder(parse_facts(facts)).check(f"召开{'、'.join(things)}共{sum(parts)}次。").values
    assert value.status == "derived"
    assert value.facts == tuple(f"F{i + 1}" for i in range(len(parts)))


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="党员支部会议3一二十百万年月日次名个%“”《》，。、；共其中由到增长 \n", max_size=120))
def test_any_text_is_grounded_in_order_and_in_place(text):
    grounding = grounder(14).check(text)
    spans = [(v.slot.start, v.slot.end) for v in grounding.values]
    assert spans == sorted(spans)
    assert all(text[v.slot.start : v.slot.end] == v.slot.value for v in grounding.values)
    assert all(v.reason for v in grounding.values if v.status in UNSUPPORTED)


@pytest.mark.parametrize("path", FACTS_FILES, ids=lambda path: path.stem)
def test_the_facts_themselves_are_used_and_sound(path):
    facts = load_facts(path)
    grounding = Grounder(facts).check("\n".join(f.text + "。" for f in facts.facts))
    assert grounding.describe() == []


def test_a_long_text_is_grounded_in_linear_time():
    import time

    facts = load_facts(FACTS_FILES[0])
    once = "\n".join(f"{f.text}。" for f in facts.facts) + "\n全年开展活动77次，投入33万元，覆盖88个单位。\n"
    checker = Grounder(facts)

    def seconds(times):
        start = time.process_time()
        checker.check(once * times)
        return time.process_time() - start

    seconds(2)
    short, long = min(seconds(5) for _ in range(3)), min(seconds(20) for _ in range(2))
    assert long < short * 4 * 2.5
