"""Intervals and tests give what is published, the same each time, and never NaN."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.intervals import NOTHING, Interval, difference_interval, mcnemar, mean_interval, share_interval

SHARES = st.lists(st.floats(0, 1) | st.sampled_from([0.0, 0.5, 1.0]), max_size=12)
BITS = st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 1.0])), max_size=12)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_the_published_one(hits: int, of: int, low: float, high: float) -> None:
    """Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3."""
    found = share_interval(hits, of)
    assert found.low == pytest.approx(low, abs=6e-5)
    assert found.high == pytest.approx(high, abs=6e-5)
    assert mean_interval([1.0] * hits + [0.0] * (of - hits)) == found


def test_nothing_has_no_mean() -> None:
    """None, not NaN and not nought."""
    assert mean_interval([]) == share_interval(0, 0) == difference_interval([], []) == NOTHING
    assert Interval(None, None, None) == NOTHING


@given(SHARES)
def test_a_mean_lies_in_its_interval(values: list[float]) -> None:
    """Finite and in [0, 1], for any values."""
    found = mean_interval(values)
    if found.value is None or found.low is None or found.high is None:
        assert not values
        return
    assert 0 <= found.low <= found.high <= 1
    assert found.low - 1e-6 <= found.value <= found.high + 1e-6
    assert found.value == pytest.approx(sum(values) / len(values), abs=1e-6)


def test_one_share_says_nothing_of_others() -> None:
    """The interval of a single value that is neither 0 nor 1 is all there is."""
    assert mean_interval([0.4]) == Interval(0.4, 0.0, 1.0)


def test_resampling_gives_the_same_each_time() -> None:
    """The same values give the same interval, to the last digit, on any machine."""
    values = [0.0, 0.25, 0.5, 1.0, 1.0, 0.75]
    assert mean_interval(values) == mean_interval(values) == Interval(0.583333, 0.291667, 0.875)
    before, after = [0.0, 0.5, 1.0, 0.5], [0.5, 0.5, 1.0, 1.0]
    assert difference_interval(before, after) == difference_interval(before, after) == Interval(0.25, 0.0, 0.5)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12))
def test_a_difference_turns_around_with_its_runs(pairs: list[tuple[float, float]]) -> None:
    """What is gained one way is lost the other way; all of it is finite and in [-1, 1]."""
    before, after = [a for a, _ in pairs], [b for _, b in pairs]
    gained, lost = difference_interval(before, after), difference_interval(after, before)
    assert gained.value == pytest.approx(-(lost.value or 0), abs=2e-6)
    for value in (gained.value, gained.low, gained.high):
        assert value is not None
        assert math.isfinite(value)
        assert -1 <= value <= 1


def test_no_difference_is_none_at_all() -> None:
    """Equal runs differ by nought, surely."""
    assert difference_interval([0.3, 1.0], [0.3, 1.0]) == Interval(0.0, 0.0, 0.0)
    assert difference_interval([0.3], [0.3]) == Interval(0.0, 0.0, 0.0)


def test_one_pair_makes_no_difference_sure() -> None:
    """A resample of one pair is that pair: its interval would be a point, and any change of it sure."""
    assert difference_interval([0.3], [0.6]) == Interval(0.3, -1.0, 1.0)


def test_pairs_come_in_pairs() -> None:
    """Runs of another length are not cut to fit."""
    with pytest.raises(ValueError, match="paired"):
        difference_interval([1.0], [1.0, 0.0])
    with pytest.raises(ValueError, match="argument"):
        mcnemar([1.0], [1.0, 0.0])


@pytest.mark.parametrize(
    ("both", "lost", "won", "neither", "p"),
    [
        (1, 1, 7, 12, 0.0703),  # Fagerland, Lydersen and Laake 2013, table 1: airway hyper-responsiveness
        (59, 6, 16, 80, 0.0525),
        (0, 5, 0, 0, 0.0625),
        (9, 3, 3, 9, 1.0),
    ],
)
def test_mcnemars_p_is_the_published_one(both: int, lost: int, won: int, neither: int, p: float) -> None:
    """The exact conditional test, two-sided; only what changed counts."""
    before = [1.0] * both + [1.0] * lost + [0.0] * won + [0.0] * neither
    after = [1.0] * both + [0.0] * lost + [1.0] * won + [0.0] * neither
    assert mcnemar(before, after) == pytest.approx(p, abs=5e-5)


def test_mcnemars_test_is_of_yes_and_no() -> None:
    """Shares have no p; where nothing changed, nothing is known to differ."""
    assert mcnemar([0.5], [1.0]) is None
    assert mcnemar([0.0], [0.5]) is None
    assert mcnemar([1.0, 0.0], [1.0, 0.0]) == mcnemar([], []) == 1.0


@given(BITS)
def test_mcnemars_p_has_no_direction(pairs: list[tuple[float, float]]) -> None:
    """A probability, the same when the runs are swapped."""
    before, after = [a for a, _ in pairs], [b for _, b in pairs]
    p = mcnemar(before, after)
    assert p is not None
    assert p == mcnemar(after, before)
    assert 0 <= p <= 1
