from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.text.likely_persons import find_likely_persons, possible_persons


def names(text):
    return [text[start:end] for start, end in find_likely_persons(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("党委书记邵玲充分肯定了成绩", ["邵玲"]),
        ("由办公室部长迟令萍主持", ["迟令萍"]),
        ("年轻教师李谦老师担任班主任", ["李谦"]),
        ("支委会由窦建明、才让扎西、林涛三名同志组成", ["窦建明", "才让扎西", "林涛"]),
        ("请梁副校长讲话", ["梁副校长"]),
        ("牧民巴图义务巡护", ["巴图"]),
        ("讲述老王从警的故事", ["老王"]),
    ],
)
def test_a_name_is_what_is_cheaper_than_words(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "书记高度重视",
        "党员方便群众",
        "坚持安全文明施工",
        "主任要求全面整改",
        "严管与厚爱相结合",
        "为群众排忧解难，办实事",
        "做到心齐气顺",
        "老党员带头",
    ],
)
def test_words_are_no_names(text):
    assert names(text) == []


def test_what_little_tells_is_possible_only():
    assert names("文君挨家挨户走访") == []
    assert possible_persons("文君，女，藏族。") == ["文君"]


@settings(deadline=None)
@given(st.text(alphabet="书记邵玲充分肯定才让扎西老王同志、，在的 X", max_size=40))
def test_names_lie_inside_the_text_and_apart(text):
    spans = find_likely_persons(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
