import pytest

from assistant.text.bodies import find_bodies
from assistant.text.ended import find_ended
from assistant.text.listed import find_listed


def names(text):
    return [text[name.start : name.end] for name in find_listed(text, [*find_bodies(text), *find_ended(text)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("与中集、天一机器人、鹤淇热电共建实训基地", ["中集", "天一机器人", "鹤淇热电"]),
        ("光华里、北后街、三合院等1860户居民受益", ["光华里", "北后街", "三合院"]),
        ("运行班、维修班、客服班划分责任区", ["运行班", "维修班", "客服班"]),
        ("对民办的启航幼教等合作单位指导不够", ["启航幼教"]),
    ],
)
def test_a_list_tells_that_its_items_are_names(text, found):
    assert names(text) == found


@pytest.mark.parametrize("text", ["与企业、学校、医院开展共建", "支部书记、车间主任、班组长带头", "加强思想、组织、作风建设"])
def test_items_that_any_unit_has_are_none(text):
    assert names(text) == []
