"""Whose "he" the cited words have, and whose reason: read from where names and words stand."""

import pytest

from rag.support.antecedent import named_only_later, reason_not_given
from tests.rag.claims import cited

PLAN = "He even proposed the old abbey as a place for the talks."


def test_a_name_that_comes_later_is_not_who_he_is() -> None:
    """The claim takes it from a sentence of somebody else."""
    claim = cited(
        "Rask proposed the old abbey as a place for the talks.", PLAN, "From Lund, Rask called the call frank."
    )
    assert named_only_later(claim) == "the cited words say “He”, and Rask is named only after that"


@pytest.mark.parametrize(
    "sentences",
    [
        ("Rask was asked for a place.", PLAN, "From Lund, Rask called the call frank."),
        ("Rask even proposed the old abbey as a place for the talks.", "From Lund, Rask called it frank."),
    ],
)
def test_a_name_that_comes_before_may_be_who_he_is(sentences: tuple[str, ...]) -> None:
    """Or that stands in the sentence itself."""
    assert named_only_later(cited("Rask proposed the old abbey as a place for the talks.", *sentences)) is None


CLAIM = "Rask will put off the vote because his party is short of money."
APART = ("Rask will put off the vote until June.", "His party is short of money since the fine.")


def test_a_reason_that_no_sentence_gives_is_refused() -> None:
    """Two sentences beside each other are no reason of each other."""
    claim = cited(CLAIM, "Rask will put off the vote until June.", "His party is short of money and members.")
    assert reason_not_given(claim) == "the cited words do not say that it is because that"


@pytest.mark.parametrize(
    "sentences",
    [
        ("Rask will put off the vote, his party being short of money.", "It was fined."),
        ("Rask will put off the vote until June.", "The reason is that his party is short of money."),
        ("Rask will put off the vote because of the party.", "His party is short of money and members."),
        APART,
    ],
)
def test_a_reason_that_the_words_give_passes(sentences: tuple[str, ...]) -> None:
    """In one sentence, or in a word for it; whether it is the right one is left to the judge."""
    assert reason_not_given(cited(CLAIM, *sentences)) is None


def test_a_claim_without_a_reason_needs_none() -> None:
    """Nor does one that rests on a single sentence."""
    assert reason_not_given(cited("Rask will put off the vote.", *APART)) is None
    assert reason_not_given(cited(CLAIM, "His party is short of money.")) is None
