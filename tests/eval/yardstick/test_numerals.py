"""Numerals in words are worth what they say."""

import pytest

from eval.yardstick.numerals import ORDINALS, one_word, value_of_numeral


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("two hundred fifty", "250"),
        ("three thousand two hundred", "3200"),
        ("half million", "500000"),
        ("two half million", "2500000"),
        ("dozen", "12"),
        ("million", "1000000"),
        ("twenty one", "21"),
    ],
)
def test_a_numeral_is_worth_its_words(numeral: str, value: str) -> None:
    """Scales multiply what stands before them."""
    assert str(value_of_numeral(numeral.split())).removesuffix(".0") == value


@pytest.mark.parametrize(("word", "value"), [("12", 12), ("Twelve", 12), ("ninety", 90), ("loaf", 0)])
def test_one_word_is_worth_its_number(word: str, value: int) -> None:
    """In digits or letters; no number is worth nothing."""
    assert one_word(word) == value


def test_ordinals_are_counted_from_the_second() -> None:
    """The first is an adverb too often."""
    assert (ORDINALS["second"], ORDINALS["twentieth"], ORDINALS["thirtieth"], ORDINALS["hundredth"]) == (2, 20, 30, 100)
    assert "first" not in ORDINALS
