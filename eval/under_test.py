"""What of the product evaluations put to the test: its checks in code, its judge and thresholds, its reading of follow-ups.

The one module of eval that knows where they are: when they move or change their signature, it changes, and nothing else
does. What is measured is looked up here; what it is measured with is eval.yardstick.
"""

from rag.asking.standalone import standalone
from rag.asking.turns import Turn
from rag.checking.checks import CHECKS, fault_in, faults_in
from rag.checking.gates import Standing, answering
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
    "Judge",
    "Knot",
    "Thresholds",
    "Turn",
    "answering",
    "answers_no",
    "bound_thresholds",
    "facts_against",
    "faults_in",
    "has_verdict",
    "let_through",
    "of_any_scope",
    "standalone",
    "thresholds",
]

GATES = ("rag.checking.gates.checked", "rag.composing.quote.own_words")
"""What the chain asks whether a claim may be shown; `onrecord eval selftest` puts `let_through` in their place."""
CUTS = "rag.build.thresholds"
"""What the chain asks for its cuts; `onrecord eval selftest` takes them away."""


def let_through(claim: CitedClaim, *_: object, **__: object) -> Standing:
    """What a gate says that lets every claim through, whatever it is asked besides."""
    return Standing(claim, 1.0)


def facts_against(claim: CitedClaim, question: str) -> str | None:
    """Why the checks in code refuse `claim` as an answer to `question`, in words; None where all of them let it pass."""
    found = fault_in(claim, question)
    return found[1] if found else None
