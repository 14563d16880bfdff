import pytest

from assistant.text.bodies import find_bodies
from assistant.text.neighbours import find_neighbours


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("整顿大坪、杉树坳2个软弱涣散村", ["大坪", "杉树坳"]),
        ("到高寨村、野猪坪等偏远村调研", ["高寨村", "野猪坪"]),
        ("惠及花荄、秀水、桑枣等9个乡镇", ["花荄", "秀水", "桑枣"]),
        ("与中联重科、顺达物流等企业结对", ["中联重科", "顺达物流"]),
        ("是平澜至清野高速公路的控制性工程", ["平澜"]),
        ("展现八局力量", ["八局"]),
        ("体现驻澜企业的担当", ["澜"]),
        ("改造省道S322线", ["省道S322线"]),
    ],
)
def test_names_are_told_by_lists_and_fixed_phrases(text, names):
    found = find_neighbours(text, find_bodies(text))
    assert sorted((n.start, text[n.start : n.end]) for n in found) == sorted((text.find(name), name) for name in names)


@pytest.mark.parametrize("text", ["学习、研讨、宣讲等8名同志", "生物医药、电子信息等企业", "召开支委会、党员大会等3次", "驻村工作"])
def test_other_lists_stay_silent(text):
    assert list(find_neighbours(text, find_bodies(text))) == []
