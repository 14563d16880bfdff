import pytest

from assistant.engines.thinking import Spoken

CASES = {
    "全年学习24次。": "全年学习24次。",
    "<think>想</think>全年": "全年",
    "\n<think>\n想\n</think>\n\n全年": "全年",
    "<think></think>全年<think>不再</think>": "全年<think>不再</think>",
    "<think>没有想完": "",
    "<thin": "<thin",
    "<table>": "<table>",
    "": "",
}


@pytest.mark.parametrize(("given", "told"), CASES.items())
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_thoughts_are_left_out_however_the_answer_is_cut(given, told, size):
    spoken = Spoken()
    pieces = [spoken.heard(given[i : i + size]) for i in range(0, len(given), size)]
    assert "".join(pieces) + spoken.rest() == told
