import asyncio
import time
from dataclasses import replace

import pytest
from docx import Document

from assistant.chat.store import SessionStore
from assistant.engines.base import Reply, Usage
from assistant.errors import EngineError
from assistant.facts.load import load_facts
from tests.chat.conftest import LIFE, STUDY, written_as_asked


def test_a_section_is_chosen_drafted_and_accepted(chat, say):
    shown = say("/section 理论武装", "/draft", "/accept")
    assert "F2  全年集体学习22次" in shown
    assert "集体学习22次，专题研讨5次" in chat.draft(STUDY).text
    assert chat.draft(STUDY).accepted
    assert f"下一节：{LIFE}" in shown


def test_facts_told_in_passing_are_shown_and_written(chat, say):
    say("/section 理论武装", "写吧")
    shown = say("举办读书班2期，邀请赵一鸣同志授课。")
    assert "记下 F7：举办读书班2期，邀请赵一鸣同志授课" in shown
    assert "举办读书班2期，邀请赵一鸣同志授课" in chat.draft(STUDY).text
    assert "集体学习22次" in chat.draft(STUDY).text


def test_a_fact_of_another_kind_goes_to_its_own_section(chat, say):
    assert "（写入“下一步工作计划”）" in say("/section 理论武装", "计划举办培训班3期")


def test_a_correction_is_confirmed_and_made_wherever_the_fact_is_used(chat, say):
    say("/section 组织生活", "/draft", "/accept", "/section 组织生活")
    asked = say("主题党日改为15次")
    assert "F5：开展主题党日11次\n  → 开展主题党日15次" in asked and LIFE in asked
    assert "主题党日11次" in chat.draft(LIFE).text
    calls = len(chat._engine.requests)
    assert "开展主题党日15次，" in say("是"), "the changed paragraph is shown"
    assert "主题党日15次" in chat.draft(LIFE).text
    assert chat.draft(LIFE).accepted, "only the figure changed"
    assert len(chat._engine.requests) == calls, "no model is needed for a figure"


def test_a_correction_that_is_not_confirmed_changes_nothing(chat, say):
    say("/section 组织生活", "/draft")
    assert "没有改动" in say("主题党日改为15次", "否")
    assert chat.state.changes == ()
    assert "没有改动" in say("主题党日改为15次", "/facts")
    assert chat.state.changes == ()


def test_yes_without_a_question_is_not_an_instruction(chat, say):
    say("/section 组织生活", "/draft")
    before = chat.draft(LIFE)
    assert "没有要回答的问题" in say("是")
    assert chat.draft(LIFE) is before


def test_a_correction_of_nothing_known_is_told_and_not_sent_to_the_model(chat, say):
    say("/section 组织生活", "/draft")
    calls = len(chat._engine.requests)
    assert "没有找到与“运动会”对应的事实" in say("运动会改为3次")
    assert len(chat._engine.requests) == calls


def test_a_fact_that_contradicts_another_becomes_a_question(chat, say):
    shown = say("/section 组织生活", "主题党日12次")
    assert "→ 开展主题党日12次" in shown and "改吗？" in shown
    say("是")
    assert "开展主题党日12次" in say("/facts")


def test_a_fact_said_again_is_recognised(chat, say):
    assert "已有 F5" in say("/section 组织生活", "开展主题党日11次")
    assert chat.state.changes == ()


def test_an_instruction_revises_the_text_and_keeps_its_facts(chats, chat, say):
    say("/section 理论武装", "/draft")
    chats.answer = lambda request: "支部坚持学习，全年集体学习22次，专题研讨5次，党支部书记明远舟讲党课3次。"
    say("语气朴实一些")
    assert "语气朴实一些" in chat._engine.requests[-1].messages[-1].content
    assert chat.draft(STUDY).text.startswith("支部坚持学习")


def test_a_model_that_repeats_the_text_is_asked_again_without_it(chats, chat, say):
    say("/section 组织生活", "/draft")
    original = chat.draft(LIFE).paragraphs[0].body
    chats.answer = lambda request: original if "【原文】" in request.prompt else "换一种说法，" + written_as_asked(request)
    say("第一段语气再庄重一些")
    assert chat.draft(LIFE).text.startswith("换一种说法，")


