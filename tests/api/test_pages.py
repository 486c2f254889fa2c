"""The pages in a real browser: with and without scripts, by keyboard, on a phone; quotations stay exact everywhere."""

import re

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.conftest import Service, Visit
from tests.api.fakes import CONTROL, DELETED, PLAIN, TRUCE, UNICODE

pytestmark = pytest.mark.slow


ANSWER = re.compile(r"/answers/\w+$")


def shape(page: Page) -> str:
    """The elements of the page's content, without what differs from answer to answer: its id and the focus."""
    content = page.locator("main").evaluate("main => main.outerHTML")
    return re.sub(r"\s+", " ", re.sub(r"/v1/answers/\w+| tabindex=\"-1\"|(?<=value=\")[0-9a-f]{32}(?=\")", "", content))


def test_without_scripts_a_question_leads_to_a_page_that_stays(plain_visit: Visit) -> None:
    """Ask by form, get the stored answer's own address, and find it again after a reload."""
    page = plain_visit.ask("conditions?")
    expect(page).to_have_url(ANSWER)
    for _ in range(2):
        expect(page.get_by_role("heading", level=1)).to_have_text("conditions?")
        expect(page.locator(".claim")).to_have_count(3)
        assert page.locator(".quote").all_text_contents() == [citation.quote for citation in PLAIN.values()]
        page.reload()


def test_a_source_says_whose_words_it_quotes(plain_visit: Visit) -> None:
    """Speaker, way and translator stand with the one source whose article gives them, and with no other."""
    page = plain_visit.ask("conditions?")
    expect(page.locator(".chain")).to_have_text(["said by an aide via state television translated by an interpreter"])


def test_both_ways_end_in_the_same_page(visit: Visit, plain_visit: Visit) -> None:
    """With scripts the answer arrives claim by claim, and is then exactly the page that asking without them gives."""
    for question in ("conditions?", "nothing?", "hostile"):
        for one in (visit, plain_visit):
            one.ask(question)
            expect(one.page).to_have_url(ANSWER)
        assert shape(visit.page) == shape(plain_visit.page)
        assert visit.page.title() == plain_visit.page.title()
    assert visit.faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_question_from_an_answer_s_page_goes_on_with_its_conversation(
    chromium: Browser,
    service: Service,
    scripts: bool,  # noqa: FBT001
) -> None:
    """The page says how a follow-up was read; the first page begins anew, and so does a question with nothing before it."""
    context = chromium.new_context(java_script_enabled=scripts)
    page = Visit(context, service).ask("conditions?")
    expect(page).to_have_url(ANSWER)
    expect(page.locator(".read-as")).to_have_count(0)
    first = page.url
    for question, read in (("And unicode?", "conditions? And unicode?"), ("conditions again?", None)):
        page.get_by_label("Another question").fill(question)
        page.get_by_role("button", name="Ask", exact=True).press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(question)
        expect(page).to_have_url(ANSWER)
        expect(page).not_to_have_url(first)
        expect(page.locator(".read-as")).to_have_text([f"Read as: {read}"] if read else [])
    anew = Visit(context, service).ask("And unicode?")
    expect(anew).to_have_url(ANSWER)
    expect(anew.locator(".read-as")).to_have_count(0)
    context.close()


def test_quotations_come_first_and_then_claims(visit: Visit) -> None:
    """While the model works the nearest words are there, labelled, and every claim shows with its markers."""
    page = visit.ask("slow")
    expect(page.locator(".claim")).to_have_count(1)
    expect(page.get_by_role("heading", name="Nearest quotations — not an answer yet")).to_be_visible()
    expect(page.locator(".nearest li")).to_have_count(3)
    assert page.locator(".nearest blockquote p").first.text_content() == CONTROL
    expect(page.locator(".marker")).to_have_text(["1", "2"])
    expect(page.get_by_role("status")).to_contain_text("Checking claims")
    assert not ANSWER.search(page.url)


def test_the_finished_claims_are_those_that_were_shown(visit: Visit, service: Service) -> None:
    """Nothing that a reader saw is taken back or changed, not even an element of it."""
    page = visit.ask("slow")
    expect(page.locator(".marker")).to_have_count(2)
    # Space between elements is not part of what is shown.
    read = "e => { e.classList.remove('arriving'); return e.outerHTML }"
    before = page.locator(".claim").evaluate(read)
    service.engine.release.set()
    expect(page).to_have_url(ANSWER)
    assert tags(page.locator(".claim").first.evaluate(read)) == tags(before)


