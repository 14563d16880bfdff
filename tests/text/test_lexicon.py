from pathlib import Path

import pytest

import assistant.text
from assistant.text.lexicon import in_public, is_public, public_spans, word_spans

DATA = Path(assistant.text.__file__).parent / "data"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("落实中央八项规定精神", "中央八项规定精神"),
        ("学习党的二十届三中全会精神", "党的二十届三中全会精神"),
        ("深入学习十九届一中、二中、三中、四中、五中、六中全会精神", "十九届一中、二中、三中、四中、五中、六中全会精神"),
        ("庆祝中国共产党成立100周年大会", "庆祝中国共产党成立100周年大会"),
        ("“十四五”规划收官", "“十四五”规划"),
        ("拨打12345热线", "12345"),
    ],
)
def test_the_longest_term_is_found(text, term):
    assert term in [found.text for found in public_spans(text)]


@pytest.mark.parametrize("text", ["帮扶二十三农户", "共1100人", "召开3.15亿元"])
def test_a_piece_of_a_longer_number_is_no_term(text):
    assert public_spans(text) == []


def test_terms_of_certain_years_are_marked():
    assert [term.dated for term in public_spans("三会一课、党史学习教育")] == [False, True]


def test_only_a_whole_term_is_public():
    assert is_public("三会一课")
    assert not is_public("三会一课制度化")


def test_word_lists_are_searched_for_their_longest_entries():
    text = "副总经理和经理"
    assert [text[a:b] for a, b in word_spans("posts", text)] == ["副总经理", "经理"]


@pytest.mark.parametrize("path", sorted([*DATA.glob("*.t*"), *DATA.glob("public/*")]), ids=lambda path: path.name)
def test_every_data_file_names_its_source(path):
    header = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    assert any("Source:" in line for line in header)


def test_there_are_many_hundred_public_terms():
    entries = {word for path in DATA.glob("public/*.txt") for word in path.read_text("utf-8").split()}
    assert len(entries) > 8000


@pytest.mark.parametrize("path", sorted(DATA.glob("public/*.txt")), ids=lambda path: path.name)
def test_no_public_term_is_a_bare_number_or_a_single_character(path):
    entries = [word for line in path.read_text("utf-8").splitlines() if not line.startswith("#") for word in line.split()]
    assert [word for word in entries if len(word) < 2 or word.replace(".", "").replace("·", "").isdigit()] == []


def test_pieces_of_public_terms_are_told():
    assert in_public("施策")
    assert not in_public("邵玲")
