import pytest

from assistant.chat.identity import told
from assistant.chat.opening import starting_facts
from assistant.facts.load import load_facts
from tests.chat.conftest import LIFE


@pytest.mark.parametrize(
    ("text", "header", "rest"),
    [
        ("我们是云栖港务有限公司第三党支部，2026年", {"org": "云栖港务有限公司第三党支部", "year": "2026"}, ""),
        ("单位改为临江县财政局党支部", {"org": "临江县财政局党支部"}, ""),
        ("年度是2026年", {"year": "2026"}, ""),
        ("写2026年总结", {"year": "2026"}, ""),
        ("我们要写的是述职报告", {"type": "党支部书记述职报告"}, ""),
        ("标题改为“2026年工作总结”", {"title": "2026年工作总结"}, ""),
        ("我们单位是临江县财政局党支部，全年学习12次，讲党课3次", {"org": "临江县财政局党支部"}, "全年学习12次，讲党课3次"),
        ("2026年，开展活动3次", {}, "2026年，开展活动3次"),
        ("我们是一支年轻的队伍", {}, "我们是一支年轻的队伍"),
        ("语气正式一些", {}, "语气正式一些"),
        ("我们是临江县财政局党支部，2026年，写工作总结", {"org": "临江县财政局党支部", "year": "2026"}, ""),
        ("帮我写一份述职报告", {"type": "党支部书记述职报告"}, ""),
    ],
)
def test_what_is_said_of_the_report_is_told_from_the_rest(text, header, rest):
    found, left = told(text)
    assert (found, left.strip("。")) == (header, rest)


def test_it_is_confirmed_used_and_saved(chats, chat, say, facts_path):
    asked = say("我们是云栖港务有限公司第三党支部，2026年")
    assert "单位：云栖港务有限公司第三党支部（原为 白鹭湾渡运有限公司渡轮党支部）" in asked and "年度：2026（原为 2025）" in asked
    assert chat.state.changes == ()
    assert "已记下" in say("是")
    assert (chat.ready_desk.facts.org, chat.ready_desk.facts.year) == ("云栖港务有限公司第三党支部", 2026)
    say("/save")
    known = load_facts(facts_path)
    assert (known.org, known.year) == ("云栖港务有限公司第三党支部", 2026)
    assert "# 支部的事实\n" in facts_path.read_text(encoding="utf-8") and "# 年底数" in facts_path.read_text(encoding="utf-8")
    say("/undo", "/save")
    assert load_facts(facts_path).org == "白鹭湾渡运有限公司渡轮党支部"


def test_it_is_not_a_fact_and_no_is_no(chat, say):
    assert "没有改动" in say("我们是云栖港务有限公司第三党支部", "否")
    assert chat.state.changes == ()


def test_facts_told_in_the_same_breath_are_kept(chat, say):
    shown = say("/section 组织生活", "我们单位是云栖港务有限公司第三党支部，开展结对共建4次")
    assert "记下 F7：开展结对共建4次" in shown and "这样记下吗？" in shown


def test_without_a_facts_file_it_goes_into_the_new_one(chats, own_world, facts_path):
    facts_path.unlink()
    chat = chats.open(facts=starting_facts(None, None))
    chats.say(chat, "我们是云栖港务有限公司第三党支部，2026年", "是", "我们写的是述职报告", "是", "/section 2", "全年讲党课4次", "/save")
    known = load_facts(own_world / "facts.yaml")
    assert (known.org, known.year, known.report_type) == ("云栖港务有限公司第三党支部", 2026, "党支部书记述职报告")


def test_another_type_takes_the_sections_that_it_does_not_have(chat, say):
    say("/section 组织生活", "/draft")
    shown = say("我们写的是述职报告", "是")
    assert f"“{LIFE}”不再有内容" in shown
    assert chat.state.current == "" and chat.state.drafts == {}


@pytest.mark.parametrize(
    ("unit", "report"),
    [
        ("青禾县水务局机关第三党支部", "机关党支部工作报告"),
        ("云栖港务有限公司理货党支部", None),
        ("云栖港务有限公司机关党总支", "机关党总支工作总结"),
        ("砥石公司三标段项目党支部", "项目党支部总结与计划"),
    ],
)
def test_without_a_facts_file_the_unit_tells_what_it_writes(chats, unit, report):
    chat = chats.open(facts=starting_facts(None, None))
    asked = chats.say(chat, f"我们是{unit}，2025年，写工作总结")
    assert (f"报告类型：{report}（原为 国企党支部工作总结）" in asked) == (report is not None)
    chats.say(chat, "是")
    assert chat.ready_desk.plan.report_type == (report or "国企党支部工作总结")
