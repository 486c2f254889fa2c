"""What is said about a source is what the source states, and what it does not state is unknown."""

from typing import Any

import pytest

from eval.measures.stated import STATED
from rag.domain import Published
from tests.eval.making import abstained, answered, article, cite, graded, near, said

FULL = article(
    "It rained.",
    "full",
    outlet="The Post",
    byline="A. Writer",
    url="https://example.org/a",
    published=Published("2025-05", "month", "stated"),
)
BARE = article("It rained.", "bare")


@pytest.mark.parametrize("source", [FULL, BARE], ids=["full", "bare"])
def test_what_the_article_states_is_stated(source: Any) -> None:
    """All of it, or none of it."""
    assert STATED.score(graded(answered(said("So.", cite(source, "It rained."))), source)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Other news"},
        {"outlet": "The Times"},
        {"outlet": None},
        {"byline": None},
        {"byline": "A Writer"},
        {"url": None},
        {"url": "https://example.org/b"},
        {"published": {}},
        {"published": {"value": "2025-05-20", "precision": "day", "basis": "stated"}},
        {"published": {"value": "2025-05", "precision": "month", "basis": "inferred"}},
        {"article_id": "unknown"},
    ],
)
def test_what_the_article_does_not_state_is_found_out(changed: dict[str, Any]) -> None:
    """Another value, one left out, a date more precise than it is, or known otherwise than it was."""
    assert STATED.score(graded(answered(said("So.", cite(FULL, "It rained.", **changed))), FULL)) == 0


@pytest.mark.parametrize(
    "guessed",
    [
        {"outlet": "example.org"},
        {"byline": "staff"},
        {"url": ""},
        {"published": {"value": "2025-05-20", "precision": "day", "basis": "inferred"}},
    ],
)
def test_what_is_unknown_is_not_guessed(guessed: dict[str, Any]) -> None:
    """The day of the question is no date of publication, and an empty address is not an unknown one."""
    answer = answered(said("So.", cite(BARE, "It rained.", **guessed)))
    assert STATED.score(graded(answer, BARE)) == 0


def test_evidence_has_neither_byline_nor_address() -> None:
    """It is not shown with them, so it can't lack them."""
    assert STATED.score(graded(abstained(near(FULL, "It rained.")), FULL)) == 1


def test_an_explanation_says_what_was_shown() -> None:
    """Of those that are wrong alone."""
    answer = answered(said("So.", cite(FULL, "It rained."), cite(BARE, "It rained.", outlet="The Times")))
    seen = graded(answer, FULL, BARE)
    assert STATED.score(seen) == 1 / 2
    assert STATED.explain is not None
    assert STATED.explain(seen) == "not what the article states: bare shown as “The news of the day”, The Times, None"


def test_nothing_shown_is_not_scored() -> None:
    """None for an abstention without passages and for an error."""
    assert STATED.score(graded(abstained())) is None
    assert STATED.score(graded(None)) is None
    assert STATED.promise == 4
