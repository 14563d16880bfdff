"""Values that only a sample has, found with a real library."""

import pytest

from assistant.config import load_config
from assistant.facts.load import parse_facts
from assistant.grounding import Grounder
from assistant.samples.library import Library

SAMPLE = """临湖水厂党支部2024年工作总结

2024年，支部围绕安全供水开展工作，现将情况总结如下：

一、主要工作
（一）抓实组织生活
全年召开党员大会4次，组织“泵房夜读”主题党日12次，累计巡检管线3186公里，支部书记孟广川带头讲党课。
二、2025年工作打算
继续加强理论武装，吸收一线骨干入党。
"""


@pytest.fixture
def grounder(own_world):
    path = own_world / "水厂.txt"
    path.write_text(SAMPLE, encoding="utf-8")
    library = Library.open(load_config())
    library.index([path])
    return Grounder(parse_facts("年度: 2025\n事实:\n  - 召开党员大会4次\n"), leaks=library.leaks())


def test_a_sample_value_is_named_with_its_place(grounder):
    first, second = grounder.check("累计巡检管线3186公里，开展“泵房夜读”活动。").violations
    assert [(v.slot.value, v.status) for v in (first, second)] == [("3186公里", "sample"), ("“泵房夜读”", "sample")]
    assert first.sample is not None
    assert first.sample[1] == 7
    assert first.reason == "“3186公里”是范文里的内容，事实中没有"


def test_a_name_that_only_the_sample_tells_is_found_without_its_marks(grounder):
    assert [(v.slot.value, v.status) for v in grounder.check("孟广川讲了一课，泵房夜读很受欢迎。").violations] == [
        ("孟广川", "sample"),
        ("泵房夜读", "sample"),
    ]


def test_a_value_that_the_facts_have_too_is_the_facts(grounder):
    assert [v.status for v in grounder.check("召开党员大会4次。").values] == ["facts"]
