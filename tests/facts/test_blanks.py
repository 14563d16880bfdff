"""Blanks: values out of a text, answers into a question."""

import pytest

from assistant.facts.blanks import blank_value, filled
from assistant.text.spans import Slot


@pytest.mark.parametrize(
    ("kind", "value", "blank"),
    [
        ("quantity", "14次", "____次"),
        ("quantity", "约600万元", "____万元"),
        ("quantity", "1.8万人", "____人"),
        ("quantity", "41.6万吨", "____万吨"),
        ("quantity", "十二次", "____次"),
        ("quantity", "97.2%", "____%"),
        ("quantity", "近百人次", "____人次"),
        ("quantity", "一等奖", None),
        ("date", "7月1日", "____月____日"),
        ("date", "4月至7月", "____月至____月"),
        ("quoted", "“晨读”", "“____”"),
        ("title", "《守则》", "《____》"),
        ("placeholder", "XX", "____"),
        ("org", "城东水厂", None),
    ],
)
def test_a_value_becomes_a_blank_with_its_unit(kind, value, blank):
    assert blank_value(Slot(0, len(value), kind, value)) == blank


@pytest.mark.parametrize(
    ("question", "answer", "fact"),
    [
        ("讲党课____次", "4", "讲党课4次"),
        ("讲党课____次", " 4次 ", "讲党课4次"),
        ("讲党课____次", "十二", "讲党课十二次"),
        ("党员大会____次、支委会____次", "4 12", "党员大会4次、支委会12次"),
        ("党员大会____次、支委会____次", "4次，12次", "党员大会4次、支委会12次"),
        ("党员大会____次、支委会____次", "党员大会开了4次，没有开支委会", "党员大会开了4次，没有开支委会"),
        ("____月____日召开组织生活会", "2月15日", "2月15日召开组织生活会"),
        ("在理论武装方面，____", "学习还不够系统，少数人跟不上", "在理论武装方面，学习还不够系统，少数人跟不上"),
        ("凝练形成“____”品牌", "山水先锋", "凝练形成“山水先锋”品牌"),
    ],
)
def test_an_answer_fills_the_blanks_or_tells_it_all_anew(question, answer, fact):
    assert filled(question, answer) == fact


@pytest.mark.parametrize("answer", ["", "4", "4 12 36", "____", "不清楚"])
def test_an_answer_that_does_not_fit_the_blanks_is_none(answer):
    assert filled("党员大会____次、支委会____次", answer) is None
