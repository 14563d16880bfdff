"""What a sample says about itself."""

from pathlib import Path

import pytest

from assistant.documents.model import Document, Paragraph
from assistant.samples.origin import report_type_of, report_types, title_of, year_of


def document(*lines: str, path: str | None = None, titled: bool = False) -> Document:
    paragraphs = tuple(Paragraph(text, i, is_title=titled and i == 1) for i, text in enumerate(lines, 1))
    return Document(Path(path) if path else None, "txt", paragraphs)


@pytest.mark.parametrize(
    ("path", "title", "found"),
    [
        ("/a/机关党总支工作总结/x.txt", "某公司党支部述职报告", "机关党总支工作总结"),
        ("/a/b/x.txt", "某公司党支部书记述职报告", "党支部书记述职报告"),
        ("/a/b/x.txt", "引水工程项目党支部总结", "项目党支部总结与计划"),
        ("/a/b/x.txt", "某公司党支部工作总结", "国企党支部工作总结"),
        ("/a/b/x.txt", "某局机关党总支工作总结", "机关党总支工作总结"),
        ("/a/b/x.txt", "某局机关党支部工作报告", "机关党支部工作报告"),
        ("/a/b/x.txt", "会议纪要", ""),
        ("/a/b/x.txt", "纪律检查委员会工作报告", ""),
    ],
)
def test_the_type_is_that_of_the_folder_or_else_of_the_title(path, title, found):
    assert report_type_of(Path(path), title) == found


def test_an_outline_of_the_users_own_is_a_type_too(own_world):
    (own_world / "assistant.toml").write_text("", encoding="utf-8")
    (own_world / "prompts" / "outlines").mkdir(parents=True)
    (own_world / "prompts" / "outlines" / "医院党支部总结.yaml").write_text("", encoding="utf-8")
    report_types.cache_clear()
    assert report_type_of(own_world / "医院党支部总结" / "x.txt", "总结") == "医院党支部总结"
    report_types.cache_clear()


def test_the_title_is_the_marked_one_the_first_short_line_or_the_files_name():
    assert title_of(document("工作总结", titled=True)) == "工作总结"
    assert title_of(document("全年工作", "很多。")) == "全年工作"
    assert title_of(document("一、主要工作", "很多。", path="/a/总结.txt")) == "总结"
    assert title_of(document("各位党员：", "很多。", path="/a/报告.txt")) == "报告"
    assert title_of(document("全年工作很多。", path="/a/总结2024.txt")) == "总结2024"


def test_the_year_is_that_of_the_title_or_the_one_said_most():
    assert year_of(document(), "2024年度工作总结") == 2024
    assert year_of(document("2021年以来，2021年6月、2022年。"), "工作总结") == 2021
    assert year_of(document("一年来。"), "20XX年工作总结") is None
