"""What became of a question: right, wrong, abstained or refused, and never nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures import Graded, Measure
from eval.measures.outcomes import ABSTAINED, REFUSED, RIGHT, RIGHT_OF_SHOWN, WRONG, is_right
from rag.answer import Answer
from tests.eval.making import abstained, answered, article, cite, graded, question, said, unanswerable

TRUCE = article("Moscow and Kyiv agreed to a truce of 30 days on Monday.")
CITED = cite(TRUCE, "a truce of 30 days")
NO_OPINION = question(answers=())


def telling(*texts: str) -> Answer:
    """An answer of claims with these texts."""
    return answered(*(said(text, CITED) for text in texts))


def right(answer: Answer, *answers: tuple[str, ...]) -> bool:
    """Whether the answer is right where these are accepted."""
    return is_right(graded(answer, TRUCE, of=question(answers=answers or (("30 days",),))))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["It lasts 30 days."], True),
        (["Talks go on.", "It lasts 30 days."], True),
        (["Talks go on.", "So they say.", "It lasts 30 days."], False),
        (["It lasts 300 days."], False),
        (["It lasts 90 days."], False),
        (["word " * 58 + "30 days"], True),
        (["word " * 59 + "30 days"], False),
        (["word " * 60 + "30 days"], False),
        (["word " * 50, "word " * 8 + "30 days"], True),
        (["word " * 50, "word " * 9 + "30 days"], False),
        (["word " * 60, "30 days"], False),
        (["word " * 70, "30 days"], False),
    ],
)
def test_right_is_said_at_once(texts: list[str], expected: bool) -> None:  # noqa: FBT001  # a table's column
    """In the first two claims, and in their first sixty words together."""
    assert right(telling(*texts)) is expected


def test_half_an_answer_in_each_of_two_claims_is_none() -> None:
    """Strings that must all occur must do so in one claim."""
    halves = telling("Arms must stop.", "Intelligence must go on.")
    assert not right(halves, ("intelligence", "stop"))
    assert right(telling("Arms and intelligence must stop."), ("intelligence", "stop"))
    assert right(halves, ("intelligence", "stop"), ("arms", "stop"))
    assert not right(telling("It lasts 30", "days."), ("30 days",))


def test_words_of_a_citation_are_no_answer() -> None:
    """Only what the claim says counts: the cited words hold the answer, the claim does not."""
    assert not right(telling("They agreed on it."))


@pytest.mark.parametrize(
    ("measure", "told", "mistaken", "silent"),
    [(RIGHT, 1, 0, 0), (WRONG, 0, 1, 0), (ABSTAINED, 0, 0, 1), (RIGHT_OF_SHOWN, 1, 0, None)],
    ids=lambda value: getattr(value, "name", None),
)
def test_an_answerable_question(measure: Measure, told: float, mistaken: float, silent: float | None) -> None:
    """An abstention is not wrong, and of what was shown it says nothing."""
    outcomes = (telling("It lasts 30 days."), telling("It lasts 90 days."), abstained())
    assert [measure.score(graded(answer, TRUCE)) for answer in outcomes] == [told, mistaken, silent]
    assert measure.applies(question())


def test_an_unanswerable_question() -> None:
    """Met with an abstention it is refused; an answer to it is never right."""
    for answer, refused, right_of_shown in ((telling("It lasts 30 days."), 0, 0), (abstained(), 1, None)):
        seen = graded(answer, TRUCE, of=unanswerable())
        assert (REFUSED.score(seen), RIGHT_OF_SHOWN.score(seen)) == (refused, right_of_shown)
    assert [measure.applies(unanswerable()) for measure in (RIGHT, WRONG, ABSTAINED)] == [False] * 3
    assert not REFUSED.applies(question())


def test_a_question_without_accepted_answers_is_neither_right_nor_wrong() -> None:
    """Questions for retrieval have none: nobody said what would be right."""
    assert [measure.applies(NO_OPINION) for measure in (RIGHT, WRONG)] == [False, False]
    assert RIGHT_OF_SHOWN.score(graded(telling("It lasts 30 days."), of=NO_OPINION)) is None


def test_an_error_is_neither_an_abstention_nor_a_refusal() -> None:
    """To fail is not to keep silent on purpose."""
    assert REFUSED.score(graded(None, of=unanswerable())) == 0
    assert ABSTAINED.score(graded(None)) == RIGHT.score(graded(None)) == 0
    assert [measure.worst for measure in (RIGHT, WRONG, ABSTAINED, REFUSED, RIGHT_OF_SHOWN)] == [0, 1, 1, 0, 0]


@given(st.lists(st.sampled_from(["It lasts 30 days.", "It lasts 90 days.", "word " * 31]), max_size=4))
def test_every_answerable_question_is_right_wrong_or_abstained(texts: list[str]) -> None:
    """One of the three and only one, for any answer."""
    seen: Graded = graded(telling(*texts) if texts else abstained(), TRUCE)
    assert sum(measure.score(seen) or 0 for measure in (RIGHT, WRONG, ABSTAINED)) == 1
