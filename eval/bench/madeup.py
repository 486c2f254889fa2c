"""A corpus of any size for timing: real passages recombined into articles, with their vectors moved a little.

Embedding a hundred thousand passages takes hours; how long a question takes depends on how many there are, how
their words are spread and how their vectors lie, and those come from real ones. The same seed makes the same
corpus. Measures nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from rag.domain import Article, Passage, Published, Sentence, Span
from rag.models.embedding import Embeds
from rag.reading.split import embedded_text, split
from rag.store.rows import KeyedVector, Prepared, Vector

PASSAGES_EACH = 8
"""Passages of each made-up article, about as many as a news article of 600 words has."""
OUTLETS = 40
FIRST_DAY, DAYS = date(2020, 1, 1), 5 * 365
NOISE = 0.02
"""Standard deviation of what is added to each dimension: with 384, a copy's cosine with its original is about .93."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A real passage: its article's title, its sentences, its vector."""

    title: str
    sentences: tuple[str, ...]
    vector: Vector


def parts_of(articles: Sequence[Article], embedder: Embeds, limit: int) -> list[Part]:
    """Up to `limit` passages of `articles`, split and embedded as ingestion does it."""
    found: list[tuple[str, tuple[str, ...], str]] = []
    for article in articles:
        made = split(article, embedder.count_tokens, embedder.token_limit)
        for passage in made.passages:
            spans = [one.span for one in made.sentences[passage.first_sentence : passage.last_sentence + 1]]
            found.append(
                (article.title, tuple(span.of(article.text) for span in spans), embedded_text(article, passage))
            )
        if len(found) >= limit:
            break
    found = found[:limit]
    vectors = embedder.embed([text for _, _, text in found])
    return [Part(title, sentences, vector) for (title, sentences, _), vector in zip(found, vectors, strict=True)]


def made_up(parts: Sequence[Part], model: str, first: int, seed: int = 1) -> Iterator[Prepared]:
    """Endless articles of recombined `parts`, numbered from `first`, ready to be stored; `model` made their vectors.

    Each has a day in five years and one of 40 outlets. Each passage of three sentences or more lacks one of them, so
    that copies differ.
    """
    rng = np.random.default_rng((seed, first))
    number = first
    while True:
        yield _article(number, [parts[int(at)] for at in rng.integers(len(parts), size=PASSAGES_EACH)], model, rng)
        number += 1


def _article(number: int, parts: Sequence[Part], model: str, rng: np.random.Generator) -> Prepared:
    article_id = f"made-up-{number}"
    text, sentences, passages, vectors = "", list[Sentence](), list[Passage](), dict[int, KeyedVector]()
    for part_number, part in enumerate(parts):
        text += "\n\n" if text else ""
        start, first = len(text), len(sentences)
        for sentence in _without_one(part.sentences, rng):
            text += " " if len(text) > start else ""
            span = Span(len(text), len(text) + len(sentence))
            sentences.append(Sentence(article_id, 1, len(sentences), span))
            text += sentence
        passages.append(Passage(article_id, 1, part_number, Span(start, len(text)), first, len(sentences) - 1))
        vectors[part_number] = KeyedVector(f"{article_id}.{part_number}", model, _near(part.vector, rng))
    day = FIRST_DAY + timedelta(days=int(rng.integers(DAYS)))
    published = Published(str(day), "day", "stated")
    outlet = f"Outlet {int(rng.integers(OUTLETS))}"
    article = Article(article_id, parts[0].title, text, outlet, published=published, language="en")
    return Prepared(article, tuple(sentences), tuple(passages), vectors)


def _without_one(sentences: tuple[str, ...], rng: np.random.Generator) -> tuple[str, ...]:
    left_out = int(rng.integers(len(sentences)))
    return sentences if len(sentences) < 3 else sentences[:left_out] + sentences[left_out + 1 :]


def _near(vector: Vector, rng: np.random.Generator) -> Vector:
    moved = vector + rng.normal(0, NOISE, len(vector))
    return (moved / np.linalg.norm(moved)).astype(np.float32)
