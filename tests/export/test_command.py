"""`assistant export`: from any readable file to any format."""

import docx
import pytest
from typer.testing import CliRunner

from assistant.cli.app import app

TEXT = "工作总结\n公司党委：\n一、主要工作\n全年培训6次。\n临江港务有限公司工会\n2025年12月20日\n"


@pytest.fixture
def source(own_world):
    path = own_world / "总结.txt"
    path.write_text(TEXT, encoding="gb18030")
    return path


def run(*arguments, **more):
    return CliRunner().invoke(app, ["export", *map(str, arguments)], **more)


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt", ".html"])
def test_a_file_is_written_in_the_format_asked_for(source, suffix):
    out = source.with_name(f"out{suffix}")
    result = run(source, "-o", out)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"已写入 {out}\n"
    assert out.stat().st_size


def test_going_to_word_and_back_gives_the_same_text(source):
    run(source, "-o", "a.docx")
    run("a.docx", "-o", "a.md")
    run("a.md", "-o", "b.docx")
    texts = [[p.text for p in docx.Document(name).paragraphs] for name in ("a.docx", "b.docx")]
    assert texts[0] == texts[1] == TEXT.splitlines()


def test_standard_input_is_read(own_world):
    assert run("-", "-o", "a.md", input=TEXT.encode()).exit_code == 0
    assert (own_world / "a.md").read_text(encoding="utf-8").startswith("# 工作总结\n")


@pytest.mark.parametrize("link", [False, True])
def test_the_source_is_not_written_over(source, own_world, link):
    target = own_world / "link.txt" if link else source
    if link:
        target.symlink_to(source)
    result = run(source, "-o", target)
    assert result.exit_code == 2
    assert "就是原文件" in result.stderr
    assert source.read_text(encoding="gb18030") == TEXT


def test_an_existing_file_is_replaced(source, own_world):
    (own_world / "a.md").write_text("旧", encoding="utf-8")
    assert run(source, "-o", "a.md").exit_code == 0
    assert "旧" not in (own_world / "a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("arguments", "told"), [(("没有.txt", "-o", "a.md"), "不存在"), (("总结.txt", "-o", "a.pdf"), ".docx、.md")])
def test_what_cannot_be_done_is_said_with_exit_code_2(source, own_world, arguments, told):
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert sorted(p.name for p in own_world.iterdir()) == ["总结.txt"]


def test_an_output_is_required(source):
    assert run(source).exit_code == 2
