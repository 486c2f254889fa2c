"""How scores are held against labels, and against the lexical floor's."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.agreement import (
    accepted_across_folds,
    auc,
    balanced_accuracy,
    counted_share,
    gain,
    threshold_rejecting,
)

TRUTH = np.array([True, False] * 20)
GROUPS = [f"source {number}" for number in range(40)]
PERFECT = np.where(TRUTH, 0.9, 0.1)
SHUFFLED = np.random.default_rng(1).random(40)


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand take seconds; how many there are changes no test."""
    monkeypatch.setattr("eval.agreement.RESAMPLES", 60)


def test_a_share_says_how_sure_it_is() -> None:
    """Wilson's interval of 8 in 10."""
    found = counted_share([True] * 8 + [False] * 2)
    assert (found.count, found.of) == (8, 10)
    assert found.interval.low == pytest.approx(0.490, abs=1e-3)
    assert found.interval.high == pytest.approx(0.943, abs=1e-3)
    assert str(found) == "80 % [49, 94] of 10"


def test_a_share_of_nothing_has_no_value() -> None:
    """None, not zero."""
    assert counted_share([]).interval.value is None
    assert str(counted_share([])) == "– of 0"


def test_auc_is_the_chance_that_a_true_claim_scores_higher() -> None:
    """One for a perfect score, a half for a constant one."""
    assert auc(PERFECT, TRUTH) == 1.0
    assert auc(np.ones(40), TRUTH) == 0.5


def test_one_class_has_no_auc() -> None:
    """There is nothing to tell apart."""
    assert auc(PERFECT, np.ones(40, dtype=np.bool_)) is None
    assert balanced_accuracy(TRUTH, np.zeros(40, dtype=np.bool_)) is None


def test_a_threshold_is_fitted_on_other_folds() -> None:
    """A perfect score stays perfect; one that means nothing stays near a half."""
    perfect, shuffled = (accepted_across_folds(scores, TRUTH, GROUPS) for scores in (PERFECT, SHUFFLED))
    assert perfect is not None
    assert shuffled is not None
    assert balanced_accuracy(perfect, TRUTH) == 1.0
    assert balanced_accuracy(shuffled, TRUTH) == pytest.approx(0.5, abs=0.2)


def test_four_claims_of_a_class_are_too_few_to_fit() -> None:
    """Each of the five folds needs one."""
    truth = np.array([True] * 4 + [False] * 36)
    assert accepted_across_folds(SHUFFLED, truth, GROUPS) is None


def test_a_better_score_gains_and_the_interval_says_so() -> None:
    """The gain over a score that means nothing is above zero, with its whole interval."""
    found = gain(auc, PERFECT, SHUFFLED, TRUTH, GROUPS)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low <= found.value <= found.high <= 1


def test_the_same_score_gains_nothing_in_any_resample() -> None:
    """The resamples are paired."""
    found = gain(auc, SHUFFLED, SHUFFLED, TRUTH, GROUPS)
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)


def test_a_gain_is_the_same_each_time() -> None:
    """The resamples are seeded."""
    assert gain(auc, PERFECT, SHUFFLED, TRUTH, GROUPS) == gain(auc, PERFECT, SHUFFLED, TRUTH, GROUPS)


def test_what_can_not_be_measured_gains_none() -> None:
    """One class, or nothing fitted."""
    assert gain(auc, PERFECT, SHUFFLED, np.ones(40, dtype=np.bool_), GROUPS).value is None
    assert gain(balanced_accuracy, None, TRUTH, TRUTH, GROUPS).value is None


def test_a_threshold_rejects_no_more_true_claims_than_wanted() -> None:
    """Of ten scores, one in five may be below it: the third is the highest such threshold."""
    scores = [number / 10 for number in range(10)]
    assert threshold_rejecting(0.2, [scores]) == 0.2
    assert threshold_rejecting(0.0, [scores]) == 0.0


def test_kinds_of_true_claims_count_alike() -> None:
    """A thousand copies do not hide that half of the two paraphrases are rejected."""
    assert threshold_rejecting(0.25, [[1.0] * 1_000, [0.4, 0.6]]) == 0.6
    assert threshold_rejecting(0.2, [[1.0] * 1_000, [0.4, 0.6]]) == 0.4


@given(st.lists(st.floats(0, 1), min_size=1), st.floats(0, 1))
def test_a_threshold_keeps_its_promise(scores: list[float], wanted: float) -> None:
    """Whatever the scores."""
    threshold = threshold_rejecting(wanted, [scores])
    assert not math.isnan(threshold)
    assert sum(score < threshold for score in scores) / len(scores) <= wanted
