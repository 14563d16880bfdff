import re

import pytest

from assistant.chat.length import LONGER, SHORTER, cut_down, is_length_only, wanted_factor, wanted_length
from tests.chat.conftest import LIFE, STUDY, written_as_asked

SHORT = ["再短一些", "写短一点", "精简一下", "太长了", "不要太长", "字数少一点", "整体再精炼一点", "第二段短一点", "请把这一段压缩一下"]
LONG = ["再长一点", "展开写一写", "详细些", "内容再充实一点", "写具体一些", "太短了", "别太简单"]


@pytest.mark.parametrize("wish", SHORT)
def test_what_asks_for_a_shorter_text(wish):
    assert wanted_factor(wish) == SHORTER and is_length_only(wish)


@pytest.mark.parametrize("wish", LONG)
def test_what_asks_for_a_longer_text(wish):
    assert wanted_factor(wish) == LONGER and is_length_only(wish)


@pytest.mark.parametrize(("wish", "factor"), [("缩短一半", 0.5), ("篇幅翻倍", 2.0), ("语气再正式一些", None), ("突出党课", None)])
def test_how_much_is_asked_for(wish, factor):
    assert wanted_factor(wish) == factor


@pytest.mark.parametrize(("wish", "length", "nothing_else"), [("控制在250字以内", 250, True), ("写到300字左右，突出党课", 300, False)])
def test_a_length_in_characters_is_read(wish, length, nothing_else):
    assert (wanted_length(wish), is_length_only(wish)) == (length, nothing_else)


def test_a_text_is_cut_at_what_it_can_do_without():
    text = "坚持学用结合，全年学习22次，成效明显。各项工作再上台阶。讲党课3次，推动落地见效。"
    shorter = cut_down(text, 20, lambda t: "学习22次" in t and "党课3次" in t)
    assert shorter == "全年学习22次。讲党课3次。"
    assert cut_down(text, 5, lambda t: t == text) == text


@pytest.mark.parametrize("wish", ["/shorter", "再短一些", "/shorter 第一段"])
def test_shorter_is_shorter_even_where_the_model_writes_more(chats, chat, say, wish):
    say("/section 组织生活", "/draft")
    before = chat.draft(LIFE).paragraphs[0]
    chats.answer = lambda request: written_as_asked(request) + "各级党员干部以更加饱满的热情投身到各项工作之中，取得了新的成效。"
    say(wish)
    after = chat.draft(LIFE).paragraphs[0]
    assert len(after.text) < len(before.text)
    assert all(f.text in after.text for f in before.part.facts)


def test_words_and_command_ask_the_model_the_same(chat, say):
    say("/section 组织生活", "/draft", "/shorter")
    by_command = chat._engine.requests[-1].messages
    say("/undo", "再短一些")
    assert chat._engine.requests[-1].messages == by_command


def test_what_is_only_facts_stays_and_says_so(chats, chat, say):
    chats.answer = lambda request: "，".join(re.findall(r"^事实：(.*)$", request.messages[-1].content, re.M)) + "。"
    say("/section 组织生活", "/draft")
    before = chat.draft(LIFE).text
    assert "只剩事实" in say("再短一些")
    assert chat.draft(LIFE).text == before


def test_longer_is_asked_for_twice_and_never_gets_shorter(chats, chat, say):
    say("/section 组织生活", "/draft")
    before, calls = chat.draft(LIFE).text, len(chat._engine.requests)
    chats.answer = lambda request: "，".join(re.findall(r"^事实：(.*)$", request.messages[-1].content, re.M)) + "。"
    assert "没能写得更长" in say("展开写")
    assert chat.draft(LIFE).text == before and len(chat._engine.requests) == calls + 2 * len(chat.draft(LIFE).paragraphs)


def test_longer_is_longer(chat, say):
    say("/section 理论武装", "/draft")
    before = chat.draft(STUDY).text
    say("再详细一些")
    assert len(chat.draft(STUDY).text) > len(before)


def test_a_wish_told_with_the_draft_reaches_the_model_and_its_length_is_shared_out(chat, say):
    say("/section 理论武装", "/fact 举办读书班2期；建成学习角3处", "/draft 写到200字，语气朴实一些")
    asked = [r.messages[-1].content for r in chat._engine.requests]
    lengths = [int(re.search(r"【字数】(\d+)", text)[1]) for text in asked]
    assert len(asked) > 1 and sum(lengths) < 300
    assert all("语气朴实一些" in text for text in asked)
