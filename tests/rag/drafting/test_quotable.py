"""Where somebody's words are asked for, the quotations near the question are looked at, those of whom it asks about first."""

import pytest

from rag.checking.quotations import stands_in_quotation
from rag.drafting.quotable import is_asked_about, quotable
from rag.retrieval.found import Found
from tests.rag.claims import evidence

SENTENCES = (
    "Ingrith Salko, the governor, warned borrowers in Velmar not to count on more.",
    "“This is one step on a staircase,” she said.",
    "Odo Brandt, who leads the opposition, was not pleased.",
    "“The stairs are rotten,” said Brandt.",
)


def found() -> Found:
    """The nearest sentence quotes nobody; the passage it stands in does."""
    told = evidence(*SENTENCES)
    return Found(ranked=told[:1], before={}, passages=(told,))


def alike(_first: str, _second: str) -> float:
    """Every text is as near as any other: the order of the article is kept."""
    return 0.0


def said(question: str) -> list[str]:
    """The words of what may answer `question` by itself."""
    return [piece.quote for piece in quotable(question, found(), alike)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What exactly did Salko say to borrowers?", [SENTENCES[1]]),
        ("In what words did the governor warn borrowers?", [SENTENCES[1]]),
        ("How did Odo Brandt put it?", [SENTENCES[3]]),
        ("Quote somebody on the loans of Velmar.", [SENTENCES[1], SENTENCES[3]]),
        ("Quote somebody on the loans of Karsk.", []),
    ],
)
def test_whose_words_are_asked_for_is_told_by_name_or_office(question: str, expected: list[str]) -> None:
    """Of nobody who is named, any quotation of an article about it; of an article about something else, none."""
    assert said(question) == expected


def test_any_near_sentence_may_answer_another_question() -> None:
    """But no sentence of a passage that a search did not find by itself."""
    assert said("What did the governor do?") == [SENTENCES[0]]


def test_nobody_else_s_demand_answers_a_question_for_somebody_s() -> None:
    """Who wants it is read in the sentence; of whom no article says for whom they speak, it may be anybody's."""
    told = evidence("Russia wants a ban on ships.", "Kyiv demands a neutral port.", "Brandt demands a bridge.")
    asked = quotable("What does Ukraine demand?", Found(told, {}), alike)
    assert [piece.quote for piece in asked] == ["Kyiv demands a neutral port.", "Brandt demands a bridge."]


def test_the_nearest_in_meaning_comes_first_with_the_sentence_that_it_leans_on() -> None:
    """What is compared with the question is what would be cited."""
    seen: list[str] = []

    def near(_question: str, words: str) -> float:
        seen.append(words)
        return float(words.startswith(SENTENCES[3]))

    first = quotable("Quote somebody on the loans of Velmar.", found(), near)[0]
    assert first.quote == SENTENCES[3]
    assert seen[0] == f"{SENTENCES[0]} {SENTENCES[1]}"


def test_a_sentence_quotes_where_any_of_it_stands_in_quotation_marks() -> None:
    """Whoever is quoted."""
    assert [stands_in_quotation(piece) for piece in evidence(*SENTENCES)] == [False, True, False, True]


def test_a_speaker_of_whom_nothing_is_known_is_nobody_s_answer() -> None:
    """An unnamed one is not whom the question names."""
    (piece,) = evidence("“It sank,” it was said.")
    assert not is_asked_about(piece, "What exactly did the mayor say?")


def test_what_stands_between_two_sentences_is_not_skipped() -> None:
    """Where the sentence before was left out of the passage, another one must not lend its names."""
    told = evidence(*SENTENCES)
    apart = Found(ranked=(), before={}, passages=((told[0], told[3]),))
    seen: list[str] = []

    def near(_question: str, words: str) -> float:
        seen.append(words)
        return 0.0

    quotable("Quote somebody on the loans of Velmar.", apart, near)
    assert seen == [SENTENCES[3]]
