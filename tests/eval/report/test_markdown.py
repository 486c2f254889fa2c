"""The comment on a pull request: a verdict first, the measures beside the baseline, what was found, and both answers."""

import re
from pathlib import Path

from eval.compare import compare
from eval.gate import gate
from eval.report.markdown import cell, code, comparison_markdown
from tests.eval.making import FAILED
from tests.eval.report.runs import ANSWER, ASKED, bad_run, finished, gated_pair, good_run


def test_the_verdict_comes_first(tmp_path: Path) -> None:
    """Passed or failed, with the counts of what was found."""
    run, gated = gated_pair(tmp_path)
    first = comparison_markdown(gated, run.summary()).splitlines()[0]
    assert first == "**Failed**: 3 questions checked against the baseline; 1 missed floor."
    passed = comparison_markdown(gate(run, None), run.summary()).splitlines()[0]
    assert passed == "**Failed**: 3 questions checked without a baseline; 1 failed question."
    assert comparison_markdown(gate(run, run), run.summary()).startswith("**Passed**: 3 questions checked")


def test_a_comparison_has_a_verdict_of_its_own(tmp_path: Path) -> None:
    """It counts measures and questions; with nothing to compare with there is no verdict."""
    before, after = good_run(tmp_path / "a"), bad_run(tmp_path / "b")
    text = comparison_markdown(compare(before, after), after.summary())
    assert text.startswith("**0 measures surely worse, 0 surely better**; 2 questions got worse, 0 got better.")
    assert comparison_markdown(None, after.summary()).startswith("`made · 3 questions`")


def test_each_measure_stands_beside_baseline_difference_and_floor(tmp_path: Path) -> None:
    """A row has as many cells as the head, and a measure that moved shows by how much."""
    before, after = good_run(tmp_path / "a"), bad_run(tmp_path / "b")
    lines = comparison_markdown(compare(before, after), after.summary()).splitlines()
    rows = [[part.strip() for part in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert len({len(row) for row in rows}) == 1
    right = next(row for row in rows if row[0] == "`right`")
    assert right[1:4] == ["0.000", "0.000 to 0.658", "0.500"]
    assert right[4].startswith("-0.500 (")
    assert right[5:] == ["not surely different", "0.000"]


def test_regressed_questions_unfold_to_both_answers(tmp_path: Path) -> None:
    """One <details> a regressed question, with the claim that was lost and why."""
    run, gated = gated_pair(tmp_path)
    text = comparison_markdown(gated, run.summary())
    assert text.count("<details><summary>Worse: <code>q") == text.count("</details>") == 2
    assert f"• {ANSWER} [1] support 0.900" in text
    assert "dropped, support 0.400 is below 0.500" in text


def test_code_keeps_bars_and_backticks() -> None:
    """A span is fenced by more backticks than it holds; in a table its bars are escaped."""
    assert code("a`b") == "``a`b``"
    assert code("`b") == "`` `b ``"
    assert code("") == "–"
    assert cell("a|b") == "`a\\|b`"


def test_an_empty_run_and_one_of_errors_make_a_comment(tmp_path: Path) -> None:
    """Neither fails, and neither prints what is no number."""
    for name, asked in (("empty", ASKED[:0]), ("errors", ASKED)):
        run = finished(tmp_path / name, asked, [FAILED] * len(asked))
        text = comparison_markdown(gate(run, None), run.summary())
        assert not re.search(r"\bnan\b", text.casefold())
        assert "None" not in text
