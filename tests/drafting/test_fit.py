import pytest

from assistant.drafting.fit import Fit
from assistant.drafting.style import LONGEST, own_topics
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
        ("完善党员政治生日制度", "an arrangement"),
        ("安全形势总体平稳", "how things stand"),
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


def test_our_own_phrases_name_only_people_and_trades_of_the_facts(fit):
    assert fit.suits("把提高理货工作质量作为落脚点")
    assert not fit.suits("把提高教学质量作为落脚点")


def test_our_own_phrases_cover_every_kind_and_are_no_longer_than_those_of_samples():
    topics = own_topics()
    assert {t.kind for t in topics} == set(KINDS)
    assert {t.kind for t in topics if not t.words} == set(KINDS)
    assert [p.text for t in topics for p in t.phrases if len(p.text) > LONGEST] == []
    assert {p.role for t in topics for p in t.phrases} == {"way", "effect"}


def test_a_topic_is_near_to_facts_with_its_words():
    learning = next(t for t in own_topics() if t.kind == "done" and "读书" in t.words)
    assert learning.nearness("全年集中学习24次，专题研讨6次") > learning.nearness("签订廉洁承诺书21份") == 0


def test_a_report_that_is_not_about_party_work_gets_no_phrases_of_it():
    school = Fit(parse_facts("单位: 松湾小学教务处\n年度: 2025\n事实:\n  - 听课326节\n"), "third")
    assert not school.suits("组织生活的政治性和严肃性不断增强")
    assert not school("认真履行全面从严治党责任", "done")
    assert not school.suits("政治功能和组织功能进一步增强")
    assert school.suits("坚持早谋划、早部署、早落实")
