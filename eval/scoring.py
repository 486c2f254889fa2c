"""Rows of a run -> scores of each question -> a summary with intervals, floors and counts. Asks nothing.

An error scores the worst value of every measure that applies to its question. What a measure has nothing to say about
(the citations of an abstention) is counted, never averaged as a zero and never dropped in silence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any

from pydantic import ValidationError

from eval.asking import answer_of
from eval.floors import floor_name, top_sentence
from eval.folder import AGAIN, RunFolder
from eval.intervals import mean_interval
from eval.measures import MEASURES
from eval.measures.base import Graded, Measure, QuestionScores, Score
from eval.questions import Dataset, Question
from rag.domain import Article
from rag.errors import BadRun


@dataclass(frozen=True, slots=True)
class Column:
    """One measure over a run: its mean with its 95 % interval, what that is made of, and the floor's mean.

    `scored` questions are averaged, and the mean is None where there are none. Questions without a score are counted
    as `abstained` or, where they were answered, as `unjudged`; `errored` counts those that failed.
    """

    value: float | None
    low: float | None
    high: float | None
    scored: int
    abstained: int
    errored: int
    unjudged: int
    floor: float | None
    floor_name: str | None


def score_run(
    folder: RunFolder, dataset: Dataset, measures: Sequence[Measure] = MEASURES, *, with_floors: bool = True
) -> dict[str, Any]:
    """Measure every row of a run, write scores and summary, and return the summary. Raises BadRun.

    `measures` are all that there are, unless the run is of a floor, which has no citations to be measured.
    """
    config = folder.config()
    if dataset.digest != config.get("digest"):
        raise BadRun(
            f"The run in {folder.path} was asked of other questions or articles than {dataset.name} holds now.",
            "Name its questions with --set, or run it again.",
        )
    rows = {row["id"]: row for row in folder.rows()}
    by_id = dataset.by_id
    missing = [name for name in config["questions"] if name not in rows or name not in by_id]
    if missing:
        raise BadRun(
            f"The run in {folder.path} is not finished: {len(missing)} questions lack an outcome, "
            f"such as {missing[0]}.",
            "Run it again with the same options: it goes on where it was.",
        )
    questions = [by_id[name] for name in config["questions"]]
    corpora = {name: _by_id(dataset.articles(name)) for name in {question.corpus for question in questions}}
    cut = config["thresholds"]["support"]
    graded = [(rows[q.id], _graded(rows[q.id], q, corpora[q.corpus], cut)) for q in questions]
    scored = [score(row, seen, measures) for row, seen in graded]
    floors = [_floor_scores(row, seen) for row, seen in graded] if with_floors else []
    folder.write_rows("scores.jsonl", [one.as_row() for one in scored])
    summary = summarise(config, questions, scored, floors)
    folder.write("summary.json", summary)
    folder.write("costs.json", cost_summary(folder.rows("costs.jsonl")))
    return summary


def score(row: Mapping[str, Any], graded: Graded, measures: Sequence[Measure] = MEASURES) -> QuestionScores:
    """The value of each measure for one question, and why, where it is not the best and the measure can tell.

    `row` is the question's row of answers.jsonl. Measures that do not apply to the question are left out.
    """
    asked = row["outcome"] != "ranked"
    values = {
        measure.name: _value(measure, graded, failed=row["outcome"] == "error")
        for measure in measures
        if measure.applies(graded.question) and (asked or not measure.needs_answer)
    }
    why = {
        measure.name: measure.explain(graded)
        for measure in measures
        if measure.explain and values.get(measure.name) not in (None, measure.best)
    }
    return QuestionScores(graded.question.id, str(row["outcome"]), values, why)


def _value(measure: Measure, graded: Graded, *, failed: bool) -> Score:
    if failed and measure.needs_answer:
        return measure.of_error
    value = measure.score(graded)
    return None if value is None else round(value, 6)


def _floor_scores(row: Mapping[str, Any], graded: Graded) -> QuestionScores:
    answer = top_sentence(graded.answer) if graded.answer else None
    return score(row, Graded(graded.question, answer, graded.sources, row["bm25"], graded.cut))


def _graded(row: Mapping[str, Any], question: Question, sources: Mapping[str, Article], cut: float) -> Graded:
    try:
        answer = answer_of(row)
    except (ValidationError, KeyError, TypeError) as error:
        raise BadRun(f"The answer to {question.id} in this run is damaged.", AGAIN) from error
    return Graded(question, answer, sources, row["ranking"], cut)


def _by_id(articles: Iterable[Article]) -> dict[str, Article]:
    return {article.id: article for article in articles}


def summarise(
    config: Mapping[str, Any],
    questions: Sequence[Question],
    scored: Sequence[QuestionScores],
    floors: Sequence[QuestionScores],
) -> dict[str, Any]:
    """The summary of a run: what was asked, the outcomes, every measure over all questions and by kind of question."""
    columns = {measure.name: _column(measure, scored, floors) for measure in MEASURES if _applied(measure, scored)}
    return {
        "set": config["set"],
        "note": config["note"],
        "half": config["half"],
        "limit": config["limit"],
        "questions": len(questions),
        "outcomes": dict(sorted(Counter(one.outcome for one in scored).items())),
        "models": config["models"],
        "measures": {name: asdict(column) for name, column in columns.items()},
        "kinds": _by_kind(questions, scored),
    }


def _applied(measure: Measure, scored: Sequence[QuestionScores]) -> bool:
    return any(measure.name in one.values for one in scored)


def _column(measure: Measure, scored: Sequence[QuestionScores], floors: Sequence[QuestionScores]) -> Column:
    asked = [one for one in scored if measure.name in one.values]
    values = [value for one in asked if (value := one.values[measure.name]) is not None]
    found = mean_interval(values)
    silent = [one for one in asked if one.values[measure.name] is None]
    name = floor_name(measure.name, of_ranking=not measure.needs_answer) if floors else None
    floor = [value for one in floors if (value := one.values.get(measure.name)) is not None] if name else []
    return Column(
        found.value,
        found.low,
        found.high,
        scored=len(values),
        abstained=sum(one.outcome == "abstained" for one in silent),
        errored=sum(one.outcome == "error" for one in asked),
        unjudged=sum(one.outcome == "answered" for one in silent),
        floor=mean_interval(floor).value,
        floor_name=name,
    )


def _by_kind(questions: Sequence[Question], scored: Sequence[QuestionScores]) -> dict[str, Any]:
    kinds: dict[str, Any] = {}
    for kind in sorted({question.kind for question in questions}):
        ours = [one for question, one in zip(questions, scored, strict=True) if question.kind == kind]
        kinds[kind] = {"questions": len(ours)}
        for name in ("right", "wrong", "abstained", "refused", "vital nuggets"):
            values = [value for one in ours if (value := one.values.get(name)) is not None]
            if values:
                kinds[kind][name] = mean_interval(values).value
    return kinds


def cost_summary(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Median and 95th percentile of times, in milliseconds, and of tokens, each over the questions that have it."""
    kept: dict[str, list[float]] = {}
    for row in rows:
        for family in ("timings_ms", "tokens"):
            for name, value in row.get(family, {}).items():
                kept.setdefault(f"{family}.{name}", []).append(value)
    return {
        name: {"questions": len(values), "median": _quantile(values, 0.5), "p95": _quantile(values, 0.95)}
        for name, values in sorted(kept.items())
    }


def _quantile(values: Sequence[float], at: float) -> float:
    """The value below which a share `at` of `values` lies: the nearest rank."""
    return sorted(values)[max(0, ceil(at * len(values)) - 1)]