def test_values_nothing_supports_are_named_repaired_and_never_kept(chats, chat, say):
    chats.answer = lambda request: written_as_asked(request).replace("22次", "122次") + "观看《雾都》影片。"
    say("/section 理论武装", "/draft")
    assert any("122次" in p for p in chat.screen.problems)
    text = chat.draft(STUDY).text
    assert "122次" not in text and "雾都" not in text and "集体学习22次" in text
    assert chat.screen.marks == []


def test_an_instruction_cannot_bring_in_figures(chats, chat, say):
    say("/section 理论武装", "/draft")
    chats.answer = lambda request: written_as_asked(request) + "党课覆盖99人。"
    assert "“99人”不在事实中" in say("请写明党课覆盖99人")
    assert "99人" not in chat.draft(STUDY).text


def test_shorter_longer_and_rewrite_ask_for_just_that(chats, chat, say):
    say("/section 理论武装", "/draft")
    length = len(chat.draft(STUDY).paragraphs[-1].body)
    say("/shorter")
    short = chat._engine.requests[-1].messages[-1].content
    shorter = len(chat.draft(STUDY).paragraphs[-1].body)
    say("/longer")
    long = chat._engine.requests[-1].messages[-1].content
    asked = [int(m.split("【字数】")[1].split("\n")[0]) for m in (short, long)]
    assert asked[0] < length and shorter < asked[1]
    before = {p.text for p in chat.draft(STUDY).paragraphs[-1].part.phrases}
    say("/rewrite")
    assert before.isdisjoint(p.text for p in chat.draft(STUDY).paragraphs[-1].part.phrases)


def test_an_instruction_about_one_paragraph_leaves_the_others(chats, chat, say):
    say("/section 理论武装", "/fact 举办读书班2期；建成学习角3处", "/draft")
    first, *rest = chat.draft(STUDY).paragraphs
    chats.answer = lambda request: "换过的话，" + written_as_asked(request)
    say("最后一段换一种说法")
    assert chat.draft(STUDY).paragraphs[0] is first
    assert rest and chat.draft(STUDY).paragraphs[-1].text.startswith("换过的话")


def test_undo_goes_back_step_by_step(chat, say):
    say("/section 组织生活", "/draft", "/accept")
    accepted = chat.state
    say("/section 组织生活", "主题党日改为15次", "是")
    assert "主题党日15次" in chat.draft(LIFE).text
    say("/undo")
    assert chat.state.drafts == accepted.drafts and chat.state.changes == ()
    say("/undo")
    assert not chat.draft(LIFE).accepted
    say("/undo")
    assert chat.draft(LIFE) is None
    assert "没有可以撤销的了" in say("/undo")


def test_retry_writes_anew_what_was_finished(chats, chat, say):
    say("/section 组织生活", "/draft")
    chats.answer = lambda request: "另一种写法，" + written_as_asked(request)
    say("/retry")
    assert chat.draft(LIFE).text.startswith("另一种写法")


def test_a_dead_server_leaves_the_session_usable(chats, chat, say):
    chats.answer = lambda request: EngineError("无法连接模型服务", "请检查网络")
    shown = say("/section 组织生活", "/draft")
    assert "错误：无法连接模型服务" in shown
    assert "开展主题党日11次" in say("/facts")
    chats.answer = written_as_asked
    say("/retry")
    assert "主题党日11次" in chat.draft(LIFE).text
    assert [t.state for t in chat.store.turns(chat.row.id)].count("failed") == 1


def test_an_interrupt_stops_the_answer_and_keeps_what_came(chats, chat, say):
    say("/section 理论武装", "/fact 举办读书班2期；建成学习角3处")
    chats.seconds = 0.1
    say("/model scripted:slow")

    async def stop_at_the_second_paragraph():
        task = asyncio.create_task(chat.take("/draft"))
        while len(chat.screen.pieces) < 2:
            await asyncio.sleep(0.01)
        task.cancel()
        await task

    asyncio.run(stop_at_the_second_paragraph())
    assert len(chat.draft(STUDY).paragraphs) == 1
    assert not chat.draft(STUDY).complete
    assert chat.store.turns(chat.row.id)[-1].state == "interrupted"
    assert "没有写完" in say("/accept")
    done = chat.draft(STUDY).paragraphs[0]
    say("/retry")
    assert chat.draft(STUDY).complete
    assert chat.draft(STUDY).paragraphs[0] is done, "the finished paragraph was not written again"


