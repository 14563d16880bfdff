from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.quantities import find_quantities


def only(text):
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("召开会议46次", "46次", 46, "次"),
        ("十二次", "十二次", 12, "次"),
        ("12场", "12场", 12, "场"),
        ("三名", "三名", 3, "人"),
        ("1.2万元", "1.2万元", 12_000, "元"),
        ("1,200元", "1,200元", 1200, "元"),
        ("1亿2千万元", "1亿2千万元", 120_000_000, "元"),
        ("增长98.5%", "98.5%", Fraction("98.5"), "%"),
        ("百分之八", "百分之八", 8, "%"),
        ("5个百分点", "5个百分点", 5, "百分点"),
        ("三分之二", "三分之二", Fraction(2, 3), ""),
        ("3.5倍", "3.5倍", Fraction("3.5"), "倍"),
        ("3个半小时", "3个半小时", Fraction("3.5"), "小时"),
        ("两年半", "两年半", Fraction("2.5"), "年"),
        ("每月召开1次", "1次", 1, "次"),
        ("十一次", "十一次", 11, "次"),
        ("接收一名同志", "一名", 1, "人"),
        ("现有支部一个、", "一个", 1, "个"),
        ("110人", "110人", 110, "人"),
    ],
)
def test_it_reads_exact_quantities(text, written, value, unit):
    found = only(text)
    assert (found.text, found.low, found.high, found.unit, found.approx) == (written, value, value, unit, "exact")


@pytest.mark.parametrize(
    ("text", "low", "high", "approx"),
    [
        ("80余册", 80, 90, "more"),
        ("2000余万元", 20_000_000, 30_000_000, "more"),
        ("万余元", 10_000, 20_000, "more"),
        ("近百人次", 90, 100, "less"),
        ("20名左右", 18, 22, "about"),
        ("20人以上", 20, None, "more"),
        ("不足20人", None, 20, "less"),
        ("数百人", 200, 900, "about"),
        ("上百次", 100, 200, "more"),
        ("三四次", 3, 4, "about"),
        ("2至3次", 2, 3, "exact"),
        ("9～16亿元", 900_000_000, 1_600_000_000, "exact"),
        ("9亿～16亿元", 900_000_000, 1_600_000_000, "exact"),
        ("30%-40%", 30, 40, "exact"),
        ("百分之八至百分之十", 8, 10, "exact"),
    ],
)
def test_it_bounds_ranges_and_approximations(text, low, high, approx):
    found = only(text)
    assert (found.text, found.low, found.high, found.approx) == (text, low, high, approx)


@pytest.mark.parametrize(
    "text",
    [
        *("八项规定", "三会一课", "党的二十大精神", "十九届六中全会", "“四个意识”", "一岗双责", "一是加强学习", "第一责任人"),
        *("1.加强学习", "（3）加强", "2、推进", "千方百计", "2023年12月", "第三季度", "12345热线", "拨打110", "5G基站"),
        *("打造一个品牌", "1+6模式", "第二，要", "一批好干部", "十分重要"),
    ],
)
def test_numbers_that_count_nothing_stay_silent(text):
    assert find_quantities(text) == []


@pytest.mark.parametrize(("text", "value"), [("第46次", 46), ("第十三届", 13), ("位列全市第一，", 1), ("排名第3位", 3)])
def test_ordinals_are_marked(text, value):
    found = only(text)
    assert found.ordinal
    assert found.low == value


def test_bounds_say_which_value_they_allow():
    assert only("近百人次").allows(Fraction(98))
    assert not only("近百人次").allows(Fraction(120))


def test_words_that_only_end_like_an_approximation_do_not_count():
    assert [q.text for q in find_quantities("会上5人发言，签约3家企业")] == ["5人", "3家"]


@given(st.text(alphabet="0123456789,.%一二三四五六七八九十百千万亿余多近约上第次名个元人至-—分之半几数 年月", max_size=40))
def test_offsets_spell_the_text_and_nothing_overlaps(text):
    position = 0
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.text
        assert found.start >= position
        position = found.end
