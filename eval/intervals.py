"""How sure a number is: 95 % intervals of one mean and of a paired difference, and McNemar's test. Never NaN.

Resampling is seeded, so that the same scores give the same interval everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
SEED = 20250520
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with the 95 % interval around it; all three None where there is nothing to average."""

    value: float | None
    low: float | None
    high: float | None


NOTHING = Interval(None, None, None)


def mean_interval(values: Sequence[float]) -> Interval:
    """The mean of values in [0, 1], with Wilson's interval (1927) where all are 0 or 1, else a percentile bootstrap."""
    if not values:
        return NOTHING
    if set(values) <= {0.0, 1.0}:
        return share_interval(round(sum(values)), len(values))
    if len(values) == 1:
        return Interval(_round(values[0]), 0.0, 1.0)
    means = _resampled(np.array(values, dtype=float))
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(_round(float(np.mean(values))), _round(low), _round(high))


def share_interval(hits: int, of: int) -> Interval:
    """`hits` of `of` with Wilson's 95 % interval."""
    from scipy.stats import binomtest  # noqa: PLC0415  # takes a second

    if not of:
        return NOTHING
    found = binomtest(hits, of).proportion_ci(confidence_level=0.95, method="wilson")
    return Interval(_round(hits / of), _round(found.low), _round(found.high))


def difference_interval(before: Sequence[float], after: Sequence[float]) -> Interval:
    """The mean of `after - before`, question by question, with a paired percentile bootstrap (Efron 1979).

    A single pair that differs says nothing of others, so its interval is everything from -1 to 1. Raises ValueError
    where the two are not equally long.
    """
    if len(before) != len(after):
        raise ValueError("paired values come in pairs")
    if not before:
        return NOTHING
    gained = np.array(after, dtype=float) - np.array(before, dtype=float)
    if len(gained) == 1 and gained[0]:
        return Interval(_round(gained[0]), -1.0, 1.0)
    low, high = np.percentile(_resampled(gained), [2.5, 97.5])
    return Interval(_round(float(gained.mean())), _round(low), _round(high))


def mcnemar(before: Sequence[float], after: Sequence[float]) -> float | None:
    """The exact two-sided p of McNemar's test (1947) on paired zeros and ones; None where other values occur.

    1.0 where nothing changed: no evidence of a difference.
    """
    from scipy.stats import binomtest  # noqa: PLC0415  # see share_interval

    if not {*before, *after} <= {0.0, 1.0}:
        return None
    lost = sum(old > new for old, new in zip(before, after, strict=True))
    won = sum(new > old for old, new in zip(before, after, strict=True))
    return _round(float(binomtest(lost, lost + won).pvalue)) if lost + won else 1.0


def _resampled(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    picked = np.random.default_rng(SEED).integers(0, len(values), size=(RESAMPLES, len(values)))
    means: np.ndarray[tuple[int], np.dtype[np.float64]] = values[picked].mean(axis=1)
    return means


def _round(value: float) -> float:
    return round(float(value), _DECIMALS)
