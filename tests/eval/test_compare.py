"""Two runs are compared question by question: what got worse comes first, and only what is sure is called so."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from eval.compare import Comparison, MeasureChange, compare
from eval.questions import Nugget, Question
from rag.errors import BadRun
from tests.eval.making import (
    FAILED,
    Outcome,
    abstained,
    answered,
    article,
    asked_run,
    cite,
    dataset,
    question,
    said,
    scored_run,
    unanswerable,
)

TRUCE = article("They agreed to a truce of 30 days. It begins on Monday.")
RIGHT = answered(said("It lasts 30 days.", cite(TRUCE, "They agreed to a truce of 30 days.")))
WRONG = answered(said("It begins on Monday.", cite(TRUCE, "It begins on Monday.")))
SILENT = abstained()
NAMES = [f"q{number:02}" for number in range(20)]


def compared(
    tmp_path: Path,
    before: Mapping[str, Outcome],
    after: Mapping[str, Outcome],
    make: Any = question,
    **changed: Any,
) -> Comparison:
    """The comparison of two runs in which these became of questions by these ids."""
    runs = []
    for place, outcomes in (("before", before), ("after", after)):
        of = dataset([make(name) for name in outcomes], TRUCE)
        runs.append(scored_run(tmp_path / place, of, outcomes, **(changed if place == "after" else {})))
    return compare(*runs)


def change(found: Comparison, name: str) -> MeasureChange:
    """What became of one measure."""
    return next(each for each in found.measures if each.name == name)


def test_the_same_run_twice_is_the_same(tmp_path: Path) -> None:
    """No question changed, and no measure moved."""
    outcomes: dict[str, Outcome] = {"one": RIGHT, "two": SILENT, "three": FAILED}
    found = compared(tmp_path, outcomes, outcomes)
    assert {each.verdict for each in found.measures} == {"the same"}
    assert (found.questions, found.only_before, found.only_after, found.setup) == ((), (), (), ())
    assert change(found, "right").p == 1.0


@pytest.mark.parametrize(
    ("lost", "right", "wrong"),
    [(0, "the same", "the same"), (1, *["not surely different"] * 2), (5, *["not surely different"] * 2),
     (6, "worse", "worse"), (20, "worse", "worse")],
)  # fmt: skip
def test_a_fall_is_called_worse_where_it_is_sure(tmp_path: Path, lost: int, right: str, wrong: str) -> None:
    """McNemar's p is below 0.05 from six questions on, if none was won; a rise of what should be low is a fall."""
    before = dict.fromkeys(NAMES, RIGHT)
    found = compared(tmp_path, before, {**before, **dict.fromkeys(NAMES[:lost], WRONG)})
    assert (change(found, "right").verdict, change(found, "wrong").verdict) == (right, wrong)
    assert change(found, "right").after == 1 - lost / 20
    back = compared(tmp_path / "back", {**before, **dict.fromkeys(NAMES[:lost], WRONG)}, before)
    assert (change(back, "right").verdict, change(back, "wrong").verdict) == tuple(
        "better" if verdict == "worse" else verdict for verdict in (right, wrong)
    )


def test_as_many_won_as_lost_is_not_the_same(tmp_path: Path) -> None:
    """The means are equal and the answers are not."""
    found = compared(tmp_path, {"one": RIGHT, "two": WRONG}, {"one": WRONG, "two": RIGHT})
    assert change(found, "right").difference.value == 0
    assert change(found, "right").verdict == "not surely different"


def covering(name: str) -> Question:
    """A question with two vital nuggets."""
    match = (("30 days",),), (("Monday",),)
    return question(name, nuggets=tuple(Nugget(each[0][0], vital=True, match=each) for each in match))


