"""What turns a statement round: "not", an opposite, a dropped "may", "all" for "some", two sides that changed places.

Each check compares two texts, and gives why the claim does not follow from the cited words, or None.
"""

from rag.support.bounds import bound, bound_lost
from rag.support.certainty import certainty
from rag.support.negation import negation
from rag.support.opposites import opposite
from rag.support.parts import part_as_whole
from rag.support.quantifiers import quantity_changed
from rag.support.swaps import changed_places

_CHECKS = (negation, opposite, bound, bound_lost, quantity_changed, part_as_whole, certainty, changed_places)


def turned_round(claim: str, cited: str) -> str | None:
    """Why `claim` says otherwise than `cited` although it speaks of the same; None where no check finds a reason."""
    return next((reason for check in _CHECKS if (reason := check(claim, cited))), None)
