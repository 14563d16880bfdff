"""What reading may cost."""

from tests.documents.hard import long_report
from tests.documents.measure import measured


def test_300_pages_of_word_take_under_3_seconds_and_300_megabytes(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(long_report(300))
    seconds, megabytes, heavy = measured(path)
    assert seconds < 3
    assert megabytes < 300
    assert heavy == ["lxml"]


def test_66_kilobytes_of_text_need_no_heavy_package_and_little_time(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("一、学习情况\n全年组织集体学习24次，参加人员360人次，撰写心得体会86篇。\n" * 700)
    assert path.stat().st_size > 66_000
    seconds, megabytes, heavy = measured(path)
    assert seconds < 0.5
    assert megabytes < 60
    assert heavy == []
