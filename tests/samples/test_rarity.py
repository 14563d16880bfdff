"""A name that only one unit uses is decided by the rest of the library."""

import pytest

from assistant.samples.phrases import LONGEST
from assistant.samples.rarity import suspicious


@pytest.mark.parametrize(("phrase", "words"), [("推行党建盒子平台", ["党建盒子平台", "党建盒子"]), ("扎实推进光源项目建设", ["光源"])])
def test_an_odd_word_where_names_stand_is_suspicious(phrase, words):
    assert suspicious(phrase) == words


@pytest.mark.parametrize(
    "phrase", ["建立健全长效机制", "深入开展主题党日活动", "打造过硬党支部", "全面推行河长制", "不断增强凝聚力和战斗力"]
)
def test_words_of_the_genre_are_not(phrase):
    assert suspicious(phrase) == []


@pytest.fixture
def two(own_world, library):
    """A library with two samples of one unit that use a word, and the folder they lie in."""
    place = own_world / "两年"
    place.mkdir()
    for year in (2022, 2023):
        text = f"汽车站党支部{year}年工作总结\n一、主要工作\n不断加强队伍建设，用好党建盒子平台，教育引导党员增强宗旨意识。\n"
        (place / f"{year}.txt").write_text(text, encoding="utf-8")
    library.index([place])
    return library, place


def phrases(library):
    passage = next(p for d in library.documents() if "2023" in d.title for p in library.passages(d.id) if "盒子" in p.text)
    return [phrase for phrase in library.phrases(passage, LONGEST) if "盒子" in phrase]


def test_a_word_that_only_one_unit_uses_takes_its_phrase_along(two):
    library, _ = two
    assert phrases(library) == []


def test_a_word_that_another_unit_uses_too_is_a_word(two):
    library, place = two
    text = "北渡粮库党支部2021年工作总结\n一、主要工作\n组织党员学用党建盒子平台，夯实工作基础。\n"
    (place / "粮库.txt").write_text(text, encoding="utf-8")
    library.index([place])
    assert phrases(library)
