import re

import pytest

from evals.terminal import drawn, recorded


def test_what_a_command_prints_on_a_terminal_is_kept_with_its_colours(tmp_path):
    (tmp_path / "a.txt").write_text("举办读书班XX期。", encoding="utf-8")
    lines = recorded("assistant check a.txt", tmp_path)
    assert any("占位符“XX”" in line and "\x1b[" in line for line in lines)


def test_a_command_that_fails_is_no_session(tmp_path):
    with pytest.raises(RuntimeError, match="exit code 2"):
        recorded("assistant check nothing.txt", tmp_path)


def test_a_session_is_drawn_without_control_characters_or_addresses():
    picture = drawn([("assistant check a.txt", ["\x1b[31m错误\x1b[0m 占位符"])], "会话")
    assert "占位符" in picture and "错误" in picture
    assert "\x1b" not in picture
    assert re.findall(r"https?://[^\" ]+", picture) == ["http://www.w3.org/2000/svg"]