def tags(markup: str) -> list[list[str]]:
    """Each tag with its attributes in no order and the text after it, without space between elements."""
    pieces = r'[\w-]+="[^"]*"|^</?\w+|(?<=>)[^<]*[^<\s]'
    return [sorted(re.findall(pieces, tag)) for tag in re.findall("<[^<]*", markup)]


def test_stop_stops_the_model_and_keeps_what_was_shown(visit: Visit, service: Service) -> None:
    """The engine is closed, the claim stays, and asking again is one step away."""
    page = visit.ask("slow")
    expect(page.locator(".claim")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("status")).to_contain_text("Stopped.")
    assert service.engine.closed.wait(5)
    expect(page.locator(".claim")).to_have_count(1)
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    page.get_by_role("link", name="Ask again").click()
    expect(page.get_by_label("Your question")).to_be_visible()


def test_a_failure_is_told_where_the_answer_would_be(visit: Visit) -> None:
    """Message and hint, in words; what was shown before stays."""
    page = visit.ask("breaks")
    expect(page.locator(".problem")).to_contain_text("The model stopped answering. Ask once more.")
    expect(page.locator(".claim")).to_have_count(1)


def test_an_empty_question_is_told_in_its_place(plain_visit: Visit) -> None:
    """The page with the question box says what is wrong."""
    page = plain_visit.ask("  ")
    expect(page.get_by_role("alert")).to_contain_text("The question is empty.")
    expect(page.get_by_label("Your question")).to_be_visible()


def test_a_refused_form_keeps_what_was_typed(http: httpx.Client) -> None:
    """Nothing has to be typed twice, and what comes back is escaped."""
    response = http.post("/ask", data={"question": "</textarea><b>why", "since": "soon"})
    assert response.status_code == 422
    assert "&lt;/textarea&gt;&lt;b&gt;why</textarea>" in response.text
    assert 'name="since" value="soon"' in response.text


def test_dates_of_the_form_reach_the_engine(visit: Visit) -> None:
    """Also when scripts send it."""
    page = visit.open()
    page.get_by_text("Limit by date").click()
    page.get_by_label("Answer as of").fill("2025-04-01")
    page.get_by_label("Your question").fill("conditions?")
    page.keyboard.press("Enter")
    expect(page.locator(".dateline")).to_contain_text("As of 1 April 2025")


