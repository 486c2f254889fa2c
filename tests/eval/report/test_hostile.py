"""What an article, a model or a questions file said stays text, in all four kinds of report."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from eval.report.html import html_report
from eval.report.junit import junit_xml
from eval.report.markdown import LIMIT, code, comparison_markdown
from eval.report.terminal import show_comparison, show_gate, show_summary
from tests.eval.report.runs import HOSTILE, HOSTILE_ASKED, hostile_gated

QUESTIONS = {question.id: question for question in HOSTILE_ASKED}
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The page of a run whose every text is hostile."""
    run, gated = hostile_gated(tmp_path)
    return html_report(run, gated.comparison, QUESTIONS)


def test_a_page_runs_nothing_and_reaches_nothing(page: str) -> None:
    """No script, image, frame or form; no handler; no address but of the page's own parts."""
    tags = Page(page).tags
    assert not {tag for tag, _ in tags} & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "form",
        "image",
    }
    for _, attributes in tags:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "srcset", "action"}]
        assert str(attributes.get("href") or "#").startswith("#")
        assert "evil" not in str(attributes)


def test_a_page_shows_hostile_text_as_it_is(page: str) -> None:
    """Nothing of it is lost but the control characters that no page can hold."""
    fit = re.sub("[\x00\x1b\u202e]", "\ufffd", HOSTILE)
    assert Page(page).text.count(fit) > 3


@pytest.mark.slow
def test_a_browser_asks_for_nothing_but_the_page(page: str, tmp_path: Path, chromium: Browser) -> None:
    """In a real browser, hostile text loads nothing, runs nothing, and leaves no line wider than a telephone."""
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    tab = chromium.new_page(viewport={"width": 360, "height": 800})
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    tab.goto((tmp_path / "report.html").as_uri())
    assert asked == [(tmp_path / "report.html").as_uri()]
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    assert tab.locator("svg[role=img]").count() == 3, "all but reliability, which needs gold sentences"
    tab.close()


def test_a_comment_holds_hostile_text_in_code_only(tmp_path: Path) -> None:
    """Outside of code spans and escaped <pre>, a comment has no character of an article."""
    run, gated = hostile_gated(tmp_path)
    for found in (gated, gated.comparison):
        comment = comparison_markdown(found, run.summary())
        assert "evil.example" in comment
        for block in re.findall(r"<pre>(.*?)</pre>", comment, re.DOTALL):
            assert not re.search("[<>]", block)
        blocks = re.sub(r"<(pre|code)>[^<>]*</\1>", "", comment)
        rest = _SPAN.sub("", blocks)
        assert not re.search(r"evil|@|\]\(|!\[|javascript|onerror|alert|`", rest)
        assert set(re.findall("<[^>]*>", rest)) == {"<details>", "<summary>", "</summary>", "</details>"}


@given(st.text())
def test_a_code_span_is_one_span_on_one_line(text: str) -> None:
    """Whatever backticks a text holds, it neither ends its span nor begins another."""
    shown = code(text)
    assert "\n" not in shown
    assert not shown.strip("–") or _SPAN.fullmatch(shown)


def test_a_comment_fits_into_a_comment(tmp_path: Path) -> None:
    """With more findings than GitHub takes, the last are counted instead."""
    run, gated = hostile_gated(tmp_path)
    many = type(gated)(gated.run, gated.findings * 200, gated.comparison, gated.checked)
    comment = comparison_markdown(many, run.summary())
    assert len(comment) < LIMIT + 500
    assert re.search(r"… and \d+ findings more\.", comment)


def test_a_build_server_gets_well_formed_xml(tmp_path: Path) -> None:
    """Control characters become marks, and the text of the failures is otherwise what it was."""
    run, gated = hostile_gated(tmp_path)
    text = junit_xml(gated, run.rows(), HOSTILE)
    failures = ET.fromstring(text).findall(".//failure")  # noqa: S314  # our own
    assert "<img src=x onerror=alert(1)>" in "".join(str(failure.text) for failure in failures)
    assert not re.search("[\x00\x1b\u202e]", text)


def test_a_terminal_is_not_steered(tmp_path: Path) -> None:
    """No escape, no mark of writing direction, and no line longer than the terminal is wide."""
    run, gated = hostile_gated(tmp_path)
    assert gated.comparison is not None
    for text in (show_gate(gated), show_comparison(gated.comparison), show_summary(run.summary(), run.costs())):
        assert "evil.example" in text
        assert not re.search("[\x00\x1b\u202e]", text)
        assert max(map(len, text.splitlines())) <= 100
