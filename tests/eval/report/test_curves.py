"""What charts are drawn from agrees with the scores of the run, and follows from the support of its claims."""

from pathlib import Path

import pytest

from eval.report.curves import cut_at, reliability, support_bins, times, tradeoff
from rag.answer import Answer
from tests.eval.making import CUT, FAILED, abstained, answered, article, cite, gold, question, row, said, unanswerable
from tests.eval.report.runs import ANSWER, ASKED, LOST, PLAIN, RIGHT, finished

OTHER = "The talks were long."
WRONG_FIRST = answered(
    said(OTHER, cite(PLAIN, OTHER), support=0.6),
    said("They met.", cite(PLAIN, OTHER), support=0.7),
    said(ANSWER, cite(PLAIN, ANSWER), support=0.9),
)


def test_the_published_cut_gives_the_scores_of_the_run(tmp_path: Path) -> None:
    """A trade-off that begins elsewhere than the summary would be about another run."""
    run = finished(tmp_path, ASKED, (RIGHT, RIGHT, FAILED))
    first = tradeoff(run.rows(), {each.id: each for each in ASKED}, CUT)[0]
    measures = run.summary()["measures"]
    assert [first.right, first.wrong, first.refused] == [measures[n]["value"] for n in ("right", "wrong", "refused")]


def test_at_the_highest_cut_nothing_is_shown() -> None:
    """Claims of less support than 1 vanish, and an answer without claims is an abstention."""
    rows = [row("q1", RIGHT), row("q2", RIGHT)]
    found = tradeoff(rows, {each.id: each for each in ASKED}, CUT)
    assert (found[0].cut, found[0].right, found[0].refused) == (0.5, 1.0, 0.0)
    assert (found[-1].cut, found[-1].right, found[-1].wrong, found[-1].refused) == (1.0, 0.0, 0.0, 1.0)


def test_a_claim_moves_up_when_those_before_it_vanish() -> None:
    """The third claim is too late to be right, until the first is gone."""
    found = tradeoff([row("q1", WRONG_FIRST)], {"q1": ASKED[0]}, CUT)
    right = {one.cut: one.right for one in found}
    assert right[0.6] == 0.0
    assert right[0.625] == 1.0


def test_an_error_stays_an_error_at_every_cut() -> None:
    """It is wrong, and never a refusal."""
    rows = [row("q1", FAILED), row("q2", FAILED)]
    found = tradeoff(rows, {each.id: each for each in ASKED}, CUT)
    assert {(one.right, one.wrong, one.refused) for one in found} == {(0.0, 1.0, 0.0)}


@pytest.mark.parametrize("cut", [0.5, 0.65, 0.8, 0.95])
def test_an_answer_cut_higher_is_still_an_answer(cut: float) -> None:
    """Its citations are those of the claims that are left, as the schema asks."""
    shorter = cut_at(WRONG_FIRST, cut)
    assert all(claim.support >= cut for claim in shorter.claims)
    assert Answer.model_validate(shorter.model_dump()) == shorter


def test_support_is_counted_of_shown_claims_and_of_drafts_the_judge_dropped() -> None:
    """A claim on the edge of a bin counts in the upper one."""
    bins = {one.low: (one.shown, one.dropped) for one in support_bins([row("q1", WRONG_FIRST), row("q2", LOST)])}
    assert {low: counts for low, counts in bins.items() if any(counts)} == {
        0.4: (0, 1),
        0.6: (1, 0),
        0.7: (1, 0),
        0.9: (1, 0),
    }


def test_reliability_is_the_share_of_claims_that_cite_gold() -> None:
    """Of questions with gold sentences; an abstention has no claims."""
    found = reliability([row("q1", WRONG_FIRST), row("q2", RIGHT), row("q3", abstained())], {"q1": ASKED[0]})
    assert [(one.low, one.claims, one.gold.value) for one in found] == [(0.6, 1, 0.0), (0.7, 1, 0.0), (0.9, 1, 1.0)]


def test_times_are_sorted_seconds() -> None:
    """A question without a first claim has none, and an error no time at all."""
    costs = [{"id": "a", "timings_ms": {"evidence": 30, "total": 2000}}, {"id": "b", "timings_ms": {"evidence": 10}}]
    assert times([*costs, {"id": "c"}]) == {"evidence": [0.01, 0.03], "total": [2.0]}


def test_a_question_that_nobody_knows_is_left_out() -> None:
    """The questions file may be a newer one."""
    known = {"q1": question("q1", gold=(gold(article(ANSWER), ANSWER),)), "q9": unanswerable("q9")}
    assert tradeoff([row("q1", RIGHT), row("gone", RIGHT)], known, CUT)[0].right == 1.0