def test_a_share_is_sure_where_its_interval_is(tmp_path: Path) -> None:
    """Shares have no p; one question alone never makes them sure."""
    both = answered(said("It lasts 30 days from Monday.", cite(TRUCE, TRUCE.text)))
    few = compared(tmp_path / "few", {"q00": both}, {"q00": RIGHT}, covering)
    assert change(few, "vital nuggets").p is None
    assert change(few, "vital nuggets").verdict == "not surely different"
    many = compared(tmp_path, dict.fromkeys(NAMES, both), dict.fromkeys(NAMES, RIGHT), covering)
    assert change(many, "vital nuggets").verdict == "worse"
    assert change(many, "vital nuggets").difference.high == -0.5


def test_regressed_questions_come_first(tmp_path: Path) -> None:
    """Those with most measures that fell, then those that only rose; both answers stand beside them."""
    before = {"won": SILENT, "same": RIGHT, "lost": RIGHT, "failed": RIGHT}
    after: dict[str, Outcome] = {"won": RIGHT, "same": RIGHT, "lost": SILENT, "failed": FAILED}
    found = compared(tmp_path, before, after)
    assert [each.id for each in found.questions] == ["failed", "lost", "won"]
    failed, lost, won = found.questions
    assert failed.worse == ("right", "wrong")
    assert lost.worse == ("right", "abstained")
    assert (won.worse, won.better) == ((), ("right", "abstained"))
    assert (lost.before["outcome"], lost.after["outcome"]) == ("answered", "abstained")
    assert failed.after["error"]["code"] == FAILED


def test_what_one_run_did_not_score_is_no_pair(tmp_path: Path) -> None:
    """An abstention has no share of shown answers that are right: it is left out of both means, not counted as nought."""
    found = compared(tmp_path, {"one": RIGHT, "two": RIGHT}, {"one": RIGHT, "two": SILENT})
    assert change(found, "right of shown").pairs == 1
    assert change(found, "right of shown").verdict == "the same"
    assert change(found, "right").pairs == 2


def test_only_shared_questions_are_compared(tmp_path: Path) -> None:
    """Those of one run alone are named."""
    found = compared(tmp_path, {"one": RIGHT, "old": WRONG}, {"new": WRONG, "one": RIGHT})
    assert (found.only_before, found.only_after) == (("old",), ("new",))
    assert change(found, "right").pairs == 1
    with pytest.raises(BadRun, match="share no question"):
        compared(tmp_path / "none", {"one": RIGHT}, {"two": RIGHT})


def test_a_measure_of_no_shared_question_is_left_out(tmp_path: Path) -> None:
    """There is nothing to say of it, and no NaN to say it with."""
    found = compared(tmp_path, {"one": SILENT}, {"one": SILENT}, unanswerable)
    assert {each.name for each in found.measures} == {"refused"}


def test_another_setup_is_told(tmp_path: Path) -> None:
    """The model, the prompt and the threshold, by name."""
    outcomes = {"one": RIGHT}
    changed = {
        "models": {"judge": "new"},
        "prompts": {"draft": "2"},
        "thresholds": {"support": 0.4, "relevance": 0.5},
    }
    assert compared(tmp_path, outcomes, outcomes, question, **changed).setup == (
        "model judge: None -> new",
        "model llm: fake -> None",
        "prompt draft: 1 -> 2",
        "threshold support: 0.5 -> 0.4",
    )


def test_an_unfinished_run_is_not_compared(tmp_path: Path) -> None:
    """On neither side."""
    of = dataset([question("one"), question("two")], TRUCE)
    whole = scored_run(tmp_path / "whole", of, {"one": RIGHT, "two": RIGHT})
    part = asked_run(tmp_path / "part", of, {"one": RIGHT})
    for pair in ((whole, part), (part, whole)):
        with pytest.raises(BadRun, match="is missing"):
            compare(*pair)


def test_a_comparison_is_json(tmp_path: Path) -> None:
    """All of it, with no number that JSON does not have."""
    found = compared(tmp_path, {"one": RIGHT, "two": SILENT}, {"one": SILENT, "two": FAILED})
    shown = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert [each["id"] for each in shown["questions"]] == [each.id for each in found.questions]
    assert shown["measures"][0]["difference"].keys() == {"value", "low", "high"}
