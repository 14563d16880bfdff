"""`assistant samples` as it is typed."""

import json

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.samples.passages import KINDS

REPORT = """临湖水厂党支部2024年工作总结

一、主要工作
全年组织主题党日132次，把课堂搬到泵房和管网旁。（www.muban123.com）
二、存在的问题
学习形式比较单一，党务人员经验不足。
"""


def samples(*arguments):
    return CliRunner().invoke(app, ["samples", *map(str, arguments)])


def data(*arguments):
    result = samples(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def folder(own_world):
    folder = own_world / "范文"
    folder.mkdir()
    (folder / "水厂.txt").write_text(REPORT, encoding="utf-8")
    return folder


@pytest.fixture
def indexed(folder):
    assert samples("index", folder).exit_code == 0
    return folder


def test_index_tells_what_it_did(folder):
    assert samples("index", folder).stdout == "范文库：新增 1 篇\n"
    assert samples("index", folder).stdout == "范文库：未变 1 篇\n"
    assert data("index", folder, "--rebuild") == {
        "version": 1, "added": [], "updated": [str(folder / "水厂.txt")], "removed": [], "unchanged": 0, "failed": [],
    }  # fmt: skip


def test_index_without_a_path_takes_the_configured_folders(folder, own_world, monkeypatch):
    (own_world / "assistant.toml").write_text('[samples]\npaths = ["范文"]\n', encoding="utf-8")
    (own_world / "下级").mkdir()
    monkeypatch.chdir(own_world / "下级")
    assert data("index")["added"] == [str(folder / "水厂.txt")]


def test_index_without_a_path_or_setting_takes_the_shipped_samples():
    assert len(data("index")["added"]) >= 20


def test_an_unreadable_sample_is_named_and_the_exit_code_says_so(folder):
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 not a zip")
    result = samples("index", folder)
    assert result.exit_code == 2
    assert result.stdout == "范文库：新增 1 篇，失败 1 篇\n"
    assert f"未能读取 {folder / '坏.docx'}：" in result.stderr
    assert data("list")["documents"][0]["path"] == str(folder / "水厂.txt")


def test_list_shows_every_sample(indexed):
    (document,) = data("list")["documents"]
    assert (document["title"], document["year"], document["passages"]) == ("临湖水厂党支部2024年工作总结", 2024, 2)
    assert document["id"] in samples("list").stdout


def test_show_has_the_contract_of_the_design(indexed):
    shown = data("show", "水厂.txt")
    assert shown["version"] == 1
    assert list(shown["document"]) == ["id", "path", "title", "year"]
    first = shown["passages"][0]
    assert list(first) == ["id", "heading", "kind", "paragraph", "text", "masked", "slots"]
    assert (first["heading"], first["kind"], first["paragraph"]) == (["一、主要工作"], "done", 4)
    slot = first["slots"][0]
    assert list(slot) == ["kind", "value", "start", "end"]
    assert first["text"][slot["start"] : slot["end"]] == slot["value"] == "132次"
    assert "132" not in first["masked"]


def test_show_tells_what_cleaning_took_out(indexed):
    assert "muban123" in samples("show", "临湖").stdout.split("原文")[0]
    assert all("muban123" not in p["text"] for p in data("show", "临湖")["passages"])


def test_search_has_the_contract_of_the_design(indexed):
    found = data("search", "主题党日", "-k", 1)
    assert (found["version"], found["query"]) == (1, "主题党日")
    (passage,) = found["passages"]
    assert list(passage) == ["id", "document", "paragraph", "score", "heading", "kind", "text", "masked"]
    assert passage["text"].startswith("全年组织主题党日132次")


def test_search_explains_its_scores_when_asked(indexed):
    (passage,) = data("search", "主题党日", "-k", 1, "--explain")["passages"]
    assert passage["score"] == pytest.approx(sum(passage["parts"].values()), abs=0.001)
    assert "字词 +" in samples("search", "主题党日", "--explain").stdout
    assert "字词 +" not in samples("search", "主题党日").stdout


def test_search_shows_people_the_masked_text_only(indexed):
    assert "132" not in samples("search", "主题党日").stdout


@pytest.mark.parametrize("kind", KINDS)
def test_search_for_a_kind_finds_only_that(indexed, kind):
    assert {p["kind"] for p in data("search", "支部工作", "--kind", kind)["passages"]} <= {kind}


def test_an_unknown_kind_and_an_unknown_sample_are_wrong_usage(indexed):
    result = samples("search", "主题党日", "--kind", "成绩")
    assert (result.exit_code, "可用的有 intro、done" in result.stderr) == (2, True)
    assert samples("show", "没有").exit_code == 2
    assert samples("remove", "没有").exit_code == 2
    assert samples("search", "主题党日", "-k", 0).exit_code == 2


def test_remove_takes_a_sample_out_and_leaves_the_file(indexed):
    assert data("remove", "水厂.txt")["removed"]["title"] == "临湖水厂党支部2024年工作总结"
    assert data("list")["documents"] == []
    assert (indexed / "水厂.txt").exists()
    assert data("search", "主题党日")["passages"] == []
    assert "没有找到" in samples("search", "主题党日").stderr


def test_an_empty_library_says_what_to_run(own_world):
    for command in (["list"], ["show", "x"], ["search", "x"], ["remove", "x"]):
        result = samples(*command)
        assert (result.exit_code, "assistant samples index" in result.stderr) == (2, True)
