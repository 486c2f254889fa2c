"""Two runs of the same questions, side by side: which measures moved, how surely, and which questions got worse.

Differences are paired, question by question. Reads the folders of the runs and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from eval.folder import RunFolder
from eval.intervals import Interval, difference_interval, mcnemar
from eval.measures import MEASURES
from eval.measures.base import Measure
from rag.errors import BadRun

SURE = 0.05
FEWEST_MOVED = 5
"""Pairs that must have moved before a bootstrap is believed: a one-sided sign test is sure of five (1 / 2**5 < .05)."""
EDITED = "the questions or articles were edited"
Verdict = Literal["better", "worse", "not surely different", "the same"]


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One measure in both runs, over the questions that both scored: their number, its means, and how they differ.

    `p` is that of McNemar's test, for measures that are 0 or 1; None for others.
    """

    name: str
    pairs: int
    before: float
    after: float
    difference: Interval
    p: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question whose measures moved: which got worse and which better, and its rows of answers.jsonl in both runs."""

    id: str
    worse: tuple[str, ...]
    better: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one run to another; the questions that got worse come first.

    `only_before` and `only_after` are the ids of questions that only one of the runs asked.
    """

    before: str
    after: str
    measures: tuple[MeasureChange, ...]
    questions: tuple[QuestionChange, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    setup: tuple[str, ...]
    """What differs between the configurations, in words."""

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `onrecord eval compare --json`."""
        return asdict(self)


def compare(before: RunFolder, after: RunFolder) -> Comparison:
    """Compare two finished runs by the questions they share. Raises BadRun for unfinished ones, or none shared."""
    old, new = _scores(before), _scores(after)
    shared = [name for name in old if name in new]
    if not shared:
        raise BadRun(f"The runs {before.path} and {after.path} share no question.", "Compare runs of one set.")
    changes = [_measure_change(measure, [old[n] for n in shared], [new[n] for n in shared]) for measure in MEASURES]
    return Comparison(
        str(before.path),
        str(after.path),
        tuple(change for change in changes if change is not None),
        _question_changes(before, after, {n: old[n] for n in shared}, new),
        tuple(name for name in old if name not in new),
        tuple(name for name in new if name not in old),
        _setup(before.config(), after.config()),
    )


Values = Mapping[str, float | None]


def _scores(folder: RunFolder) -> dict[str, Values]:
    return {row["id"]: row["values"] for row in folder.rows("scores.jsonl")}


def _measure_change(measure: Measure, old: Sequence[Values], new: Sequence[Values]) -> MeasureChange | None:
    pairs = [
        (a, b)
        for first, second in zip(old, new, strict=True)
        if (a := first.get(measure.name)) is not None and (b := second.get(measure.name)) is not None
    ]
    if not pairs:
        return None
    before, after = [a for a, _ in pairs], [b for _, b in pairs]
    difference = difference_interval(before, after)
    p = mcnemar(before, after)
    mean_before, mean_after = (round(sum(values) / len(values), 6) for values in (before, after))
    moved = sum(a != b for a, b in pairs)
    verdict = _verdict(measure, difference, p, moved)
    return MeasureChange(measure.name, len(pairs), mean_before, mean_after, difference, p, verdict)


def _verdict(measure: Measure, difference: Interval, p: float | None, moved: int) -> Verdict:
    assert difference.value is not None  # noqa: S101  # there are pairs
    assert difference.low is not None  # noqa: S101  # see above
    assert difference.high is not None  # noqa: S101  # see above
    if difference.value == 0 == difference.low == difference.high:
        return "the same"
    apart = difference.low > 0 or difference.high < 0
    sure = p < SURE if p is not None else apart and moved >= FEWEST_MOVED
    if not sure:
        return "not surely different"
    return "better" if (difference.value > 0) == (measure.better == "higher") else "worse"


def _question_changes(
    before: RunFolder, after: RunFolder, old: Mapping[str, Values], new: Mapping[str, Values]
) -> tuple[QuestionChange, ...]:
    first, second = ({row["id"]: row for row in folder.rows()} for folder in (before, after))
    changed = []
    for name in old:
        worse, better = _moved(old[name], new[name])
        if worse or better:
            changed.append(QuestionChange(name, worse, better, first[name], second[name]))
    return tuple(sorted(changed, key=lambda change: (-len(change.worse), len(change.better), change.id)))


def _moved(old: Values, new: Values) -> tuple[tuple[str, ...], tuple[str, ...]]:
    worse: list[str] = []
    better: list[str] = []
    for measure in MEASURES:
        a, b = old.get(measure.name), new.get(measure.name)
        if a is None or b is None or a == b:
            continue
        (better if (b > a) == (measure.better == "higher") else worse).append(measure.name)
    return tuple(worse), tuple(better)


def _setup(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    told = []
    if before["digest"] != after["digest"]:
        told.append(EDITED)
    for family in ("models", "prompts", "thresholds"):
        for name in sorted({*before[family], *after[family]}):
            old, new = before[family].get(name), after[family].get(name)
            if old != new:
                told.append(f"{family[:-1]} {name}: {old} -> {new}")
    return tuple(told)
