"""What a browser makes of the web page: its own style is let in by its policy, and it prints as A4 with page numbers."""

import shutil
import subprocess

import pytest

from assistant.config import load_config
from assistant.documents.report import Block, Report
from assistant.export import write

pytestmark = pytest.mark.browser

REPORT = Report((Block("title", "工作总结"), *[Block("text", "国" * 200)] * 8, Block("signature", "工会"), Block("date", "2025年12月20日")))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")
    write(REPORT, folder / "a.html", load_config({}))
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    options = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
    command = [browser, *options, f"--print-to-pdf={folder}/a.pdf", (folder / "a.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "a.pdf"


def text(pdf, *options):
    return subprocess.run(["pdftotext", *options, pdf, "-"], check=True, capture_output=True, text=True).stdout


def test_the_page_is_a4(printed):
    size = subprocess.run(["pdfinfo", printed], check=True, capture_output=True, text=True).stdout
    assert "A4" in size


def test_the_style_is_let_in_by_the_policy_and_numbers_the_pages(printed):
    pages = text(printed).replace(" ", "").split("\f")
    assert "—1—" in pages[0]
    assert "—2—" in pages[1]


def test_a_full_page_has_22_lines_of_at_least_27_characters(printed):
    full = [line for line in text(printed, "-f", "1", "-l", "1").splitlines() if "国" in line]
    assert len(full) == 20
    assert max(map(len, full)) in (27, 28)
