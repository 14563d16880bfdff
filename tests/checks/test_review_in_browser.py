"""The review page in Chromium, driven through chromedriver's own protocol (W3C WebDriver)."""

import shutil
import socket
import subprocess
import time

import httpx
import pytest
from typer.testing import CliRunner

from assistant.cli.app import app

pytestmark = pytest.mark.browser
TEXT = "# 党支部工作总结\n\n" + "\n\n".join(
    ["谈话共计XX人次。", "认真学习,深入思考。", "贯彻贯彻会议精神。", *["全年扎实开展工作，各项任务有序推进。"] * 40, "截止目前，共X次。"]
)


class Browser:
    """A window of Chromium. `run` evaluates a script, `key` presses a key, `click` clicks what a selector names."""

    def __init__(self, port, folder, width=1200, height=800):
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False)
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},{height}", f"--user-data-dir={folder}"]
        capabilities = {
            "alwaysMatch": {
                "goog:chromeOptions": {"args": arguments, "binary": shutil.which("chromium")},
                "goog:loggingPrefs": {"browser": "ALL"},
            }
        }
        self.session = self._post("/session", {"capabilities": capabilities})["sessionId"]

    def _post(self, path, body):
        answer = self.http.post(path, json=body).json()["value"]
        assert not (isinstance(answer, dict) and "error" in answer), answer
        return answer

    def open(self, path):
        self._post(f"/session/{self.session}/url", {"url": path.as_uri()})

    def run(self, script):
        return self._post(f"/session/{self.session}/execute/sync", {"script": script, "args": []})

    def log(self):
        return self._post(f"/session/{self.session}/se/log", {"type": "browser"})

    def key(self, key):
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._post(f"/session/{self.session}/actions", {"actions": [{"type": "key", "id": "k", "actions": actions}]})

    def click(self, selector):
        element = self._post(f"/session/{self.session}/element", {"using": "css selector", "value": selector})
        self._post(f"/session/{self.session}/element/{next(iter(element.values()))}/click", {})

    def close(self):
        self.http.delete(f"/session/{self.session}")
        self.http.close()


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([shutil.which("chromedriver"), f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            httpx.get(f"http://127.0.0.1:{port}/status", trust_env=False)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield port
    process.terminate()
    process.wait()


@pytest.fixture
def browser(driver, tmp_path, own_world, request):
    (own_world / "报告.md").write_text(TEXT, encoding="utf-8")
    CliRunner().invoke(app, ["check", "报告.md", "--output-format", "html", "-o", "page.html"])
    window = Browser(driver, tmp_path / "profile", *getattr(request, "param", (1200, 800)))
    window.open(own_world / "page.html")
    yield window
    window.close()


def cards(browser):
    return browser.run("return [...document.querySelectorAll('.card')].filter(c => !c.hidden).map(c => c.id)")


def here(browser):
    return browser.run("return [...document.querySelectorAll('.card.here')].map(c => c.id)")


def test_the_policy_lets_the_page_s_own_script_and_style_in_and_nothing_complains(browser):
    assert browser.run("return getComputedStyle(document.querySelector('.sides')).display") == "grid"
    assert browser.run("return document.getElementById('shown').textContent") == str(len(cards(browser)))
    assert [entry for entry in browser.log() if "favicon" not in entry["message"]] == []


def test_keys_step_through_the_findings_and_bring_the_place_into_view(browser):
    browser.key("j")
    assert here(browser) == cards(browser)[:1]
    for _ in cards(browser)[1:]:
        browser.key("j")
    assert here(browser) == cards(browser)[-1:]
    seen = browser.run(
        "const r = document.querySelector('.mark.here').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
    )
    assert seen is True
    browser.key("k")
    assert here(browser) == cards(browser)[-2:-1]


def test_a_click_on_the_text_shows_its_card_and_a_click_on_a_card_its_text(browser):
    browser.click(".mark.error")
    assert here(browser) == cards(browser)[:1]
    browser.click(f"#{cards(browser)[1]} h3")
    assert browser.run("return document.querySelector('.mark.here').dataset.card").split() == here(browser)


def test_filters_hide_cards_and_underlines_and_keys_pass_them_over(browser):
    browser.click('input[value="PH"]')
    left = cards(browser)
    assert (
        left
        and browser.run("return [...document.querySelectorAll('.card')].filter(c => !c.hidden && c.dataset.family == 'PH').length") == 0
    )
    assert browser.run("return getComputedStyle(document.querySelector('.mark.off')).textDecorationLine") == "none"
    browser.key("j")
    assert here(browser) == left[:1]
    browser.click('input[value="error"]')
    assert len(cards(browser)) < len(left)


@pytest.mark.parametrize("browser", [(400, 700)], indirect=True)
def test_a_narrow_window_has_one_column_and_nothing_sticks_out(browser):
    assert len(browser.run("return getComputedStyle(document.querySelector('.sides')).gridTemplateColumns").split()) == 1
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth") is True
    browser.key("j")
    assert len(here(browser)) == 1


def test_printed_the_page_has_text_and_cards_without_filters(browser, own_world):
    command = [
        "--headless",
        "--no-sandbox",
        "--no-pdf-header-footer",
        f"--user-data-dir={own_world}/p",
        f"--print-to-pdf={own_world}/a.pdf",
    ]
    subprocess.run([shutil.which("chromium"), *command, (own_world / "page.html").as_uri()], check=True, capture_output=True, timeout=120)
    printed = subprocess.run(["pdftotext", own_world / "a.pdf", "-"], check=True, capture_output=True, text=True).stdout
    assert "谈话共计XX人次" in printed
    assert "PH001" in printed
    assert "键盘" not in printed
