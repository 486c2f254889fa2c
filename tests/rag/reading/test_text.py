"""Cleaning gives the one stored form of a text, and changes no word that a reader can see."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import FORBIDDEN_CHARACTER
from rag.reading.text import clean, one_line

ODD = st.sampled_from(
    list("a é\u0301\u0308 \t\n\r\x00\x0b\x0c\x85\u2028\ufeff\u200b\u200c\u200d\u202e\u2066\u00ad\u00a0\ud800\udfffÅΩ각")
)
texts = st.text(alphabet=st.one_of(ODD, st.characters()), max_size=200)


@given(texts)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """The stored form is its own stored form, so offsets never move."""
    assert clean(clean(text)) == clean(text)


@given(texts)
def test_clean_text_is_what_an_article_accepts(text: str) -> None:
    """NFC, no CR, NUL or lone surrogate, no outer whitespace, no trailing spaces, at most one blank line in a row."""
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not FORBIDDEN_CHARACTER.search(cleaned)
    assert cleaned == cleaned.strip()
    assert "\n\n\n" not in cleaned
    assert all(line == line.rstrip() for line in cleaned.split("\n"))


@given(st.text(alphabet="aé.,“”’—\u200c\u200d مرحباКиев停火👩🇺🇦", max_size=100))
def test_nothing_that_can_be_seen_is_lost(text: str) -> None:
    """Letters, marks, quotes and joiners of any script stay, whitespace aside."""
    assert "".join(clean(text).split()) == "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x0cb\u2028c", "a\nb\nc"),
        ("\ufeffa\x00b\x07c", "abc"),
        ("a  \n\n\n\n b\t\n", "a\n\n b"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("pass\u202eword\u2066", "password"),
        ("ig\u200bnore\u00ad this\U000e0041", "ignore this"),
        ("می\u200cخواهم 👩\u200d🚀 ✈️", "می\u200cخواهم 👩\u200d🚀 ✈️"),
        ("a\ud800b", "ab"),
    ],
)
def test_characters_are_cleaned_as_said(raw: str, cleaned: str) -> None:
    """Line ends, controls, byte order marks, hidden characters and combining marks; joiners stay."""
    assert clean(raw) == cleaned


def test_a_long_run_of_spaces_takes_no_time() -> None:
    """A megabyte of spaces is a matter of moments."""
    assert clean("a" + " " * 1_000_000 + "b").endswith("b")


@given(texts, st.integers(min_value=2, max_value=40))
def test_one_line_is_one_line_of_bounded_length(text: str, longest: int) -> None:
    """Single spaces only; what is too long shows that it was cut."""
    line = one_line(text, longest)
    assert line == " ".join(line.split())
    assert len(line) <= longest
    assert unicodedata.is_normalized("NFC", line)
