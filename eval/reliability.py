"""The figures of a judge against people's labels: how well it ranks, decides and knows how sure it is. Asks nothing.

Every figure is of one subset, then of all pairs together, with the lexical floor's beside it. What can't be said of a
subset (one class only, too few pairs) is None, never NaN.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from eval.agreement import Bools, Floats, Share, accepted_across_folds, auc, balanced_accuracy, counted_share, gain
from eval.intervals import Interval
from eval.judging import PROMPT, Judged
from eval.under_test import Judge
from rag.models.prompt import prompt_hash

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The pairs whose support lies in [low, high).

    `count` is their number, `predicted` their mean support, `supported` the share that people found supported; the last
    two are None where there are no pairs.
    """

    low: float
    high: float
    count: int
    predicted: float | None
    supported: float | None


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """How well a score tells supported claims from others: AUC, and balanced accuracy at cross-fitted thresholds.

    Both are in [0, 1]; None where there are too few pairs, or pairs of one class only.
    """

    auc: float | None
    balanced_accuracy: float | None


@dataclass(frozen=True, slots=True)
class SubsetResult:
    """The figures of one subset, over its judged pairs. Where some can't be said they are None, and `note` says why.

    The gains are judge minus floor. `brier` is the mean squared error of support, `calibration_error` the mean distance
    of predicted and true share over bins, weighted by size (Guo et al. 2017). `shown` says how many of the pairs that
    the product's own cut and checks let pass are supported; `kept`, how many of the supported pairs pass.
    """

    subset: str
    pairs: int
    supported: int
    unjudged: int
    judge: ScoredPairs
    floor: ScoredPairs
    auc_gain: Interval
    accuracy_gain: Interval
    brier: float | None
    calibration_error: float | None
    reliability: tuple[Bin, ...]
    shown: Share
    kept: Share
    refused_supported: Share
    """How many of the supported pairs the checks in code refuse."""
    refused_unsupported: Share
    """How many of the others."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgingResult:
    """How good one judge is: each subset, then all of them together."""

    model: str
    prompt: str
    """The hash of the prompt file."""
    cut: float
    """The support at which the product shows a claim."""
    subsets: tuple[SubsetResult, ...]

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def measured(found: Sequence[Judged], judge: Judge) -> JudgingResult:
    """The figures of every subset of `found`, in order of name, then of everything together where there are several."""
    cut = judge.thresholds.support
    names = sorted({each.pair.subset for each in found})
    parts = [_subset(name, [each for each in found if each.pair.subset == name], cut) for name in names]
    whole = [_subset("all", found, cut)] if len(names) > 1 else []
    return JudgingResult(judge.name, prompt_hash(PROMPT), cut, (*parts, *whole))


def _subset(name: str, found: Sequence[Judged], cut: float) -> SubsetResult:
    usable = [(each, each.support) for each in found if each.support is not None]
    truth = np.array([each.pair.label for each, _ in usable], dtype=np.bool_)
    support = np.array([value for _, value in usable], dtype=np.float64)
    floor = np.array([each.floor for each, _ in usable], dtype=np.float64)
    sources = [each.pair.source for each, _ in usable]
    by_judge, by_floor = (accepted_across_folds(scores, truth, sources) for scores in (support, floor))
    bins = _bins(support, truth)
    shown = [each.refused is None and value >= cut for each, value in usable]
    return SubsetResult(
        subset=name,
        pairs=len(found),
        supported=sum(each.pair.label for each in found),
        unjudged=len(found) - len(usable),
        judge=ScoredPairs(auc(support, truth), None if by_judge is None else balanced_accuracy(by_judge, truth)),
        floor=ScoredPairs(auc(floor, truth), None if by_floor is None else balanced_accuracy(by_floor, truth)),
        auc_gain=gain(auc, support, floor, truth, sources),
        accuracy_gain=gain(balanced_accuracy, by_judge, by_floor, truth, sources),
        brier=float(np.mean((support - truth) ** 2)) if usable else None,
        calibration_error=_calibration_error(bins),
        reliability=bins,
        shown=counted_share([bool(true) for true, show in zip(truth, shown, strict=True) if show]),
        kept=counted_share([show for true, show in zip(truth, shown, strict=True) if true]),
        refused_supported=counted_share([each.refused is not None for each in found if each.pair.label]),
        refused_unsupported=counted_share([each.refused is not None for each in found if not each.pair.label]),
        note=_note(truth, fitted=by_judge is not None and by_floor is not None),
    )


def _note(truth: Bools, *, fitted: bool) -> str:
    if not truth.size:
        return "nothing judged"
    if truth.all() or not truth.any():
        return "one class only: " + ("all supported" if truth[0] else "none supported")
    return "" if fitted else "too few of a class to fit a threshold"


def _bins(support: Floats, truth: Bools) -> tuple[Bin, ...]:
    number = np.minimum((support * BINS).astype(int), BINS - 1)
    made = []
    for each in range(BINS):
        inside = number == each
        count = int(inside.sum())
        predicted, true = (float(support[inside].mean()), float(truth[inside].mean())) if count else (None, None)
        made.append(Bin(each / BINS, (each + 1) / BINS, count, predicted, true))
    return tuple(made)


def _calibration_error(bins: Sequence[Bin]) -> float | None:
    total = sum(each.count for each in bins)
    apart = (
        each.count * abs(each.predicted - each.supported)
        for each in bins
        if each.predicted is not None and each.supported is not None
    )
    return sum(apart) / total if total else None


_HEADS = (
    "Subset | Pairs | Supported | Unjudged | AUC | floor | gain | Balanced accuracy | floor | gain"
    " | Brier | Calibration error | Shown: right | Supported: shown | Checks refuse supported | unsupported | Note"
)


def table(result: JudgingResult) -> str:
    """The result in Markdown: one line a subset, then the reliability of the last."""
    heads = _HEADS.split(" | ")
    lines = [
        f"Judge {result.model}, prompt {PROMPT} {result.prompt}, shown from {result.cut:.2f}.",
        "Gains are over the lexical floor. Intervals are of 95 %.",
        "",
        markdown_row(heads),
        markdown_row(["---"] * len(heads)),
        *(markdown_row(_cells(each)) for each in result.subsets),
    ]
    for each in result.subsets[-1:]:
        lines += ["", f"Reliability, {each.subset}:", "", *_reliability(each.reliability)]
    return "\n".join(lines) + "\n"


def _reliability(bins: Sequence[Bin]) -> Iterator[str]:
    yield markdown_row(["Support", "Pairs", "Mean support", "Supported"])
    yield markdown_row(["---"] * 4)
    for each in bins:
        edges = f"{each.low:.1f}–{each.high:.1f}"
        yield markdown_row([edges, str(each.count), _number(each.predicted), _number(each.supported)])


def _cells(each: SubsetResult) -> list[str]:
    return [
        each.subset,
        *map(str, (each.pairs, each.supported, each.unjudged)),
        *(_number(each.judge.auc), _number(each.floor.auc), _interval(each.auc_gain)),
        *(_number(each.judge.balanced_accuracy), _number(each.floor.balanced_accuracy), _interval(each.accuracy_gain)),
        *(_number(each.brier), _number(each.calibration_error)),
        *map(str, (each.shown, each.kept, each.refused_supported, each.refused_unsupported)),
        each.note,
    ]


def markdown_row(cells: Sequence[str]) -> str:
    """One row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(gained: Interval) -> str:
    if gained.value is None or gained.low is None or gained.high is None:
        return "–"
    return f"{gained.value:+.3f} [{gained.low:+.3f}, {gained.high:+.3f}]"
