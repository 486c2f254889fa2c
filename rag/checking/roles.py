"""Parties that are exchanged: a claim names another doer than the cited words, or puts its parties on other sides.

A fault is found only where every deed of the cited words with the same act speaks against the claim.
"""

from rag.checking.identity import (
    any_same,
)
from rag.checking.same_deeds import Match, conflict, matches
from rag.domain import CitedClaim
from rag.english import Deed, parse
from rag.english.deeds import AGENT, is_stated


def turned_round(claim: CitedClaim, _question: str) -> str | None:
    """The fault, in a sentence, where the cited words name another doer than `claim`, or swap its parties; else None.

    Example: the claim "Lund sued Vale" on "Vale sued Lund".
    """
    mine = parse(claim.text)
    for match in matches(claim):
        found = [conflict(match.told, side, stated=is_stated(mine, match.told.deed.at)) for side in match.cited]
        against = (why or _crossed(match, side.deed) for why, side in zip(found, match.cited, strict=True))
        if any(found) and all(against):
            return next(why for why in found if why)
    return None


def _crossed(match: Match, cited: Deed) -> bool:
    """Whether `cited` speaks against the deed told by a slot that is not the agent's: somebody else fills it, and whom
    the claim has there fills it in another cited deed with the same act.

    Example: of the claim "Holt led for Vale", the first half of "Holt led for Lund, and Berg led for Vale".
    """
    for slot, who in match.told.deed.slots:
        mine = cited.filling(slot)
        elsewhere = any(any_same((who,), side.deed.filling(slot)) for side in match.cited if side.deed is not cited)
        if slot != AGENT and mine and elsewhere and all(who.is_other(each) for each in mine):
            return True
    return False
