import pytest

from assistant.config import load_config
from assistant.drafting.job import prepare
from assistant.facts.load import parse_facts
from tests.drafting.conftest import FACTS

LEARNING = "集中学习23次，专题研讨5次"
PASSING = "办“船头夜校”十二期，工友参加九百余人次"
CARE = "把大家的冷暖放在心上"


@pytest.fixture
def job(library):
    more = f"  - {LEARNING}\n  - {PASSING}\n"
    return prepare(parse_facts(FACTS.replace("事实:\n", f"事实:\n{more}", 1)), load_config(), lambda line: None)


def pool(job, *texts):
    section = next(s for s in job.plan.sections if any(f.text == LEARNING for f in s.facts))
    facts = [f for f in job.facts.facts if f.text in texts]
    return job.style().pool(section, facts)


def test_what_a_paragraph_only_touches_gives_it_no_phrases(job):
    assert CARE not in [p.text for p in pool(job, LEARNING, PASSING)]
    assert "坚持读原著、学原文、悟原理" in [p.text for p in pool(job, LEARNING, PASSING)]


def test_no_phrase_says_what_a_fact_says(job):
    told = "把学习成果转化为做好工作的思路"
    changed = prepare(parse_facts(FACTS.replace("事实:\n", f"事实:\n  - {told}\n", 1)), load_config(), lambda line: None)
    section = next(s for s in changed.plan.sections if any(f.text == told for f in s.facts))
    assert not any("转化为做好工作的思路" in p.text for p in changed.style().pool(section, section.facts))


def test_a_phrase_is_handed_out_once(job):
    style = job.style()
    section = next(s for s in job.plan.sections if s.facts and s.kind == "done")
    first = style.take(style.pool(section, section.facts), "way", 3)
    second = style.take(style.pool(section, section.facts), "way", 3)
    assert len(first) == 3
    assert not {p.text for p in first} & {p.text for p in second}
