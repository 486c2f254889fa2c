"""How well scores of support agree with labels: AUC, balanced accuracy, and what a judge gains over the lexical floor.

A score is a float, higher where a claim is more likely supported; truth is a bool per claim. What can't be said (one
class only, too few claims) is None, never NaN.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.intervals import NOTHING, Interval, share_interval

SEED = 20250519
FOLDS = 5
RESAMPLES = 1_000

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`, with Wilson's 95 % interval; all of the interval is None where `of` is 0."""

    count: int
    of: int
    interval: Interval

    def __str__(self) -> str:
        """For a table: `83 % [78, 88] of 120`."""
        value, low, high = self.interval.value, self.interval.low, self.interval.high
        if value is None or low is None or high is None:
            return "– of 0"
        return f"{100 * value:.0f} % [{100 * low:.0f}, {100 * high:.0f}] of {self.of}"


def counted_share(flags: Sequence[bool]) -> Share:
    """How many of `flags` are true, of how many, with the interval of that share."""
    return Share(sum(flags), len(flags), share_interval(sum(flags), len(flags)))


def auc(scores: Floats, truth: Bools) -> float | None:
    """The area under the ROC curve, in [0, 1]: how often a true claim scores above a false one, ties counting half.

    None where all claims are true or all are false.
    """
    if not _both_classes(truth):
        return None
    from scipy.stats import rankdata  # noqa: PLC0415 - importing does nothing heavy

    trues = int(truth.sum())
    above = (
        rankdata(scores)[truth].sum() - trues * (trues + 1) / 2
    )  # Mann and Whitney's U: a tenth of the time of a curve
    return float(above / (trues * (len(truth) - trues)))


def accepted_across_folds(scores: Floats, truth: Bools, groups: Sequence[str]) -> Bools | None:
    """For each claim whether it scores at least the threshold of best balanced accuracy on the other four folds.

    Claims of one group (one source) are in one fold. None where a class has fewer claims or groups than
    there are folds.
    """
    keys = np.array(groups)
    if min((len(set(keys[truth == value])) for value in (True, False)), default=0) < FOLDS:
        return None
    from sklearn.model_selection import StratifiedGroupKFold  # noqa: PLC0415 - importing does nothing heavy

    accepted = np.zeros(len(truth), dtype=np.bool_)
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for fitted, held_out in folds.split(scores, truth, keys):
        if not _both_classes(truth[fitted]):
            return None
        accepted[held_out] = scores[held_out] >= _best_threshold(scores[fitted], truth[fitted])
    return accepted


def _best_threshold(scores: Floats, truth: Bools) -> float:
    from sklearn.metrics import roc_curve  # noqa: PLC0415 - importing does nothing heavy

    wrongly, rightly, thresholds = roc_curve(truth, scores, drop_intermediate=False)
    return float(thresholds[int(np.argmax(rightly - wrongly))])


def balanced_accuracy(accepted: Bools, truth: Bools) -> float | None:
    """The mean, in [0, 1], of the share of true claims that are accepted and the share of false ones that are not.

    None where all claims are true or all are false.
    """
    if not _both_classes(truth):
        return None
    return float((accepted[truth].mean() + (~accepted[~truth]).mean()) / 2)


def gain(
    measure: Callable[[Any, Bools], float | None],
    judged: Floats | Bools | None,
    floor: Floats | Bools | None,
    truth: Bools,
    groups: Sequence[str],
) -> Interval:
    """`measure` of `judged` minus that of `floor`, with a paired percentile bootstrap (Efron 1979) of 1,000 resamples.

    Whole groups are drawn, for claims about one source rise and fall together. All None where either can't be measured,
    or where most resamples hold one class only. What was fitted is not fitted anew for each resample.
    """
    if judged is None or floor is None:
        return NOTHING
    over, under = measure(judged, truth), measure(floor, truth)
    if over is None or under is None:
        return NOTHING
    keys = np.array(groups)
    members = [np.flatnonzero(keys == key) for key in sorted(set(groups))]
    draw = np.random.default_rng(SEED)
    gains = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([members[group] for group in draw.integers(0, len(members), len(members))])
        one, other = measure(judged[drawn], truth[drawn]), measure(floor[drawn], truth[drawn])
        if one is not None and other is not None:
            gains.append(one - other)
    if len(gains) < RESAMPLES / 2:
        return NOTHING
    low, high = np.percentile(gains, [2.5, 97.5])
    return Interval(over - under, float(low), float(high))


def threshold_rejecting(wanted: float, true_scores: Sequence[Sequence[float]]) -> float:
    """The highest threshold below which at most the share `wanted`, in [0, 1], of the scores of true claims lies.

    `true_scores` holds one sequence for each kind of true claim; kinds count alike, whatever their sizes. 0.0 where no
    score will do.
    """
    kinds = [np.array(kind, dtype=np.float64) for kind in true_scores if len(kind)]
    candidates = sorted({float(score) for kind in kinds for score in kind}, reverse=True)
    rejected = (float(np.mean([(kind < cut).mean() for kind in kinds])) for cut in candidates)
    return next((cut for cut, part in zip(candidates, rejected, strict=True) if part <= wanted), 0.0)


def _both_classes(truth: Bools) -> bool:
    return bool(truth.any()) and not bool(truth.all())
