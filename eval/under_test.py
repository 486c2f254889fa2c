"""The parts of the product that evaluations test: checks in code, judge and thresholds, the reading of follow-ups.

The one module of eval that knows where they are: when they move or change their signature, it changes, and nothing else
does. What is measured is looked up here; what it is measured with is eval.yardstick.
"""

from rag.asking.standalone import standalone
from rag.asking.turns import EarlierQuestion
from rag.checking.checks import CHECKS, fault_in, faults_in
from rag.checking.gates import Supported, answering
from rag.checking.judge import Judge, Thresholds, thresholds
from rag.checking.scope import of_any_scope
from rag.checking.thresholds import UNCUT, Knot, bound_thresholds
from rag.checking.yes_or_no import answers_no, has_verdict
from rag.domain import CitedClaim

__all__ = [
    "CHECKS",
    "CUTS",
    "GATES",
    "UNCUT",
    "EarlierQuestion",
    "Judge",
    "Knot",
    "Thresholds",
    "answering",
    "answers_no",
    "bound_thresholds",
    "faults_in",
    "has_verdict",
    "let_through",
    "of_any_scope",
    "refusal_reason",
    "standalone",
    "thresholds",
]

GATES = ("rag.checking.gates.checked", "rag.composing.quote.own_words")
"""Functions that decide whether a claim may be shown; `onrecord eval selftest` puts `let_through` in their place."""
CUTS = "rag.build.thresholds"
"""The function that gives the cuts; `onrecord eval selftest` puts one in its place that gives none."""


def let_through(claim: CitedClaim, *_: object, **__: object) -> Supported:
    """A gate that lets every claim through, whatever else it is given."""
    return Supported(claim, 1.0)


def refusal_reason(claim: CitedClaim, question: str) -> str | None:
    """Why the checks in code refuse `claim` as an answer to `question`, in words; None where all let it pass."""
    found = fault_in(claim, question)
    return found[1] if found else None
