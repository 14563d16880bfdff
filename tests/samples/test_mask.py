import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assistant
from assistant.samples.mask import LABELS, MASK_VERSION, mask, mask_document
from assistant.samples.phrases import LONGEST, SHORTEST, stock_phrases
from assistant.text.slots import find_slots

ROOT = Path(assistant.__file__).parents[1]


def test_each_slot_is_replaced_by_its_kind():
    text = "2023年，云垄村党支部书记孟怀瑾讲党课5次，组建“踏浪”突击队，制定《考核细则》，召开会议XX次"
    masked = mask(text, find_slots(text))
    assert masked == "〔年份〕，〔单位〕书记〔姓名〕讲党课〔数量〕，组建“〔名称〕”突击队，制定《〔文件〕》，召开会议〔空〕次"


def test_names_are_masked_in_every_paragraph():
    masked = mask_document(["支部书记孟怀瑾讲党课。", "孟怀瑾深入班组。", "落实“三会一课”。"])
    assert [m.masked for m in masked] == ["支部书记〔姓名〕讲党课。", "〔姓名〕深入班组。", "落实“三会一课”。"]
    assert masked[1].slots[0].value == "孟怀瑾"


@given(st.lists(st.sampled_from(["全年14次", "，", "云垄村", "“踏浪”突击队", "2021年", "三会一课", "XX", "。"]), max_size=12).map("".join))
def test_no_value_is_left_in_masked_text(text):
    slots = find_slots(text)
    masked = mask(text, slots)
    assert sum(masked.count(label) for label in LABELS.values()) >= len(slots)
    assert not find_slots(masked) or any(label in masked for label in LABELS.values())
    assert not any(char in masked for char in "0123456789X")


def test_the_version_is_the_same_in_another_process():
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from assistant.samples.mask import MASK_VERSION; print(MASK_VERSION)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == MASK_VERSION


def phrases(text):
    return stock_phrases(text, find_slots(text))


def test_phrases_are_the_stretches_without_values():
    text = "支部始终把政治建设摆在首位，强化责任担当；全年召开支委会14次，推动各项工作落实落细。"
    assert sorted(phrases(text)) == ["推动各项工作落实落细", "支部始终把政治建设摆在首位，强化责任担当"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "深入学习党的十九届六中全会精神。",
            "扎实开展党史学习教育。",
            "召开支委会14次。",
            "2023年工作。",
            "抓好三个方面工作。",
            "今年以来成效明显。",
        ),
        *("履行责任情况", "全年没有发生责任事故。", "支部由三个科室的党员组成。", "推动灌溉沟渠清淤疏浚。"),
        *("现将工作情况汇报如下。", "我深感责任重大。", "其主要原因是。", "以及通过开展。", "工作的。", "存在的问题"),
    ],
)
def test_what_would_date_or_betray_is_no_phrase(text):
    assert phrases(text) == []


@pytest.mark.parametrize("text", ["组织党员走进敬老院献爱心。", "支部组建应急抢修小队。", "支部被评定为先进集体。", "邀请专家作专题辅导。"])
def test_a_deed_that_a_unit_has_done_or_not_is_no_phrase(text):
    assert phrases(text) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("一是强化责任担当，压紧压实责任。", "强化责任担当，压紧压实责任"),
        ("（一）着力夯实组织基础。", "着力夯实组织基础"),
        ("并不断完善工作机制。", "不断完善工作机制"),
        ("严格落实“三会一课”制度。", "严格落实“三会一课”制度"),
    ],
)
def test_phrases_begin_and_end_like_clauses_of_their_own(text, phrase):
    assert phrases(text) == [phrase]


_WORDS = st.sampled_from(
    ["强化责任", "，", "。", "“三会一课”", "“", "”", "推动", "落实", "的", "在", "2021年", "14次", "其中", "一是", "并", "（", "我们"]
)


@given(st.lists(_WORDS, max_size=30).map("".join))
def test_phrases_are_whole_and_hold_no_value(text):
    found = phrases(text)
    assert len(found) == len(set(found))
    for phrase in found:
        assert SHORTEST <= len(phrase) <= LONGEST
        assert phrase.count("“") == phrase.count("”")
        assert not find_slots(phrase)
