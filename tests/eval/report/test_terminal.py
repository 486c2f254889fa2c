"""A terminal shows every measure beside its floor, regressed questions first, and what the gate found."""

import re
from pathlib import Path

import pytest

from eval.compare import compare
from eval.gate import gate
from eval.report.figures import DASH, figure, interval, seconds, signed
from eval.report.terminal import show_comparison, show_gate, show_summary
from tests.eval.making import FAILED, answered, cite, said
from tests.eval.report.runs import ANSWER, ASKED, PLAIN, bad_run, finished, gated_pair, good_run


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_what_has_no_value_is_a_dash(value: float | None) -> None:
    """NaN is never printed, nor is None."""
    assert {figure(value), signed(value), interval(value, 1.0), seconds(value)} == {DASH}


def test_a_share_that_is_not_quite_whole_never_looks_whole() -> None:
    """A promise broken once in ten thousand is not "1.000"."""
    assert [figure(value) for value in (1.0, 0.99995, 0.5, 0.00001, 0.0)] == [
        "1.000",
        ">0.999",
        "0.500",
        "<0.001",
        "0.000",
    ]


def test_no_difference_has_no_sign() -> None:
    """Neither "+0.000" nor "-0.000"."""
    assert [signed(value) for value in (0.0, -0.0001, 0.25, -0.25)] == ["0.000", "0.000", "+0.250", "-0.250"]


def test_times_are_in_seconds() -> None:
    """As exact as a reader needs."""
    assert [seconds(value) for value in (50, 4700, 41395)] == ["0.05 s", "4.7 s", "41 s"]


def test_a_summary_shows_each_measure_with_interval_floor_and_counts(tmp_path: Path) -> None:
    """One row a measure: value, interval, floor, scored, abstained, errored, unjudged."""
    run = good_run(tmp_path)
    lines = show_summary(run.summary(), run.costs()).splitlines()
    cells = {line.split("  ")[0]: line.split() for line in lines}
    assert cells["right"] == ["right", "0.500", "0.095", "to", "0.905", "0.500", "2", "0", "1", "0"]
    assert cells["refused"][:2] == ["refused", "1.000"]
    assert cells["total time"][2:] == ["2.0", "s", "3.0", "s", "3"]
    assert "Outcomes: abstained 1 · answered 1 · error 1" in lines


def test_a_broken_promise_is_told_below_the_measures(tmp_path: Path) -> None:
    """A quotation that was altered stands out."""
    altered = cite(PLAIN, ANSWER, quote="The truce lasts 90 days.")
    run = finished(tmp_path, ASKED[:1], [answered(said("It lasts 30 days.", altered))])
    assert "BROKEN: quote found (promise 1), quote altered (promise 1)" in show_summary(run.summary(), {})


def test_an_empty_run_shows_that_it_is_empty(tmp_path: Path) -> None:
    """Nothing was asked: no table, no failure."""
    run = finished(tmp_path, [], [])
    text = show_summary(run.summary(), run.costs())
    assert "0 questions" in text
    assert "nothing to measure" in text
    assert "no question was asked" in text


def test_a_run_of_errors_shows_worst_values(tmp_path: Path) -> None:
    """What failed counts as the worst, and what can't be said is a dash."""
    run = finished(tmp_path, ASKED, [FAILED] * 3)
    text = show_summary(run.summary(), run.costs())
    assert "Outcomes: error 3" in text
    assert not re.search(r"\bnan\b", text.casefold())
    assert "None" not in text


def test_regressed_questions_come_first_with_both_answers(tmp_path: Path) -> None:
    """The lost claim stands under "before", the reason it was dropped under "after"."""
    text = show_comparison(compare(good_run(tmp_path / "a"), bad_run(tmp_path / "b")))
    regressed = text[text.index("2 questions got worse") :]
    before, after = regressed.index("before  answered"), regressed.index("after   abstained: None.")
    assert before < regressed.index(f"• {ANSWER} [1] support 0.900") < after
    assert f"× dropped, support 0.400 is below 0.500: {ANSWER}" in regressed[after:]
    assert "Both runs were set up alike." in text


def test_what_got_better_comes_after_what_got_worse(tmp_path: Path) -> None:
    """The same two runs the other way round."""
    text = show_comparison(compare(bad_run(tmp_path / "a"), good_run(tmp_path / "b")))
    assert "got worse" not in text
    assert "2 questions got better" in text


def test_runs_alike_have_no_question_that_moved(tmp_path: Path) -> None:
    """Two equal runs: all the same."""
    text = show_comparison(compare(good_run(tmp_path / "a"), good_run(tmp_path / "b")))
    assert "No question moved." in text
    assert "better" not in text


def test_a_change_of_the_setup_is_told(tmp_path: Path) -> None:
    """Another model explains another answer."""
    other = finished(tmp_path / "b", ASKED[:1], [FAILED], models={"llm": "other"})
    assert "· model llm: fake -> other" in show_comparison(compare(good_run(tmp_path / "a"), other))


def test_the_gate_groups_findings_by_kind_and_says_how_to_accept(tmp_path: Path) -> None:
    """A missed floor stands under its title, with what to do below it."""
    _, gated = gated_pair(tmp_path)
    text = show_gate(gated)
    assert text.startswith("FAILED: 3 questions checked against ")
    title, finding, accept = (text.index(part) for part in ("miss their floor", "right is 0.000", "Mend it"))
    assert title < finding < accept


def test_a_gate_that_found_nothing_passes(tmp_path: Path) -> None:
    """An error that the baseline has too is no finding."""
    run = good_run(tmp_path / "a")
    assert show_gate(gate(run, run)).startswith("PASSED: 3 questions checked against ")
    assert "without a baseline" in show_gate(gate(finished(tmp_path / "b", [], []), None))
