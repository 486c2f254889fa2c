"""Ways to rank the articles of a corpus for a question: the product's, and three plain ones that it is held against.

The plain ones ask the indexes themselves and fuse by the formula alone, so that no change of the product's retriever
moves them. Knows no measure and no clock.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from eval.floors import BM25
from rag.build import Engine
from rag.domain import Passage
from rag.models.embedding import Embeds

PRODUCT = "On Record"
DENSE = "dense alone"
FUSED = "plain fusion"

RANKED = 10
"""How many articles are kept of each ranking: the deepest measure looks at ten."""
PASSAGES = 100
"""How many passages are looked at to find them; an article ranks where its best passage does. Fifty passages may come
from fewer than ten long articles, which would hold a floor down.
"""
RRF_K = 60
"""As in Cormack, Clarke and Büttcher (2009), "Reciprocal Rank Fusion outperforms Condorcet and individual rank learning
methods": the larger, the less the first ranks count.
"""

Ranker = Callable[[str, date], list[str]]
"""Takes a question and the day it is asked on; gives ids of articles, best first, at most RANKED, each once."""


def rankers(engine: Engine, embedder: Embeds) -> Mapping[str, Ranker]:
    """The product's ranking and its floors, by name, the product's first; `embedder` is the engine's."""

    def dense(question: str) -> list[str]:
        return [hit.id for hit in engine.indexes.dense.query(embedder.embed([question])[0], PASSAGES)]

    def fused(question: str) -> Iterable[str]:
        return reciprocal_rank_fusion([dense(question), _lexical(engine, question)])

    return {
        PRODUCT: lambda question, as_of: product_ranking(engine, question, as_of),
        BM25: lambda question, _: bm25_ranking(engine, question),
        DENSE: lambda question, _: _articles_of(engine, dense(question)),
        FUSED: lambda question, _: _articles_of(engine, fused(question)),
    }


def product_ranking(engine: Engine, question: str, as_of: date) -> list[str]:
    """Article ids, best first, as the product's retriever ranks them on the day `as_of`.

    A story takes one place there, under which a reader finds its copies: so they follow it.
    """
    found = _ranked(hit.passage for hit in engine.retriever.hits(question, PASSAGES, as_of=as_of))
    stories = engine.record.copies(found)
    listed = [[article, *(copy.article_id for copy in stories.get(article, ()))] for article in found]
    return list(dict.fromkeys(article for places in listed for article in places))[:RANKED]


def reciprocal_rank_fusion(rankings: Sequence[Sequence[str]]) -> list[str]:
    """Keys by the sum of 1 / (k + rank) over the rankings they occur in, best first, ties by key; k is RRF_K."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1 / (RRF_K + rank)
    return sorted(scores, key=lambda key: (-scores[key], key))


def bm25_ranking(engine: Engine, question: str) -> list[str]:
    """Article ids, best first, each ranked by its best passage, as BM25 alone ranks passages."""
    return _articles_of(engine, _lexical(engine, question))


def _lexical(engine: Engine, question: str) -> list[str]:
    return [hit.id for hit in engine.indexes.lexical.query(question, PASSAGES)]


def _articles_of(engine: Engine, passage_ids: Iterable[str]) -> list[str]:
    return _ranked(engine.record.passages_by_id(passage_ids).values())


def _ranked(passages: Iterable[Passage]) -> list[str]:
    return list(dict.fromkeys(passage.article_id for passage in passages))[:RANKED]
