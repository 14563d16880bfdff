import pytest

from assistant.drafting.claims import claims, without_claims, without_parts, without_worked

GIVEN = "开展警示教育3次；把纪律规矩挺在前面；党小组活动形式比较单一"


@pytest.mark.parametrize(
    ("draft", "left"),
    [
        ("支部把纪律规矩挺在前面，常态化开展纪律教育，开展警示教育3次。", "支部把纪律规矩挺在前面，开展警示教育3次。"),
        ("开展警示教育3次。通过组织职工参与各类活动，氛围更加浓厚。", "开展警示教育3次。氛围更加浓厚。"),
        ("在护理部主任的领导下，开展警示教育3次。", "开展警示教育3次。"),
        ("开展警示教育3次。围绕中心工作，完善谈话提醒制度。", "开展警示教育3次。"),
        ("支部的组织功能和党组织的凝聚力不断增强。", "支部的组织功能和党组织的凝聚力不断增强。"),
        ("把纪律规矩挺在前面，扎实开展警示教育，效果明显。", "把纪律规矩挺在前面，扎实开展警示教育，效果明显。"),
    ],
)
def test_deeds_that_nobody_gave_go_and_the_rest_stays(draft, left):
    assert without_claims(draft, GIVEN, "done") == left


def test_grave_faults_are_said_only_of_problems_that_have_them():
    draft = "党小组活动形式比较单一，存在违规违纪行为，成效还不够明显。"
    assert without_claims(draft, GIVEN, "problem") == "党小组活动形式比较单一，成效还不够明显。"
    assert claims("个别党员存在违规违纪行为", "个别党员有违规违纪行为", "problem") == []


def test_what_carries_a_value_is_left_to_grounding():
    text = "组织志愿服务88场次，举办“鹿鸣”讲堂。"
    assert without_claims(text, GIVEN, "done") == text


def test_a_paragraph_is_never_emptied():
    assert without_claims("开展了形式多样的文体活动。", GIVEN, "done") == "开展了形式多样的文体活动。"


def test_a_plan_is_not_told_as_done():
    assert without_claims("一年来，支部发展党员3名，已经取得了明显成效。", "发展党员3名", "plan") == "支部发展党员3名。"


WORKED = "一年来，在上级党组织的正确领导下，支部以党的创新理论为指导，认真履行主体责任。把纪律规矩挺在前面，守住底线。"


def test_what_a_worked_example_says_is_not_said_again():
    draft = "支部以党的创新理论为指导，认真履行主体责任。开展警示教育3次，认真履行主体责任。"
    assert without_worked(draft, WORKED, GIVEN) == "开展警示教育3次。"
    assert without_worked("支部以党的创新理论为指导。", WORKED, GIVEN) == ""


def test_words_that_were_given_stay_though_an_example_has_them():
    assert without_worked("把纪律规矩挺在前面，守住底线。", WORKED, GIVEN) == "把纪律规矩挺在前面，守住底线。"


def test_nothing_is_told_as_part_of_something_else_unless_a_fact_tells_it_so():
    told = "开展培训2次，其中“编前十分钟”领学183次。"
    assert without_parts(told, "培训2次；“编前十分钟”领学183次") == "开展培训2次，“编前十分钟”领学183次。"
    assert without_parts("党员52名，其中预备党员2名。", "党员52名，其中预备党员2名") == "党员52名，其中预备党员2名。"
