"""Sixty saved pages of varied markup: of each the whole story is stored, nothing around it, and what it states of itself.

The pages and what is expected of them are in tests/pages; `onrecord bench reading` shows other readers on the same pages.
"""

import pytest

from eval.page_readers import on_record
from eval.reading_bench import score
from eval.saved_pages import PAGES, SavedPage, load_pages

SAVED = load_pages(PAGES)


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
    faults = score(page, on_record(page)).faults
    assert not faults, "\n".join(("", *faults))
