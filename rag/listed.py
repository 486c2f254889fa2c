"""Questions for several things, drafted a sentence of an article at a time: the question is turned into the beginning of a
statement, and the model completes it from each of the nearest sentences.

A free list names a few things of the first passage, and gives what one party asks for as another's; a statement that begins
with whose it is can't. Code decides what a draft rests on; nothing is checked here but whether it may be drafted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.domain import CitedClaim, DraftClaim, Evidence, words_of
from rag.draft import is_report
from rag.retrieve import Found
from rag.statement import begin_statement, draft_from_sentence
from rag.support.demands import may_state_demand, states_demand
from rag.support.parties import acts, another_party, owner_of
from rag.support.scope import scope_of
from rag.tie import cited_context
from rag.wording import content_stems

LISTED = 12
"""Sentences that are drafted from, a call each."""
WORTH_TELLING = 2
"""Words that a completed statement must add to the question: "are conditional support" tells nothing."""
_DEMANDS = re.compile(r"(?:[\w-]+ )?\b(?P<what>conditions?|demands?|terms|requirements?)\b(?! for\b)", re.IGNORECASE)


def listed_drafts(model: BaseChatModel, question: str, found: Found, config: RunnableConfig) -> Iterator[DraftClaim]:
    """One draft from each of at most twelve sentences of `found`; none where the question can't be turned into a statement.

    Asked for demands, those come first that plainly state one, and what states none is left out.
    """
    begun = begin_statement(model, question, config) if found.ranked else ""
    for cited in _chosen(begun, found) if begun else ():
        asked, statement = (of_its_own_scope(text, cited) for text in (question, begun))
        draft = draft_from_sentence(model, asked, statement, cited, config)
        told = replace(draft, text=of_its_own_scope(draft.text, cited))
        if (
            is_report(told.text)
            and len(content_stems(told.text) - content_stems(f"{question} {begun}")) >= WORTH_TELLING
        ):
            yield told


def _chosen(begun: str, found: Found) -> list[tuple[Evidence, ...]]:
    ranked = list(found.ranked)
    if _DEMANDS.search(begun):
        stating = [piece for piece in ranked if may_state_demand(piece.quote)]
        owner = owner_of(begun)
        ranked = sorted(stating, key=lambda piece: (not states_demand(piece.quote), not acts(owner, piece)))
    cited = (cited_context(piece, found) for piece in ranked)
    return [pieces for pieces in cited if not another_party(CitedClaim(begun, pieces), "")][:LISTED]


def of_its_own_scope(statement: str, cited: Sequence[Evidence]) -> str:
    """The statement as the cited words let it be said: "Moscow's ceasefire conditions are", of a sentence that speaks of "a
    condition for a treaty", becomes "Moscow's conditions for a treaty are"; of one that says nothing of it, "Moscow's conditions
    are".
    """
    scope, there = scope_of(cited), content_stems(words_of(cited))

    def told(found: re.Match[str]) -> str:
        kind = found.group().removesuffix(found["what"]).strip()
        if scope is None and (not kind or content_stems(kind) <= there):
            return found.group()
        return f"{found['what']} for {scope}" if scope else found["what"]

    return _DEMANDS.sub(told, statement, count=1)