def test_half_a_paragraph_stays_to_be_seen(chats, chat, say):
    say("/section 组织生活")

    async def stop_in_the_middle():
        class Endless:
            name, parallel = "endless:", 1

            async def complete(self, messages, *, max_tokens, temperature, on_text=None):
                on_text("支部坚持从严从实，召开党员大会4次。后面还有")
                await asyncio.sleep(60)

            async def aclose(self):
                pass

        chat._engine = Endless()
        task = asyncio.create_task(chat.take("/draft"))
        while not "".join(chat.screen.pieces):
            await asyncio.sleep(0.01)
        task.cancel()
        await task

    asyncio.run(stop_in_the_middle())
    assert chat.draft(LIFE).text == "支部坚持从严从实，召开党员大会4次。"
    assert not chat.draft(LIFE).complete


def test_a_session_goes_on_where_it_was(chats, chat, say):
    say("/section 组织生活", "/draft", "主题党日改为15次", "是", "/accept", "/section 理论武装")
    again = chats.open(chat.row)
    assert again.state == chat.state
    chats.say(again, "/undo")
    assert not again.draft(LIFE).accepted
    assert "主题党日15次" in chats.say(again, "/show 组织生活")


def test_a_killed_program_loses_only_the_running_answer(chats, chat, say):
    say("/section 组织生活", "/draft")
    chat.store.begin(chat.row.id, LIFE, "/longer", "scripted:")  # and then kill -9
    again = chats.open(chat.row)
    assert again.interrupted_before == 1
    assert again.draft(LIFE) == chat.draft(LIFE)
    assert again.store.turns(chat.row.id)[-1].state == "interrupted"


def test_learned_facts_are_saved_once_with_comments_kept_and_undo_reaches_the_file(chats, chat, say, facts_path):
    say("/section 组织生活", "主题党日改为15次", "是", "慰问困难党员6人次", "/save")
    text = facts_path.read_text(encoding="utf-8")
    assert "开展主题党日15次" in text and "慰问困难党员6人次" in text and "# 年底数" in text
    again = chats.open(chat.row)
    assert "没有新的事实" in chats.say(again, "/save")
    chats.say(again, "/undo", "/save")
    assert "慰问困难党员6人次" not in facts_path.read_text(encoding="utf-8")
    assert "开展主题党日15次" in facts_path.read_text(encoding="utf-8")


def test_a_fact_is_taken_back_by_its_number(chat, say):
    say("/section 组织生活", "/draft")
    say("/fact F5 -", "是")
    assert "主题党日" not in chat.draft(LIFE).text
    assert "没有编号为 F99" in say("/fact F99 -")


def test_the_export_has_the_accepted_sections_and_names_the_others(chat, say, own_world):
    say("/section 组织生活", "/draft", "/accept", "/section 理论武装", "/draft")
    shown = say("/export 报告.docx")
    text = "\n".join(p.text for p in Document(own_world / "报告.docx").paragraphs)
    assert "主题党日11次" in text and "集体学习22次" not in text
    assert "（一）严格组织生活" in text, "the sections that are there are numbered anew"
    assert "没有定稿，未写入：报告开头、强化理论武装" in shown


def test_a_whole_report_has_every_fact(chats, chat, say, own_world, facts_path):
    from assistant.grounding.ground import Grounder

    inputs = ["/section 1"]
    for _ in range(12):
        inputs += ["/draft", "/accept"]
    shown = say(*inputs, "/export 报告.md")
    assert "全部小节都已定稿" in shown and "未写入" not in shown
    text = (own_world / "报告.md").read_text(encoding="utf-8")
    assert Grounder(load_facts(facts_path)).check(text).lost == ()


