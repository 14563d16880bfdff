import pytest

from assistant.documents.number_formats import write_number


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", "1 10 11 20 101"),
        ("decimalZero", "01 10 11 20 101"),
        ("decimalFullWidth", "１ １０ １１ ２０ １０１"),
        ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ 101"),
        ("decimalEnclosedCircleChinese", "① ⑩ ⑪ ⑳ 101"),
        ("decimalEnclosedFullstop", "⒈ ⒑ ⒒ ⒛ 101"),
        ("decimalEnclosedParen", "⑴ ⑽ ⑾ ⒇ 101"),
        ("numberInDash", "-1- -10- -11- -20- -101-"),
        ("upperRoman", "I X XI XX CI"),
        ("lowerRoman", "i x xi xx ci"),
        ("upperLetter", "A J K T WWWW"),
        ("lowerLetter", "a j k t wwww"),
        ("chineseCounting", "一 十 十一 二十 一〇一"),
        ("chineseCountingThousand", "一 十 十一 二十 一百〇一"),
        ("japaneseCounting", "一 十 十一 二十 一百零一"),
        ("ideographDigital", "一 一〇 一一 二〇 一〇一"),
        ("chineseLegalSimplified", "壹 壹拾 壹拾壹 贰拾 壹佰零壹"),
        ("ideographLegalTraditional", "壹 壹拾 壹拾壹 貳拾 壹佰零壹"),
        ("ideographTraditional", "甲 癸 11 20 101"),
        ("ideographZodiac", "子 酉 戌 20 101"),
        ("ideographEnclosedCircle", "㊀ ㊉ 11 20 101"),
        ("none", "    "),
        ("somethingElse", "1 10 11 20 101"),
    ],
)
def test_numbers_are_written_as_word_writes_them(number_format, expected):
    assert " ".join(write_number(n, number_format) for n in (1, 10, 11, 20, 101)) == expected


@pytest.mark.parametrize(
    "number_format", ["upperRoman", "upperLetter", "chineseCounting", "chineseLegalSimplified", "decimalEnclosedCircle"]
)
@pytest.mark.parametrize("number", [0, -3, 10**9])
def test_numbers_nobody_counts_to_do_no_harm(number_format, number):
    assert len(write_number(number, number_format)) < 20
