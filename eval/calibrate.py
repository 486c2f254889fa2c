"""Calibrates a judge on labelled pairs, and writes the file of thresholds that the product reads.

The pairs are those that the checks in code let pass, for the judge is asked about no others. The calibration with the
lower log loss is taken, each half of the pairs predicted from the other; pairs of the same cited words are in one half.
What the chosen cut does is told twice: on the pairs it was chosen on, which flatters it, and with each half cut as the
other half would have it. Knows nothing of how pairs were labelled.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from eval.agreement import Bools, Floats, Share, counted_share
from eval.calibration import METHODS, Cut, Method, applied, calibrated_across_halves, cut_for, cuts, fitted, log_loss
from eval.judging import Judged
from eval.questions import half_of
from eval.under_test import Judge, Knot
from rag.errors import BadDataset
from rag.models.prompt import prompt_hash

FEWEST_PAIRS = 40
FEWEST_OF_A_CLASS = 5
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A judge's calibration and cuts, and what is to be expected of them."""

    model: str
    relevance_model: str
    prompts: Mapping[str, str]
    """The name of each prompt to the hash of its file."""
    relevance: float
    date: str
    labels: tuple[str, ...]
    pairs: int
    """Number of pairs that the calibration was fitted on."""
    supported: int
    unjudged: int
    refused: int
    """Number of pairs that the checks in code refuse; they are left out."""
    method: Method
    losses: Mapping[str, float]
    """Log loss of each method, each half predicted by the other, and, as "raw", of the judge's own probabilities."""
    knots: tuple[Knot, ...]
    wanted: float
    cut: Cut
    crossed: Share
    """Each half of the pairs is cut as the other half would have it: how many of the pairs shown then are supported."""
    crossed_kept: Share
    """And how many of the supported pairs are shown then."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def calibrated(
    found: Sequence[Judged],
    judge: Judge,
    *,
    wanted: float,
    relevance: float,
    date: str,
    labels: Sequence[str],
) -> Calibrated:
    """The calibration of `judge`, and the lowest cut with which at least the share `wanted` of what is shown is right.

    `judge` must give its raw probabilities: its thresholds are UNCUT. Raises BadDataset, saying what is lacking, where
    there are too few pairs, or where no cut is that precise.
    """
    usable = _usable(found)
    raw, truth, first = usable.raw, usable.truth, usable.first
    losses = _losses(raw, truth, first)
    method = min(METHODS, key=lambda name: round(losses[name], 6))  # platt where they are alike: it has two numbers
    knots = fitted(method, raw, truth)
    cut = _cut(wanted, applied(knots, raw), truth)
    shown = _shown_by_the_other_half(method, raw, truth, first, wanted)
    return Calibrated(
        model=judge.name,
        relevance_model=judge.relevance_name,
        prompts={name: prompt_hash(name) for name in judge.prompts},
        relevance=relevance,
        date=date,
        labels=tuple(labels),
        pairs=len(raw),
        supported=int(truth.sum()),
        unjudged=sum(each.support is None for each in found),
        refused=sum(each.refused is not None for each in found),
        method=method,
        losses={name: round(loss, 4) for name, loss in losses.items()},
        knots=knots,
        wanted=wanted,
        cut=cut,
        crossed=counted_share([bool(true) for true in truth[shown]]),
        crossed_kept=counted_share([bool(show) for show in shown[truth]]),
    )


@dataclass(frozen=True, slots=True)
class _Usable:
    """The pairs that can be learnt from, one at the same place in each array, least support first.

    `raw` is the judge's probability, `truth` whether the claim is supported, `first` whether it is of the dev half.
    """

    raw: Floats
    truth: Bools
    first: Bools


def _usable(found: Sequence[Judged]) -> _Usable:
    usable = [(each, each.support) for each in found if each.refused is None and each.support is not None]
    usable.sort(key=lambda pair: (pair[1], pair[0].pair.id))  # sums don't depend on the order of the files then
    columns = _Usable(
        np.array([support for _, support in usable], dtype=np.float64),
        np.array([each.pair.label for each, _ in usable], dtype=np.bool_),
        np.array([half_of(each.pair.source) == "dev" for each, _ in usable], dtype=np.bool_),
    )
    _enough(columns.truth, columns.first)
    return columns


def _cut(wanted: float, support: Floats, truth: Bools) -> Cut:
    cut = cut_for(wanted, support, truth)
    if cut is None:
        raise _unreached(wanted, cuts(support, truth))
    return cut


def _losses(raw: Floats, truth: Bools, first: Bools) -> dict[str, float]:
    """The log loss of each method, fitted on the one half and measured on the other, and that of the raw values."""
    fitted_ones: dict[str, float] = {
        name: log_loss(calibrated_across_halves(name, raw, truth, first), truth) for name in METHODS
    }
    return {**fitted_ones, "raw": log_loss(raw, truth)}


def _enough(truth: Bools, first: Bools) -> None:
    right = int(truth.sum())
    if len(truth) < FEWEST_PAIRS:
        what = f"{len(truth)} pairs are too few to calibrate a judge: at least {FEWEST_PAIRS} are needed"
    elif min(right, len(truth) - right) < FEWEST_OF_A_CLASS:
        what = f"{right} of {len(truth)} pairs are supported: at least {FEWEST_OF_A_CLASS} are needed of either kind"
    elif first.all() or not first.any():
        what = "all pairs cite the same words, or nearly so: no half is left to test on"
    else:
        return
    hint = "Label more drafts. Pairs that the checks in code refuse, or of which the judge says neither, don't count."
    raise BadDataset(f"{what}.", hint)


def _unreached(wanted: float, possible: Sequence[Cut]) -> BadDataset:
    best = max(possible, key=lambda cut: (cut.right.count / cut.right.of, cut.right.of))
    return BadDataset(
        f"No cut shows claims of which {100 * wanted:.3g} % are supported: "
        f"at best, from {best.value}, {best.right} are.",
        "`--precision` takes less; better labels, a better judge or stricter checks in code allow more.",
    )


def _shown_by_the_other_half(method: Method, raw: Floats, truth: Bools, first: Bools, wanted: float) -> Bools:
    """For each pair whether it is shown when its half is calibrated and cut by the other half alone.

    Where the other half finds no cut, none of this half are shown.
    """
    shown = np.zeros(len(raw), dtype=np.bool_)
    for half in (first, ~first):
        knots = fitted(method, raw[~half], truth[~half])
        cut = cut_for(wanted, applied(knots, raw[~half]), truth[~half])
        if cut is not None:
            shown[half] = applied(knots, raw[half]) >= cut.value
    return shown


def thresholds_toml(made: Calibrated) -> str:
    """The text of a thresholds file, as ONRECORD_THRESHOLDS names one; the same calibration gives the same text."""
    return "\n".join(_lines(made)) + "\n"


def _lines(made: Calibrated) -> Iterator[str]:
    yield "# Cuts of the judge, each a probability. Bound to its models and prompts: change either, calibrate again."
    yield "# Written by `onrecord eval calibrate`; docs/eval.md tells how."
    yield from ("", "[judge]", _line("model", made.model), _line("relevance_model", made.relevance_model))
    yield _line("support", made.cut.value)
    yield "# Not calibrated: the labels say nothing of relevance."
    yield _line("relevance", made.relevance)
    yield from ("", "[prompts]", *(_line(name, made.prompts[name]) for name in sorted(made.prompts)))
    yield from ("", "[calibration]", _line("date", made.date), _line("labels", list(made.labels)))
    yield _line("pairs", made.pairs)
    yield from (_line(name, getattr(made, name)) for name in ("supported", "unjudged", "refused", "method"))
    yield "# Raw probability, calibrated probability."
    yield from ("knots = [", *(f"  {json.dumps(knot)}," for knot in made.knots), "]")
    yield from ("", "[calibration.log_loss]", *(_line(name, made.losses[name]) for name in sorted(made.losses)))
    yield from ("", "[expected]", _line("wanted", made.wanted))
    yield "# Share, Wilson's 95 % interval, of how many. On the pairs it was chosen on: it flatters."
    yield from (_line("precision", _numbers(made.cut.right)), _line("recall", _numbers(made.cut.kept)))
    yield "# Each half cut as the other half would have it."
    yield from (
        _line("crossed_precision", _numbers(made.crossed)),
        _line("crossed_recall", _numbers(made.crossed_kept)),
    )


def _line(name: str, value: Any) -> str:
    # JSON's numbers, strings and lists are TOML's too.
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"


def _numbers(counted: Share) -> list[float]:
    """A share as a list: value, low, high and of how many; only the last where that is 0."""
    interval = (counted.interval.value, counted.interval.low, counted.interval.high)
    return [*(round(value, _DECIMALS) for value in interval if value is not None), counted.of]


def table(made: Calibrated) -> str:
    """The calibration and what is to be expected of its cut, in lines for people."""
    return "\n".join(
        [
            f"Judge {made.model}, calibrated on {made.pairs} pairs, {made.supported} of them supported.",
            f"Left out: {made.refused} that the checks in code refuse, {made.unjudged} unjudged.",
            "log loss            " + ", ".join(f"{name} {loss:.3f}" for name, loss in made.losses.items()),
            f"taken               {made.method}",
            f"support cut         {made.cut.value} (calibrated), for a precision of {100 * made.wanted:.3g} %",
            f"precision           {made.cut.right} shown; of held-out halves {made.crossed} shown",
            f"recall              {made.cut.kept} supported; of held-out halves {made.crossed_kept} supported",
        ]
    )
