"""Scores of different scales become one: what holds for any scores, and how new an article is on a day."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval.fuse import Signal, best_first, combined, scaled_to_unit_range, standardised

DAY = date(2025, 6, 1)
SCORES = st.lists(st.floats(-1000, 1000, allow_subnormal=False), min_size=2, max_size=12)


@given(SCORES)
def test_standardised_scores_have_no_scale(scores: list[float]) -> None:
    """Their mean is 0 and their standard deviation 1, whatever they were; where all are alike, they say nothing."""
    made = standardised(scores)
    assert made.mean() == pytest.approx(0, abs=1e-6)
    assert made.std() == pytest.approx(1) or not made.any()


@given(SCORES)
def test_ranged_scores_go_from_nothing_to_one(scores: list[float]) -> None:
    """The lowest is 0, the highest 1, and none changes places; where all are alike, they say nothing."""
    made = scaled_to_unit_range(scores)
    assert (made.min(), made.max()) in {(0.0, 1.0), (0.0, 0.0)}
    assert (np.diff(made[np.argsort(scores)]) >= 0).all()


@given(SCORES, st.floats(0.01, 100), st.floats(-100, 100))
def test_another_unit_changes_no_order(scores: list[float], scale: float, shift: float) -> None:
    """A score counts the same in another unit: cosines and BM25 scores need no common one."""
    other = list(range(len(scores)))
    keys = [f"{at:02d}" for at in other]
    rounded = [round(score, 2) for score in scores]
    one = combined([Signal(1, rounded), Signal(1, other)])
    again = combined([Signal(1, np.array(rounded) * scale + shift), Signal(1, other)])
    assert again == pytest.approx(one, abs=1e-4)
    assert sorted(best_first(one, keys)) == other


@given(SCORES)
def test_what_every_signal_prefers_comes_first(scores: list[float]) -> None:
    """Whoever is best by both is best by their sum, and signals that agree change no order."""
    keys = [f"{at:02d}" for at in range(len(scores))]
    alone = best_first(combined([Signal(1, scores)]), keys)
    assert best_first(combined([Signal(0.3, scores), Signal(0.7, scores)]), keys) == alone


def test_a_lead_counts_by_how_much_it_leads() -> None:
    """Ranks forget it: by rank, a and b are even, but a is far ahead in one score and hardly behind in the other."""
    scores = combined([Signal(1, [0.9, 0.3, 0.2]), Signal(1, [10.0, 10.1, 2.0])])
    assert best_first(scores, ["a", "b", "c"]) == [0, 1, 2]


def test_a_heavier_signal_decides() -> None:
    """Two that disagree: the weights say whom to believe."""
    first, second = [1.0, 0.0], [0.0, 1.0]
    assert best_first(combined([Signal(0.7, first), Signal(0.3, second)]), ["a", "b"]) == [0, 1]
    assert best_first(combined([Signal(0.3, first), Signal(0.7, second)]), ["a", "b"]) == [1, 0]


def test_ties_go_by_key() -> None:
    """So that the order is the same every time, and on every machine."""
    assert best_first(combined([Signal(1, [0.1 + 0.2, 0.3])]), ["b", "a"]) == [1, 0]


def test_nothing_ranks_to_nothing() -> None:
    """No scores are no error."""
    assert best_first(combined([Signal(1, [])]), []) == []
