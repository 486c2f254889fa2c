"""What a measure is, and what it sees of one question. Knows no measure by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from eval.questions import Question
from rag.answer import Answer, Quoted
from rag.domain import Article

Score = float | None
"""A value in the measure's range, or None where the measure has nothing to say about this outcome."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One question with what became of it; `answer` is None where an error stopped it, or where only ranking was asked.

    `sources` are the articles as they were read for the evaluation, by id, not as the product stored them.
    """

    question: Question
    answer: Answer | None
    sources: Mapping[str, Article]
    ranking: Sequence[str] = ()
    cut: float = 0.0
    """The support that thresholds.toml asks of a shown claim."""

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        """Everything shown as an article's own words: citations, evidence, nearest passages."""
        if self.answer is None:
            return ()
        nearest = self.answer.abstention.nearest if self.answer.abstention else ()
        return (*self.answer.citations.values(), *self.answer.evidence, *nearest)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured of every question: its name, what it means, its range [0, 1], and where it comes from.

    `score` gives a value or None; `applies` says of which questions it can be asked at all. An error scores `worst`
    where the measure applies, unless `if_error` says otherwise: a question that failed is a failure, never a missing row.
    """

    name: str
    definition: str
    score: Callable[[Graded], Score]
    applies: Callable[[Question], bool]
    better: Literal["higher", "lower"] = "higher"
    source: str = "On Record"
    promise: int | None = None
    """The promise that any value but the best one breaks."""
    needs_answer: bool = True
    if_error: Literal["worst", "best", "nothing"] = "worst"
    """What an error scores: nothing where the measure is about what was shown, for an error shows nothing."""
    gated: bool = True
    """Whether getting worse is by itself a reason to stop a merge."""
    explain: Callable[[Graded], str] | None = None
    """What exactly is wrong, in words, where the value is not the best one."""

    @property
    def best(self) -> float:
        """The best value there is."""
        return 1.0 if self.better == "higher" else 0.0

    @property
    def of_error(self) -> Score:
        """What a question that failed scores. No promise about what is shown was kept or broken by it."""
        scores: dict[str, Score] = {"worst": self.worst, "best": self.best, "nothing": None}
        return None if self.promise else scores[self.if_error]

    @property
    def worst(self) -> float:
        """The worst value there is: what an error scores."""
        return 1.0 - self.best


@dataclass(frozen=True, slots=True)
class Scored:
    """All measures of one question: a value, or None where it does not apply to this outcome."""

    id: str
    outcome: str
    values: Mapping[str, Score] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    """For measures that hold a promise: what broke it."""

    def as_row(self) -> dict[str, Any]:
        """The row kept in scores.jsonl."""
        return {"id": self.id, "outcome": self.outcome, "values": dict(self.values), "why": dict(self.why)}


def share(hits: int, of: int) -> Score:
    """`hits` of `of` as a share; None of nothing, never NaN."""
    return hits / of if of else None


def any_question(_: Question) -> bool:
    """A measure of every question."""
    return True


def answerable(question: Question) -> bool:
    """A measure of questions that the articles answer."""
    return question.answerable


def unanswerable(question: Question) -> bool:
    """A measure of questions that the articles do not answer."""
    return not question.answerable
