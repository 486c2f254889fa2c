"""Scores of a run: errors are the worst there is, silence is counted, and no number is ever NaN."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.folder import COMPARED, RunFolder
from eval.measures import MEASURES
from eval.questions import Nugget, Question
from eval.scoring import cost_summary, score, score_run, summarise
from rag.errors import BadRun
from tests.eval.making import (
    FAILED,
    Outcome,
    abstained,
    answered,
    article,
    asked_run,
    cite,
    config,
    dataset,
    gold,
    graded,
    near,
    question,
    row,
    said,
    scored_run,
    shown,
    unanswerable,
)

TRUCE = article("They agreed to a truce of 30 days. It begins on Monday. They met in Geneva.", "truce")
TOP = near(TRUCE, "They agreed to a truce of 30 days.")
RIGHT = answered(said("It lasts 30 days.", cite(TRUCE, TOP.quote)), evidence=[TOP])
WRONG = answered(said("It lasts 90 days.", cite(TRUCE, "It begins on Monday.")), evidence=[TOP])
FORGED = answered(said("It lasts 30 days.", shown(TRUCE, "They agreed to a truce of 90 days.")))
SILENT = abstained()
NEAR = abstained(TOP)

FULL = question(
    "full",
    gold=(gold(TRUCE, TOP.quote),),
    nuggets=(Nugget("30 days", vital=True, match=(("30 days",),)), Nugget("Monday", vital=False, match=(("Monday",),))),
    relevant=frozenset({"truce"}),
)
PLAIN = question("plain", kind="date")
NO_ANSWER = unanswerable("none")
RANKED = question("ranked", kind="retrieval", answers=(), relevant=frozenset({"truce"}))
QUESTIONS = (FULL, PLAIN, NO_ANSWER, RANKED)


def column(folder: RunFolder, measure: str) -> dict[str, Any]:
    """One measure of a run's summary."""
    found: dict[str, Any] = folder.summary()["measures"][measure]
    return found


def values(of: Question, outcome: Outcome, ranking: tuple[str, ...] = ()) -> Mapping[str, float | None]:
    """Every measure of one question."""
    answer = None if isinstance(outcome, str) else outcome
    return score(row(of.id, outcome), graded(answer, TRUCE, of=of, ranking=ranking)).values


# Errors


@pytest.mark.parametrize("of", [FULL, PLAIN, NO_ANSWER], ids=lambda of: of.id)
def test_an_error_scores_the_worst_of_every_measure(of: Question) -> None:
    """Of all but those about what was shown, promises among them, and that it was no abstention."""
    found = values(of, FAILED)
    for measure in MEASURES:
        assert (measure.name in found) == measure.applies(of)
        if measure.applies(of):
            assert found[measure.name] == measure.of_error
    about_shown = {"right of shown", "citation recall", "citation precision"}
    for measure in MEASURES:
        expected = None if measure.promise or measure.name in about_shown else measure.worst
        assert measure.of_error == (0.0 if measure.name == "abstained" else expected)


def test_an_error_after_the_ranking_keeps_the_ranking() -> None:
    """Articles were found before the model failed."""
    assert values(FULL, FAILED, ("truce",))["Hit@1"] == 1
    assert values(FULL, FAILED)["Hit@1"] == 0


def test_errors_stay_in_the_denominator(tmp_path: Path) -> None:
    """One right, one error: half is right, not all of it, and the error is counted."""
    of = dataset([question("one"), question("two")], TRUCE)
    folder = scored_run(tmp_path, of, {"one": RIGHT, "two": FAILED})
    assert folder.summary()["outcomes"] == {"answered": 1, "error": 1}
    found = column(folder, "right")
    assert (found["value"], found["scored"], found["errored"]) == (0.5, 2, 1)
    assert column(folder, "wrong")["value"] == 0.5
    assert column(folder, "abstained")["value"] == 0.0
    assert (column(folder, "quote found")["value"], column(folder, "quote found")["errored"]) == (1, 1)
    assert [each["outcome"] for each in folder.rows("scores.jsonl")] == ["answered", "error"]


