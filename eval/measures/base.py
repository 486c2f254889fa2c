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
    """One question with what became of it; `answer` is None where an error stopped it or articles were only ranked.

    `ranking` are the ids of the articles that were found, best first. `sources` are the articles as they were read for
    the evaluation, by id, not as the product stored them.
    """

    question: Question
    answer: Answer | None
    sources: Mapping[str, Article]
    ranking: Sequence[str] = ()
    cut: float = 0.0
    """The least support, by thresholds.toml, that a claim needs to be shown."""

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        """Everything shown as an article's own words: citations, evidence, nearest passages."""
        if self.answer is None:
            return ()
        nearest = self.answer.abstention.nearest if self.answer.abstention else ()
        return (*self.answer.citations.values(), *self.answer.evidence, *nearest)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured of every question: its name, what it means, and where it comes from (`source`).

    `score` gives a value in [0, 1], or None; `applies` says which questions it can be measured of at all. A question
    that failed is never a missing row: it scores `worst` where the measure applies, unless `if_error` says otherwise.
    """

    name: str
    definition: str
    score: Callable[[Graded], Score]
    applies: Callable[[Question], bool]
    better: Literal["higher", "lower"] = "higher"
    source: str = "On Record"
    promise: int | None = None
    """The number of the promise that any value but the best one breaks; None for a measure that holds no promise."""
    needs_answer: bool = True
    if_error: Literal["worst", "best", "nothing"] = "worst"
    """What an error scores: "nothing" where the measure is about what was shown, since an error shows nothing."""
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
        """What a question that failed scores: None for a measure of a promise, which it neither kept nor broke."""
        scores: dict[str, Score] = {"worst": self.worst, "best": self.best, "nothing": None}
        return None if self.promise else scores[self.if_error]

    @property
    def worst(self) -> float:
        """The worst value there is."""
        return 1.0 - self.best


@dataclass(frozen=True, slots=True)
class QuestionScores:
    """All measures of one question, by name: a value, or None where the measure says nothing about this outcome."""

    id: str
    outcome: str
    values: Mapping[str, Score] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    """What is wrong, by measure, where a value is not the best and the measure can tell."""

    def as_row(self) -> dict[str, Any]:
        """The row kept in scores.jsonl."""
        return {"id": self.id, "outcome": self.outcome, "values": dict(self.values), "why": dict(self.why)}


def ratio(hits: int, of: int) -> Score:
    """`hits` of `of` as a share in [0, 1]; None where `of` is 0."""
    return hits / of if of else None


def any_question(_: Question) -> bool:
    """Says that a measure applies to every question: for `Measure.applies`, as the next two."""
    return True


def answerable(question: Question) -> bool:
    """Says that a measure applies to questions that the articles answer."""
    return question.answerable


def unanswerable(question: Question) -> bool:
    """Says that a measure applies to questions that the articles do not answer."""
    return not question.answerable
