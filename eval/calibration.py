"""A judge's raw probabilities and people's labels -> calibrated probabilities, and the cut for a wanted precision.

Two monotone calibrations: Platt's sigmoid (1999, "Probabilistic Outputs for Support Vector Machines", with his smoothed
targets, on the log odds) and isotonic regression (Zadrozny & Elkan 2002, "Transforming Classifier Scores into Accurate
Multiclass Probability Estimates"). Both come out as knots, which the product joins by straight lines. Asks nothing,
reads nothing, and draws no random number: the same labels give the same knots.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from eval.agreement import Bools, Floats, Share, counted_share
from eval.under_test import Knot, Thresholds

Method = Literal["platt", "isotonic"]
METHODS: tuple[Method, ...] = ("platt", "isotonic")
FEWEST_SHOWN = 10
"""Pairs that a cut must show to be considered. Of fewer, a precision says nothing: one right claim of one is 100 %."""
DECIMALS = 4
"""Decimals of calibrated probabilities and cuts: as many as an answer shows."""
_RAW_DECIMALS = 9
_GRID = np.linspace(-14, 14, 57)
"""Log odds at which a sigmoid gets a knot. Half a unit apart, straight lines from knot to knot stay within
.01 of a sigmoid of slope 1.
"""
_NEVER = 1e-6
"""The least distance that a probability keeps from 0 and 1, which have no log odds."""


def fitted(method: Method, raw: Floats, truth: Bools) -> tuple[Knot, ...]:
    """The knots of the calibration that `method` finds for these raw probabilities and labels, lowest first.

    No two have the same raw probability, and the calibrated ones never fall.
    """
    xs, ys = (_platt if method == "platt" else _isotonic)(np.round(raw, _RAW_DECIMALS), truth)
    return tuple((round(float(x), _RAW_DECIMALS), round(float(y), DECIMALS)) for x, y in zip(xs, ys, strict=True))


def _platt(raw: Floats, truth: Bools) -> tuple[Floats, Floats]:
    from scipy.optimize import minimize  # noqa: PLC0415  # takes a second
    from scipy.special import expit, logit  # noqa: PLC0415  # see above

    odds = logit(np.clip(raw, _NEVER, 1 - _NEVER))
    right, wrong = int(truth.sum()), int((~truth).sum())
    target = np.where(truth, (right + 1) / (right + 2), 1 / (wrong + 2))

    def loss(weights: Any) -> tuple[float, Any]:
        z = weights[0] * odds + weights[1]
        off = expit(z) - target
        return float(np.sum(np.logaddexp(0, z) - target * z)), np.array([off @ odds, off.sum()])

    # Not below 0: a calibration must not turn the judge's order around.
    found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(0, None), (None, None)])
    return expit(_GRID), expit(found.x[0] * _GRID + found.x[1])


def _isotonic(raw: Floats, truth: Bools) -> tuple[Floats, Floats]:
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415  # takes seconds

    # Never 0 or 1: Laplace's rule of succession, as if one more pair of each kind had been seen.
    sure = 1 / (len(truth) + 2)
    found = IsotonicRegression(y_min=sure, y_max=1 - sure, out_of_bounds="clip").fit(raw, truth.astype(float))
    return found.X_thresholds_, found.y_thresholds_


def applied(knots: Sequence[Knot], raw: Floats) -> Floats:
    """The calibrated probability of each raw one, as the product reads it off the knots."""
    cuts = Thresholds(0.0, 0.0, tuple(knots))
    return np.array([cuts.calibrated(float(value)) for value in raw], dtype=np.float64)


def log_loss(probability: Floats, truth: Bools) -> float:
    """The mean negative log likelihood of the labels, in nats; lower is better."""
    sure = np.clip(np.where(truth, probability, 1 - probability), _NEVER, 1)
    return float(-np.mean(np.log(sure)))


def calibrated_across_halves(method: Method, raw: Floats, truth: Bools, first: Bools) -> Floats:
    """Each pair's calibrated probability, by knots fitted on the other half; `first` is true for one of the halves."""
    found = np.empty(len(raw), dtype=np.float64)
    for half in (first, ~first):
        found[half] = applied(fitted(method, raw[~half], truth[~half]), raw[half])
    return found


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut of support, and what it does to labelled pairs.

    `right` says how many of the pairs it shows are supported, `kept` how many of the supported pairs it shows.
    """

    value: float
    right: Share
    kept: Share


def cut_at(value: float, support: Floats, truth: Bools) -> Cut:
    """What the cut `value` does to pairs of this calibrated support."""
    shown = support >= value
    return Cut(
        value,
        counted_share([bool(true) for true in truth[shown]]),
        counted_share([bool(show) for show in shown[truth]]),
    )


def cuts(support: Floats, truth: Bools) -> tuple[Cut, ...]:
    """Every cut that shows at least FEWEST_SHOWN pairs, lowest first."""
    scale = 10**DECIMALS
    # Downwards: what is shown to readers is rounded, and must not be below its cut.
    values = sorted({float(np.floor(value * scale) / scale) for value in support})
    return tuple(cut for value in values if (cut := cut_at(value, support, truth)).right.of >= FEWEST_SHOWN)


def cut_for(wanted: float, support: Floats, truth: Bools) -> Cut | None:
    """The lowest cut with which at least the share `wanted` of the shown pairs is supported; None if there is none.

    The share itself must reach `wanted`, not the lower bound of its interval: for a bound above .95, 73 shown pairs
    without one mistake would be needed.
    """
    return next((cut for cut in cuts(support, truth) if cut.right.count >= wanted * cut.right.of), None)
