import asyncio

import pytest

from assistant.config import load_config
from assistant.drafting.compose import gaps, run_report, to_report
from assistant.drafting.generate import write_report
from assistant.drafting.job import prepare
from assistant.drafting.numbering import item
from assistant.drafting.prompts import worked_answers
from assistant.drafting.style import own_topics
from assistant.engines.base import Reply, Usage
from assistant.engines.scripted import Scripted
from assistant.errors import EngineError
from assistant.facts.load import parse_facts
from assistant.text.sentences import split_clauses
from tests.drafting.conftest import FACTS, told


@pytest.fixture
def job(facts, library):
    return prepare(facts, load_config(), lambda line: None)


def run(job, engine, **options):
    writer = job.writer(engine, **options)
    try:
        return asyncio.run(write_report(job.plan, job.facts, job.parts, writer, lambda written: None)), writer
    finally:
        writer.cache.close()


def text_of(draft):
    return "\n".join(b.text for b in to_report(draft).blocks)


def test_a_good_model_writes_every_fact_and_needs_no_mending(job):
    draft, _ = run(job, Scripted(told))
    text = text_of(draft)
    for fact in job.facts.facts:
        assert fact.text in text
    assert {w.status for ws in draft.paragraphs for w in ws} == {"drafted"}
    assert draft.violations == []
    assert gaps(draft) == []


def test_the_report_is_laid_out_in_order(job):
    blocks = to_report(run(job, Scripted(told))[0]).blocks
    assert [b.kind for b in blocks[:3]] == ["title", "addressee", "text"]
    assert blocks[1].text == "公司党委："
    assert blocks[2].text.endswith("现将2025年度工作总结如下。")
    assert [(b.kind, b.text) for b in blocks[-2:]] == [("signature", "云栖港务有限公司理货党支部"), ("date", "2025年12月5日")]
    problems = [b.text for b in blocks if "系统性" in b.text or "青年党员" in b.text]
    assert [p[:2] for p in problems] == [item(1), item(2)]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "好的，以下是内容：",
        "全年组织集体学习88次，邀请鹿溪市委党校夏明远教授辅导，开展“鹿鸣先锋”主题党日66次。",
        "支部于5月17日赴梅山纪念馆参观，获评先进集体，人均捐款320元，到会率97.5%。",
        "党员大会5次，支委会12次，发展党员7名。",
        "重复的话说一遍。" * 30,
    ],
)
def test_whatever_the_model_answers_the_promise_is_kept(job, answer):
    draft, _ = run(job, Scripted(lambda request: answer))
    text = text_of(draft)
    assert [f.text for f in job.facts.facts if not draft.uses[f.id].used] == []
    assert [v.slot.value for v in draft.violations] == []
    for foreign in ("88次", "夏明远", "鹿溪", "鹿鸣", "5月17日", "梅山", "320", "97.5", "7名", "5次，支委会"):
        assert foreign not in text


def test_a_repair_is_asked_for_with_the_exact_violations(job):
    def once_wrong(request):
        good = told(request)
        return good if len(request.messages) > len(first) else "组织志愿服务88场次。" + good

    first = job.request(job.parts[0])
    engine = Scripted(once_wrong)
    draft, _ = run(job, engine)
    assert "repaired" in {w.status for ws in draft.paragraphs for w in ws}
    repairs = [r for r in engine.requests if len(r.messages) > len(first)]
    assert all("88场次" in r.messages[-1].content for r in repairs)
    assert "88" not in text_of(draft)


def test_the_words_of_a_worked_example_are_not_let_through(job):
    def recites(request):
        worked = [m.content for m in request.messages if m.role == "assistant"]
        return worked[-2] if "报告开头" not in request.messages[-1].content else told(request)

    draft, writer = run(job, Scripted(recites))
    worked = worked_answers(voice=writer.voice, self_name=writer.self_name)
    opening = worked.splitlines()[-2]
    assert opening.startswith("一年来")
    bodies = [b.text for b in to_report(draft).blocks if b.kind == "text" and not b.text.startswith("一年来")]
    said = [c.text for body in bodies for c in split_clauses(body) if len(c.text) >= 8 and c.text in opening]
    assert said == []
    assert all(draft.uses[f.id].used for f in job.facts.facts)


def test_a_run_of_a_sample_is_not_let_through(job):
    copied = "支部把学习摆在突出位置，坚持学在经常、用在日常。支部做到会前有准备、会中有交流、会后有落实。组织生活的质量明显提升。"
    whole = "党员干部的理论素养不断提高，支部把学习摆在突出位置坚持学在经常用在日常"
    draft, writer = run(job, Scripted(lambda request: told(request) + copied + whole))
    assert writer.leaks.runs(text_of(draft), 30) == []


