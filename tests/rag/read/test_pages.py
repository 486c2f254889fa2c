"""Sixty saved pages of varied markup, written for this: each sentence of the story is kept, in its order, and its fields are right.

What each page is expected to give lies beside it in tests/pages. How other readers do on them is in docs/decisions/0018.
"""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.rag.read.places import only

PAGES = sorted((Path(__file__).parents[2] / "pages").glob("*.html"))
MOST_CHROME = 22
"""How many of the lines of chrome, of 646 on all pages together, may be stored: as many as on the day of writing."""


def expected(page: Path) -> dict[str, Any]:
    """What `page` is expected to give."""
    found: dict[str, Any] = json.loads(page.with_suffix(".json").read_text())
    return found


def folded(text: str) -> str:
    """`text` on one line, as sentences and chrome are written down."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_sentence_of_the_story_is_kept_in_order(page: Path) -> None:
    """And none is said twice that the page says once."""
    right, text = expected(page), folded(only(page).text)
    missing = [sentence for sentence in right["sentences"] if folded(sentence) not in text]
    assert not missing
    at = 0
    for sentence in right["sentences"]:
        at = text.find(folded(sentence), at)
        assert at >= 0, f"out of order: {sentence}"
        at += len(folded(sentence))
    assert [text.count(folded(sentence)) for sentence in right.get("once", [])] == [1] * len(right.get("once", []))


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_title_date_and_outlet_are_the_articles_own(page: Path) -> None:
    """What the page does not state is unknown."""
    right, article = expected(page), only(page)
    assert folded(article.title) == folded(right["title"])
    assert (article.outlet, article.published.value) == (right["outlet"], right["published"])


def test_hardly_any_chrome_is_stored() -> None:
    """Menus, share bars, teasers, comments, calls to subscribe, credits; a higher count means that a reader reads worse."""
    stored = []
    for page in PAGES:
        text = folded(only(page).text)
        stored += [f"{page.stem}: {line}" for line in expected(page)["chrome"] if folded(line) in text]
    assert len(PAGES) == 60
    assert len(stored) <= MOST_CHROME, "\n".join(stored)
