"""The page of an answer shows what articles say to each other: both sides, what came earlier, and the order of time."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from api.web import render
from api.web.links import context_href
from api.web.render import Pages
from rag.answer import AlsoIn, Answer
from rag.domain import Span
from rag.telling.terminal import HOW_PUT
from tests.api.fakes import HOSTILE, MONTHLY
from tests.rag.telling.test_terminal import answer, differing


def page(of: Answer) -> str:
    """The words of the page, without its tags."""
    made = bytes(Pages("embedded").show("answer.html", answer=of).body).decode()
    return " ".join(re.sub(r"<[^>]+>", " ", made).split())


def test_both_sides_of_a_disagreement_are_shown_with_outlet_and_date() -> None:
    """And what a later report replaces says so, beside the claim and among the sides."""
    text = page(differing(superseded_by="c2"))
    assert "Where the articles disagree Different numbers" in text
    assert re.search(r"Twelve were hurt\. earlier\s+outlet unknown · undated", text)
    assert re.search(r"Fourteen were hurt\.\s+Herald · 3 June 2025", text)
    assert "earlier: a later report says otherwise" in text


def test_page_and_terminal_put_a_modality_in_the_same_words() -> None:
    """So does the view of an answer that is still being made."""
    plain = answer("The bridge will close.")
    ahead = plain.claims[0].model_copy(update={"modality": "anticipated"})
    assert HOW_PUT["anticipated"] in page(plain.model_copy(update={"claims": (ahead,)}))
    live = (Path(render.__file__).parent / "static" / "live.js").read_text(encoding="utf-8")
    assert f'anticipated: "{HOW_PUT["anticipated"]}"' in live


@pytest.mark.parametrize(
    ("shown", "dated"), [(differing(when="2025-06"), True), (differing(), False), (answer("So."), False)]
)
def test_only_a_timeline_dates_its_claims(shown: Answer, *, dated: bool) -> None:
    """Each with the day and the outlet before it."""
    made = bytes(Pages("embedded").show("answer.html", answer=shown).body).decode()
    assert ('class="claim-when"' in made) == dated
    assert ("June 2025 , outlet unknown" in page(shown)) == dated


def test_every_copy_is_named_and_can_be_opened_at_its_own_words() -> None:
    """Under the source: the outlet, or the title of one that does not say its outlet; markup in a name is only text."""
    base = answer("The bridge is closed.")
    named, unnamed = replace(HOSTILE, title="A copy"), replace(MONTHLY, outlet=None)
    copies = (AlsoIn.of(named, Span(7, 20)), AlsoIn.of(unnamed, Span(0, 11)))
    listing = base.citations["1"].model_copy(update={"also_in": copies})
    made = bytes(
        Pages("embedded").show("answer.html", answer=base.model_copy(update={"citations": {"1": listing}})).body
    )
    found = re.search(r'<p class="fine also">.*?</p>', made.decode())
    assert found
    assert context_href(named.id, 1, 7, 20).replace("&", "&amp;") in found[0]
    assert context_href(unnamed.id, 1, 0, 11).replace("&", "&amp;") in found[0]
    assert "<script" not in found[0]
    assert f'<bdi>{unnamed.title}</bdi></a> <span class="unknown">outlet unknown</span>' in found[0]
    assert 'class="fine also"' not in bytes(Pages("embedded").show("answer.html", answer=base).body).decode()


def test_a_citation_that_is_only_context_is_marked_so() -> None:
    """On its marker and on its card."""
    base = differing()
    claim = base.claims[0].model_copy(update={"citations": ("2", "1"), "context": ("2",)})
    made = bytes(
        Pages("embedded").show("answer.html", answer=base.model_copy(update={"claims": (claim,)})).body
    ).decode()
    assert made.count('aria-label="Context 2"') == 1
    assert made.count('aria-label="Source 1"') == 1
    assert made.count("Context only") == 1
