"""The library as its users see it: index, find, search, remove."""

import os
import sys

import pytest

from assistant.errors import InputError


def test_samples_are_added_once_and_noticed_when_they_change(folder, library):
    assert len(library.index([folder]).added) == 2
    again = library.index([folder])
    assert (again.added, again.updated, again.unchanged) == ([], [], 2)
    forest = folder / "林场.md"
    forest.write_text(forest.read_text(encoding="utf-8").replace("新高", "十年来的新高"), encoding="utf-8")
    report = library.index([folder])
    assert (report.added, report.updated, report.removed, report.unchanged) == ([], [str(forest)], [], 1)
    (folder / "水厂.txt").unlink()
    assert library.index([folder]).removed == [str(folder / "水厂.txt")]
    assert [d.title for d in library.documents()] == ["东岭林场党支部2023年工作总结"]


def test_a_sample_that_moved_is_known_again_and_a_copy_is_not_added_twice(folder, library):
    library.index([folder])
    (folder / "旧").mkdir()
    (folder / "水厂.txt").rename(folder / "旧" / "水厂2024.txt")
    (folder / "林场副本.md").write_bytes((folder / "林场.md").read_bytes())
    report = library.index([folder])
    assert (report.added, report.removed, report.unchanged) == ([], [], 2)
    assert str(folder / "旧" / "水厂2024.txt") in {d.path for d in library.documents()}


def test_samples_that_changed_names_with_each_other_are_known_again(indexed, folder):
    (folder / "水厂.txt").rename(folder / "暂存")
    (folder / "林场.md").rename(folder / "水厂.txt")
    (folder / "暂存").rename(folder / "林场.md")
    report = indexed.index([folder])
    assert (report.added, report.updated, report.removed, report.unchanged) == ([], [], [], 2)
    assert indexed.find("水厂.txt").title.startswith("东岭")


def test_indexing_another_folder_keeps_the_first(indexed, own_world):
    other = own_world / "另一处"
    other.mkdir()
    (other / "车站.txt").write_text("汽车站党支部2022年工作总结\n一、主要工作\n春运期间党员轮流在站前广场值守。\n", encoding="utf-8")
    indexed.index([other])
    assert len(indexed.documents()) == 3
    assert len(indexed.index([other], rebuild=True).updated) == 3
    assert len(indexed.documents()) == 3


def test_what_a_sample_is_comes_from_its_folder_title_and_text(folder, library):
    (folder / "机关党支部工作报告").mkdir()
    (folder / "林场.md").rename(folder / "机关党支部工作报告" / "林场.md")
    library.index([folder])
    facts = {d.title[:2]: (d.report_type, d.year, d.passages) for d in library.documents()}
    assert facts["东岭"] == ("机关党支部工作报告", 2023, 2)
    assert facts["临湖"][1:] == (2024, 5)


def test_a_search_finds_the_passage_by_meaning_and_shows_it_masked(indexed):
    best = indexed.search("重点岗位人员签署廉政责任书", k=3)[0]
    assert (best.passage.kind, best.passage.paragraph) == ("done", 9)
    assert best.passage.heading == ("一、主要工作", "（二）抓牢廉洁自律")
    assert "18份" in best.passage.text
    assert "18份" not in best.passage.masked
    assert best.score == pytest.approx(sum(best.parts.values()))


def test_a_search_for_one_kind_finds_only_that(indexed):
    assert indexed.search("主题党日", kind="plan", k=5)[0].passage.text == "把主题党日办到管护站去。"
    assert {h.passage.kind for h in indexed.search("支部工作", kind="problem", k=5)} == {"problem"}
    assert {p.kind for p in indexed.passages_of("plan")} == {"plan"}
    assert indexed.passages_of("plan", "党支部书记述职报告") == []


def test_a_query_may_hold_anything(indexed):
    assert indexed.search("🙂 zzz ?!", k=1)
    assert indexed.search("。", k=1)
    assert len(indexed.search("党", k=100)) == 7


def test_a_sample_is_found_by_id_path_title_or_a_beginning_of_them(indexed, folder):
    document = indexed.find("林场.md")
    for name in (document.id, document.id[:5], document.title, "东岭", str(folder / "林场.md")):
        assert indexed.find(name) == document
    with pytest.raises(InputError, match="没有“西岭”"):
        indexed.find("西岭")
    with pytest.raises(InputError, match="对应 2 篇"):
        indexed.find("")


def test_an_unreadable_sample_is_named_and_the_rest_indexed(folder, library):
    (folder / "空.txt").write_bytes(b"")
    report = library.index([folder, folder / "没有.txt"])
    assert len(report.added) == 2
    assert sorted(report.failed) == [(str(folder / "没有.txt"), "文件或文件夹不存在"), (str(folder / "空.txt"), "文件是空的")]


def test_a_sample_that_can_no_longer_be_read_keeps_its_place(folder, library):
    library.index([folder])
    (folder / "水厂.txt").write_bytes(b"\x00\x01\x02" * 500)
    report = library.index([folder])
    assert [path for path, _ in report.failed] == [str(folder / "水厂.txt")]
    assert len(library.documents()) == 2


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always text")
def test_a_file_with_a_name_that_is_no_text_is_a_sample_like_any_other(library, own_world):
    path = own_world / os.fsdecode("范文.txt".encode("gbk"))
    path.write_text("春运期间党员轮流在站前广场值守。\n", encoding="utf-8")
    (own_world / os.fsdecode("坏.txt".encode("gbk"))).write_bytes(b"")
    report = library.index([own_world])
    assert (len(report.added), len(report.failed)) == (1, 1)
    assert library.index([own_world]).unchanged == 1
    assert "\\xb7" in library.documents()[0].path


def test_a_readme_is_no_sample(folder, library):
    (folder / "README.md").write_text("# 说明\n\n这里放范文。\n", encoding="utf-8")
    (folder / "~$水厂.docx").write_bytes(b"lock")
    report = library.index([folder])
    assert (len(report.added), report.failed) == (2, [])


def test_an_empty_library_says_what_to_do(library):
    with pytest.raises(InputError, match="还是空的") as caught:
        library.search("主题党日")
    assert "samples index" in caught.value.hint


def test_a_library_without_samples_finds_nothing(library, own_world):
    library.index([own_world])
    assert library.search("主题党日") == []
    assert library.documents() == []


def test_a_file_name_is_meant_before_an_id_that_begins_so(indexed, folder):
    first = indexed.documents()[0].id[0]
    (folder / f"{first}.txt").write_text("汽车站党支部2022年工作总结\n一、主要工作\n春运期间党员轮流值守。\n", encoding="utf-8")
    indexed.index([folder])
    assert indexed.find(first).title == "汽车站党支部2022年工作总结"
