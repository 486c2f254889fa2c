"""The page of a run: all measures, four charts or why not, and every question, with what needs looking at first."""

import re
from pathlib import Path

import pytest

from eval.compare import compare
from eval.report.charts import NO_QUESTIONS, charts
from eval.report.html import GROUPS, html_report, verdict
from eval.report.svg import round_ticks, ticks_between
from rag.errors import BadRun
from tests.eval.making import FAILED, asked_run, dataset
from tests.eval.report.runs import ANSWER, ASKED, PLAIN, RIGHT, bad_run, finished, good_run

QUESTIONS = {question.id: question for question in ASKED}


def test_every_measure_and_question_is_on_the_page(tmp_path: Path) -> None:
    """Nothing of the summary is left out, nor any question."""
    run = good_run(tmp_path)
    page = html_report(run, None, QUESTIONS)
    assert all(f'<th scope="row">{name}' in page for name in run.summary()["measures"])
    assert all(f'<span class="id">{question.id}</span>' in page for question in ASKED)
    assert f'<q dir="auto">{ANSWER}</q>' in page


def test_charts_have_a_title_a_description_and_a_table(tmp_path: Path) -> None:
    """For those who do not see them."""
    page = html_report(good_run(tmp_path), None, QUESTIONS)
    drawings = re.findall(r'<svg viewBox="0 0 360.*?</svg>', page, re.DOTALL)
    assert len(drawings) == page.count("<summary>The numbers</summary>") == 4
    assert all("<title id=" in drawing and "<desc id=" in drawing for drawing in drawings)


def test_without_questions_the_page_says_what_is_not_drawn(tmp_path: Path) -> None:
    """Two charts need to know what is right."""
    page = html_report(good_run(tmp_path))
    assert page.count(NO_QUESTIONS) == 2
    assert page.count('role="img"') == 2


def test_regressed_questions_come_first_and_open_with_both_answers(tmp_path: Path) -> None:
    """The lost claim on one side, the abstention on the other."""
    before, after = good_run(tmp_path / "a"), bad_run(tmp_path / "b")
    page = html_report(after, compare(before, after), QUESTIONS)
    headings = re.findall(r"<h3 id=.*?>(.*?)</h3>", page)
    assert headings == ["Got worse (2)", "Failed (1)"]
    assert page.count('<details class="question" open>') == 2
    assert (
        page.index("<h4>Before</h4>") < page.index(ANSWER, page.index("<h4>Before</h4>")) < page.index("<h4>After</h4>")
    )


def test_an_empty_run_has_a_page(tmp_path: Path) -> None:
    """It says that there is nothing, in every place."""
    page = html_report(finished(tmp_path, [], []), None, {})
    assert "nothing to measure" in page
    assert "No question was asked." in page
    assert page.count("Not drawn:") == 4


def test_a_run_of_errors_has_a_page(tmp_path: Path) -> None:
    """With the reason of each, and no number that is none."""
    page = html_report(finished(tmp_path, ASKED, [FAILED] * 3), None, QUESTIONS)
    assert page.count('<strong>error</strong>: <span dir="auto">It gave nothing.</span>') == 3
    assert not re.search(r"\bnan\b|None", page)


def test_a_committed_baseline_has_a_page_without_times(tmp_path: Path) -> None:
    """It keeps no costs of single questions."""
    run = good_run(tmp_path)
    (tmp_path / "costs.jsonl").unlink()
    assert "this run kept no times" in html_report(run)


def test_an_unfinished_run_has_no_page(tmp_path: Path) -> None:
    """It is refused by name, as everywhere."""
    with pytest.raises(BadRun, match=r"summary\.json is missing"):
        html_report(asked_run(tmp_path, dataset(ASKED[:1], PLAIN), {"q1": RIGHT}))


@pytest.mark.parametrize(
    ("outcome", "values", "group"),
    [
        ("answered", {"right": 1.0, "wrong": 0.0, "abstained": 0.0}, "right"),
        ("answered", {"right": 0.0, "wrong": 1.0, "abstained": 0.0}, "wrong"),
        ("abstained", {"right": 0.0, "wrong": 0.0, "abstained": 1.0}, "abstained"),
        ("abstained", {"refused": 1.0}, "refused"),
        ("answered", {"refused": 0.0}, "not refused"),
        ("error", {"right": 0.0, "wrong": 1.0}, "error"),
        ("ranked", {"Hit@1": 1.0}, "ranked"),
    ],
)
def test_each_outcome_has_its_group(outcome: str, values: dict[str, float | None], group: str) -> None:
    """By its scores, not by its outcome alone."""
    assert verdict(outcome, values) == group
    assert group in GROUPS


@pytest.mark.parametrize("cut", [0.0, 0.5, 0.615, 0.8, 0.97, 1.0])
def test_charts_are_drawn_for_every_cut(cut: float, tmp_path: Path) -> None:
    """A cut of 1 leaves no trade-off, and no other chart minds."""
    run = good_run(tmp_path)
    drawn = charts(run.rows(), run.rows("costs.jsonl"), QUESTIONS, cut)
    assert [chart.drawing is None for chart in drawn] == [cut == 1.0, False, False, False]


def test_ticks_are_round_and_cover_their_range() -> None:
    """From milliseconds to hours, and any part of 0 to 1."""
    assert round_ticks(41) == (0, 10, 20, 30, 40, 50)
    assert round_ticks(3) == (0, 1, 2, 3)
    assert round_ticks(0.045) == (0, 0.01, 0.02, 0.03, 0.04, 0.05)
    assert round_ticks(0) == (0, 0.001)
    assert ticks_between(0.8, 1.0) == (0.8, 0.85, 0.9, 0.95, 1.0)
    assert ticks_between(0.615, 1.0) == (0.7, 0.8, 0.9, 1.0)
