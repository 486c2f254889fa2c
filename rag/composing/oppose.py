"""What other articles say against a claim: their own sentences, to be shown beside it. No model.

A small model drafts one sentence for one fact, so what another article says of that fact would never be a claim. Knows
nothing of gates: what is found here is yet to be checked, as any claim is.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rag.checking.quotations import cut_quotation
from rag.composing.contradict.causes import rules_out
from rag.composing.contradict.deeds import not_before
from rag.composing.contradict.statement import Statement
from rag.composing.disagree import DisagreementKind, contradiction
from rag.domain import Evidence
from rag.drafting import Similarity

BESIDE = 2
"""How many sentences are shown against one claim at most, each of another article."""
_ASKS_DAY = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:when\b|(?:on|by|from|until) (?:what|which) da(?:y|te)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Opposed:
    """A sentence that contradicts a claim, and how: in numbers, by denial, or in an outcome."""

    evidence: Evidence
    kind: DisagreementKind


def opposing(
    claim: Statement, question: str, evidence: Sequence[Evidence], articles: Collection[str], similarity: Similarity
) -> Iterator[Opposed]:
    """The sentences of `evidence` that contradict `claim`, an answer to `question`, in their order. None is from
    `articles`, which are ids: those that the claim rests on.

    Of each article only the first such sentence is given. A sentence with half a quotation is passed over.
    """
    told = set(articles)
    for piece in evidence:
        if piece.article.id in told or cut_quotation(piece.quote):
            continue
        kind = _against(statement_of_sentence(piece), claim, question, similarity)
        if kind:
            told.add(piece.article.id)
            yield Opposed(piece, kind)


def disputed(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, Opposed]]:
    """Pairs of sentences that contradict each other: each sentence of `evidence` with the first one after it, of
    another article, that contradicts it. A sentence with half a quotation is passed over.
    """
    whole = [piece for piece in evidence if not cut_quotation(piece.quote)]
    for at, one in enumerate(whole):
        for other in whole[at + 1 :]:
            if other.article.id == one.article.id:
                continue
            kind = contradiction(statement_of_sentence(one), statement_of_sentence(other))
            if kind:
                yield one, Opposed(other, kind)
                break


def statement_of_sentence(piece: Evidence) -> Statement:
    """A stored sentence as a statement, with the year that its article was published in, where that is known."""
    published = piece.article.published.value
    return Statement(piece.quote, int(published[:4]) if published else None)


def _against(said: Statement, claim: Statement, question: str, similarity: Similarity) -> DisagreementKind | None:
    kind = contradiction(claim, said)
    if kind:
        return kind
    if rules_out(said, claim, question, similarity):
        return "denial"
    return "outcome" if _ASKS_DAY.match(question) and (not_before(said, claim) or not_before(claim, said)) else None
