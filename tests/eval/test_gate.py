"""The gate stops a merge that breaks a promise, fails anew, gets surely worse, or falls below a floor; and nothing else."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from eval.folder import COMPARED, RunFolder
from eval.gate import Finding, accept, gate, read_floors
from eval.measures import MEASURES
from rag.errors import BadInput, BadRun
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
    shown,
)

TRUCE = article("They agreed to a truce of 30 days. It begins on Monday.")
SENTENCE = "They agreed to a truce of 30 days."
RIGHT = answered(said("It lasts 30 days.", cite(TRUCE, SENTENCE)))
WRONG = answered(said("It begins on Monday.", cite(TRUCE, "It begins on Monday.")))
SILENT = abstained()
NAMES = [f"q{number:02}" for number in range(12)]
ALL_RIGHT: Mapping[str, Outcome] = dict.fromkeys(NAMES, RIGHT)


def ran(path: Path, outcomes: Mapping[str, Outcome]) -> RunFolder:
    """A finished run in which these became of the questions."""
    return scored_run(path, dataset([question(name) for name in outcomes], TRUCE), outcomes)


def findings(path: Path, outcomes: Mapping[str, Outcome], floors: Mapping[str, float] | None = None) -> list[Finding]:
    """What the gate says of a run, without a baseline."""
    return list(gate(ran(path, outcomes), None, floors).findings)


# Promises


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "measure", "reason"),
    [
        (
            answered(said("It lasts 30 days.", shown(TRUCE, "They agreed to a truce of 30 day!"))),
            "quote found",
            "promise 1: quote found: altered in a [0, 33): “They agreed to a truce of 30 day!”",
        ),
        (
            answered(said("It lasts 30 days.", cite(TRUCE, SENTENCE, version=2))),
            "citation resolves",
            "promise 2: citation resolves: nothing is known of [1] a version 2",
        ),
        (
            answered(said("It lasts 90 days.", cite(TRUCE, SENTENCE))),
            "claim carried",
            "promise 3: claim carried: c1 says 90 day, which its citations do not: “It lasts 90 days.”",
        ),
        (
            answered(said("It lasts 30 days.", cite(TRUCE, SENTENCE), support=0.1)),
            "claim above cut",
            "promise 3: claim above cut: c1 has support 0.100, and the cut is 0.500",
        ),
        (
            answered(said("It lasts 30 days.", cite(TRUCE, SENTENCE, outlet="The Times"))),
            "source as stated",
            "promise 4: source as stated: not what the article states: a shown as “The news of the day”, The Times, None",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value and ":" not in value else "",
)
def test_a_broken_promise_names_its_question_and_the_reason(
    tmp_path: Path, answer: Outcome, measure: str, reason: str
) -> None:
    """One in twelve is enough, and no baseline accepts it."""
    found = gate(ran(tmp_path / "run", {**ALL_RIGHT, "q07": answer}), None)
    assert not found.passed
    assert {finding.question for finding in found.findings} == {"q07"}
    assert {finding.kind for finding in found.findings} == {"promise"}
    (first,) = [finding for finding in found.findings if finding.measure == measure]
    assert first.what == reason
    assert "can't be accepted away" in first.accept


def test_a_promise_that_was_broken_before_is_still_broken(tmp_path: Path) -> None:
    """No run that breaks one becomes a baseline, and one that did all the same changes nothing."""
    run = ran(tmp_path / "run", {"q00": answered(said("It lasts 90 days.", cite(TRUCE, SENTENCE)))})
    with pytest.raises(BadRun, match="can't be a baseline: q00"):
        accept(run, tmp_path / "baseline")
    found = gate(run, run)
    assert [(finding.kind, finding.question) for finding in found.findings] == [("promise", "q00")]


def test_a_promise_without_a_reason_still_stops(tmp_path: Path) -> None:
    """A row of scores that lacks its words says the number."""
    run = ran(tmp_path / "run", {"q00": answered(said("It lasts 90 days.", cite(TRUCE, SENTENCE)))})
    rows = [{**each, "why": {}} for each in run.rows("scores.jsonl")]
    run.write_rows("scores.jsonl", rows)
    (finding,) = gate(run, None).findings
    assert finding.what == "promise 3: claim carried: it is 0.0, and must be 1"


# The baseline


def test_an_accepted_baseline_passes(tmp_path: Path) -> None:
    """The run itself, with its abstentions and wrong answers, against itself; floors stay where they are."""
    run = ran(tmp_path / "run", {**ALL_RIGHT, "q00": SILENT, "q01": WRONG})
    (tmp_path / "baseline").mkdir()
    (tmp_path / "baseline" / "floors.toml").write_text("[floors]\nright = 0.5\n")
    accept(run, tmp_path / "baseline")
    found = gate(run, RunFolder(tmp_path / "baseline"), read_floors(tmp_path / "baseline" / "floors.toml"))
    assert found.passed
    assert (found.checked, found.findings) == (12, ())
    assert found.comparison is not None
    for name in COMPARED:
        assert (tmp_path / "baseline" / name).read_bytes() == (run.path / name).read_bytes()


def test_what_got_surely_worse_is_named_with_its_questions(tmp_path: Path) -> None:
    """Down where it should be high and up where it should be low, each with how sure that is."""
    before = ran(tmp_path / "before", ALL_RIGHT)
    after = ran(tmp_path / "after", {**ALL_RIGHT, **dict.fromkeys(NAMES[:6], WRONG)})
    found = gate(after, before)
    assert [(finding.kind, finding.measure, finding.question) for finding in found.findings] == [
        ("regression", "right", None),
        ("regression", "wrong", None),
        ("regression", "right of shown", None),
    ]
    right, wrong, _ = (finding.what for finding in found.findings)
    assert right == ("right fell from 1.000 to 0.500 over 12 questions (p = 0.031): q00, q01, q02, q03, q04, q05")
    assert wrong.startswith("wrong rose from 0.000 to 0.500 over 12 questions (p = 0.031): q00")
    assert all("--accept" in finding.accept for finding in found.findings)
    assert gate(before, after).passed


def test_what_is_not_surely_worse_passes(tmp_path: Path) -> None:
    """One question may go either way; the comparison tells it all the same."""
    before = ran(tmp_path / "before", ALL_RIGHT)
    found = gate(ran(tmp_path / "after", {**ALL_RIGHT, "q00": WRONG}), before)
    assert found.passed
    assert found.comparison is not None
    assert [each.id for each in found.comparison.questions] == ["q00"]


def test_a_new_error_is_named_and_an_old_one_is_not(tmp_path: Path) -> None:
    """A question that failed is never silently one fewer."""
    before = ran(tmp_path / "before", {**ALL_RIGHT, "q01": FAILED})
    after = ran(tmp_path / "after", {**ALL_RIGHT, "q01": FAILED, "q02": FAILED})
    (finding,) = gate(after, before).findings
    assert (finding.kind, finding.question, finding.what) == ("error", "q02", "model_failed: It gave nothing.")
    assert [each.question for each in gate(after, None).findings] == ["q01", "q02"]


# Floors


@pytest.mark.parametrize(
    ("floors", "what"),
    [
        ({"right": 0.75}, None),  # on it
        ({"right": 0.76}, "right is 0.750, below its floor 0.760"),
        ({"wrong": 0.25}, None),
        ({"wrong": 0.24}, "wrong is 0.250, above its ceiling 0.240"),
        ({"wrong": 0.26, "right": 0.74}, None),
        ({"refused": 0.5}, "refused has a floor and was not measured"),
        ({}, None),
    ],
)
def test_a_floor_holds_in_both_directions(tmp_path: Path, floors: dict[str, float], what: str | None) -> None:
    """The least of what should be high, the most of what should be low; what was not measured has not passed."""
    found = findings(tmp_path / "run", {**ALL_RIGHT, **dict.fromkeys(NAMES[:3], WRONG)}, floors)
    assert [(each.kind, each.question, each.what) for each in found] == ([("floor", None, what)] if what else [])


def test_a_measure_that_is_none_has_not_reached_its_floor(tmp_path: Path) -> None:
    """A run of abstentions shows nothing, so nothing of it is right or wrong."""
    (finding,) = findings(tmp_path / "run", dict.fromkeys(NAMES, SILENT), {"right of shown": 0.1})
    assert finding.what == "right of shown has a floor and was not measured"


def test_floors_are_read_from_their_file(tmp_path: Path) -> None:
    """Whole numbers too; a file without the table has none."""
    path = tmp_path / "floors.toml"
    path.write_text('[floors]\nright = 0.5\n"quote found" = 1\n"nDCG@10" = 0\n')
    assert read_floors(path) == {"right": 0.5, "quote found": 1.0, "nDCG@10": 0.0}
    path.write_text("# none yet\n")
    assert read_floors(path) == {}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[floors]\nrihgt = 0.5", "there is no measure 'rihgt'"),
        ("[floors]\nright = 50", "the floor of 'right' can't be 50"),
        ("[floors]\nright = -0.1", "can't be -0.1"),
        ("[floors]\nright = nan", "can't be nan"),
        ("[floors]\nright = true", "can't be True"),
        ('[floors]\nright = "0.5"', "can't be '0.5'"),
        ("[floors]\nright = ", "can't be read"),
        ("\x00", "can't be read"),
        (None, "can't be read"),
    ],
)
def test_bad_floors_are_refused_by_name(tmp_path: Path, content: str | None, problem: str) -> None:
    """A floor that holds nothing would be trusted; an unknown measure is answered with the known ones."""
    path = tmp_path / "floors.toml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(BadInput) as refused:
        read_floors(path)
    assert str(path) in refused.value.message
    assert problem in refused.value.message
    if "no measure" in problem:
        assert all(measure.name in refused.value.hint for measure in MEASURES)


# Runs


def test_an_unfinished_run_neither_passes_nor_is_accepted(tmp_path: Path) -> None:
    """Its questions without an outcome can't have broken anything yet; no baseline is begun with it."""
    of = dataset([question(name) for name in NAMES], TRUCE)
    run = asked_run(tmp_path / "run", of, {"q00": RIGHT})
    with pytest.raises(BadRun, match=r"scores\.jsonl is missing"):
        gate(run, None)
    with pytest.raises(BadRun, match=r"scores\.jsonl is missing"):
        accept(run, tmp_path / "baseline")
    assert not (tmp_path / "baseline").exists()
    with pytest.raises(BadRun, match="is missing"):
        gate(RunFolder(tmp_path / "nowhere"), None)


def test_what_the_gate_says_is_json(tmp_path: Path) -> None:
    """With whether it passed, and no number that JSON does not have."""
    before = ran(tmp_path / "before", ALL_RIGHT)
    found = gate(ran(tmp_path / "after", {**ALL_RIGHT, "q00": FAILED}), before, {"right": 1})
    shown_: dict[str, Any] = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert shown_["passed"] is False
    assert [each["kind"] for each in shown_["findings"]] == ["error", "floor"]
    assert shown_["checked"] == 12
