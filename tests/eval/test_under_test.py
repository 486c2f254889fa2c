"""The seam to the product's judgement leads where the product is, and gives reasons in words."""

from pkgutil import resolve_name

import pytest

from eval.judging import cited_claims
from eval.pairs import Pair
from eval.under_test import CUTS, GATES, refusal_reason

SOURCE = "The council said that the Old Weir Bridge will cost £2.4 million to repair."
QUESTION = "How much will the repair of the Old Weir Bridge cost?"


def reason(claim: str) -> str | None:
    """Why the checks refuse a claim that cites SOURCE."""
    [cited] = cited_claims(Pair("p", claim, SOURCE, "Old Weir Bridge to be repaired", label=True, subset="made"))
    return refusal_reason(cited, QUESTION)


@pytest.mark.parametrize("name", [*GATES, CUTS])
def test_what_is_switched_off_is_there(name: str) -> None:
    """A fault that replaces what nobody calls breaks nothing."""
    assert callable(resolve_name(name))


def test_the_checks_give_their_reason_in_words() -> None:
    """None where a claim passes."""
    assert reason("The repair will cost £2.4 million.") is None
    assert "2900000" in (reason("The repair will cost £2.9 million.") or "")