def test_nothing_accepted_is_nothing_to_export(say, own_world):
    assert "还没有定稿的小节" in say("/section 组织生活", "/draft", "/export 报告.docx")
    assert not (own_world / "报告.docx").exists()


def test_sources_name_facts_and_sample_passages(say):
    shown = say("/section 理论武装", "/draft", "/sources")
    assert "    F2  全年集体学习22次，专题研讨5次" in shown
    assert "范文  松岭电站党支部2023年工作总结 第" in shown
    assert "贺岭南" not in shown and "31次" not in shown


def test_what_the_user_edits_in_is_offered_as_a_fact(chat, say):
    say("/section 组织生活", "/draft")
    chat.screen.edited = lambda text: text.rstrip() + "开展廉洁家访8户。"
    shown = say("/edit")
    assert "没有依据，作为新的事实记下吗" in shown and chat.screen.marks
    assert "还不能定稿" in say("/accept")
    say("/undo", "/edit", "是", "/accept")
    assert chat.draft(LIFE).accepted
    assert any(c.new == "开展廉洁家访8户" for c in chat.state.changes)


def test_a_name_alone_is_asked_about(chat, say):
    say("/section 组织生活", "/draft")
    calls = len(chat._engine.requests)
    assert "只是名称或日期" in say("第三季度")
    assert len(chat._engine.requests) == calls and chat.state.changes == ()


def test_what_the_user_copies_from_a_sample_is_marked_and_not_accepted(chat, say):
    copied = "坚持把学习贯彻党的创新理论作为首要任务，注重学习成果转化，把课堂搬到坝顶和机房旁"
    say("/section 组织生活", "/draft")
    chat.screen.edited = lambda text: f"{text.rstrip()}{copied}。"
    say("/edit")
    assert any("范文" in mark.reason for mark in chat.screen.marks)
    assert "与范文原文连续相同" in say("/accept") and not chat.draft(LIFE).accepted
    assert "与范文原文连续相同" in say("/check")


def test_check_finds_what_a_reviewer_would_mark(chat, say):
    say("/section 组织生活", "/draft")
    chat.screen.edited = lambda text: "XX支部召开党员大会4次、支委会12次，开展主题党日11次。"
    say("/edit", "否")
    assert "PH001" in say("/check")


def test_history_and_usage_tell_what_was_done(chats, chat, say):
    chats.answer = lambda request: Reply(written_as_asked(request), Usage(100, 60, 40), "stop", 0.1)
    say("/section 组织生活", "/draft")
    assert "› /draft" in say("/history 1") and "› /section" not in say("/history 1")
    assert "调用 2 次，输入 200 词元（缓存 120），输出 80 词元" in say("/usage")


def test_a_long_talk_about_a_paragraph_is_shortened_and_said_so(chat, say, monkeypatch):
    monkeypatch.setattr("assistant.chat.todo.TALK", 20)
    say("/section 理论武装", "/draft")
    wishes = ["朴实", "庄重", "轻快", "自然", "沉稳"]
    for wish in wishes:
        shown = say(f"第二段语气再{wish}一些")
    request = chat._engine.requests[-1]
    assert "更早的要求不再发给模型" in shown
    assert all(kept in request.prompt for kept in ("讲党课3次", "语气再沉稳一些", "语气再自然一些"))
    assert "语气再朴实一些" not in request.prompt


def test_a_question_is_not_sent_to_the_model(chat, say):
    say("/section 理论武装", "/draft")
    calls = len(chat._engine.requests)
    assert "不回答提问" in say("党课写了几次？")
    assert len(chat._engine.requests) == calls


