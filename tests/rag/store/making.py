"""Small articles, split and embedded, for tests: one sentence a line, two sentences a passage, vectors from a hash."""

import hashlib
from itertools import accumulate
from typing import Any

import numpy as np

from rag.domain import Article, Passage, Published, Sentence, Span
from rag.store.rows import KeyedVector, Prepared, Vector

DIMENSIONS = 8
MODEL = "test-model@0/fp32"


def vector_for(text: str) -> Vector:
    """The same unit-length vector for the same text, another one for another text."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    values = np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)
    unit: Vector = values / np.linalg.norm(values)
    return unit


def article(article_id: str, *lines: str, **shown: Any) -> Article:
    """An article of the given sentences; `shown` sets title, outlet, published and so on."""
    body = lines or (f"First of {article_id}.", f"Second of {article_id}.", f"Third of {article_id}.")
    return Article(id=article_id, title=shown.pop("title", f"Title of {article_id}"), text="\n".join(body), **shown)


def prepared(made: Article) -> Prepared:
    """The article as ingestion would hand it to the record."""
    lines = made.text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    sentences = tuple(Sentence(made.id, 1, number, span) for number, span in enumerate(spans))
    passages = tuple(
        Passage(made.id, 1, number, Span(spans[first].start, spans[last].end), first, last)
        for number, (first, last) in enumerate(
            (first, min(first + 1, len(spans) - 1)) for first in range(0, len(spans), 2)
        )
    )
    vectors = {passage.number: _keyed(passage.span.of(made.text)) for passage in passages}
    return Prepared(made, sentences, passages, vectors)


def _keyed(text: str) -> KeyedVector:
    key = hashlib.sha256(f"{MODEL}\x00{text}".encode()).hexdigest()
    return KeyedVector(key, MODEL, vector_for(text))


def story(article_id: str, *lines: str, **shown: Any) -> Prepared:
    """A prepared article of the given sentences."""
    return prepared(article(article_id, *lines, **shown))


def dated(value: str) -> Published:
    """A stated date of the precision its length says."""
    precisions: dict[int, Any] = {4: "year", 7: "month", 10: "day"}
    return Published(value, precisions[len(value)], "stated")
