"""Whose words, demands and deeds the words of a sentence are."""

import pytest

from rag.english import parse
from rag.english.word_holders import words_with_holders


def _holders(text: str, word: str) -> list[list[str]]:
    found = next(each for each in words_with_holders(parse(text)) if each.word == word)
    return [[who.text for who in together] for together in found.by]


@pytest.mark.parametrize(
    ("text", "word", "holders"),
    [
        ("Anna Holt said the school would close.", "close", [["school"], ["Holt"]]),
        ("The school had leaked, engineer Joan Pryce said.", "leak", [["school"], ["Pryce"]]),
        ("According to the aid group, no child was vaccinated.", "vaccin", [["group"]]),
        ("Holt said that Pryce had told the minister about cracks.", "crack", [["Pryce"], ["Holt"]]),
        ("Lund and Vale want a truce.", "truce", [["Lund", "Vale"]]),
        ("The union said it would end the strike.", "strike", [["union"]]),
        ("Divers left, but the coastguard stayed with the boat.", "boat", [["coastguard"]]),
        ("The truce was offered by Lund.", "truce", [["Lund"]]),
    ],
)
def test_a_word_is_his_who_says_or_does_it(text: str, word: str, holders: list[list[str]]) -> None:
    """The nearest first; a clause that is only joined to another is not held by whoever acts there."""
    assert _holders(text, word) == holders


def test_whom_it_is_done_to_is_beside() -> None:
    """Whoever takes part in what a word is part of may hold it in other words."""
    found = next(
        each for each in words_with_holders(parse("The board blamed the line for poor charts.")) if each.word == "chart"
    )
    assert "line" in [who.text for who in found.beside]
