"""The library as its users see it: index, find, remove."""

import pytest

from assistant.config import load_config
from assistant.errors import InputError
from assistant.samples.library import Library

FIRST = """临湖水厂党支部2024年工作总结

2024年，支部围绕安全供水开展工作，现将情况总结如下：

一、主要工作
（一）抓实组织生活
全年召开党员大会4次，组织主题党日12次，把课堂搬到泵房和管网旁。
（二）抓牢廉洁自律
与关键岗位签订廉洁承诺书18份，观看警示教育片3场。
二、存在的问题
学习形式比较单一，党务人员经验不足。
三、2025年工作打算
继续加强理论武装，吸收一线骨干入党。
"""
SECOND = """东岭林场党支部2023年工作总结

一、主要做法
护林防火期内党员带头巡山，全年巡护里程创下新高。
二、下一步打算
把主题党日办到管护站去。
"""


@pytest.fixture
def folder(own_world):
    folder = own_world / "范文 两篇"
    folder.mkdir()
    (folder / "水厂.txt").write_text(FIRST, encoding="utf-8")
    (folder / "林场.md").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def library():
    return Library.open(load_config())


def test_samples_are_added_once_and_noticed_when_they_change(folder, library):
    assert len(library.index([folder]).added) == 2
    again = library.index([folder])
    assert (again.added, again.updated, again.unchanged) == ([], [], 2)
    (folder / "林场.md").write_text(SECOND.replace("新高", "十年来的新高"), encoding="utf-8")
    report = library.index([folder])
    assert (report.updated, report.unchanged) == ([str(folder / "林场.md")], 1)
    (folder / "水厂.txt").unlink()
    assert library.index([folder]).removed == [str(folder / "水厂.txt")]
    assert [d.title for d in library.documents()] == ["东岭林场党支部2023年工作总结"]


def test_a_search_finds_the_passage_by_meaning_and_shows_it_masked(folder, library):
    library.index([folder])
    best = library.search("重点岗位人员签署廉政责任书", k=3)[0]
    assert (best.passage.kind, best.passage.paragraph) == ("done", 9)
    assert "18份" in best.passage.text
    assert "18份" not in best.passage.masked
    assert library.search("主题党日", kind="plan", k=5)[0].passage.text == "把主题党日办到管护站去。"
    assert {h.passage.kind for h in library.search("支部工作", kind="problem", k=5)} == {"problem"}


def test_a_removed_sample_stays_out_until_it_is_named_again(folder, library):
    library.index([folder])
    library.remove(library.find("林场.md"))
    assert len(library.documents()) == 1
    assert library.index([folder]).added == []
    assert len(library.documents()) == 1
    assert library.index([folder / "林场.md"]).added == [str(folder / "林场.md")]


def test_an_unreadable_sample_is_named_and_the_rest_indexed(folder, library):
    (folder / "空.txt").write_bytes(b"")
    report = library.index([folder, folder / "没有.txt"])
    assert len(report.added) == 2
    assert sorted(report.failed) == [
        (str(folder / "没有.txt"), "文件或文件夹不存在"),
        (str(folder / "空.txt"), "文件是空的"),
    ]


def test_an_empty_library_says_what_to_do(library):
    with pytest.raises(InputError, match="还是空的") as caught:
        library.search("主题党日")
    assert "samples index" in caught.value.hint
