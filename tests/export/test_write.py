"""Every format is found by its suffix and written whole or not at all."""

from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.documents.report import Block, Report
from assistant.errors import InputError
from assistant.export import EXPORTERS, write

REPORT = Report(
    (
        Block("title", "临江港务有限公司工会2025年工作总结"),
        Block("addressee", "公司党委："),
        Block("heading", "一、主要工作", 1),
        Block("text", "全年开展培训【待补：次数】次。"),
        Block("table", rows=(("项目", "次数"), ("培训", "6"))),
        Block("attachment", "附件：培训名册"),
        Block("signature", "临江港务有限公司工会"),
        Block("date", "2025年12月20日"),
    ),
    author="临江港务有限公司工会",
    keywords=("工会", "总结"),
)


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_each_format_is_written(tmp_path, suffix):
    out = tmp_path / f"总结{suffix}"
    write(REPORT, out, load_config())
    assert out.stat().st_size > 100


def test_the_suffix_may_be_in_capitals(tmp_path):
    write(REPORT, tmp_path / "A.TXT", load_config())
    assert "公司党委：" in (tmp_path / "A.TXT").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_an_unknown_suffix_names_the_possible_ones(tmp_path, name):
    with pytest.raises(InputError) as error:
        write(REPORT, tmp_path / name, load_config())
    assert all(suffix in error.value.hint for suffix in EXPORTERS)
    assert not list(tmp_path.glob("a*"))


def test_an_existing_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    out = tmp_path / "a.md"
    out.write_text("旧", encoding="utf-8")
    write(REPORT, out, load_config())
    assert out.read_text(encoding="utf-8").startswith("# 临江港务")
    assert [p.name for p in tmp_path.glob("*.md")] == ["a.md"]


def test_a_place_that_cannot_be_written_is_an_input_error():
    with pytest.raises(InputError):
        write(REPORT, Path("/proc/nowhere/a.txt"), load_config())
