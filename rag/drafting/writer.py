"""What the model drafts from the evidence, by its ability: a capable one points at sentences itself; for what another
writes, code finds the sentences that carry it. Checks nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.asking.understand import Asked, asks_for_several, asks_for_timeline, asks_for_words, asks_whether
from rag.domain import DraftClaim, Evidence
from rag.drafting.draft import excerpts_by_article, free_draft, nearest_excerpts
from rag.drafting.listed import listed_drafts
from rag.drafting.structured import draft_structured
from rag.drafting.tie import Similarity, readings
from rag.retrieval import Found

Readings = tuple[DraftClaim, ...]
"""What one draft may rest on: the same claim of different sentences, likeliest first."""


@dataclass(frozen=True, slots=True)
class Writer:
    """The model that drafts, and whether it is capable: it then points at sentences itself, in structured output."""

    model: BaseChatModel
    capable: bool
    name: str

    def drafts(
        self,
        asked: Asked,
        usable: Found,
        similarity: Similarity,
        is_told: Callable[[Evidence], bool],
        config: RunnableConfig,
    ) -> Iterator[Readings]:
        """Every draft for the question as `asked`, from what is `usable`; see `written` for what `is_told` does."""
        if not self.capable:
            yield from self.written(asked.standalone, usable, similarity, is_told, config)
        elif usable.ranked:
            pointed = draft_structured(self.model, asked.standalone, str(asked.as_of), usable, asked.max_claims, config)
            yield from ((draft,) for draft in pointed)

    def written(
        self,
        question: str,
        usable: Found,
        similarity: Similarity,
        is_told: Callable[[Evidence], bool],
        config: RunnableConfig,
    ) -> Iterator[Readings]:
        """What the embedded model writes, a sentence at a time, each tied by code to what may carry it.

        Where a timeline is asked for, each article is drafted from alone: one sentence of several articles would rest
        on none of them. Where several things are asked for, the nearest sentences are drafted from one by one, but for
        those of which `is_told` says, when their turn comes, that a claim rests on them.
        """
        drafted_from = excerpts_by_article(usable) if asks_for_timeline(question) else (nearest_excerpts(usable),)
        shown = (piece for excerpts in drafted_from for excerpt in excerpts for piece in excerpt.sentences)
        offered = tuple(dict.fromkeys((*shown, *usable.ranked)))
        whether = asks_whether(question)
        for together in drafted_from:
            for text in free_draft(self.model, question, together, whether=whether, config=config):
                yield readings(text, question, offered, similarity)
        if asks_for_several(question) and not asks_for_words(question):
            yield from ((draft,) for draft in listed_drafts(self.model, question, usable, is_told, config))
