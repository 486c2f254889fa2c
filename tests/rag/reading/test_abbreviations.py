"""What a dot behind a word may mean is told by the word."""

import pytest

from rag.reading import abbreviations
from rag.reading.abbreviations import is_abbreviation


@pytest.mark.parametrize(
    "word", ["Gov", "Cllr", "U.S", "p.m", "Ph.D", "Okla", "Inc", "vs", "Msgr", "e.g", "al", "D.Phil"]
)
def test_abbreviations_are_known(word: str) -> None:
    """By a list, by their dots, or by having no vowel."""
    assert is_abbreviation(word)


@pytest.mark.parametrize(
    "word", ["is", "man", "may", "No", "no", "NBC", "why", "pier.example", "2.50", "Lynn", "etc", "I"]
)
def test_words_are_none(word: str) -> None:
    """Nor are names, addresses, numbers, and what ends sentences as often as not."""
    assert not is_abbreviation(word)


def test_no_word_is_in_two_classes() -> None:
    """The class says what the dot may mean."""
    classes = [
        abbreviations.BEFORE_NAMES,
        abbreviations.BEFORE_NUMBERS,
        abbreviations.NEVER_LAST,
        abbreviations.PLACES,
        abbreviations.DAYS,
    ]
    assert sum(map(len, classes)) == len(frozenset().union(*classes))
