"""The two kinds of index that follow the record: what each is made of, asked, and tried with."""

from collections.abc import Sequence

import numpy as np

from rag.indexes import dense, lexical
from rag.indexes.dense import DenseIndex, IndexedPassage
from rag.indexes.index_kind import IndexKind
from rag.indexes.lexical import LexicalEntry, LexicalIndex
from rag.store.record import Record
from rag.store.rows import Indexable, Vector

_SURE = 7 / 8


def dense_kind(dimensions: int) -> IndexKind[DenseIndex]:
    """How the dense index is handled; its vectors have so many `dimensions`."""
    return IndexKind(
        name="dense",
        heart=dense.DATABASE,
        restless=dense.DATABASE,
        source="rag/indexes/dense.py",
        open=lambda folder: DenseIndex.open(folder, dimensions),
        questions=_vectors,
        trial=lambda folder, questions: dense.trial(folder, dimensions, questions),
        apply=lambda index, added, removed: index.apply(
            [IndexedPassage(entry.passage, entry.article, entry.vector) for entry in added], removed
        ),
        answers_well=_finds_by_vector,
    )


def lexical_kind() -> IndexKind[LexicalIndex]:
    """How the lexical index is handled."""
    return IndexKind(
        name="lexical",
        heart=lexical.META,
        restless=None,
        source="rag/indexes/lexical.py",
        open=LexicalIndex.open,
        questions=_texts,
        trial=lexical.trial,
        apply=lambda index, added, removed: index.apply([_lexical_entry(entry) for entry in added], removed),
        answers_well=_finds_by_words,
    )


def _vectors(record: Record, passage_ids: Sequence[str]) -> list[Vector]:
    """The vectors of passages, of unit length."""
    matrix = record.vectors_of(passage_ids).matrix
    return [vector / np.float32(float(np.linalg.norm(vector)) or 1.0) for vector in matrix]


def _finds_by_vector(index: DenseIndex, vectors: Sequence[Vector]) -> bool:
    """Whether passages are found by their own vectors: damaged files may open, and find the wrong things."""
    found = 0
    for vector in vectors:
        hits = index.query(vector, 1)
        found += bool(hits and hits[0].score > 0.99)
    # The search is approximate: a few misses are no damage.
    return found >= len(vectors) * _SURE


def _texts(record: Record, passage_ids: Sequence[str]) -> list[str]:
    """The words of passages."""
    passages = record.passages_by_id(passage_ids).values()
    articles = record.articles_by_key({(passage.article_id, passage.version) for passage in passages})
    return [passage.span.of(articles[passage.article_id, passage.version].text) for passage in passages]


def _finds_by_words(index: LexicalIndex, texts: Sequence[str]) -> bool:
    """Whether the words of passages find something."""
    # A passage of nothing but dashes or stop words finds nothing in a sound index either.
    telling = [text for text in texts if index.has_words(text)]
    return sum(bool(index.query(text, 1)) for text in telling) >= len(telling) * _SURE


def _lexical_entry(entry: Indexable) -> LexicalEntry:
    article = entry.article
    return LexicalEntry(
        entry.passage.id,
        article.title,
        entry.passage.span.of(article.text),
        article.id,
        article.published.earliest(),
        article.published.latest(),
        article.outlet,
        article.language,
    )
