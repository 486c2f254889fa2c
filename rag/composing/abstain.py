"""Why nothing is claimed, as the answer says it: an empty hand is an answer too."""

from collections.abc import Sequence

from rag.answer import Abstention, EvidenceShown
from rag.asking.understand import needs_context
from rag.asking.unmatched import NO_ARTICLES, unknown_to, why_nothing
from rag.composing.run import Run
from rag.store.record import Record

NEAREST = 5
"""Of the nearest quotations, how many an abstention shows."""
_ASK_IN_FULL = "The question does not say what it is about. Ask it in full, with the names of what you mean."
NEEDS_CONTEXT = Abstention(reason="needs_context", message=_ASK_IN_FULL)
"""Of a question that can't be understood without another one, where there is none that it follows."""


def abstain(nearest: Sequence[EvidenceShown], *, articles: int, asked: bool, unmatched: str = "") -> Abstention:
    """Why nothing is claimed: there are no articles, none is about the question, or no draft stood the checks.

    Only of the second can code say that the articles do not say. `unmatched` says what is wrong with the filters: all
    there is to say where nothing is near, else something beside the reason.
    """
    if not articles:
        return Abstention(reason="no_articles", message=NO_ARTICLES)
    if not nearest and unmatched:
        return Abstention(reason="no_relevant_passage", message=unmatched)
    if asked:
        message = "No answer could be confirmed from the articles. The nearest passages may hold one."
    else:
        message = "The articles do not say: none of them is about what the question asks."
    return Abstention(
        reason="no_supported_claim" if asked else "no_relevant_passage",
        message=f"{message} {unmatched}".strip(),
        nearest=tuple(nearest),
    )


def abstention_of(run: Run, record: Record, shown: Sequence[EvidenceShown]) -> Abstention:
    """Why `run` claims nothing, where `shown` are the quotations nearest to its question."""
    if needs_context(run.asked.standalone):
        return NEEDS_CONTEXT
    wanted = run.asked.wanted
    unmatched = unknown_to(record, wanted) if shown else why_nothing(record, wanted)
    return abstain(shown[:NEAREST], articles=record.counts().articles, asked=bool(run.offered), unmatched=unmatched)
