"""The web page: self-contained, strict about what it loads, and with all text escaped."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from assistant.config import load_config
from assistant.documents.report import Block, Report
from assistant.export import render


def page(*blocks, **more):
    return render(Report(blocks, **more), ".html", load_config()).decode("utf-8")


class Tags(HTMLParser):
    """Collects tags with their attributes, and the text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_the_policy_allows_nothing_but_the_page_s_own_style():
    html = page(Block("title", "总结"))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_nothing_is_fetched_from_anywhere():
    html = page(Block("title", "总结"), Block("text", "见 http://example.com/a.png"))
    tags = Tags(html).tags
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tags}
    assert not any({"src", "href", "style", "onclick"} & set(attributes) for _, attributes in tags)
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt; &amp; 《通知》", "</style>"])
def test_text_is_escaped_wherever_it_stands(text):
    blocks = [Block("title", text), Block("heading", text, 1), Block("text", text), Block("table", rows=((text,), (text,)))]
    parsed = Tags(page(*blocks, author=text, keywords=(text,)))
    assert not {"script", "img"} & {tag for tag, _ in parsed.tags}
    assert parsed.text.count(text) == 6
    assert {"name": "author", "content": text} in [attributes for _, attributes in parsed.tags]


def test_a_font_name_cannot_leave_its_string():
    config = load_config().replace(word__body_font='仿宋"; } body { background: url(http://x/)')
    html = render(Report(()), ".html", config).decode("utf-8")
    assert 'font: 16pt/28.95pt "仿宋  body  background urlhttpx", 仿宋, FangSong, serif' in html


def test_headings_and_gaps_are_marked_up():
    html = page(
        Block("title", "总结"), Block("heading", "一、工作", 1), Block("heading", "（1）学习", 4), Block("text", "共【待补：次数】次")
    )
    assert "<h1>总结</h1>\n<h2>一、工作</h2>\n<h5>（1）学习</h5>\n<p>共<mark>【待补：次数】</mark>次</p>" in html


def test_the_language_is_chinese_and_the_title_that_of_the_report():
    html = page(Block("title", "工作总结"))
    assert '<html lang="zh-CN">' in html
    assert "<title>工作总结</title>" in html


def test_a_closing_with_a_long_date_moves_left():
    assert '<div class="closing long">' in page(Block("signature", "工会"), Block("date", "2025年12月20日"))
    assert '<div class="closing">' in page(Block("signature", "临江港务有限公司工会"), Block("date", "2025年12月20日"))


def test_the_names_of_attachments_hang():
    html = page(Block("attachment", "附件：1.名册"), Block("attachment", "2.统计表"))
    assert ".hanging-12-8 { padding-left: 6.0em; text-indent: -4.0em; }" in html
    assert '<p class="hanging-12-2">2.统计表</p>' in html
