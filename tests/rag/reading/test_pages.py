"""Sixty saved pages of varied markup: of each the whole story is stored, nothing around it, and what it states of itself.

The pages and what is expected of them are in tests/pages; `onrecord bench reading` shows other readers on the same pages.
"""

import pytest

from eval.bench.page_readers import on_record
from eval.bench.reading import score
from eval.bench.saved_pages import PAGES, SavedPage, load_pages

SAVED = load_pages(PAGES)
STILL_STORED = {
    "12-comments-bakery": {"4 Responses »", "Posted in Courts, Street life |"},
    "29-gov-release": {"Date modified:"},
    "32-poll-old": {"^^ Back to top"},
    "41-recipe-card": {"Print Recipe", "Jump to Recipe"},
    "47-wrong-og": {"This site is put together by four people and a kettle."},
    "49-modified-only": {"Print this page", "Translate this page"},
    "51-wire-brief": {"Our Standards: The Agency Trust Rules."},
    "55-cp1252-french": {"Journal habilité à publier les annonces légales"},
}
"""Misses that are known: what of the page around a story is stored all the same, 11 of 1,142 strings. None may be added."""


def named(page: SavedPage) -> str:
    """A page as a test's name."""
    return page.name


def test_there_are_sixty_pages() -> None:
    """A page that is lost would be a test that is lost."""
    assert len(SAVED) == 60
    assert all(page.expected.sentences for page in SAVED)
    assert all(len(page.expected.chrome) >= 6 for page in SAVED)


@pytest.mark.parametrize("page", SAVED, ids=named)
def test_the_story_is_stored_and_nothing_else(page: SavedPage) -> None:
    """Every sentence in the page's order, no chrome, and title, outlet and day as the page states them."""
    found = score(page, on_record(page))
    known = {f"stored: {words}" for words in STILL_STORED.get(page.name, ())}
    faults = [fault for fault in found.faults if fault not in known]
    assert not faults, "\n".join(("", *faults))
