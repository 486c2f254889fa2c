"""Both gates in order, and what they say of a claim they drop."""

from dataclasses import replace

import pytest
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from rag.answer import Dropped
from rag.domain import CitedClaim
from rag.llm.fake import FakeChat
from rag.support.gates import by_article, checked, misquoted
from rag.support.judge import Judge, Thresholds
from tests.rag.claims import cited

CUTS = Thresholds(support=0.8, relevance=0.6)
QUESTION = "When will the bridge reopen?"
SENTENCE = "The bridge will reopen on Friday 19 September, the council said."
CLAIM = "The bridge will reopen on Friday 19 September."


def judge(support: float, relevance: float) -> Judge:
    """A judge that gives these two probabilities."""
    return Judge(FakeChat(yes=lambda prompt: relevance if "The newspaper replied" in prompt else support), CUTS)


def test_what_passes_every_check_has_the_judges_support() -> None:
    """The probability itself, for the reader to see."""
    assert checked(cited(CLAIM, SENTENCE), QUESTION, judge(0.93, 0.9)) == pytest.approx(0.93)


@pytest.mark.parametrize(
    ("claim", "support", "relevance", "gate", "reason"),
    [
        ("The bridge will reopen on Friday 26 September.", 1.0, 1.0, "facts", "26"),
        (CLAIM, 0.79, 1.0, "judge", "support 0.790 is below 0.800"),
        (CLAIM, 1.0, 0.39, "relevance", "relevance 0.390 is below 0.600"),
        ("It reopens on Friday 19 September.", 1.0, 0.59, "relevance", "relevance 0.590 is below 0.600"),
        ("The date is not known.", 1.0, 1.0, "relevance", "found no answer"),
    ],
)
def test_what_fails_is_told_by_gate_and_reason(
    claim: str, support: float, relevance: float, gate: str, reason: str
) -> None:
    """Each gate by itself is enough to drop a claim."""
    dropped = checked(cited(claim, SENTENCE), QUESTION, judge(support, relevance))
    assert isinstance(dropped, Dropped)
    assert (dropped.gate, dropped.text) == (gate, claim)
    assert reason in dropped.reason


def test_the_mean_of_both_readings_is_cut() -> None:
    """Words that state the claim, of which they do not say that it answers: .9 and .6 are .75, and too little."""

    def readings(stated: float, answers: float) -> float | Dropped:
        fake = FakeChat(
            yes=lambda prompt: 1.0 if "newspaper" in prompt else stated if "Statement: " in prompt else answers
        )
        return checked(cited(CLAIM, SENTENCE), QUESTION, Judge(fake, CUTS))

    assert readings(0.9, 0.8) == pytest.approx(0.85)
    assert "support 0.750" in str(readings(0.9, 0.6))
    assert "support 0.750" in str(readings(0.6, 0.9))


def test_a_claim_without_the_kind_of_thing_asked_for_never_reaches_the_judge() -> None:
    """It is true and gives no time; that costs no call of a model."""
    fake = FakeChat()
    dropped = checked(cited("The council said that the bridge will reopen.", SENTENCE), QUESTION, Judge(fake, CUTS))
    assert isinstance(dropped, Dropped)
    assert (dropped.gate, fake.prompts) == ("relevance", [])
    assert "asks when" in dropped.reason


def test_a_claim_that_fails_in_code_never_reaches_the_judge() -> None:
    """Code is free, and a judge may be talked into anything."""
    fake = FakeChat()
    checked(cited("The bridge will reopen on Friday 26 September.", SENTENCE), QUESTION, Judge(fake, CUTS))
    assert fake.prompts == []


SPOKEN = "Peskov said: “We will study the proposal carefully before Moscow gives an answer.”"


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        ("Peskov said Moscow would “study the proposal carefully”.", True),
        ('Peskov said they will "study the proposal carefully".', True),
        ("Peskov said: “Moscow will study the proposal very seriously before an answer.”", False),
        ("Peskov said “Moscow will give an answer before it studies the proposal”.", False),
        ("Peskov said they will “study the proposal carefully.", False),
        ("Peskov said they will study the proposal carefully.", True),
    ],
)
def test_what_a_claim_puts_in_quotation_marks_stands_in_the_cited_words(claim: str, passes: bool) -> None:  # noqa: FBT001  # a table
    """A model's words between quotation marks would be read as somebody's."""
    assert (misquoted(cited(claim, SPOKEN), "What did Peskov say?") is None) is passes


def test_what_the_question_quotes_may_stand_anywhere_in_the_article_cited() -> None:
    """A name in marks is the question's own; in no other marks, and in no article that does not have it, does it stand."""
    named, other = "The film “Salt Road” won the prize.", "It was shot in Lassery in six weeks."
    both = cited("“Salt Road” was shot in Lassery.", named, other)
    claim = replace(both, evidence=both.evidence[1:])
    assert misquoted(claim, "Where was “Salt Road” shot?") is None
    assert "Salt Road" in str(misquoted(claim, "Where was the film shot?"))
    assert "Salt Road" in str(misquoted(cited(claim.text, other), "Where was “Salt Road” shot?"))


def test_a_day_of_the_question_is_held_against_the_cited_article() -> None:
    """Whatever led to the draft: a claim may not carry a day that the article does not speak of."""
    question = "What reopened on 10 May 2025?"
    claim = cited("On 10 May 2025 the bridge reopened.", "The bridge reopened overnight.")
    dropped = checked(claim, question, judge(1.0, 1.0))
    assert isinstance(dropped, Dropped)
    assert "10 May 2025" in dropped.reason


def test_a_judge_that_says_neither_costs_one_claim_not_the_answer() -> None:
    """Unjudged is a reason to drop, not to stop."""

    class Mute(FakeChat):
        """Gives no probability to either word."""

        def _generate(self, *_: object, **__: object) -> ChatResult:
            tokens = {"content": [{"token": "Maybe", "top_logprobs": [{"token": "Maybe", "logprob": 0.0}]}]}
            message = AIMessage(content="Maybe", response_metadata={"logprobs": tokens})
            return ChatResult(generations=[ChatGeneration(message=message)])

    dropped = checked(cited(CLAIM, SENTENCE), QUESTION, Judge(Mute(), CUTS))
    assert isinstance(dropped, Dropped)
    assert dropped.gate == "judge"
    assert "neither" in dropped.reason


def test_a_claim_is_checked_once_for_each_article_it_cites() -> None:
    """Each part rests on one article's sentences, in their order: none takes along a source that never told it."""
    (one,), (other,) = cited(CLAIM, SENTENCE).evidence, cited(CLAIM, "The bridge is old.").evidence
    elsewhere = replace(
        other, article=replace(other.article, id="old"), sentence=replace(other.sentence, article_id="old")
    )
    parts = by_article(CitedClaim(CLAIM, (one, elsewhere, one)))
    assert [part.evidence for part in parts] == [(one, one), (elsewhere,)]
    assert {part.text for part in parts} == {CLAIM}
    assert isinstance(checked(parts[1], QUESTION, judge(1.0, 1.0)), Dropped)
