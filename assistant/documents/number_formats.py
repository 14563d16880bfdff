"""How automatic numbers are written: w:numFmt (ECMA-376 Part 1, 17.18.59) as far as Chinese and Western documents use it."""

from __future__ import annotations

from collections.abc import Callable

from assistant.documents.numerals import to_chinese

_FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_IDEOGRAPHS = str.maketrans("0123456789", "〇一二三四五六七八九")
_LEGAL_SIMPLIFIED = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN = 32_767
_MOST_LETTERS = 40

Format = Callable[[int], str]


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return str(number)
    text = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """A … Z, then AA … ZZ, as Word counts."""
    times = (number - 1) // 26 + 1
    return chr(ord("A") + (number - 1) % 26) * times if 0 < times <= _MOST_LETTERS else str(number)


def _counting(number: int) -> str:
    """一 … 九十九, then digit by digit: 一〇〇."""
    return to_chinese(number) if number < 100 else str(number).translate(_IDEOGRAPHS)


def _legal(digits: dict[int, int]) -> Format:
    """壹, 贰 … 壹拾: the numerals of accounts, which leave no 一 out."""

    def write(number: int) -> str:
        text = to_chinese(number)
        return ("一" + text if text.startswith("十") else text).translate(digits)

    return write


def _series(*runs: tuple[int, str, int]) -> Format:
    """Numbers as characters in a row, given as (first number, first character, how many); beyond them plain digits."""

    def write(number: int) -> str:
        return next((chr(ord(c) + number - first) for first, c, count in runs if first <= number < first + count), str(number))

    return write


def _among(characters: str) -> Format:
    """Numbers as these characters; beyond them plain digits."""
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else str(number)


_CIRCLED = _series((0, "⓪", 1), (1, "①", 20), (21, "㉑", 15), (36, "㊱", 15))

FORMATS: dict[str, Format] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(_FULLWIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULLWIDTH),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _series((1, "⒈", 20)),
    "decimalEnclosedParen": _series((1, "⑴", 20)),
    "numberInDash": lambda n: f"-{n}-",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "japaneseCounting": to_chinese,
    "chineseCountingThousand": lambda n: to_chinese(n).replace("零", "〇"),
    "taiwaneseCountingThousand": lambda n: to_chinese(n).replace("零", "〇"),
    "ideographDigital": lambda n: str(n).translate(_IDEOGRAPHS),
    "taiwaneseDigital": lambda n: str(n).translate(_IDEOGRAPHS),
    "japaneseDigitalTenThousand": lambda n: str(n).translate(_IDEOGRAPHS),
    "chineseLegalSimplified": _legal(_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL),
    "ideographTraditional": _among("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _among("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _series((1, "㊀", 10)),
    "none": lambda n: "",
    "bullet": lambda n: "",
}


def write_number(number: int, number_format: str) -> str:
    """`number` in a w:numFmt; an unknown format is written in plain digits."""
    return FORMATS.get(number_format, str)(number)
