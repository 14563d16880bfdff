"""The review page: what is in it, and that it holds nothing that a hostile document could use."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of script and style."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.inline, self.open = [], {}, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.open = tag if tag in ("script", "style") else None

    def handle_data(self, data):
        if self.open:
            self.inline[self.open] = data

    def handle_endtag(self, tag):
        self.open = None

    def all(self, tag, **wanted):
        return [a for t, a in self.elements if t == tag and all(v in (a.get(k) or "") for k, v in wanted.items())]


def page_of(own_world, text, *arguments):
    (own_world / "报告.md").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "报告.md", "--output-format", "html", *map(str, arguments)])
    return result.stdout


def test_every_finding_has_a_mark_and_a_card_that_lead_to_each_other(own_world):
    page = Page(page_of(own_world, "# 总结\n\n谈话共计XX人次,效果好。\n\n| 支部 | 人数 |\n|---|---|\n| 一支部 | X名 |\n"))
    cards = [a["id"] for a in page.all("section", **{"class": "card"})]
    marked = {i for a in page.all("a", **{"class": "mark"}) for i in a["data-card"].split()}
    assert len(cards) >= 3
    assert marked == set(cards)
    assert {a["href"][1:] for a in page.all("a", **{"class": "mark"})} <= set(cards)


def test_a_hostile_text_stays_text(own_world):
    text = page_of(own_world, f"总结{HOSTILE}\n\n共XX次{HOSTILE}\n")
    page = Page(text)
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


def test_the_page_asks_for_nothing_and_its_policy_names_its_own_script_and_style(own_world):
    text = page_of(own_world, "总结\n\n共XX次\n")
    page = Page(text)
    assert not any("src" in a or ("href" in a and not a["href"].startswith("#")) for _, a in page.elements)
    (policy,) = [a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(page.inline[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_overlapping_findings_share_a_piece_and_keep_the_text_whole(own_world):
    text = page_of(own_world, "党支部工作总结\n\n学习习总书记讲话,，共XX次。\n")
    paragraph = re.search(r'<p id="p1-body-3">(.*?)</p>', text, re.S)[1]
    assert re.sub("<[^>]*>", "", paragraph) == "学习习总书记讲话,，共XX次。"


def test_the_facts_are_listed_with_where_each_stands(own_world):
    (own_world / "facts.yaml").write_text(
        "单位: 甲公司党支部\n年度: 2025\n事实:\n  - 全年组织集体学习46次\n  - 慰问困难党员27户\n", encoding="utf-8"
    )
    text = page_of(own_world, "# 2025年度工作总结\n\n全年组织集体学习46次。\n", "-f", "facts.yaml")
    assert 'F1 全年组织集体学习46次：用在<a href="#p1-body-3">' in text
    assert "F2 慰问困难党员27户：<strong" in text


def test_facts_that_share_a_card_count_one_by_one(own_world):
    (own_world / "facts.yaml").write_text("单位: 甲公司党支部\n年度: 2025\n事实:\n  - 集体学习46次\n  - 慰问党员27户\n", encoding="utf-8")
    (own_world / "稿.txt").write_text("2025年工作总结\n全年抓好学习。\n", encoding="utf-8")
    page = CliRunner().invoke(app, ["check", "稿.txt", "-f", "facts.yaml", "--select", "FA", "--output-format", "html"]).stdout
    assert re.search(r'id="shown">2</output>', page)
    assert "与事实核对 2</label>" in page
    assert [e["data-count"] for _, e in Page(page).elements if "data-count" in e] == ["2"]


def test_files_that_cannot_be_checked_are_named(own_world):
    result = CliRunner().invoke(app, ["check", "没有<b>.txt", "--output-format", "html"])
    assert "没有&lt;b&gt;.txt" in result.stdout
    assert result.exit_code == 2


@pytest.mark.parametrize("text", ["# 总结\n\n没有问题的一段话。\n"])
def test_a_page_without_findings_says_so(own_world, text):
    assert "没有发现问题" in page_of(own_world, text)
