"""How a small model drafts: free sentences over all excerpts at once, and demands a sentence at a time.

Each draft comes with the progress it makes. Code decides what a draft rests on; nothing is checked here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.domain import DraftClaim, Evidence
from rag.draft import draft_from_articles, excerpts
from rag.retrieve import Found
from rag.statement import begin_statement, draft_from_sentence
from rag.support.demands import missing_demand
from rag.support.facts import another_party
from rag.support.scope import rescoped
from rag.tie import cited_context, tied

ARTICLES = 5
"""Articles in one prompt."""

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
        words = " ".join(evidence.quote for evidence in cited)
        scoped = rescoped(text, words, _before(cited, found)) if cited else text
        step = {"step": "checking", "done": number, "of": len(texts)}
        yield DraftClaim(scoped, tuple(evidence.key for evidence in cited)), step


def drafts_of_demands(model: BaseChatModel, question: str, found: Found, config: RunnableConfig) -> Iterator[Step]:
    """Demands, one a sentence of `found`, but for sentences that state no demand or another party's."""
    begun = begin_statement(model, question, config) if found.ranked else ""
    for number, evidence in enumerate(found.ranked, 1):
        cited = cited_context(evidence, found)
        words = " ".join(piece.quote for piece in cited)
        before = found.before.get(evidence.key)
        scoped = partial(rescoped, words=words, before=before.quote if before else "")
        statement = scoped(begun)
        if before and statement != rescoped(begun, words):
            cited = (before, evidence)  # the sentence that gave the statement its scope is cited as well
        if not (another_party(statement, cited) or missing_demand(statement or question, words)):
            draft = draft_from_sentence(model, scoped(question), statement, cited, config)
            step = {"step": "reading", "done": number, "of": len(found.ranked)}
            yield replace(draft, text=scoped(draft.text)), step


def _before(cited: Sequence[Evidence], found: Found) -> str:
    """The sentence before the first cited one, where it is known."""
    before = found.before.get(cited[0].key)
    return before.quote if before else ""
