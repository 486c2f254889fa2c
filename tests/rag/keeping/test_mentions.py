"""All articles with a phrase are found, and none without it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.domain import Article
from rag.errors import BadInput
from rag.keeping.mentions import Mention, mentions
from rag.store.filters import Filters
from rag.store.record import Record
from tests.rag.store.making import dated, story

pytestmark = pytest.mark.slow


@pytest.fixture
def filled(record: Record) -> Record:
    """Four articles, one of them removed."""
    record.store(
        [
            story("weir", "The old-weir bridge broke.", "The Old Weir Bridge is shut.", published=dated("2025-05-19")),
            story("title", "Nothing else is said.", title="Old Weir Bridge", outlet="Lund Courier"),
            story("apart", "The bridge is old.", "A weir stands beside it.", published=dated("2025-05-20")),
            story("gone", "The old weir bridge fell."),
        ]
    )
    record.remove("gone")
    return record


def found(record: Record, words: str, wanted: Filters = Filters(), *, as_phrase: bool = True) -> list[Mention]:
    """All mentions."""
    return list(mentions(record, words, wanted, as_phrase=as_phrase))


def test_a_phrase_is_found_whatever_stands_between_its_words(filled: Record) -> None:
    """In the text or the headline, in any case, as often as it occurs; newest first, undated ones last."""
    one, other = found(filled, "OLD “weir” bridge")
    assert (one.article.id, one.times, one.quote) == ("weir", 2, "The old-weir bridge broke.")
    assert (other.article.id, other.times, other.quote, other.span) == ("title", 1, "Old Weir Bridge", None)


def test_words_may_stand_anywhere(filled: Record) -> None:
    """All of them, each whole; the first sentence with one of them is shown."""
    assert [one.article.id for one in found(filled, "weir old", as_phrase=False)] == ["apart", "weir", "title"]
    assert found(filled, "wei old", as_phrase=False) == []


def test_only_wanted_articles_are_looked_at(filled: Record) -> None:
    """By the filters of every list."""
    assert [one.article.id for one in found(filled, "old weir", Filters(outlets=("lund courier",)))] == ["title"]


@pytest.mark.parametrize("words", ["", " … ", "“”", "x" * 501])
def test_nothing_to_look_for_is_an_error(filled: Record, words: str) -> None:
    """As is a phrase without end."""
    with pytest.raises(BadInput, match="nothing to look for"):
        found(filled, words)


@settings(max_examples=60)
@given(st.data())
def test_what_a_text_says_is_found_in_it(data: st.DataObject) -> None:
    """Any run of its words; the sentence shown is a slice of the text."""
    words = data.draw(
        st.lists(st.sampled_from("Lund old weir Bridge été Ærø 12.5 don’t".split()), min_size=3, max_size=30)
    )
    text = " ".join(words) + "."
    start = data.draw(st.integers(0, len(words) - 2))
    phrase = " ".join(words[start : start + 2])
    article = Article("a", "Title", text)

    class OneArticle:
        def articles(self, _wanted: Filters) -> list[Article]:
            return [article]

        def articles_by_key(self, _keys: object) -> dict[tuple[str, int], Article]:
            return {("a", 1): article}

    (one,) = mentions(OneArticle(), phrase, Filters(), as_phrase=True)  # type: ignore[arg-type]  # all it is asked for
    assert one.times >= 1
    assert one.span is not None
    assert one.span.of(text) == one.quote
    assert re.search(re.escape(words[start]), one.quote)
