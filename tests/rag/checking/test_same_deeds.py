"""What a claim tells is held against what the cited words tell, deed by deed; what either leaves open is no fault."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from rag.checking.certainty import too_sure
from rag.checking.negation import denied_otherwise
from rag.checking.roles import turned_round
from rag.domain import CitedClaim
from tests.rag.claims import cited

Fault = Callable[[CitedClaim, str], str | None]
FAULTS: list[tuple[Fault, str, str]] = [
    (turned_round, "The mayor was accused by the bishop.", "The mayor accused the bishop."),
    (turned_round, "Bo Lind is older than Anna Holt.", "Anna Holt, ten years older than Bo Lind, retired."),
    (turned_round, "Anna Moor is out after a loss to Ida Lind.", "Ida Lind is out after a loss to Anna Moor."),
    (turned_round, "Umerov led for Moscow, and Medinsky led for Kyiv.", "Medinsky led for Moscow, and Umerov led for Kyiv."),
    (turned_round, "Councillor Anja Reddy passed the motion to a paper.", "Councillor Bo Falk passed the motion to a paper."),
    (denied_otherwise, "Moor offered a refund.", "Moor made no offer of a refund."),
    (denied_otherwise, "The owner paid for the fuel.", "The owner refused to pay for the fuel."),
    (denied_otherwise, "Observers reported violence.", "Observers reported long queues but no violence."),
    (denied_otherwise, "The club is relegated if it pays its debt.", "The club is relegated unless it pays its debt."),
    (too_sure, "The club signed Okoro.", "The club offered to sign Okoro."),
    (too_sure, "The union will hold a stoppage.", "The union is considering a stoppage."),
]  # fmt: skip
NONE: list[tuple[Fault, str, str]] = [
    (turned_round, "The bridge reopens on Friday.", "The council expects to reopen it on Friday."),
    (turned_round, "Lund met Vale.", "Vale met Lund."),
    (turned_round, "She accused the bishop.", "The mayor accused the bishop."),
    (turned_round, "The US will resume the aid.", "The United States will resume the aid."),
    (denied_otherwise, "The pool opens only if it is paid for.", "The pool will not open unless it is paid for."),
    (denied_otherwise, "No fewer than 40 people were hurt.", "At least 40 people were hurt."),
    (
        denied_otherwise,
        "Lund proposed a fence, which Vale turned down.",
        "Vale rejected a proposal by Lund to put up a fence.",
    ),
    (too_sure, "The bridge reopens on Friday.", "The bridge will reopen on Friday."),
    (too_sure, "The plant produces 48 megawatts.", "The plant can produce 48 megawatts."),
]


@pytest.mark.parametrize(("fault", "claim", "sentence"), FAULTS)
def test_what_is_turned_round_is_a_fault(fault: Fault, claim: str, sentence: str) -> None:
    """With a reason in words."""
    assert fault(cited(claim, sentence), "")


@pytest.mark.parametrize(("fault", "claim", "sentence"), NONE)
def test_what_may_be_the_same_is_none(fault: Fault, claim: str, sentence: str) -> None:
    """A pronoun, an act that goes both ways, another name of a country, another voice, a timetable's present."""
    assert fault(cited(claim, sentence), "") is None


INTRODUCED = "Latvian President Marta Ozola spoke on Monday."
DEMANDED = "Ozola demanded that Estonia withdraw its fleet from the bay."


def test_what_somebody_demands_for_a_country_is_the_country_s() -> None:
    """As an article introduces her: the cited one, or another that was found; so it is of her own words, and of no other country's."""
    alone, told = cited("Latvia demands that Estonia withdraw its fleet.", DEMANDED), cited("", INTRODUCED).evidence
    anothers_too = replace(alone, text="Finland demands that Estonia withdraw its fleet.")
    for claim in (alone, anothers_too):  # nobody says for whom she speaks
        assert turned_round(claim, "") is None
    introduced = tuple(piece.article for piece in told)
    assert turned_round(replace(alone, beside=introduced), "") is None
    assert turned_round(replace(anothers_too, beside=introduced), "")


def test_one_who_speaks_for_a_country_is_no_other_country() -> None:
    """Whether the claim names her and the cited words the other country, or the other way round."""
    introduced = (cited("", INTRODUCED).evidence[0].article,)
    claim = cited(
        "Ozola demanded that Finland withdraw its fleet.", "Estonia demanded that Finland withdraw its fleet."
    )
    assert turned_round(claim, "") is None
    assert turned_round(replace(claim, beside=introduced), "")


def test_where_articles_differ_on_for_whom_somebody_speaks_nothing_is_known() -> None:
    """Of those that are not cited; what a cited one says counts."""
    both = tuple(cited("", text).evidence[0].article for text in (INTRODUCED, INTRODUCED.replace("Latvian", "Finnish")))
    claim = cited("Finland demands that Estonia withdraw its fleet.", DEMANDED)
    assert turned_round(replace(claim, beside=both), "") is None
    assert turned_round(replace(claim, beside=both[:1]), "")


def test_two_who_speak_for_one_country_are_two() -> None:
    """A demand of the minister is none of the president."""
    both = cited("", f"{INTRODUCED} Latvian minister Juris Kalns was there.").evidence[0].article
    claim = replace(cited("Kalns demanded that Estonia withdraw its fleet.", DEMANDED), beside=(both,))
    assert turned_round(claim, "")
