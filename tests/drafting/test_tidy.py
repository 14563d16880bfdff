import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.tidy import as_done, tidy


@pytest.mark.parametrize(
    ("answer", "clean"),
    [
        ("支部开展学习24次。", "支部开展学习24次。"),
        ("以下是为您撰写的内容：\n\n支部开展学习24次。\n\n希望对您有帮助！", "支部开展学习24次。"),
        ("```\n支部开展学习24次\n```", "支部开展学习24次。"),
        ("**支部**开展学习24次,成效明显.", "支部开展学习24次，成效明显。"),
        ("（一）强化理论武装\n支部开展学习24次。", "支部开展学习24次。"),
        ("强化理论武装。支部开展学习24次。", "支部开展学习24次。"),
        ("1.支部开展学习24次\n2.发展党员3名", "支部开展学习24次。发展党员3名。"),
        ("一是支部开展学习24次。", "支部开展学习24次。"),
        ("支部开展学习24次。（共12字）", "支部开展学习24次。"),
        ("做法：坚持学用结合\n事实：学习24次", "坚持学用结合。学习24次。"),
        ("抓长远、打基础。计划：学习不少于24次，方向为：学用结合。", "抓长远、打基础。学习不少于24次，学用结合。"),
        ("发展党员3名。一是加强培养；二是严格把关。", "发展党员3名。加强培养；严格把关。"),
        ("增长6.2%，成本1.5万元。", "增长6.2%，成本1.5万元。"),
        ("全年节约1,200元。", "全年节约1,200元。"),
        ("获专利1项。获专利1项。获专利1项。", "获专利1项。"),
        ("学习24次，交流研讨4次，缺“4次”。", "学习24次，交流研讨4次。"),
    ],
)
def test_only_the_paragraph_is_left(answer, clean):
    assert tidy(answer, title="强化理论武装") == clean


def test_an_answer_that_was_cut_off_ends_with_its_last_whole_sentence():
    assert tidy("支部开展学习24次。在此基础上，进一步", cut=True) == "支部开展学习24次。"
    assert tidy("支部开展学习", cut=True) == "支部开展学习。"
    assert tidy("支部开展学习24次，与养护所联办“同", cut=True) == "支部开展学习24次。"


@given(st.text(alphabet="支部学习24次，。；：“”《》（）*#\n 1一是.,", max_size=80))
def test_tidying_twice_changes_nothing_more_and_leaves_no_line_ends(text):
    once = tidy(text)
    assert "\n" not in once
    assert "**" not in once


def test_what_was_done_is_not_told_as_an_intention():
    assert as_done("支部将坚持围绕中心。我将把难点作为重点，将责任压实。") == "支部坚持围绕中心。我把难点作为重点，将责任压实。"


@pytest.mark.parametrize(
    ("mixed", "meant"),
    [
        ("支部坚持把组织建设为根本，夯实战斗堡垒。", "支部坚持把组织建设作为根本，夯实战斗堡垒。"),
        ("支部坚持抓基层、打基础作为长远之计。", "支部坚持把抓基层、打基础作为长远之计。"),
        ("支部通过联系群众为纽带，营造和谐氛围。", "支部以联系群众为纽带，营造和谐氛围。"),
        ("支部将以夯实基础为方向，坚持分类指导为方向，敢压担子为方向。", "支部将以夯实基础为方向，坚持分类指导，敢压担子。"),
        ("把学习作为根本，以安全为重点，通过座谈为职工解难。", "把学习作为根本，以安全为重点，通过座谈为职工解难。"),
    ],
)
def test_constructions_that_small_models_mix_up_are_set_right(mixed, meant):
    assert tidy(mixed) == meant