def test_a_second_run_asks_only_for_what_changed(facts, library):
    job = prepare(facts, load_config(), lambda line: None)
    run(job, Scripted(told))
    again = Scripted(told)
    draft, _ = run(job, again)
    assert again.requests == []
    assert {w.status for ws in draft.paragraphs for w in ws} == {"cached"}

    changed = prepare(parse_facts(FACTS.replace("签订廉洁承诺书21份", "签订廉洁承诺书22份")), load_config(), lambda line: None)
    engine = Scripted(told)
    text = text_of(run(changed, engine)[0])
    assert "承诺书22份" in text
    assert 1 <= len(engine.requests) < len(job.parts)

    fresh = Scripted(told)
    run(job, fresh, fresh=True)
    assert len(fresh.requests) == len(job.parts)


def test_what_is_finished_survives_an_engine_that_fails(job):
    def fails_late(request):
        if len(failing.requests) > 5:
            raise EngineError("无法连接模型服务", "检查网络")
        return told(request)

    failing = Scripted(fails_late, parallel=1)
    with pytest.raises(EngineError, match="无法连接"):
        run(job, failing)
    engine = Scripted(told, parallel=1)
    run(job, engine)
    assert len(engine.requests) == len(job.parts) - 5


def test_an_answer_that_was_cut_off_is_not_taken_as_whole(job):
    cut = Scripted(lambda request: Reply(told(request) + "在此基础上进一步", Usage(), "length", 0.0))
    assert "在此基础上进一步" not in text_of(run(job, cut)[0])


def test_paragraphs_are_written_at_once_as_far_as_asked(job):
    under_way, most = 0, 0

    class Counting(Scripted):
        async def complete(self, *args, **options):
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            try:
                return await super().complete(*args, **options)
            finally:
                under_way -= 1

    run(job, Counting(told, seconds=0.01), jobs=3, fresh=True)
    assert most == 3


def test_the_shared_beginning_of_all_requests_is_long(job):
    requests = [job.request(p) for p in job.parts]
    prefix = requests[0][:-1]
    assert all(r[:-1] == prefix for r in requests)
    shared = sum(len(m.content) for m in prefix)
    assert shared > 3 * max(len(r[-1].content) for r in requests)


def test_no_value_of_a_sample_is_shown_to_the_model(job):
    shown = "\n".join(m.content for p in job.parts for m in job.request(p))
    for value in ("88次", "夏明远", "鹿溪", "鹿鸣先锋", "66次", "2024"):
        assert value not in shown
    assert "会前有准备、会中有交流、会后有落实" in shown


def test_the_run_report_keeps_its_contract(job, tmp_path):
    draft, writer = run(job, Scripted(told))
    report = run_report(draft, tmp_path / "out.docx", writer.grounder.check)
    assert report["version"] == 1
    assert report["facts"] == {"total": 13, "used": [f.id for f in job.facts.facts], "unused": [], "added": []}
    assert report["usage"]["calls"] == len(job.parts)
    section = next(s for s in report["sections"] if s["title"].startswith("强化理论武装"))
    assert {k: section[k] for k in ("level", "kind", "status")} == {"level": 2, "kind": "done", "status": "drafted"}
    assert {f for s in section["sentences"] for f in s["facts"]} >= {"F2", "F3"}
    assert any(s["passages"] for s in section["sentences"])


def test_a_section_is_found_by_part_of_its_title(job):
    assert {p.section for p in job.only("组织生活").parts} == {3}
    with pytest.raises(Exception, match="没有名为“会计”的小节"):
        job.only("会计")


def test_every_part_has_its_facts_and_no_phrase_stands_twice(job):
    parts = job.parts
    assert sorted(f.id for p in parts for f in p.facts) == sorted(f.id for f in job.facts.facts)
    phrases = [ph.text for p in parts for ph in p.phrases]
    assert len(phrases) == len(set(phrases))


def test_no_phrase_of_our_own_holds_a_value(job):
    writer = job.writer(Scripted(told))
    texts = [p.text for t in own_topics() for p in t.phrases]
    with writer.cache:
        assert [t for t in texts if writer.grounder.check(t, facts=()).violations] == []


def test_a_figure_without_the_words_of_its_fact_is_asked_for_again(job):
    writer = job.writer(Scripted(told))
    part = next(p for p in job.parts if any("廉洁承诺书" in f.text for f in p.facts))
    with writer.cache:
        assert writer.problems(part, "全年签订承诺书21份。") == ["“签订廉洁承诺书21份”写得不全，请照原样写"]
        assert writer.problems(part, "全年签订廉洁承诺书21份。") == []


def test_the_run_report_names_the_facts_that_code_added(job, tmp_path):
    for _ in ("written", "from the cache"):
        draft, writer = run(job, Scripted(lambda request: told(request).replace("发展党员2名。", "")))
        report = run_report(draft, tmp_path / "out.docx", writer.grounder.check)
        assert report["facts"]["added"] == [f.id for f in job.facts.facts if f.text == "发展党员2名"]
        assert report["facts"]["unused"] == []


def test_the_opening_names_the_unit_in_full_once(job):
    draft, _ = run(job, Scripted(told))
    opening = draft.text(0)
    assert opening.startswith("一年来，在上级党组织的正确领导下，云栖港务有限公司理货党支部")
    assert opening.count("云栖港务有限公司理货党支部") == 1