def test_back_leads_to_the_question_box(visit: Visit) -> None:
    """One step in the history per question."""
    page = visit.ask("conditions?")
    expect(page).to_have_url(ANSWER)
    page.go_back()
    expect(page.get_by_label("Your question")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.go_forward()
    expect(page.locator(".claim")).to_have_count(3)


def test_an_example_is_one_click(visit: Visit) -> None:
    """The suggestions ask at once."""
    page = visit.open()
    page.get_by_role("button", name="What are Russia’s ceasefire conditions?").click()
    expect(page).to_have_url(ANSWER)


@pytest.mark.parametrize("question", ["conditions?", "unicode", "hostile"])
def test_every_marker_leads_to_the_exact_words(visit: Visit, question: str) -> None:
    """What is marked in the article is the quotation, whatever planes or directions its characters are of."""
    page = visit.ask(question)
    expect(page).to_have_url(ANSWER)
    quotes = page.locator(".quote").all_text_contents()
    cards = page.locator(".card q").all_text_contents()
    links = [link.get_attribute("href") for link in page.locator(".marker").all()]
    assert len(links) == len(quotes)
    assert cards == quotes
    for link, quote in zip(links, quotes, strict=True):
        assert link is not None
        visit.open(link)
        expect(page.locator("mark")).to_be_in_viewport()
        assert page.locator("mark").text_content() == quote


def test_the_article_s_text_is_shown_exactly(visit: Visit) -> None:
    """Emoji, several scripts and line breaks included."""
    page = visit.open("/articles/unicode")
    assert page.locator(".article-text").text_content() == UNICODE.text


def test_what_the_article_does_not_state_is_shown_as_unknown(visit: Visit) -> None:
    """No outlet and no date are said to be unknown; a month stays a month."""
    page = visit.ask("conditions?")
    expect(page).to_have_url(ANSWER)
    expect(page.locator("#source-2 .origin")).to_have_text("outlet unknown · undated")
    expect(page.locator("#source-4 .origin")).to_have_text("The Harbour Courier · April 2025")
    expect(page.locator(".dateline")).to_have_text("As of 20 May 2025 · newest source April 2025 [4]")
    outside = page.locator("#source-1 .outside")
    assert outside.get_attribute("rel") == "noopener noreferrer nofollow"
    assert "#:~:text=A%20ceasefire%2C%20the%20Kremlin%20said%2C,rearming%20of%20the%20Ukrainian%20army." in str(
        outside.get_attribute("href")
    )


def test_replaced_and_deleted_articles_say_so(visit: Visit) -> None:
    """The quoted version stays readable, with a notice and the way to the current one."""
    page = visit.open(f"/articles/{TRUCE.id}/1")
    page.get_by_text("What the current version says otherwise").click()
    expect(page.locator("#changes ins").first).to_be_visible()
    page.get_by_role("link", name="Read the current version").click()
    expect(page).to_have_url(re.compile(rf"/articles/{TRUCE.id}/2$"))
    expect(page.locator(".notice")).to_have_count(0)
    visit.open(f"/articles/{DELETED.id}/1")
    expect(page.locator(".notice")).to_contain_text("deleted")


def test_an_answer_says_what_became_of_its_sources_since(visit: Visit) -> None:
    """Of the ones that changed, whether the words still stand; the way leads to what changed."""
    page = visit.ask("conditions?")
    expect(page).to_have_url(ANSWER)
    told = page.locator("#source-1 .since")
    expect(told).to_contain_text(re.compile("has changed since|was corrected since"))
    expect(page.locator("#source-2 .since")).to_have_count(0)
    told.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/articles/{TRUCE.id}/1#changes$"))


def test_an_abstention_says_so_and_labels_what_is_near(visit: Visit) -> None:
    """The heading is plain, the reason follows, and near words are not called an answer."""
    page = visit.ask("nothing?")
    expect(page).to_have_url(ANSWER)
    expect(
        page.get_by_role("heading", name="Nothing in the articles on record states the number of delegates.")
    ).to_be_visible()
    expect(page.get_by_role("heading", name="Nearest passages — not an answer")).to_be_visible()
    expect(page.locator(".sources")).to_have_count(0)


def test_dropped_drafts_are_counted_and_closed(visit: Visit) -> None:
    """They can be read with their reason, and are no part of the answer."""
    page = visit.ask("unicode")
    expect(page).to_have_url(ANSWER)
    expect(page.locator(".reason")).to_be_hidden()
    page.get_by_text("1 draft was dropped").click()
    expect(page.locator(".reason")).to_have_text("number 90 is not in the cited words")


def test_everything_works_by_keyboard_alone(visit: Visit) -> None:
    """Skip link, question, marker with its quotation, Escape, and on to the article."""
    page = visit.open()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type("conditions?")
    page.keyboard.press("Enter")
    expect(page).to_have_url(ANSWER)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Source 1", exact=True)).to_be_focused()
    expect(page.get_by_role("link", name="Source 1", exact=True)).to_have_accessible_description(
        re.compile("^" + re.escape(CONTROL))
    )
    expect(page.locator("#card-c1-1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#card-c1-1")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text(CONTROL)


def test_a_card_stays_while_the_pointer_moves_into_it(visit: Visit) -> None:
    """The quotation can be reached, read and selected with the pointer."""
    page = visit.ask("conditions?")
    expect(page).to_have_url(ANSWER)
    page.locator(".marker").first.hover()
    card = page.locator("#card-c1-1")
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(600)
    expect(card).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_is_wider_than_a_phone(chromium: Browser, service: Service, scripts: bool) -> None:  # noqa: FBT001
    """At 320 pixels (400 % zoom) no page scrolls sideways, very long words included."""
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    visit = Visit(context, service)
    for question in ("conditions?", "hostile", "nothing?"):
        page = visit.ask(question)
        expect(page).to_have_url(ANSWER)
        paths = [
            "/",
            page.url.removeprefix(visit.url),
            str(page.locator("a[href*='/articles/']").first.get_attribute("href")),
        ]
        for path in (*paths, "/answers/none"):
            visit.open(path)
            # The page is as wide as what is in it: shot in full, it shows whether anything sticks out.
            width = int.from_bytes(page.screenshot(full_page=True)[16:20], "big")
            assert width == 320, path
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(chromium: Browser, service: Service, scheme: str) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for every text colour on each ground it stands on."""
    context = chromium.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = Visit(context, service).open()
    read = "name => getComputedStyle(document.documentElement).getPropertyValue('--' + name)"
    colour = {
        n: str(page.evaluate(read, n)) for n in ("paper", "raised", "ink", "soft", "accent", "tint", "mark", "mark-ink")
    }
    pairs = [(text, ground) for text in ("ink", "soft", "accent") for ground in ("paper", "raised")]
    for text, ground in [*pairs, ("accent", "tint"), ("ink", "tint"), ("paper", "accent"), ("mark-ink", "mark")]:
        assert contrast(colour[text], colour[ground]) >= 4.5, (text, ground)
    context.close()


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two #rrggbb colours."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour.strip()[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
