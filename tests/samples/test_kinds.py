"""What a passage is for, by rule."""

import pytest

from assistant.samples.kinds import kind_of, kind_wanted


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        (("一、主要工作",), "done"),
        (("二、存在的问题及原因",), "problem"),
        (("存在不足",), "problem"),
        (("第一部分 2023年工作总结", "六、差距与短板"), "problem"),
        (("三、下一步打算", "（一）抓实整改，补齐短板"), "plan"),
        (("第二部分 2024年工作计划", "一、理论学习"), "plan"),
        (("五、2024年工作要点",), "plan"),
        (("四、努力方向",), "plan"),
        (("一、抓好问题整改，提升工作质效",), "done"),
        (("（三）落实整改措施",), "done"),
        (("二、2024年工作完成情况",), "done"),
        (("一、2023年主要工作",), "done"),
        (("三、正视不足，差距短板",), "problem"),
        (("三、直面问题，查找差距",), "problem"),
        (("（三）补齐短板，强化能力",), "done"),
    ],
)
def test_the_outermost_heading_that_tells_decides(heading, kind):
    assert kind_of(heading, "开展了很多活动。") == kind


@pytest.mark.parametrize(
    ("heading", "year", "kind"),
    [
        ("2023年主要工作", 2023, "done"),
        ("2023年主要工作", 2022, "plan"),
        ("2023年重点任务", 2022, "plan"),
        ("2023年重点任务完成情况", 2022, "done"),
    ],
)
def test_work_of_a_year_to_come_is_a_plan(heading, year, kind):
    assert kind_of((heading,), "开展了很多活动。", year=year) == kind


def test_what_stands_before_the_first_heading_is_the_introduction():
    assert kind_of((), "现将情况汇报如下：", opening=True) == "intro"
    assert kind_of(("第一部分 2023年工作总结",), "2023年，支部坚持……", opening=True) == "intro"
    assert kind_of(("一、主要工作",), "开展了很多活动。", opening=True) == "done"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("特此报告。", "closing"),
        ("以上报告，请予审议。", "closing"),
        ("支部将以更足的干劲，为公司发展贡献力量。", "closing"),
        ("四是建强队伍，支部将为公司发展贡献力量。", "plan"),
        ("支部将每季度检查一次。", "plan"),
    ],
)
def test_a_closing_promises_in_general_words_at_the_end(text, kind):
    assert kind_of(("三、下一步打算",), text, ending=True) == kind
    assert kind_of(("三、下一步打算",), text) == "plan"


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("下一步加强理论武装", "plan"), ("明年的工作思路", "plan"), ("不足：学习方式单一", "problem"), ("组织主题党日12次", None),
        ("结尾：表明决心", "closing"), ("总述", "intro"), ("问题整改落实到位", None), ("制定学习计划24份", None),
    ],
)  # fmt: skip
def test_a_query_may_say_what_kind_it_wants(query, kind):
    assert kind_wanted(query) == kind
