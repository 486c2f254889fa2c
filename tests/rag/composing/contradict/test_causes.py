"""A cause that an article rules out contradicts the claim that gives it, and no other claim."""

import pytest

from rag.composing.contradict.causes import rules_out
from rag.composing.contradict.statement import Statement

WHY = "Why did the Petrel-2 rocket stop before its launch?"
CLAIM = "The Petrel-2 rocket stopped before its launch because a pump in the fuel tank leaked."
OVERLOADED = "The Petrel-2 rocket stopped because it was overloaded with too many crates."


def nothing_alike(_one: str, _other: str) -> float:
    """A similarity that finds no two texts alike."""
    return 0.0


@pytest.mark.parametrize(
    "sentence",
    [
        "“There was nothing wrong with the pump,” said Bettina Voss.",
        "Engineers ruled out a leak in the fuel tank.",
        "The halt had nothing to do with the pump.",
    ],
)
def test_a_cause_that_is_ruled_out_is_found(sentence: str) -> None:
    """However it is put."""
    assert rules_out(Statement(sentence), Statement(CLAIM), WHY, nothing_alike)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Engineers did not rule out a leak.", WHY),
        ("The builder refused to rule out a leak.", WHY),
        ("It was too early to rule out a leak.", WHY),
        ("Engineers ruled out a strike.", WHY),
        ("There was nothing wrong with the rocket.", WHY),
        ("The pump was replaced.", WHY),
        ("Engineers ruled out a leak.", "When did the Petrel-2 rocket stop?"),
    ],
)
def test_another_cause_or_one_kept_open_contradicts_nothing(sentence: str, question: str) -> None:
    """Nor does what is no cause at all, where the question asks for none."""
    assert not rules_out(Statement(sentence), Statement(CLAIM), question, nothing_alike)


@pytest.mark.parametrize(("similar", "expected"), [(0.7, True), (0.5, False)])
def test_a_cause_in_other_words_is_the_same_where_its_meaning_is(similar: float, *, expected: bool) -> None:
    """Of what the claim adds to its question, and of what is ruled out, whatever their words."""
    compared: list[tuple[str, str]] = []

    def similarity(one: str, other: str) -> float:
        compared.append((one, other))
        return similar

    said = Statement("She ruled out that there had been too heavy a load.")
    assert rules_out(said, Statement(OVERLOADED), WHY, similarity) is expected
    assert compared == [("it was overloaded with too many crates", "too heavy a load")]


def test_a_claim_that_denies_a_cause_itself_is_not_contradicted() -> None:
    """Both say the same."""
    claim = Statement("The Petrel-2 rocket did not stop because of a leak.")
    assert not rules_out(Statement("Engineers ruled out a leak."), claim, WHY, nothing_alike)
