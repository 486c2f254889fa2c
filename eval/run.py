"""A run: every question of a dataset asked once, kept as it comes, then measured.

It can be killed and taken up again, days later too. Prints its estimated time first, and where it is. Knows nothing of
what is measured.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from eval.asking import Models, asked, opened
from eval.folder import RunFolder
from eval.questions import Dataset, Half, Question
from eval.under_test import thresholds
from rag.build import Engine
from rag.composing.finish import PROMPTS
from rag.errors import BadDataset
from rag.models.prompt import prompt_hash
from rag.telling.terminal import spoken

SCHEMA = 1
LIVE_SECONDS = 30.0
"""Seconds that a question takes with the embedded model on two cores: a first estimate, until a pace is measured."""
REPLAYED_SECONDS = 1.0

Say = Callable[[str], None]
Rows = tuple[dict[str, Any], dict[str, Any]]
"""A question's outcome, and its cost."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run asks, and how: here of the product; a subclass may ask something else.

    Without `answers`, articles are only ranked. `guess` is how many seconds a question may take.
    """

    dataset: Dataset
    models: Models
    half: Half | None = None
    limit: int | None = None
    answers: bool = True
    guess: float = LIVE_SECONDS
    anew: bool = False
    """Ask everything again, also what the folder has: a replay takes seconds, and the code may have changed since."""

    @property
    def config(self) -> dict[str, Any]:
        """All that decides the rows of a run, and nothing that does not."""
        cuts = thresholds(self.models.settings.thresholds)
        return {
            "schema": SCHEMA,
            "set": self.dataset.name,
            "digest": self.dataset.digest,
            "note": self.dataset.note,
            "half": self.half,
            "limit": self.limit,
            "questions": [question.id for question in self.dataset.only(self.half, self.limit).questions],
            "answers": self.answers,
            "models": self.models.names,
            "prompts": self.prompts,
            "thresholds": {name: getattr(cuts, name) for name in ("support", "answers", "quoted", "relevance")},
        }

    @property
    def prompts(self) -> dict[str, str]:
        """The prompts that questions are asked with, by name, each with the hash of its file."""
        return {name: prompt_hash(name) for name in PROMPTS}

    def ask(self, engine: Engine, question: Question) -> Rows:
        """What became of one question, and what it cost: two rows of a run's folder. Raises what `asked` does."""
        return asked(engine, question, answers=self.answers, timed=self.models.timed)


def run(plan: Plan, folder: RunFolder, say: Say, after_each: Callable[[], None] = lambda: None) -> int:
    """Ask what is not in `folder` yet; returns how many were asked. `say` gets lines of progress.

    Raises BadDataset where there is nothing to ask, BadRun where the folder belongs to another run; whatever is raised,
    what was asked is kept.
    """
    chosen = plan.dataset.only(plan.half, plan.limit).questions
    if not chosen:
        raise BadDataset(f"No question of {plan.dataset.name} is in this half and limit.", "Choose others.")
    if plan.anew:
        folder.clear()
    done = folder.begin(plan.config)
    questions = [question for question in chosen if question.id not in done]
    pace = Pace(len(questions), plan.guess, say)
    pace.announce(len(done))
    for corpus, group in groupby(questions, key=lambda question: question.corpus):
        _ask_corpus(plan, corpus, list(group), folder, pace, after_each)
    return len(questions)


def _ask_corpus(
    plan: Plan, corpus: str, questions: Sequence[Question], folder: RunFolder, pace: "Pace", after: Callable[[], None]
) -> None:
    with opened(plan.dataset, corpus, plan.models, folder.data) as engine:
        for question in questions:
            row, cost = plan.ask(engine, question)
            folder.append(row, cost)
            after()
            pace.step(question, str(row["outcome"]))


class Pace:
    """Says how long a run will take, and how far it is: guessed at first, then from its own pace."""

    def __init__(self, total: int, guess: float, say: Say) -> None:
        self._total = total
        self._guess = guess
        self._say = say
        self._done = 0
        self._began = time.perf_counter()

    def announce(self, before: int) -> None:
        """Say how many questions are done already, and how long the others may take."""
        known = f"{before} are done already; " if before else ""
        self._say(f"{known}{self._total} questions to ask, about {spoken(self._total * self._guess)}.")

    def step(self, question: Question, outcome: str) -> None:
        """Say that one more question is done, how it ended, and how long the others may take."""
        self._done += 1
        each = (time.perf_counter() - self._began) / self._done
        left = spoken((self._total - self._done) * each)
        self._say(f"{self._done}/{self._total}  {question.id}  {outcome}  ({left} left)")
