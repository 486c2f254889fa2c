"""What a demand is for is read from the cited words, and never guessed."""

import pytest

from rag.support.scope import rescoped, scope_of, scope_of_cited
from tests.rag.claims import evidence


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("a condition for any truce", "ceasefire"),
        ("before a cease-fire could begin", "ceasefire"),
        ("a pause in the fighting", "ceasefire"),
        ("the principles of a peace treaty", "settlement"),
        ("a key condition for resolving the broader conflict", "settlement"),
        ("a ceasefire and then a final settlement", None),
        ("the bridge will reopen", None),
    ],
)
def test_words_that_name_one_aim_have_that_scope(words: str, scope: str | None) -> None:
    """Both aims, or neither, is no scope."""
    assert scope_of(words) == scope


def test_a_statement_takes_the_scope_of_the_words() -> None:
    """Conditions for a settlement are not shown as conditions for a ceasefire."""
    statement = "Russia's ceasefire conditions are"
    assert (
        rescoped(statement, "It is a key condition for a final settlement.")
        == "Russia's conditions for a final settlement are"
    )
    assert rescoped(statement, "It is a condition for a truce.") == statement


def test_a_sentence_that_denies_lends_its_scope_to_none_after_it() -> None:
    """What he adds to a refusal of a truce is no condition of one; by itself, or as the last, it keeps its own."""
    refused, aim = "He did not accept the truce.", "His aim was clear, he added: to remove the causes of the crisis."
    assert scope_of_cited(evidence(refused, aim)) is None
    assert scope_of_cited(evidence("He spoke of the truce.", aim)) == "ceasefire"
    assert scope_of_cited(evidence(aim, refused)) == "ceasefire"
    assert scope_of_cited(evidence(refused)) == "ceasefire"
