import re

import pytest

from evals.terminal import COLUMNS, drawn, recorded


def test_what_a_command_prints_on_a_terminal_is_kept_with_its_colours(tmp_path):
    (tmp_path / "a.txt").write_text("举办读书班XX期。", encoding="utf-8")
    printed = recorded("assistant check a.txt", tmp_path)
    assert "占位符“XX”" in printed
    assert "\x1b[" in printed


def test_a_command_that_fails_is_no_session(tmp_path):
    with pytest.raises(RuntimeError, match="exit code 2"):
        recorded("assistant check nothing.txt", tmp_path)


def test_a_session_is_drawn_without_control_characters_or_addresses():
    picture = drawn([("assistant check a.txt", "\x1b[31m错误\x1b[0m 占位符")])
    assert "\x1b" not in picture
    assert re.findall(r"https?://[^\" ]+", picture) == ["http://www.w3.org/2000/svg"]
    assert re.search(r'fill="#[0-9a-f]{6}">错误<', picture)


def test_a_chinese_character_is_two_cells_wide_and_a_long_line_is_broken():
    picture = drawn([("assistant", "占位符ab" + "长" * COLUMNS)])
    widths = {text: float(width) for width, text in re.findall(r'textLength="([\d.]+)"[^>]*>([^<]+)<', picture)}
    assert widths["占位符"] == pytest.approx(3 * widths["ab"])
    assert max(widths.values()) <= COLUMNS * widths["ab"] / 2
