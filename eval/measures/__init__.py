"""Every measure, in the order in which they are shown.

There is one file for each family; each measure says what it is, its range and its source.
"""

from eval.measures.base import Graded, Measure, Score
from eval.measures.carried import CARRIED
from eval.measures.citations import CITATION_PRECISION, CITATION_RECALL, RESOLVES
from eval.measures.nuggets import ALL_NUGGETS, VITAL_NUGGETS
from eval.measures.outcomes import ABSTAINED, REFUSED, RIGHT, RIGHT_OF_SHOWN, WRONG
from eval.measures.quotes import QUOTE_ALTERED, QUOTE_EXACT, QUOTE_MISATTRIBUTED, QUOTE_MISSING, QUOTE_STITCHED
from eval.measures.retrieval import RETRIEVAL
from eval.measures.stated import STATED
from eval.measures.supported import SUPPORTED

MEASURES: tuple[Measure, ...] = (
    QUOTE_EXACT,
    QUOTE_MISATTRIBUTED,
    QUOTE_STITCHED,
    QUOTE_ALTERED,
    QUOTE_MISSING,
    RESOLVES,
    STATED,
    CARRIED,
    SUPPORTED,
    CITATION_RECALL,
    CITATION_PRECISION,
    RIGHT,
    WRONG,
    ABSTAINED,
    REFUSED,
    RIGHT_OF_SHOWN,
    VITAL_NUGGETS,
    ALL_NUGGETS,
    *RETRIEVAL,
)

__all__ = ["MEASURES", "Graded", "Measure", "Score"]
