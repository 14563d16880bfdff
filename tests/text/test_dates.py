import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.dates import find_dates


def only(text):
    (found,) = find_dates(text)
    return found


@pytest.mark.parametrize(
    ("text", "written", "first", "last", "grain"),
    [
        ("现将2023年度情况", "2023年度", (2023, None, None), (2023, None, None), "year"),
        ("二〇二三年", "二〇二三年", (2023, None, None), (2023, None, None), "year"),
        ("于2021年12月20日召开", "2021年12月20日", (2021, 12, 20), (2021, 12, 20), "day"),
        ("2021-12-20", "2021-12-20", (2021, 12, 20), (2021, 12, 20), "day"),
        ("6月28日", "6月28日", (None, 6, 28), (None, 6, 28), "day"),
        ("六月二十八日", "六月二十八日", (None, 6, 28), (None, 6, 28), "day"),
        ("截至9月底", "9月底", (None, 9, 21), (None, 9, 30), "part"),
        ("4月中旬", "4月中旬", (None, 4, 11), (None, 4, 20), "part"),
        ("2021年底", "2021年底", (2021, 12, None), (2021, 12, None), "part"),
        ("2021年上半年", "2021年上半年", (2021, 1, None), (2021, 6, None), "half"),
        ("第三季度", "第三季度", (None, 7, None), (None, 9, None), "quarter"),
        ("前三季度", "前三季度", (None, 1, None), (None, 9, None), "quarter"),
        ("前9个月", "前9个月", (None, 1, None), (None, 9, None), "month"),
        ("6月至9月", "6月至9月", (None, 6, None), (None, 9, None), "month"),
        ("1-9月", "1-9月", (None, 1, None), (None, 9, None), "month"),
        ("3月5日至7日", "3月5日至7日", (None, 3, 5), (None, 3, 7), "day"),
        ("2021年6月-12月", "2021年6月-12月", (2021, 6, None), (2021, 12, None), "month"),
        ("2020-2021年度", "2020-2021年度", (2020, None, None), (2021, None, None), "year"),
        ("2023年11月至次年3月", "2023年11月至次年3月", (2023, 11, None), (2024, 3, None), "month"),
        ("2021党建工作总结", "2021", (2021, None, None), (2021, None, None), "year"),
    ],
)
def test_it_reads_dates_and_periods(text, written, first, last, grain):
    found = only(text)
    assert (found.text, found.first, found.last, found.grain) == (written, first, last, grain)


@pytest.mark.parametrize(("text", "offset"), [("今年", 0), ("去年底", -1), ("明年3月", 1), ("本年度", 0)])
def test_words_for_years_are_relative(text, offset):
    assert only(text).offset == offset


@pytest.mark.parametrize(("text", "relative"), [("今年以来", True), ("今年7月", False), ("2021年", False)])
def test_only_a_bare_word_is_relative(text, relative):
    assert only(text).is_relative is relative


@pytest.mark.parametrize(("text", "exists"), [("2月30日", False), ("13月", False), ("2024年2月29日", True), ("2023年2月29日", False)])
def test_it_knows_which_days_exist(text, exists):
    assert only(text).exists is exists


@pytest.mark.parametrize(("text", "count"), [("近三年", 3), ("五年来", 5), ("今后3年", 3), ("本周五", 5)])
def test_spans_and_weekdays_have_a_count(text, count):
    assert only(text).count == count


@pytest.mark.parametrize(
    "text",
    ["三个月", "一年来", "近年来", "20XX年", "X月X日", "每周一次", "一周三次", "全年", "月饼", "五月饼", "2020人", "12号线"],
)
def test_what_is_no_date_stays_silent(text):
    assert find_dates(text) == []


@given(st.text(alphabet="0123456789一二三四五六七八九十〇年月日号至-—底初旬上中下半季度第前近来今去周星期个. ", max_size=40))
def test_offsets_spell_the_text_and_nothing_overlaps(text):
    position = 0
    for found in find_dates(text):
        assert text[found.start : found.end] == found.text
        assert found.start >= position
        position = found.end
