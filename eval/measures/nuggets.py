"""Nugget coverage: which of the atomic facts of a good answer some shown claim states.

    nugget "aid and intelligence must end", match [["intelligence", "end"], ["intelligence", "stop"]]
    claim  "Foreign military aid and intelligence sharing must stop."                              -> covered

The share of vital nuggets is the recall of TREC's nugget pyramid with weights 0 and 1 (Lin and Demner-Fushman 2006),
matched by strings rather than by a judge, so that it is the same every time.
"""

from eval.matching import matched
from eval.measures.base import Graded, Measure, Score, ratio
from eval.questions import Nugget, Question


def covered(nugget: Nugget, graded: Graded) -> bool:
    """Whether one claim holds all strings of one of the nugget's alternatives."""
    claims = graded.answer.claims if graded.answer else ()
    return any(matched(nugget.match, claim.text) for claim in claims)


def _coverage(graded: Graded, *, vital_only: bool) -> Score:
    wanted = [nugget for nugget in graded.question.nuggets if nugget.vital or not vital_only]
    return ratio(sum(covered(nugget, graded) for nugget in wanted), len(wanted))


def _has_nuggets(question: Question) -> bool:
    return any(nugget.vital for nugget in question.nuggets)


VITAL_NUGGETS = Measure(
    "vital nuggets",
    "share of a question's vital nuggets that a claim states; an abstention covers none",
    lambda graded: _coverage(graded, vital_only=True),
    _has_nuggets,
    source="Voorhees 2003; Lin and Demner-Fushman 2006",
)
ALL_NUGGETS = Measure(
    "all nuggets",
    "share of a question's nuggets, vital and okay, that a claim states",
    lambda graded: _coverage(graded, vital_only=False),
    _has_nuggets,
    source="Voorhees 2003; Lin and Demner-Fushman 2006",
)
