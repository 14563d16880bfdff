import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.slots import NameContext, find_slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("全年开展主题党日14次", [("quantity", "14次")]),
        ("制作口袋书80余册，近百人次参加", [("quantity", "80余册"), ("quantity", "近百人次")]),
        ("2021年9月以来", [("date", "2021年9月")]),
        ("2021年度工作总结", [("year", "2021年度")]),
        ("XXX党支部于X月X日召开", [("placeholder", "XXX"), ("placeholder", "X月X日")]),
        ("组建“踏浪”党员突击队2支", [("quoted", "“踏浪”"), ("quantity", "2支")]),
        ("制定《支部工作考核细则》", [("title", "《支部工作考核细则》")]),
        ("联系电话：13800000000", [("quantity", "13800000000")]),
        ("与云垄村党支部结对", [("org", "云垄村党支部")]),
        ("整改17个问题", [("quantity", "17个")]),
    ],
)
def test_every_specific_value_is_a_slot(text, slots):
    assert [(slot.kind, slot.value) for slot in find_slots(text)] == slots


@pytest.mark.parametrize(
    "text",
    [
        *("落实中央八项规定精神", "严格执行“三会一课”制度", "履行第一责任人职责", "深入学习党的十九届六中全会精神"),
        *(
            "庆祝中国共产党成立100周年",
            "学习《中国共产党纪律处分条例》",
            "今年以来",
            "主要有三个方面",
            "一是加强学习",
            "在以习近平同志为核心的党中央坚强领导下",
            "认真落实三区三线划定",
            "学习党的二十届四中全会《建议》",
            "“119”消防日前后",
        ),
    ],
)
def test_public_terms_and_empty_counts_are_none(text):
    assert find_slots(text) == []


_PIECES = st.sampled_from("“”《》、，。XX年月日次第三二〇一0123 在与王书记澄浦市局村党支部的\n")


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_slots_spell_their_values_and_do_not_overlap(text):
    position = 0
    for slot in find_slots(text, context=NameContext.of([text])):
        assert text[slot.start : slot.end] == slot.value
        assert position <= slot.start < slot.end
        position = slot.end


@pytest.mark.parametrize("piece", ["“", "《甲", "一", "1,", "张、", "第", "二〇", "XX", "万亿", "至3月", "的云垄村", "书记王明、"])
def test_time_grows_with_the_length_of_the_text_only(piece):
    find_slots(piece)
    spent = [min(_seconds(piece * count) for _ in range(3)) for count in (500, 2000)]
    assert spent[1] < 4 * 6 * max(spent[0], 0.002)


def _seconds(text):
    start = time.process_time()
    find_slots(text)
    return time.process_time() - start
