from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.numerals import HAN_NUMERAL, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("46", 46),
        ("1,200", 1200),
        ("１２", 12),
        ("98.5", Fraction("98.5")),
        ("1.2亿", 120_000_000),
        ("0.35亿", 35_000_000),
        ("3500万", 35_000_000),
        ("1亿2千万", 120_000_000),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("两百三", 230),
        ("一万二", 12_000),
        ("二〇二三", 2023),
        ("三点五", Fraction("3.5")),
        ("三千五百万", 35_000_000),
        ("百", 100),
        ("万", 10_000),
        ("一万亿", 10**12),
        ("五", 5),
    ],
)
def test_it_reads_every_written_form(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "点五", "三点", "年", "万" * 60])
def test_what_is_no_numeral_has_no_value(text):
    assert parse_number(text) is None


@given(st.integers(min_value=0, max_value=10**10))
def test_arabic_integers_are_themselves(value):
    assert parse_number(str(value)) == parse_number(f"{value:,}") == value


@given(st.text(alphabet=HAN_NUMERAL + "点0123456789.,", max_size=60))
def test_it_never_raises(text):
    value = parse_number(text)
    assert value is None or value >= 0
