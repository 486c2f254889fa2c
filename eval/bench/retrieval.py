"""The retrieval bench: how well and how fast the right articles are found, beside three floors of the same run.

    Hit@1     On Record     0.709  0.601 to 0.798
              BM25 alone    0.684  0.574 to 0.776   +0.025  -0.038 to +0.089

Every ranking of every question is graded by the measures of evaluations. A gain is the product's value less the
floor's, question by question. Asks no language model.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from eval.asking import Models, kept_in, open_models
from eval.corpus import KeptCorpus, WorkProgress, chosen_articles, folder_of, store_and_index
from eval.intervals import Interval, difference_interval, mean_interval
from eval.measures.base import Graded
from eval.measures.retrieval import RETRIEVAL
from eval.questions import Dataset, Half, Question
from eval.retrieval import PRODUCT, Ranker, rankers
from eval.run import Say
from rag.errors import BadDataset

WARM = "ready"
"""A question that is asked first and not measured: the first one waits for models and files to be loaded."""


@dataclass(frozen=True, slots=True)
class TimedQuery:
    """What one ranker made of the questions, in their order: ids of articles, best first, and milliseconds.

    The time includes embedding the query, where the ranker does that.
    """

    rankings: tuple[Sequence[str], ...]
    milliseconds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One ranker over all questions: each measure with its 95 % interval, and the time of a query in milliseconds.

    `gains` say by how much the product is better than this floor, paired by question; empty for the product itself.
    """

    ranker: str
    measures: Mapping[str, Interval]
    gains: Mapping[str, Interval]
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class RetrievalBench:
    """A bench of one set: over how many questions, of which articles, and what came of each ranker, the product first.

    `unlabelled` questions have no relevant article and are not asked.
    """

    set: str
    digest: str
    note: str
    half: Half | None
    quick: bool
    questions: int
    unlabelled: int
    embedder: str
    corpus: KeptCorpus
    rankers: tuple[Ranked, ...]

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def bench_retrieval(
    dataset: Dataset, models: Models, home: Path, say: Say, *, half: Half | None = None, quick: bool = False
) -> RetrievalBench:
    """Rank articles for every labelled question of a half, or of both, and measure it. Articles are kept below `home`.

    Raises BadDataset for a set without relevant articles, or without one corpus; DataFolderBusy.
    """
    asked = dataset.only(half).questions
    labelled = [question for question in asked if question.relevant]
    if not labelled:
        raise BadDataset(f"No question of {dataset.name} in this half has relevant articles.", "Choose another set.")
    articles = chosen_articles(dataset, quick=quick)
    settings = kept_in(folder_of(home, dataset.name, articles, models.embedder), models)
    corpus = store_and_index(articles, settings, models.embedder, say)
    with open_models(settings, models, exact=False) as engine:
        runs = ask_all(rankers(engine, models.embedder), labelled, say)
    return RetrievalBench(
        set=dataset.name,
        digest=dataset.digest,
        note=dataset.note,
        half=half,
        quick=quick,
        questions=len(labelled),
        unlabelled=len(asked) - len(labelled),
        embedder=models.embedder.model_id,
        corpus=corpus,
        rankers=graded(labelled, runs),
    )


def ask_all(by_name: Mapping[str, Ranker], questions: Sequence[Question], say: Say) -> dict[str, TimedQuery]:
    """Ask all rankers the first question, then all the second, and so on; what each made of them, by its name.

    The first ranker, the product's, sees each question first, so that a cache can only help its floors.
    """
    for ranker in by_name.values():
        ranker(WARM, date(2025, 1, 1))
    progress = WorkProgress("Asking", say)
    runs: dict[str, list[tuple[Sequence[str], float]]] = {name: [] for name in by_name}
    for number, question in enumerate(questions, 1):
        for name, ranker in by_name.items():
            began = time.perf_counter()
            ranking = ranker(question.question, date.fromisoformat(question.as_of))
            runs[name].append((ranking, (time.perf_counter() - began) * 1000))
        progress(number, len(questions))
    return {name: TimedQuery(*zip(*run, strict=True)) for name, run in runs.items()}


def graded(questions: Sequence[Question], runs: Mapping[str, TimedQuery]) -> tuple[Ranked, ...]:
    """Measure every run, as `ask_all` gives them: the product's first, the others as its floors."""
    values = {name: _values(questions, run) for name, run in runs.items()}
    return tuple(
        Ranked(
            ranker=name,
            measures={measure: mean_interval(scores) for measure, scores in values[name].items()},
            gains={}
            if name == PRODUCT
            else {
                measure: difference_interval(scores, values[PRODUCT][measure])
                for measure, scores in values[name].items()
            },
            p50_ms=round(float(np.percentile(run.milliseconds, 50)), 1),
            p95_ms=round(float(np.percentile(run.milliseconds, 95)), 1),
        )
        for name, run in runs.items()
    )


def _values(questions: Sequence[Question], run: TimedQuery) -> dict[str, list[float]]:
    """By measure, its value for each question, in order. All apply, since each question has relevant articles."""
    seen = [Graded(q, None, {}, ranking) for q, ranking in zip(questions, run.rankings, strict=True)]
    return {measure.name: [float(measure.score(one) or 0.0) for one in seen] for measure in RETRIEVAL}
