"""The nouns can't be made wrong: what is invalid is refused when it is made."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Article, CitedClaim, Evidence, Passage, Precision, Published, Sentence, Span


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_a_span_is_never_empty_or_negative(start: int, end: int) -> None:
    """A span of nothing could be cited for anything."""
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(start, end)


@given(st.text(min_size=1), st.data())
def test_a_span_slices_its_text_or_refuses(text: str, data: st.DataObject) -> None:
    """Inside the text a span is its slice; past the end it raises instead of giving less."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text) + 3))
    if end <= len(text):
        assert Span(start, end).of(text) == text[start:end]
    else:
        with pytest.raises(ValueError, match="runs past"):
            Span(start, end).of(text)


@pytest.mark.parametrize(
    ("value", "precision", "first", "last"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", "month", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-03", "day", date(2024, 2, 3), date(2024, 2, 3)),
        (None, "none", None, None),
    ],
)
def test_a_date_means_every_day_of_its_precision(
    value: str | None, precision: Precision, first: date | None, last: date | None
) -> None:
    """A month is its first to its last day; an unknown date is no day at all."""
    published = Published(value, precision, "stated")
    assert (published.earliest(), published.latest()) == (first, last)


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2024", "none"),
        (None, "day"),
        ("2024-02", "day"),
        ("2023-02-29", "day"),
        ("24", "year"),
        ("2024-13", "month"),
        ("2025-W21-2", "day"),
        ("20250520", "day"),
        ("2025", "week"),
    ],
)
def test_a_date_that_is_none_is_refused(value: str | None, precision: Precision) -> None:
    """Value and precision fit each other, and the day exists."""
    with pytest.raises(ValueError, match=r"."):
        Published(value, precision, "stated")


@pytest.mark.parametrize(
    "changed",
    [
        {"id": ""},
        {"title": " "},
        {"text": "\n"},
        {"version": 0},
        {"text": "a\rb"},
        {"text": "a\x00b"},
        {"text": "e\u0301"},
        {"title": "\ud800"},
    ],
)
def test_an_article_of_unclean_text_is_refused(changed: dict[str, object]) -> None:
    """Offsets would not hold in text that is not NFC, or that holds CR, NUL or half a character."""
    with pytest.raises(ValueError, match="article"):
        Article(**{"id": "a", "title": "T", "text": "Text.", **changed})  # type: ignore[arg-type]  # one wrong on purpose


def test_a_content_hash_changes_with_everything_a_reader_sees() -> None:
    """Each shown field changes the hash; what readers never see does not."""
    article = Article("a", "T", "Text.")
    shown = [
        {"title": "U"},
        {"text": "Other."},
        {"outlet": "O"},
        {"byline": "B"},
        {"url": "u"},
        {"published": Published("2024", "year", "stated")},
    ]
    hashes = {dataclasses.replace(article, **change).content_hash for change in shown}  # type: ignore[arg-type]  # see shown
    assert len({*hashes, article.content_hash}) == len(shown) + 1
    assert dataclasses.replace(article, source="/x", version=2, id="b").content_hash == article.content_hash


def test_evidence_is_a_slice_of_its_own_article() -> None:
    """A sentence of another version, or past the text's end, is no evidence."""
    article = Article("a", "T", "One. Two.")
    assert Evidence("s1", article, Sentence("a", 1, 1, Span(5, 9)), 1.0).quote == "Two."
    for wrong in (Sentence("a", 2, 0, Span(0, 4)), Sentence("b", 1, 0, Span(0, 4)), Sentence("a", 1, 0, Span(0, 10))):
        with pytest.raises(ValueError, match=r"another article version|runs past"):
            Evidence("s1", article, wrong, 1.0)


def test_a_claim_cites_and_a_passage_holds_something() -> None:
    """Neither can be made of nothing."""
    with pytest.raises(ValueError, match="at least one"):
        CitedClaim("So.", ())
    with pytest.raises(ValueError, match="at least one"):
        Passage("a", 1, 0, Span(0, 4), 2, 1)


def test_the_nouns_are_frozen() -> None:
    """Nobody can move a span after it was checked."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span(0, 1).start = 5  # type: ignore[misc]  # what the test is about