def test_a_run_of_errors_alone_is_the_worst_run(tmp_path: Path) -> None:
    """Not an empty one."""
    folder = scored_run(tmp_path, dataset([FULL], TRUCE), {"full": FAILED})
    assert (column(folder, "right")["value"], column(folder, "wrong")["value"]) == (0, 1)
    assert column(folder, "quote found")["value"] is None
    assert folder.summary()["kinds"]["fact"]["right"] == 0


# Silence


def test_what_has_nothing_to_say_is_counted_and_not_averaged(tmp_path: Path) -> None:
    """An abstention has no citations: their precision is that of the one answer, and the abstention stands beside it."""
    marked = [question(name, gold=FULL.gold) for name in ("one", "two", "three")]
    folder = scored_run(tmp_path, dataset(marked, TRUCE), {"one": RIGHT, "two": SILENT, "three": FAILED})
    found = column(folder, "citation precision")
    assert [found[name] for name in ("value", "scored", "abstained", "errored", "unjudged")] == [1.0, 1, 1, 1, 0]
    assert column(folder, "right of shown")["abstained"] == 1
    assert folder.rows("scores.jsonl")[1]["values"]["citation precision"] is None


def test_an_answer_that_nobody_can_judge_is_unjudged(tmp_path: Path) -> None:
    """A question without accepted answers that was answered: neither right nor wrong, and counted."""
    open_question = question("open", answers=())
    folder = scored_run(tmp_path, dataset([open_question], TRUCE), {"open": RIGHT})
    assert (column(folder, "right of shown")["value"], column(folder, "right of shown")["unjudged"]) == (None, 1)
    assert "right" not in folder.summary()["measures"]


def test_a_measure_that_applies_to_no_question_is_left_out(tmp_path: Path) -> None:
    """Without gold there is no citation recall, not one of None."""
    folder = scored_run(tmp_path, dataset([PLAIN], TRUCE), {"plain": RIGHT})
    assert {"citation recall", "refused", "nDCG@10", "vital nuggets"}.isdisjoint(folder.summary()["measures"])
    assert folder.summary()["kinds"] == {
        "date": {"questions": 1, "right": 1.0, "wrong": 0.0, "abstained": 0.0},
    }


def test_a_ranking_is_measured_by_rankings_alone() -> None:
    """Nothing was answered, so nothing is wrong."""
    found = values(FULL, None, ("other", "truce"))
    assert set(found) == {measure.name for measure in MEASURES if not measure.needs_answer}
    assert found["MRR@10"] == 0.5


# Any run


OUTCOMES = st.sampled_from([RIGHT, WRONG, FORGED, SILENT, NEAR, FAILED, None])
RANKINGS = st.sampled_from([[], ["truce"], ["other", "truce"], ["other"]])


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from(QUESTIONS), OUTCOMES, RANKINGS), max_size=6))
def test_every_number_of_a_summary_is_none_or_in_its_range(asked: list[tuple[Question, Outcome, list[str]]]) -> None:
    """For any outcomes of any questions: finite and in [0, 1], or None; and every question is accounted for."""
    seen, scored = [], []
    for of, outcome, ranking in asked:
        answer = None if isinstance(outcome, str) else outcome
        seen.append(graded(answer, TRUCE, of=of, ranking=ranking))
        scored.append(score(row(of.id, outcome), seen[-1]))
    summary = summarise(config(dataset(QUESTIONS)), [each.question for each in seen], scored, scored)
    json.dumps(summary, allow_nan=False)
    assert sum(summary["outcomes"].values()) == summary["questions"] == len(asked)
    for name, found in summary["measures"].items():
        for key in ("value", "low", "high", "floor"):
            assert found[key] is None or (math.isfinite(found[key]) and 0 <= found[key] <= 1)
        assert (found["value"] is None) == (found["scored"] == 0)
        with_it = [each for each in scored if name in each.values]
        errors = sum(each.outcome == "error" and each.values[name] is None for each in with_it)
        assert found["scored"] + found["abstained"] + found["unjudged"] + errors == len(with_it)
    for kind in summary["kinds"].values():
        assert all(key == "questions" or 0 <= value <= 1 for key, value in kind.items())


