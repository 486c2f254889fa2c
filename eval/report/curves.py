"""What the figures of a run's page are drawn from: rows of a run, and the questions where they are known -> numbers.

Draws nothing, and asks nothing: what would be shown at a higher cut is known from the support of what was shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.asking import answer_of
from eval.folder import Row
from eval.intervals import Interval, share_interval
from eval.measures import Measure
from eval.measures.base import Graded
from eval.measures.citations import is_gold
from eval.measures.outcomes import REFUSED, RIGHT, WRONG
from eval.questions import Question
from eval.report.rows import claims_of, dropped_of, dropped_support
from rag.answer import Abstention, Answer

Questions = Mapping[str, Question]
STEPS = 20
"""How many cuts above the published one are looked at, and into how many bins support is divided."""


@dataclass(frozen=True, slots=True)
class Traded:
    """What would have become of the questions with the support cut `cut`: shares, None where no question counts."""

    cut: float
    right: float | None
    wrong: float | None
    refused: float | None


def tradeoff(rows: Sequence[Row], questions: Questions, cut: float) -> tuple[Traded, ...]:
    """Right, wrong and refused as the support cut rises from the published `cut` to 1, in even steps.

    Claims below the cut vanish; an answer without claims is an abstention; an error stays one. Rows whose question is
    not in `questions` are left out.
    """
    known = [(questions[row["id"]], answer_of(row)) for row in rows if row["id"] in questions]
    cuts = sorted({round(cut + (1 - cut) * step / STEPS, 4) for step in range(STEPS + 1)}) if cut <= 1 else []
    return tuple(_traded(known, at) for at in cuts)


def _traded(known: Sequence[tuple[Question, Answer | None]], cut: float) -> Traded:
    graded = [Graded(question, answer and cut_at(answer, cut), {}, cut=cut) for question, answer in known]
    return Traded(cut, _mean(RIGHT, graded), _mean(WRONG, graded), _mean(REFUSED, graded))


def _mean(measure: Measure, graded: Iterable[Graded]) -> float | None:
    # An error scores the worst value, as it does in the scores of a run.
    values = [
        measure.worst if one.answer is None else measure.score(one) for one in graded if measure.applies(one.question)
    ]
    scored = [value for value in values if value is not None]
    return sum(scored) / len(scored) if scored else None


def cut_at(answer: Answer, cut: float) -> Answer:
    """`answer` as it would be with claims of less support than `cut` dropped."""
    kept = tuple(claim for claim in answer.claims if claim.support >= cut)
    if len(kept) == len(answer.claims):
        return answer
    markers = {marker for claim in kept for marker in claim.citations}
    nothing = Abstention(reason="no_supported_claim", message="No claim has so much support.")
    changed: dict[str, Any] = {
        "claims": kept,
        "citations": {marker: citation for marker, citation in answer.citations.items() if marker in markers},
        "status": "answered" if kept else "abstained",
        "abstention": None if kept else nothing,
    }
    return answer.model_copy(update=changed)


@dataclass(frozen=True, slots=True)
class SupportBin:
    """How many claims were shown, and how many drafts the judge dropped, with support from `low` to `high`."""

    low: float
    high: float
    shown: int
    dropped: int


def support_bins(rows: Sequence[Row]) -> tuple[SupportBin, ...]:
    """All shown claims and all drafts that the judge dropped, counted by their support in even bins, lowest first."""
    shown = [_bin(claim["support"]) for row in rows for claim in claims_of(row)]
    dropped = [
        _bin(support) for row in rows for draft in dropped_of(row) if (support := dropped_support(draft)) is not None
    ]
    return tuple(
        SupportBin(place / STEPS, (place + 1) / STEPS, shown.count(place), dropped.count(place))
        for place in range(STEPS)
    )


def _bin(support: float) -> int:
    return min(STEPS - 1, int(support * STEPS))


@dataclass(frozen=True, slots=True)
class Reliability:
    """Shown claims with support from `low` to `high`: how many, and the share of them that cite a gold sentence."""

    low: float
    high: float
    claims: int
    gold: Interval


def reliability(rows: Sequence[Row], questions: Questions) -> tuple[Reliability, ...]:
    """How often shown claims cite a gold sentence, by their support in even bins, lowest first.

    Only questions with gold sentences count; bins without a claim are left out.
    """
    found: dict[int, list[bool]] = {}
    for row in rows:
        question = questions.get(row["id"])
        answer = answer_of(row) if question and question.gold else None
        if question is None or answer is None:
            continue
        for claim in answer.claims:
            cites = any(is_gold(answer.citations[marker], question) for marker in claim.citations)
            found.setdefault(_bin(claim.support), []).append(cites)
    return tuple(
        Reliability(place / STEPS, (place + 1) / STEPS, len(cites), share_interval(sum(cites), len(cites)))
        for place, cites in sorted(found.items())
    )


TIMES = ("evidence", "first_claim", "total")


def times(costs: Sequence[Row]) -> dict[str, list[float]]:
    """Seconds until the evidence, the first claim and the end, each sorted; one that no question has is left out."""
    found = {
        name: sorted(cost["timings_ms"][name] / 1000 for cost in costs if name in cost.get("timings_ms", {}))
        for name in TIMES
    }
    return {name: values for name, values in found.items() if values}
