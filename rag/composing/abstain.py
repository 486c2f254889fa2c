"""The abstention: why an answer claims nothing, and which stored sentences came nearest. Checks no claim."""

from collections.abc import Sequence

from rag.answer import Abstention, EvidenceShown
from rag.asking.understand import needs_context
from rag.asking.unmatched_filters import NO_ARTICLES, unknown_to, why_nothing
from rag.composing.work import Work
from rag.store.record import Record

NEAREST = 5
"""How many of the nearest quotations an abstention shows."""
_ASK_IN_FULL = "The question does not say what it is about. Ask it in full, with the names of what you mean."
NEEDS_CONTEXT = Abstention(reason="needs_context", message=_ASK_IN_FULL)
"""The abstention for a question that can't be understood without an earlier one ("And in
Leeds?"), where there is none."""


def abstain(nearest: Sequence[EvidenceShown], *, articles: int, asked: bool, unmatched: str = "") -> Abstention:
    """The abstention for the first of these reasons that holds: there are no articles, none is about the question,
    or no draft passed the checks.

    `nearest` are the quotations to show, `articles` is how many the record holds, `asked` whether any sentence was
    offered to the writer, and `unmatched` what is wrong with the filters, empty if nothing is. Where no quotation is
    near, `unmatched` is the whole message; otherwise it follows the reason. Only where no sentence was offered may the
    message say that the articles do not say.
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


def abstention_of(work: Work, record: Record, shown: Sequence[EvidenceShown]) -> Abstention:
    """The abstention of `work` that claims nothing; `shown` are the quotations nearest to its question."""
    if needs_context(work.asked.standalone):
        return NEEDS_CONTEXT
    wanted = work.asked.wanted
    unmatched = unknown_to(record, wanted) if shown else why_nothing(record, wanted)
    return abstain(shown[:NEAREST], articles=record.counts().articles, asked=bool(work.offered), unmatched=unmatched)
