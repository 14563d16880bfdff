"""Old formats: without LibreOffice a sentence that says what to do, with it the document."""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from assistant.documents import convert
from assistant.documents.read import read, read_docx_with_map, read_word
from assistant.errors import DocumentError
from tests.documents.hard import NUMBERINGS
from tests.documents.refused import OLE
from tests.documents.word import docx, p, table

_OLD = OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le")
_RTF = rb"{\rtf1\ansi\ansicpg936 \u20826?\u24314?\u24037?\u20316?\par}"


@pytest.fixture
def without_libreoffice(monkeypatch):
    monkeypatch.setattr(convert.shutil, "which", lambda name: None)


@pytest.mark.parametrize(("name", "data"), [("a.doc", _OLD), ("a.wps", _OLD), ("a.rtf", _RTF)])
def test_without_libreoffice_the_error_says_how_to_convert(name, data, tmp_path, without_libreoffice):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert name.rpartition(".")[1:][1] in caught.value.message
    assert "LibreOffice" in caught.value.message
    assert "另存为 .docx" in caught.value.hint


def test_a_program_that_hangs_is_stopped(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(convert.shutil, "which", lambda name: str(program) if name == "soffice" else None)
    monkeypatch.setattr(convert, "SECONDS", 0.3)
    with pytest.raises(DocumentError, match="已停止"):
        convert.to_docx(_RTF, "rtf")


def test_a_program_that_fails_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(convert.shutil, "which", lambda name: "/bin/false" if name == "soffice" else None)
    with pytest.raises(DocumentError, match="无法转换"):
        convert.to_docx(_RTF, "rtf")


def converted(data: bytes, suffix: str, folder):
    """`data` as LibreOffice writes it in another format."""
    source = folder / "source.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder, source], check=True, capture_output=True)
    return folder / f"source.{suffix.partition(':')[0]}"


@pytest.mark.office
@pytest.mark.parametrize(("suffix", "name"), [("doc", "a.doc"), ("doc", "a.wps"), ("rtf", "a.rtf"), ("odt", "a.odt")])
def test_old_formats_are_read_through_libreoffice(suffix, name, tmp_path):
    path = tmp_path / name
    converted(docx(p("2025年工作总结") + p("一、情况") + p("全年学习24次。") + table(("甲", "乙")) + p("完。")), suffix, tmp_path).rename(
        path
    )
    document = read(path)
    assert document.format == path.suffix[1:]
    assert document.path == path
    assert [q.text for q in document.body] == ["2025年工作总结", "一、情况", "全年学习24次。", "甲", "乙", "完。"]


@pytest.mark.office
def test_an_old_file_has_runs_once_converted(tmp_path):
    path = converted(docx(p("工作总结")), "doc", tmp_path)
    document, runs = read_docx_with_map(path)
    assert (document.path, document.format) == (path, "doc")
    assert runs.runs("body", 1, 0, 4)
    assert read_word(path) is not None


@pytest.mark.office
def test_a_damaged_old_file_is_named(tmp_path):
    path = tmp_path / "a.doc"
    path.write_bytes(_OLD + b"\0" * 5000)
    with pytest.raises(DocumentError, match=r"a\.doc"):
        read(path)


@pytest.mark.office
def test_nothing_is_fetched_while_converting(tmp_path):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    rtf = (
        r"{\rtf1 {\field{\*\fldinst INCLUDEPICTURE "
        + f'"{address}a.png"'
        + r"}{\fldrslt x}}{\field{\*\fldinst INCLUDETEXT "
        + f'"{address}a.rtf"'
        + r"}{\fldrslt y}}\u23383?\par}"
    )
    path = tmp_path / "a.rtf"
    path.write_text(rtf)
    document = read(path)
    server.shutdown()
    server.server_close()
    assert "字" in "".join(q.text for q in document.body)
    assert asked == []


# LibreOffice knows neither restarts after a given level, nor legal numbers, nor numbering styles, nor joined paragraphs.
_BOTH = [
    h
    for h in NUMBERINGS
    if not any(w in h.name for w in ("never", "first level", "legal", "style", "joined", "tracked", "not shown", "not there"))
]


@pytest.mark.office
@pytest.mark.parametrize("hard", _BOTH, ids=lambda h: h.name)
def test_libreoffice_shows_the_same_numbers(hard, tmp_path):
    text = converted(hard.make(), "txt:Text (encoded):UTF8", tmp_path).read_text("utf-8-sig")
    shown = ["".join(line.split()) for line in text.splitlines() if line.strip()]
    assert shown == hard.texts["body"]
