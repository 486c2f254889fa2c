"""Articles that attack: as text they are shown, and nothing of them runs, loads, links or leaks."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from api.web.links import context_href
from tests.api.conftest import Visit
from tests.api.fakes import HOSTILE, LONG_WORD

pytestmark = pytest.mark.slow


ANSWER = re.compile(r"/answers/\w+$")
WEB = Path(__file__).parents[2] / "api" / "web"
ARTICLE = context_href(HOSTILE.id, 1, 0, len(HOSTILE.text))


def unharmed(visit: Visit) -> None:
    """No script ran, nothing was added, nothing was fetched from elsewhere, no policy had to step in."""
    assert visit.page.evaluate("window.pwned") is None
    assert visit.page.locator("main :is(script, img, svg, b, iframe, [onerror], [onload], [onmouseover])").count() == 0
    for link in visit.page.locator("a").all():
        assert re.match(r"/|#|https?://", str(link.get_attribute("href")))
    assert visit.foreign == []
    assert visit.faults == []


def test_a_hostile_article_is_only_quoted(visit: Visit) -> None:
    """Live, as a finished page and after a reload, its markup is text."""
    page = visit.ask("hostile")
    expect(page).to_have_url(ANSWER)
    unharmed(visit)
    page.reload()
    unharmed(visit)
    assert page.locator("#source-1 .quote").text_content() == HOSTILE.text
    assert page.locator("#source-1 cite").text_content() == HOSTILE.title
    expect(page.locator("#source-1")).to_contain_text("{{ 7*7 }}")
    expect(page.locator("#source-1 .outside")).to_have_count(0)


def test_a_hostile_live_view_is_only_text(visit: Visit) -> None:
    """The view that scripts build, before the server's page takes its place."""
    page = visit.ask("slow and hostile")
    expect(page.locator(".marker")).to_have_count(2)
    assert page.locator(".nearest blockquote p").text_content() == HOSTILE.text
    unharmed(visit)


def test_a_hostile_article_page_is_only_text(visit: Visit) -> None:
    """Title, byline, outlet and text on the page where the words are marked, also with an id full of separators."""
    page = visit.open(ARTICLE)
    unharmed(visit)
    assert page.locator("mark").text_content() == HOSTILE.text
    assert page.get_by_role("heading", level=1).text_content() == HOSTILE.title
    expect(page.locator(".outside")).to_have_count(0)


@pytest.mark.parametrize(
    "question",
    [
        "<script>window.pwned=1</script>",
        '"><img src=x onerror=window.pwned=1>',
        "{{ 7*7 }} {% raise %}",
        LONG_WORD,
        "\u202eabc 🕊️ שלום",
    ],
)
def test_a_hostile_question_is_only_shown(visit: Visit, plain_visit: Visit, question: str) -> None:
    """In the heading, the title and the history."""
    for one in (visit, plain_visit):
        page = one.ask(question)
        expect(page).to_have_url(ANSWER)
        assert page.get_by_role("heading", level=1).text_content() == question
    unharmed(visit)


def test_hostile_addresses_are_only_shown(visit: Visit) -> None:
    """What an error message repeats is text as well."""
    page = visit.open("/answers/%3Cscript%3Ewindow.pwned=1%3C%2Fscript%3E")
    assert page.evaluate("window.pwned") is None
    page.goto(visit.url + "/%3Cimg%20src=x%20onerror=window.pwned=1%3E")
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img").count() == 0


def test_the_browser_itself_forbids_markup_from_text(visit: Visit) -> None:
    """Were a script of ours to write markup by mistake, the policy would stop it."""
    page = visit.open()
    told = page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>'; return 'written' } catch (e) { return e.name } }"
    )
    assert told == "TypeError"


def test_an_override_of_direction_stays_where_it_is(visit: Visit) -> None:
    """What stands after a hostile outlet keeps its place on the line."""
    page = visit.ask("hostile")
    expect(page).to_have_url(ANSWER)
    outlet = page.locator("#source-1 .origin bdi").bounding_box()
    unknown = page.locator("#source-1 .origin .unknown").bounding_box()
    assert outlet
    assert unknown
    assert unknown["x"] >= outlet["x"]
    assert page.locator("#source-1 .origin bdi").evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"


def test_no_page_holds_inline_code_or_trusts_text() -> None:
    """Nothing inline, nothing marked safe, no markup from strings, no address of another host."""
    for file in WEB.rglob("*"):
        if file.suffix not in {".html", ".js", ".css", ".py"}:
            continue
        text = file.read_text(encoding="utf-8")
        forbidden = r"\|\s*safe\b|Markup\(|innerHTML|outerHTML|insertAdjacentHTML|\beval\(|document\.write|<style|style=|\son\w+=\""
        assert not re.search(forbidden, text.replace("`innerHTML`", "")), file.name
        assert not re.search(r"(?:https?:)?//\w+\.\w+", text), file.name
