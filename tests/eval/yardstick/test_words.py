"""Words are split and folded as a reader counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.yardstick.words import content_stems, is_function_word, stem, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. agreed.", ["The", "U.S", "agreed"]),
        ("a cease-fire", ["a", "ceasefire"]),
        ("They co-operate.", ["They", "cooperate"]),
        ("a 30-day truce", ["a", "30", "day", "truce"]),
        ("Keld’s oven isn't hot", ["Keld’s", "oven", "isn't", "hot"]),
        ("bal\u00adcony", ["balcony"]),
        ("…", []),
    ],
)
def test_words_are_split_as_a_reader_counts_them(text: str, expected: list[str]) -> None:
    """Abbreviations stay whole, and so do words that some write as two."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("agreed", "agrees"), ("Keld’s", "Keld"), ("U.S", "us"), ("bridges'", "bridge"), ("Oven", "oven")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    """Case, possessive, dots and endings are folded."""
    assert stem(one) == stem(other)


def test_words_without_meaning_are_no_content() -> None:
    """Nor are numerals; a name that is written like such a word is."""
    assert content_stems("The council of the US will close 3 bridges in May") == {
        "council",
        "us",
        "close",
        "bridg",
        "may",
    }
    assert is_function_word("us")
    assert not is_function_word("US")


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """Whatever it holds."""
    assert all(word in text.replace("\u00ad", "") or "-" not in word for word in words(text))
    assert content_stems(text) <= {stem(word) for word in words(text)}
