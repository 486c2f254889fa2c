"""The numbers and names of a claim stand in the words it cites, however they are written."""

import pytest

from eval.measures.carried import CARRIED, uncarried
from tests.eval.making import abstained, answered, article, cite, graded, question, said

ASKED = "What did they agree on in Geneva?"


def missing(claim: str, cited: str, asked: str = ASKED, title: str = "The news of the day") -> list[str]:
    """The numbers and names of a claim that the cited words lack."""
    source = article(cited, title=title)
    answer = answered(said(claim, cite(source, cited)))
    return uncarried(answer.claims[0], graded(answer, source, of=question(question=asked)))


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("The truce lasts 30 days.", "a truce of thirty days"),
        ("The truce lasts thirty days.", "a 30-day truce"),
        ("It lasts 30.", "a truce of 30 days"),
        ("The bridge costs £2.4 million.", "the cost is 2.4 million pounds"),
        ("10,000 people came.", "10\u202f000 people came"),
        ("A quarter, or 25 percent, agreed.", "25 % agreed"),
        ("They met on 20 May.", "on May 20th they met"),
        ("Varrowby said so.", "so said Ilse Varrowby"),
        ("Varrowby's plan failed.", "the plan of Varrowby failed"),
        ("Varrowby’s plan failed.", "Varrowby's plan failed"),
        ("Then Ottawa agreed.", "the Canadians agreed"),
        ("The U.S. agreed.", "the United States agreed"),
        ("The United States agreed.", "the US agreed"),
        ("The European Union agreed.", "the EU agreed"),
        ("The EU agreed.", "the European Union agreed"),
        ("They agreed in Geneva.", "they agreed"),  # the question says so
        ("He agreed.", "she refused"),
    ],
)
def test_a_claim_is_carried_by_the_words_it_cites(claim: str, cited: str) -> None:
    """Words or digits, spelling, possessive and the first name make no difference."""
    assert missing(claim, cited) == []


@pytest.mark.parametrize(
    ("claim", "cited", "lacking"),
    [
        ("The truce lasts 90 days.", "a truce of thirty days", ["90 day"]),
        ("The truce lasts 30 hours.", "a truce of thirty days", ["30 hour"]),
        ("The bridge costs £2.9 million.", "the cost is £2.4 million", ["2900000 £"]),
        ("It costs $2.4 million.", "the cost is £2.4 million", ["2400000 $"]),
        ("Then Varrowby said so.", "so said Achterby", ["Varrowby"]),
        ("The United States agreed.", "Ottawa agreed", ["United States"]),
        ("Canada agreed.", "the US agreed", ["Canada"]),
        ("Canada agreed.", "Prime Minister Varrowby agreed", ["Canada"]),
        ("The EU agreed.", "the Union agreed", ["EU"]),
        ("Then Varrowby and Keld met 90 men.", "they met 30 men", ["90", "Varrowby", "Keld"]),
    ],
)
def test_what_the_cited_words_lack_is_named(claim: str, cited: str, lacking: list[str]) -> None:
    """Another number, another unit or another name: each of them, and nothing else."""
    assert missing(claim, cited) == lacking


def test_a_headline_is_cited_with_its_article() -> None:
    """A name that only the title gives is carried."""
    assert missing("Then Varrowby said so.", "he said so", title="Varrowby in Ostermere") == []


def test_several_citations_carry_a_claim_together() -> None:
    """One has the name, the other the number."""
    source = article("So said Varrowby. It lasts 30 days.")
    both = said("Then Varrowby said 30 days.", cite(source, "So said Varrowby."), cite(source, "It lasts 30 days."))
    one = said("Then Varrowby said 30 days.", cite(source, "So said Varrowby."))
    seen = graded(answered(both, one), source)
    assert CARRIED.score(seen) == 1 / 2
    assert CARRIED.explain is not None
    assert CARRIED.explain(seen) == "c2 says 30 day, which its citations do not: “Then Varrowby said 30 days.”"


def test_no_claims_are_not_scored() -> None:
    """An abstention and an error claim nothing."""
    assert CARRIED.score(graded(abstained())) is None
    assert CARRIED.score(graded(None)) is None
    assert CARRIED.promise == 3
