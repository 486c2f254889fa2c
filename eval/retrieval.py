"""Ways to rank the articles of a corpus for a question: the product's, and three plain ones that it is held against.

The plain ones ask the indexes themselves and fuse by the formula alone, so that no change of the product's retriever moves
them. Knows no measure and no clock.
"""

from collections.abc import Callable, Iterable, Mapping

from eval.floors import BM25
from rag.build import Engine
from rag.domain import Passage
from rag.embed import Embeds
from rag.retrieve import reciprocal_rank_fusion

PRODUCT = "On Record"
DENSE = "dense alone"
FUSED = "plain fusion"

RANKED = 10
"""Articles kept of each ranking: the deepest measure looks at ten."""
PASSAGES = 100
"""How many passages are looked at to find them: an article counts where its best passage stands. Long articles fill fifty
with fewer than ten of their kind, which would hold a floor down."""
RRF_K = 60
"""Of the floor alone, whatever the product's may become: Cormack, Clarke and Büttcher's (2009)."""

Ranker = Callable[[str], list[str]]
"""A question to ids of articles, best first, at most RANKED, each once."""


def rankers(engine: Engine, embedder: Embeds) -> Mapping[str, Ranker]:
    """The product's ranking and its floors, by name, the product's first; `embedder` is the engine's."""

    def dense(question: str) -> list[str]:
        return [hit.id for hit in engine.indexes.dense.query(embedder.embed([question])[0], PASSAGES)]

    def fused(question: str) -> Iterable[str]:
        return reciprocal_rank_fusion([dense(question), _lexical(engine, question)], RRF_K)

    return {
        PRODUCT: lambda question: product_ranking(engine, question),
        BM25: lambda question: bm25_ranking(engine, question),
        DENSE: lambda question: _articles_of(engine, dense(question)),
        FUSED: lambda question: _articles_of(engine, fused(question)),
    }


def product_ranking(engine: Engine, question: str) -> list[str]:
    """Article ids, best first, as the product's retriever ranks them."""
    return _ranked(hit.passage for hit in engine.retriever.hits(question, PASSAGES))


def bm25_ranking(engine: Engine, question: str) -> list[str]:
    """Article ids, best first, by the words of their best passage."""
    return _articles_of(engine, _lexical(engine, question))


def _lexical(engine: Engine, question: str) -> list[str]:
    return [hit.id for hit in engine.indexes.lexical.query(question, PASSAGES)]


def _articles_of(engine: Engine, passage_ids: Iterable[str]) -> list[str]:
    return _ranked(engine.record.passages_by_id(passage_ids).values())


def _ranked(passages: Iterable[Passage]) -> list[str]:
    return list(dict.fromkeys(passage.article_id for passage in passages))[:RANKED]