def test_a_long_session_stays_as_quick(chats, chat, say):
    def seconds(turns=5):
        times = []
        for n in range(turns):
            started = time.process_time()  # not the clock: other programs must not count
            say("/shorter" if n % 2 else "/longer")
            times.append(time.process_time() - started)
        return sorted(times)[turns // 2]

    say("/section 组织生活", "/draft")
    early = seconds()
    for _ in range(100):  # a hundred turns more, noted as turns are
        turn = chat.store.begin(chat.row.id, LIFE, "/shorter", "scripted:")
        chat.store.end(turn, "complete", "scripted:", "正文" * 200, 1, Usage(), 1.0, chat.state.to_json())
    assert seconds() < 2 * early + 0.1
    assert len(chat.store.trail(chat.row.id)) <= 60


def test_a_full_disk_is_told_and_does_not_stop_the_drafter(chat, say, monkeypatch):
    from assistant.errors import ServiceError

    def full(*_):
        raise ServiceError("无法写入会话记录：磁盘已满", "请清理磁盘空间")

    monkeypatch.setattr(SessionStore, "begin", full)
    shown = say("/section 组织生活", "/draft")
    assert "磁盘已满" in shown and "主题党日11次" in chat.draft(LIFE).text


def test_only_one_window_holds_a_session(chat):
    from assistant.chat.opening import lock
    from assistant.errors import InputError

    with lock(chat.row), pytest.raises(InputError, match="另一个窗口"):
        lock(chat.row)
    lock(chat.row).release()


def test_a_bug_is_told_and_the_session_goes_on(chat, say, monkeypatch):
    from assistant.chat.desk import Desk

    def broken(self, name):
        raise ZeroDivisionError("bug")

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "find", broken)
        assert "程序内部出错：ZeroDivisionError" in say("/section 组织生活")
    assert chat.failed.exit_code == 4
    assert "F4" in say("/section 组织生活")


def test_the_next_section_is_written_or_shown_where_it_has_no_facts(chat, say):
    say("/section 理论武装", "/draft")
    shown = say("下一节")
    assert chat.state.current == LIFE and "党员大会4次" in chat.draft(LIFE).text
    assert chat.state.changes == (), "it is no fact"
    assert "已有正文" in say("上一节") and chat.state.current == STUDY
    assert "这一节还没有事实" in say("/section 队伍", "/section 廉洁", "上一节") or shown


def test_problems_told_as_a_list_are_all_kept_in_their_section(chat, say):
    shown = say("写不足：一是学习不够深入，二是创新办法不多")
    assert "学习不够深入" in shown and "创新办法不多" in shown
    texts = [f.text for f in chat.ready_desk.facts.facts if f.kind == "problem"]
    assert texts[-2:] == ["学习不够深入", "创新办法不多"]
    assert chat.ready_desk.kind_of(chat.state.current) == "problem"


def test_the_fact_told_last_is_taken_back_in_words(chat, say):
    say("/section 理论武装", "举办读书班2期")
    assert "删去 F7：举办读书班2期" in say("刚才那条不要了")
    assert "事实已更改" in say("是")
    assert "F7" not in [f.id for f in chat.ready_desk.facts.facts]


def test_a_command_may_be_said_by_its_chinese_name(chat, say):
    say("/section 理论武装", "/draft", "定稿")
    assert chat.draft(STUDY).accepted
    assert "已撤销" in say("撤销")
    assert not chat.draft(STUDY).accepted
    assert "报告已写到 总 结.md" in say("/section 理论武装", "定稿", "导出到 总 结.md")


def test_facts_of_sections_not_yet_written_are_not_lost(chat, say):
    shown = say("/section 理论武装", "/draft", "/check")
    assert "没有写到" not in shown
    assert "还没写的小节里有" in shown


def test_a_section_is_chosen_by_what_users_call_it(chat, say):
    say("存在问题")
    assert chat.ready_desk.kind_of(chat.state.current) == "problem"


def test_a_paragraph_with_facts_is_not_removed_and_one_without_is(chat, say):
    say("/section 理论武装", "/draft")
    before = chat.draft(STUDY)
    assert "写着事实 F2" in say("把第一段删掉")
    assert chat.draft(STUDY) == before
    free = replace(before.paragraphs[0], part=replace(before.paragraphs[0].part, facts=()))
    chat.state = chat.state.with_draft(STUDY, replace(before, paragraphs=(*before.paragraphs, free)))
    say(f"删掉第{len(before.paragraphs) + 1}段")
    assert chat.draft(STUDY).paragraphs == before.paragraphs
