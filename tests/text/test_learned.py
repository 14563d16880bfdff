from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.samples.mask import mask_document
from assistant.text.learned import find_learned


def read(text):
    return [(text[value.start : value.end], value.kind) for value in find_learned(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("会上，支部书记向东带头作检查", ("向东", "person")),
        ("国际业务三部党支部与碧湖支行结对共建", ("国际业务三部党支部", "org")),
        ("组织党员到红旗渠纪念馆开展现场教学", ("红旗渠纪念馆", "place")),
        ("新建一所幼儿园，受益群众近千人", ("近千人", "quantity")),
    ],
)
def test_values_are_read_that_no_list_holds(text, value):
    assert value in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "坚持党建工作与业务工作同谋划、同部署、同推进、同考核",
        "不断增强党员干部的政治判断力、政治领悟力、政治执行力",
        "进一步压实责任，推动各项工作落地见效",
    ],
)
def test_a_stock_phrase_holds_no_value(text):
    assert read(text) == []


@pytest.mark.parametrize("text", ["", " ", "\ud800乡党委", "王\0小明", "😀" * 50, "会" * 20_000])
def test_any_text_can_be_read(text):
    for value in find_learned(text):
        assert 0 <= value.start < value.end <= len(text)


def test_a_long_text_is_read_like_its_parts():
    sentence = "支部书记向东到红星村走访慰问困难党员12户。"
    found = find_learned(sentence * 200)
    assert [(v.start % len(sentence), v.end - v.start, v.kind) for v in found[:3]] * 200 == [
        (v.start % len(sentence), v.end - v.start, v.kind) for v in found
    ]
    assert {"向东", "红星村"} <= {(sentence * 200)[v.start : v.end] for v in found}


def test_threads_read_at_the_same_time():
    texts = [f"第{n}党小组组长向东到红星村走访慰问困难党员{n}户" for n in range(40)]
    alone = [list(find_learned(text)) for text in texts]
    find_learned.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: list(find_learned(text)), texts))
    assert together == alone
    assert all(alone)


def test_a_name_that_is_sure_is_masked_where_little_tells_it():
    first, second = mask_document(["会上，支部书记向东带头作检查。", "群众都说向东是个热心人。"])
    assert "向东" not in first.masked
    assert "向东" not in second.masked


def test_a_brand_without_marks_keeps_its_first_and_last_character_out_of_the_phrases():
    (found,) = mask_document(["持续擦亮陇原先锋行党建品牌，擦亮陇原先锋行的名片。"])
    assert "先锋行" not in found.masked
