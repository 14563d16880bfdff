import pytest

from assistant.drafting.fit import Fit
from assistant.drafting.style import LONGEST, _own_phrases
from assistant.facts.load import parse_facts
from assistant.samples.passages import KINDS


@pytest.fixture(scope="module")
def fit():
    return Fit(parse_facts("单位: 云栖港务有限公司理货党支部\n年度: 2025\n事实:\n  - 理货差错率下降0.4个百分点\n"), "third")


@pytest.mark.parametrize("phrase", ["坚持围绕中心、服务大局", "推动学习成果转化", "提高理货工作质量", "党员的先锋意识进一步增强"])
def test_words_of_the_genre_and_of_the_facts_fit(fit, phrase):
    assert fit(phrase, "done")


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("守护患者生命健康", "another trade"),
        ("盾构掘进安全平稳", "a word no other report has"),
        ("我坚持以身作则、率先垂范", "first person"),
        ("巩固拓展主题教育成果", "a campaign of its year"),
        ("现将有关情况报告如下", "a transition"),
        ("组织党员到红色基地接受教育", "an event"),
        ("学用结合还不够紧密", "a shortcoming among achievements"),
    ],
)
def test_what_belongs_to_somebody_else_does_not(fit, phrase, why):
    assert not fit(phrase, "done"), why


def test_problems_may_tell_shortcomings_but_no_remedies(fit):
    assert fit("学用结合还不够紧密", "problem")
    assert not fit("今后要进一步加强学习", "problem")


def test_our_own_phrases_cover_every_kind_and_are_no_longer_than_those_of_samples():
    phrases = _own_phrases()
    assert set(phrases) == set(KINDS)
    assert {len(roles) for roles in phrases.values()} == {2}
    assert [p for roles in phrases.values() for texts in roles.values() for p in texts if len(p) > LONGEST] == []