def test_nothing_asked_is_nothing_measured() -> None:
    """A summary without numbers."""
    summary = summarise(config(dataset([])), [], [], [])
    assert (summary["questions"], summary["outcomes"], summary["measures"], summary["kinds"]) == (0, {}, {}, {})


# Why, and beside what


def test_a_broken_promise_says_why() -> None:
    """With the words of the measure; one that is kept says nothing."""
    forged = score(row("plain", FORGED), graded(FORGED, TRUCE, of=PLAIN))
    assert set(forged.why) == {"quote found", "quote altered", "claim carried"}
    assert "truce of 90 days" in forged.why["quote found"]
    assert score(row("plain", RIGHT), graded(RIGHT, TRUCE, of=PLAIN)).why == {}
    assert score(row("plain", SILENT), graded(SILENT, TRUCE, of=PLAIN)).why == {}


def test_a_floor_stands_beside_its_measure(tmp_path: Path) -> None:
    """The top sentence would have been right where the product abstained; BM25 would have found the article."""
    of = dataset([FULL], TRUCE)
    folder = RunFolder(tmp_path)
    folder.begin(config(of))
    folder.append(row("full", NEAR, ["other", "truce"], ["truce"]), {"id": "full"})
    score_run(folder, of)
    assert (column(folder, "right")["value"], column(folder, "right")["floor"]) == (0, 1)
    assert column(folder, "right")["floor_name"] == "quote the top sentence"
    assert (column(folder, "Hit@1")["value"], column(folder, "Hit@1")["floor"]) == (0, 1)
    assert column(folder, "Hit@1")["floor_name"] == "BM25 alone"
    assert column(folder, "quote found")["floor"] is column(folder, "quote found")["floor_name"] is None


# Files


def test_a_run_is_scored_the_same_each_time(tmp_path: Path) -> None:
    """To the byte, whatever the order its questions were asked in."""
    of = dataset([FULL, PLAIN, NO_ANSWER], TRUCE)
    outcomes: dict[str, Outcome] = {"full": RIGHT, "plain": FAILED, "none": NEAR}
    first = scored_run(tmp_path / "a", of, outcomes)
    second = scored_run(tmp_path / "b", of, dict(reversed(outcomes.items())))
    for name in COMPARED[1:]:
        assert (first.path / name).read_bytes() == (second.path / name).read_bytes()
    written = {name: (first.path / name).read_bytes() for name in COMPARED}
    score_run(first, of)
    assert {name: (first.path / name).read_bytes() for name in COMPARED} == written


def test_an_unfinished_run_is_not_scored(tmp_path: Path) -> None:
    """A question without an outcome would vanish from every mean; nothing is written."""
    of = dataset([FULL, PLAIN, NO_ANSWER], TRUCE)
    folder = asked_run(tmp_path, of, {"full": RIGHT})
    with pytest.raises(BadRun, match="not finished: 2 questions lack an outcome, such as plain"):
        score_run(folder, of)
    assert not (tmp_path / "summary.json").exists()


def test_a_damaged_answer_is_named_by_its_question(tmp_path: Path) -> None:
    """A row that was edited by hand, or by an older release."""
    of = dataset([PLAIN], TRUCE)
    for damage in ({"status": "answered"}, {"claims": 7}, {"record": None}):
        folder = RunFolder(tmp_path / next(iter(damage)))
        folder.begin(config(of))
        kept = row("plain", SILENT)
        folder.append({**kept, "answer": {**kept["answer"], **damage}}, {"id": "plain"})
        with pytest.raises(BadRun, match="The answer to plain in this run is damaged"):
            score_run(folder, of)


def test_costs_are_summed_up_over_the_questions_that_have_them() -> None:
    """An error has no times: it is not a question of no milliseconds."""
    rows = [{"id": str(n), "timings_ms": {"total": n}, "tokens": {"llm": 10}} for n in range(1, 102)]
    found = cost_summary([*rows, {"id": "error"}])
    assert found["timings_ms.total"] == {"questions": 101, "median": 51, "p95": 96}
    assert found["tokens.llm"] == {"questions": 101, "median": 10, "p95": 10}
    assert cost_summary([{"id": "error"}]) == cost_summary([]) == {}
    assert cost_summary(rows[:1])["timings_ms.total"]["p95"] == 1
