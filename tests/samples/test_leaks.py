"""What a draft must not have of a sample."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.samples.leaks import LeakIndex, _needles, is_weak
from assistant.samples.store import store_in_use


def test_a_value_of_a_sample_is_found_where_it_stands(indexed):
    draft = "全年组织主题党日132次，签订承诺书18份。"
    (leak,) = indexed.leaks().find(draft)
    assert (draft[leak.start : leak.end], leak.value, leak.kind, leak.paragraph) == ("132次", "132次", "quantity", 7)
    assert indexed.find(leak.document).title == "临湖水厂党支部2024年工作总结"


def test_small_numbers_are_told_only_when_asked_for(indexed):
    draft = "签订承诺书18份。"
    assert indexed.leaks().find(draft) == []
    assert [leak.value for leak in indexed.leaks().find(draft, weak=True)] == ["18份"]


def test_a_value_inside_a_longer_number_is_none(indexed):
    assert indexed.leaks().find("组织主题党日2132次，增长0.132次。") == []


@pytest.mark.parametrize(
    ("kind", "value", "weak"),
    [
        ("quantity", "3次", True), ("quantity", "100%", True), ("quantity", "1200元", True), ("quantity", "18.2%", False),
        ("quantity", "132次", False), ("quantity", "一百三十二次", False), ("quantity", "2至3次", True), ("year", "2021年", True),
        ("date", "6月28日", False), ("date", "7月1日", True), ("date", "9月", True), ("date", "2020年3月", False),
        ("person", "梁启程", False), ("org", "临湖水厂", False),
        ("place", "技术", True), ("org", "联系", True), ("place", "长江", False),
    ],
)  # fmt: skip
def test_weak_values_are_those_anybody_may_have(kind, value, weak):
    assert is_weak(kind, value) is weak


def test_a_run_of_thirty_characters_is_found_whole_and_told_with_its_line(indexed):
    draft = "今年以来，望火楼里的灯一夜一夜亮着，\n没有一处火情越过山脊。全年巡护里程创下新高，大家都很高兴。"
    assert indexed.leaks().runs(draft) == []
    copied = "各站党员全年巡护里程创下新高，望火楼里的灯一夜一夜亮着，\n没有一处火情越过山脊。真好。"
    (run,) = indexed.leaks().runs(copied)
    assert copied[run.start : run.end] == "党员全年巡护里程创下新高，望火楼里的灯一夜一夜亮着，\n没有一处火情越过山脊。"[2:]
    assert run.paragraph == 4


def test_a_draft_that_copies_several_samples_has_a_run_for_each(indexed):
    draft = (
        "一、今年护林防火期内党员带头巡山，全年巡护里程创下新高，望火楼里的灯一夜一夜亮着，没有一处火情越过山脊。"
        "另外与关键岗位签订廉洁承诺书18份，观看警示教育片3场，班长梁启程带头作出“管网守夜人不收一包烟”的承诺。"
    )
    runs = indexed.leaks().runs(draft)
    assert [draft[r.start : r.start + 5] for r in runs] == ["护林防火期", "与关键岗位"]
    assert len({r.document for r in runs}) == 2


def test_public_terms_do_not_make_a_run(library, own_world):
    public = "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大精神，增强“四个意识”、坚定“四个自信”、做到“两个维护”，"
    (own_world / "一.txt").write_text(f"渔港党支部总结\n{public}把船开到风浪里去。\n", encoding="utf-8")
    library.index([own_world / "一.txt"])
    assert library.leaks().runs(f"支部{public}取得实效。", 30) == []
    assert library.leaks().runs(f"支部{public}把船开到风浪里去。", 30) != []


@pytest.mark.parametrize(("title", "leaks"), [("{}码头党支部2024年总结", []), ("望江码头党支部202{}年总结", ["356次"])])
def test_a_number_that_many_units_have_is_no_leak_but_one_of_a_single_unit_over_years_is(title, leaks, library, own_world):
    folder = own_world / "很多"
    folder.mkdir()
    for number, name in enumerate("望江林海石" if "{}码" in title else "01234"):
        text = f"{title.format(name)}\n一、工作\n全年开展帮扶356次。" + chr(0x4E00 + number) * 20
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    library.index([folder])
    assert [leak.value for leak in library.leaks().find("全年开展帮扶356次。")] == leaks


def test_an_empty_library_has_no_leaks(library):
    assert library.leaks().find("全年132次") == []
    assert library.leaks().runs("望火楼里的灯一夜一夜亮着，没有一处火情越过山脊，全年巡护里程创下新高。") == []


def test_the_leak_check_needs_no_index_and_no_heavy_package(indexed):
    code = (
        "import sys; from assistant.config import load_config; from assistant.samples.library import Library; "
        "print(len(Library.open(load_config()).leaks().find('主题党日132次'))); "
        "print(sorted({'chromadb', 'numpy', 'docx', 'openai', 'langchain_text_splitters'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.split("\n")[:2] == ["1", "[]"]


def test_a_store_of_another_version_is_not_checked_against_until_it_is_made_anew(indexed, said, monkeypatch):
    assert store_in_use(load_config())
    monkeypatch.setattr("assistant.samples.store.STORE_VERSION", 99)
    monkeypatch.setattr("assistant.samples.recipe.STORE_VERSION", 99)
    assert store_in_use(load_config()) is None
    assert indexed.leaks().find("主题党日132次")
    assert len(said) == 1
    assert store_in_use(load_config())


def test_names_in_title_and_signature_are_values_too(library, own_world):
    report = "述职报告\n\n各位领导：\n全年讲党课。\n述职人：梁启程\n2024年12月24日\n"
    (own_world / "述职.txt").write_text(report, encoding="utf-8")
    library.index([own_world / "述职.txt"])
    assert [p.text for p in library.passages(library.documents()[0].id)] == ["全年讲党课。"]
    assert [leak.value for leak in library.leaks().find("由梁启程同志负责，2024年12月24日完成。")] == ["梁启程", "2024年12月24日"]


def test_the_index_is_read_only(indexed, tmp_path):
    (path,) = (tmp_path / "state" / "samples").glob("v-*/library.sqlite3")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        LeakIndex(path)._db.execute("DELETE FROM needles")


def test_the_gaps_of_a_template_are_nobodys_values(library, own_world):
    path = own_world / "模板.txt"
    path.write_text("XX公司党支部20XX年工作总结\n\n建立《XX工作记录》，开展“____行动”，走访____户，评选先进××名。\n", encoding="utf-8")
    library.index([path])
    assert library.leaks().find("建立《XX工作记录》，开展“____行动”，走访____户。", weak=True) == []


def test_what_is_masked_to_be_on_the_safe_side_gives_nobody_away(library, own_world):
    text = "在业务融合、文化培育、正风肃纪上下功夫，机关党委书记向东负责，加强组织建设，推动各项工作取得新成效。"
    (own_world / "总结.txt").write_text(f"浦汀水文站党支部总结\n{text}\n", encoding="utf-8")
    library.index([own_world])
    told = {leak.value for leak in library.leaks().find("机关全面从严治党，正风肃纪，业务融合，组织建设，推动各项工作取得新成效。")}
    assert told == set()
    assert [leak.value for leak in library.leaks().find("由浦汀水文站党支部负责")] == ["浦汀水文站党支部"]


def test_words_without_marks_are_a_brand_only_where_they_are_not_ordinary_words():
    assert {weak for *_, weak in _needles("quoted", "组织视野")} == {True}
    assert {weak for *_, weak in _needles("quoted", "“组织视野”")} == {False}
    assert {weak for *_, weak in _needles("quoted", "陇原红烛")} == {False}
