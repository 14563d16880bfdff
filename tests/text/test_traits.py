from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.text.traits import traits


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_every_character_has_traits(text):
    found = traits(text)
    assert len(found) == len(text)
    assert all(len(own) > 20 for own in found)


def test_a_character_knows_its_word_and_the_words_beside_it():
    first, *_ = traits("后勤支部召开会议")
    assert "Bw后勤" in first
    assert "1w支部" in first
    assert "-1|" in first


def test_a_character_behind_a_post_and_one_of_a_public_term_are_told():
    text = "书记高远讲解三会一课"
    assert "posted" in traits(text)[2]
    assert "public" in traits(text)[6]
    assert "public" not in traits(text)[2]


def test_what_is_said_of_a_character_does_not_depend_on_what_was_read_before():
    once = traits("党支部书记高远主持会议")
    traits("高远的目标")
    assert traits("党支部书记高远主持会议") == once


def test_words_that_mean_alike_share_a_group():
    def kin(char):
        return {trait for trait in traits(char)[0] if trait.startswith("Sk1")}

    assert kin("三") == kin("四")
    assert kin("三") != kin("党")
