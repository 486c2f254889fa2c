"""Several scores of the same things become one: standardised, weighted and added. Does not know what is ranked.

Scores rather than ranks, because ranks forget by how much one is better (Bruch, Gai and Ingber 2023, "An Analysis of
Fusion Functions for Hybrid Retrieval"); each standardised, because cosines and BM25 are of different scales (Montague
and Aslam 2001, "Relevance Score Normalization for Metasearch").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Scores = NDArray[np.float64]
DECIMALS = 10
"""How many decimals of a sum are kept: further ones depend on the order in which a processor adds up, and what
ties must tie on every machine."""


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """One score for each of the things that are ranked, higher is better, and how much it counts."""

    weight: float
    scores: ArrayLike


def standardised(scores: ArrayLike) -> Scores:
    """`scores` as standard deviations from their mean; zeros where they are all alike."""
    return _scaled(scores, np.mean, np.std)


def combined(signals: Sequence[Signal]) -> Scores:
    """The weighted sum of all signals, each standardised; one score for each thing."""
    total: Scores = np.stack([signal.weight * standardised(signal.scores) for signal in signals]).sum(axis=0)
    return total.round(DECIMALS)


def scaled_to_unit_range(scores: ArrayLike) -> Scores:
    """`scores` scaled so that the lowest is 0 and the highest 1; zeros where they are all alike."""
    return _scaled(scores, np.min, np.ptp)


def _scaled(scores: ArrayLike, origin: Callable[[Scores], float], width: Callable[[Scores], float]) -> Scores:
    """The distance of each of `scores` from their `origin`, in units of their `width`;
    zeros where they are all alike.
    """
    given = np.asarray(scores, dtype=np.float64)
    spread = width(given) if given.size else 0.0
    # Of numbers that are alike, rounding may make a tiny spread, which would be blown up into a difference.
    if spread <= 1e-9 * max(1.0, float(np.abs(given).max(initial=0.0))):
        return np.zeros_like(given)
    shifted: Scores = (given - origin(given)) / spread
    return shifted


def best_first(scores: Scores, keys: Sequence[str]) -> list[int]:
    """The positions of `scores`, highest first, ties by key."""
    return sorted(range(len(keys)), key=lambda at: (-scores[at], keys[at]))
