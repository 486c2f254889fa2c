"""How a small model drafts: free sentences over all excerpts at once, and demands a sentence at a time.

Each draft comes with the progress it makes. Code decides what a draft rests on; nothing is checked here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.domain import DraftClaim, Evidence, words_of
from rag.draft import draft_from_articles, excerpts
from rag.retrieve import Found
from rag.statement import begin_statement, draft_from_sentence
from rag.support.demands import missing_demand, states_demand
from rag.support.facts import another_party
from rag.support.parties import acting_party, attitude_holders
from rag.support.parts import told_as_part
from rag.support.scope import lends_scope, rescoped
from rag.tie import cited_context, tied

ARTICLES = 5
"""Articles in one prompt."""
DEMANDS = 10
"""Sentences that demands are drafted from, a call each."""
NEAREST_DEMANDS = 16
"""Sentences near enough to the question to be drafted from where they may only imply a demand."""

Step = tuple[DraftClaim, dict[str, Any]]
"""A draft, and the `status` that a stream tells after it."""


def free_drafts(
    model: BaseChatModel, question: str, found: Found, *, several: bool, config: RunnableConfig
) -> Iterator[Step]:
    """Sentences written over the excerpts of up to five articles at once, each tied by code to what carries it."""
    articles = excerpts(found.ranked, found.before)[:ARTICLES]
    if not articles:
        return
    offered = [sentence for article in articles for sentence in article.sentences]
    texts = draft_from_articles(model, question, articles, several=several, config=config)
    for number, text in enumerate(texts, 1):
        cited = tied(text, question, offered)
        words = words_of(cited)
        scoped = rescoped(text, words, _before(cited, found)) if cited else text
        step = {"step": "checking", "done": number, "of": len(texts)}
        yield DraftClaim(scoped, tuple(evidence.key for evidence in cited)), step


def drafts_of_demands(model: BaseChatModel, question: str, found: Found, config: RunnableConfig) -> Iterator[Step]:
    """Demands, one a sentence: at most ten of `found` that state a demand which may be the asked party's.

    Those come first that plainly state one, and of them those that give it to that party; all others only from among the
    nearest sentences.
    """
    begun = begin_statement(model, question, config) if found.ranked else ""
    party = next(iter(attitude_holders(begun)), None)
    stating = [
        stated
        for number, evidence in enumerate(found.ranked)
        if (number < NEAREST_DEMANDS or states_demand(evidence.quote))
        and (stated := _stated(begun, question, evidence, found))
    ]
    chosen = sorted(stating, key=lambda each: each.place(party))[:DEMANDS]
    for number, each in enumerate(chosen, 1):
        draft = draft_from_sentence(model, each.scoped(question), each.statement, each.cited, config)
        step = {"step": "reading", "done": number, "of": len(chosen)}
        yield replace(draft, text=told_as_part(each.scoped(draft.text), words_of(each.cited))), step


@dataclass(frozen=True, slots=True)
class _Stated:
    """A sentence that states a demand, what is cited with it, and the statement's beginning in the scope it gives."""

    statement: str
    cited: tuple[Evidence, ...]
    scoped: Callable[[str], str]

    def place(self, party: str | None) -> int:
        """0 for what plainly states a demand of `party`, 1 for a demand, 2 for anything else."""
        stating = self.cited[-1]
        if not states_demand(stating.quote):
            return 2
        holders = {acting_party(stating.quote, stating.article.text), *attitude_holders(stating.quote)}
        return 0 if party in holders else 1


def _stated(begun: str, question: str, evidence: Evidence, found: Found) -> _Stated | None:
    """What `evidence` may state of the demands asked for; None for no demand, or another party's."""
    cited = cited_context(evidence, found)
    words = words_of(cited)
    before = found.before.get(evidence.key)
    scoped = partial(
        rescoped, words=evidence.quote, before=before.quote if before and lends_scope(before.quote) else ""
    )
    statement = scoped(begun)
    if before and statement != rescoped(begun, evidence.quote):
        cited = (before, evidence)  # the sentence that gave the statement its scope is cited as well
    if another_party(statement, cited) or missing_demand(statement or question, words):
        return None
    return _Stated(statement, cited, scoped)


def _before(cited: Sequence[Evidence], found: Found) -> str:
    """The sentence before the first cited one, where it is known."""
    before = found.before.get(cited[0].key)
    return before.quote if before else ""
