"""What the cited words leave open, told as done or as sure to come.

A fault is found only where every deed of the cited words that may be the same speaks against the claim.
"""

from rag.checking.same_deeds import comparable
from rag.domain import CitedClaim
from rag.english import Deed


def too_sure(claim: CitedClaim, _question: str) -> str | None:
    """The fault, in a sentence, where `claim` tells as done or sure to come what the cited words leave open; else None.

    Example: the claim "Anna Holt will resign" on "Anna Holt may resign".
    """
    for told, cited in comparable(claim):
        if cited and not told.standing.denied and all(_surer(told.standing.how, _left_open(deed)) for deed in cited):
            return f"the cited words leave open what it says of “{told.act}”"
    return None


def _left_open(deed: Deed) -> str:
    """How a cited deed is told: "did", "will", "may" and so on; of a noun, what its verb leaves open."""
    return deed.opened if deed.of_noun else deed.standing.how


def _surer(told: str, cited: str) -> bool:
    return cited in {"did": {"will", "may", "if"}, "does": {"may", "if"}, "will": {"may"}}.get(told, ())
