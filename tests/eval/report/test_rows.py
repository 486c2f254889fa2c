"""Of two answers, a report shows the dropped drafts that tell why they differ, and no others."""

from eval.report.rows import NEAREST, dropped_support, outcome_of, question_of, telling_drops
from tests.eval.making import FAILED, abstained, row
from tests.eval.report.runs import ANSWER, LOST, RIGHT, dropping


def test_a_claim_that_was_lost_tells_more_than_other_drafts() -> None:
    """Drafts that neither run showed are left out where one is the lost claim, whatever its typography."""
    lost = dropping(abstained(), "The talks were long.", ANSWER.upper())
    assert [draft["text"] for draft in telling_drops(row("q", lost), row("q", RIGHT))] == [ANSWER.upper()]


def test_an_abstention_without_a_lost_claim_shows_what_came_nearest() -> None:
    """Three drafts, the one with the most support first."""
    made = row("q", abstained())
    reasons = [
        ("check", "the number 3 is not in the cited words"),
        *(("judge", f"support 0.{n}00 is below") for n in (2, 4, 3)),
    ]
    made["answer"]["dropped"] = [{"text": reason, "gate": gate, "reason": reason} for gate, reason in reasons]
    shown = [dropped_support(draft) for draft in telling_drops(made, row("q", FAILED))]
    assert shown == [0.4, 0.3, 0.2]
    assert len(shown) == NEAREST


def test_an_answer_shows_no_draft_that_nobody_missed() -> None:
    """Its own claims tell enough."""
    assert telling_drops(row("q", dropping(RIGHT, "The talks were long.")), row("q", LOST)) == []


def test_only_the_judge_gives_support() -> None:
    """The relevance of a draft is not its support."""
    assert dropped_support({"gate": "judge", "reason": "support 0.123 is below 0.800"}) == 0.123
    assert dropped_support({"gate": "relevance", "reason": "support 0.123 is below 0.800"}) is None
    assert dropped_support({"gate": "judge", "reason": "it was not judged"}) is None


def test_an_outcome_has_its_reason() -> None:
    """An abstention its message, an error its code and message."""
    assert outcome_of(row("q", abstained())) == "abstained: None."
    assert outcome_of(row("q", FAILED)) == "error model_failed: It gave nothing."
    assert outcome_of(row("q", RIGHT)) == "answered"
    assert outcome_of(row("q", None)) == "ranked"


def test_an_error_borrows_its_question_from_the_other_run() -> None:
    """It keeps none of its own."""
    assert question_of(row("q", FAILED), row("q", RIGHT)) == "Q?"
    assert question_of(row("q", FAILED)) is None
