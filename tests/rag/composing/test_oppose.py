"""What other articles say against a claim is found among the sentences near the question; nothing else is."""

from dataclasses import replace

import pytest

from rag.composing.contradict.statement import Statement
from rag.composing.oppose import disputed, opposing
from rag.domain import Evidence
from tests.rag.claims import evidence

HURT = "How many people were hurt when the bus overturned at Varde?"
TWELVE = "Twelve people were injured when the bus overturned at Varde."
FOURTEEN = "Fourteen people were hurt when the bus overturned at Varde."
NEXT = "When is the next launch of Petrel-2?"
JULY_24 = "The next launch of Petrel-2 is set for 24 July."


def nothing_alike(_one: str, _other: str) -> float:
    """A similarity that finds no two texts alike."""
    return 0.0


def told(*sentences: str) -> list[Evidence]:
    """Sentences, each of an article of its own: a0, a1, …"""
    pieces = [evidence(sentence)[0] for sentence in sentences]
    return [
        replace(
            piece,
            article=replace(piece.article, id=f"a{number}"),
            sentence=replace(piece.sentence, article_id=f"a{number}"),
        )
        for number, piece in enumerate(pieces)
    ]


def against(claim: str, question: str, pieces: list[Evidence], own: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The sentences shown against a claim, with the kind of each."""
    found = opposing(Statement(claim), question, pieces, own, nothing_alike)
    return [(each.evidence.quote, each.kind) for each in found]


def test_another_article_s_figure_is_found() -> None:
    """What agrees, or is of something else, is not."""
    pieces = told("The bus overturned at Varde.", TWELVE, "Two people died in a fire at Orrel.", FOURTEEN)
    assert against(TWELVE, HURT, pieces) == [(FOURTEEN, "numbers")]


def test_an_article_does_not_contradict_its_own_claim_and_speaks_once() -> None:
    """It may tell two stages of one story."""
    (first,) = told(FOURTEEN)
    assert against(TWELVE, HURT, [first], own=("a0",)) == []
    assert len(against(TWELVE, HURT, [first, first])) == 1


def test_half_a_quotation_is_not_shown() -> None:
    """Nobody could tell whose words it is."""
    assert against(TWELVE, HURT, told(f"“{FOURTEEN}")) == []


@pytest.mark.parametrize(
    ("sentence", "question", "found"),
    [
        ("The company does not expect to fly before 31 July.", NEXT, True),
        ("The company does not expect to fly before 20 July.", NEXT, False),
        ("The company did not fly before 31 July.", NEXT, False),
        ("The company does not expect to fly before 31 July.", "Who owns Petrel-2?", False),
        ("The company expects to hold its fair on 31 July.", NEXT, False),
    ],
)
def test_a_day_that_is_too_early_for_another_article_is_contradicted(
    sentence: str, question: str, *, found: bool
) -> None:
    """Only where both are of what is ahead and the question asks for the day: of what it is, the question says."""
    assert against(JULY_24, question, told(sentence)) == ([(sentence, "outcome")] if found else [])


def test_a_ruled_out_cause_is_a_denial() -> None:
    """Where the question asks for a cause."""
    claim, said = "The launch stopped because a valve leaked.", "There was nothing wrong with the valve."
    assert against(claim, "Why did the launch stop?", told(said)) == [(said, "denial")]


def test_what_two_articles_dispute_is_found_without_a_claim() -> None:
    """Each with the first that contradicts it, once; sentences of one article dispute nothing."""
    fifteen = TWELVE.replace("Twelve", "Fifteen")
    found = [
        (one.quote, other.evidence.quote) for one, other in disputed(told("It rained.", TWELVE, FOURTEEN, fifteen))
    ]
    assert found == [(TWELVE, FOURTEEN), (FOURTEEN, fifteen)]
    assert list(disputed(evidence(TWELVE, FOURTEEN))) == []
