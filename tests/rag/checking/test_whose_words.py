"""Most of what a claim gives to somebody is not another's in the cited words; where that is open, there is no fault."""

import pytest

from rag.checking.whose_words import given_to_others
from tests.rag.claims import cited

FAULTS = [
    ("Norway is calling for an independent count of cod.", "Karvania's president, Ole Bo, is calling for an independent count of cod, to which Norway objects."),
    ("The city wants 7% over one year.", "The union wants 7% over one year, and the city offers 4%."),
    ("The city's terms include 7% over one year.", "The union wants 7% over one year, and the city offers 4%."),
    ("Holt said that the ban had come too late.", "The ban had come too late, said Moor, whom Holt had met."),
    ("Holt told the court that cracks were seen.", "Moor told the court that Holt had spoken of cracks seen."),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "sentence"), FAULTS)
def test_what_is_another_s_is_named(claim: str, sentence: str) -> None:
    """With the first words of it."""
    assert (given_to_others(cited(claim, sentence), "") or "").endswith("to others")


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The union said that it would end the strike.", "It would end the strike, the union said."),
        ("The line was blamed for poor charts by the board.", "The board blamed the line for poor charts."),
    ],
)
def test_what_may_be_theirs_is_no_fault(claim: str, sentence: str) -> None:
    """In whatever voice, and by a pronoun."""
    assert given_to_others(cited(claim, sentence), "") is None
