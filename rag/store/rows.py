"""What goes into the record and what comes out, and how both become rows. Runs no query and opens nothing."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row

from rag.domain import Article, Passage, Published, Sentence, Span
from rag.store.filters import outlet_key

Vector = NDArray[np.float32]

Made = TypeVar("Made")

OutcomeKind = Literal["new", "updated", "unchanged"]
ChangeKind = Literal["stored", "removed"]


@dataclass(frozen=True, slots=True, eq=False)
class KeyedVector:
    """A passage's embedding by `model`, one-dimensional float32; `key` stands for the exact text and the model."""

    key: str
    model: str
    values: Vector

    def __post_init__(self) -> None:
        if self.values.dtype != np.float32 or self.values.ndim != 1 or not len(self.values):
            raise ValueError("a vector is one-dimensional float32")


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An article, split and embedded, ready to be stored. `vectors` maps each passage's number to its vector.

    The record gives the article its version and stamps it on sentences and passages. `detected` is the language its
    words tell: noted where the article states none, but never in place of one that was stated.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    vectors: Mapping[int, KeyedVector]
    detected: str | None = None

    def __post_init__(self) -> None:
        if not self.passages or {passage.number for passage in self.passages} != set(self.vectors):
            raise ValueError("a prepared article has passages, and one vector for each of them")
        parts: tuple[Sentence | Passage, ...] = (*self.sentences, *self.passages)
        for part in parts:
            if part.article_id != self.article.id:
                raise ValueError(f"a sentence or passage of {part.article_id!r} came with article {self.article.id!r}")
            part.span.of(self.article.text)
        if max(passage.last_sentence for passage in self.passages) >= len(self.sentences):
            raise ValueError("a passage names a sentence that is not there")


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """What an article version is about: `vector` is the mean of its passages' vectors, at unit length. `earliest` and
    `latest` are the first and the last day it may have been published on, None where unknown.
    """

    vector: Vector
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What storing did. Where it is `unchanged`, `article_id` is the article that held it already, which may
    have another id.

    `updated` is a new version, or the same one where nothing but the language it states has changed.
    """

    article_id: str
    version: int
    kind: OutcomeKind


@dataclass(frozen=True, slots=True)
class Listed:
    """A live article as a list shows it; `passages` is how many it has."""

    id: str
    version: int
    title: str
    outlet: str | None
    published: Published
    passages: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds: live articles and their passages, all versions ever, all answers."""

    articles: int
    versions: int
    passages: int
    answers: int


@dataclass(frozen=True, slots=True)
class Change:
    """Something an index has to follow; `seq` grows with every committed change."""

    seq: int
    article_id: str
    version: int
    kind: ChangeKind


@dataclass(frozen=True, slots=True, eq=False)
class Indexable:
    """A live passage with all that an index needs of it."""

    passage: Passage
    article: Article
    vector: Vector


@dataclass(frozen=True, slots=True, eq=False)
class Scannable:
    """A live passage's vector, and what a filter asks of its article: days, folded outlet, ISO 639-1 language."""

    id: str
    article_id: str
    earliest: date | None
    latest: date | None
    outlet: str | None
    language: str | None
    vector: Vector


@dataclass(frozen=True, slots=True, eq=False)
class VectorTable:
    """Row i of `matrix` (float32, n by dims) is the vector of passage `ids[i]`."""

    ids: tuple[str, ...]
    matrix: Vector


class DamagedRow(ValueError):
    """A row holds what On Record can't have stored; the message says what, and mostly of which article or answer."""


def read_back(make: Callable[[Row[Any]], Made]) -> Callable[[Row[Any]], Made]:
    """A decorator: where `make` fails to read a row by ValueError or TypeError, DamagedRow is raised."""

    @wraps(make)
    def made(row: Row[Any]) -> Made:
        try:
            return make(row)
        except (ValueError, TypeError) as error:
            of = getattr(row, "article_id", "an article")
            raise DamagedRow(f"what is stored of {of!r} can't be read back: {error}") from error

    return made


def words_hash(title: str, text: str) -> str:
    """A hash that is equal exactly where title and text are: it finds the same news under another id."""
    return hashlib.sha256(f"{title}\x00{text}".encode()).hexdigest()


def version_row(prepared: Prepared, version: int, read_at: str) -> dict[str, Any]:
    """The row of one article version."""
    article = prepared.article
    earliest, latest = article.published.earliest(), article.published.latest()
    return {
        "article_id": article.id,
        "version": version,
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.url,
        "published_value": article.published.value,
        "published_precision": article.published.precision,
        "published_basis": article.published.basis,
        "source": article.source,
        "content_hash": article.content_hash,
        "words_hash": words_hash(article.title, article.text),
        "outlet_folded": outlet_key(article.outlet) if article.outlet else None,
        "earliest": earliest.isoformat() if earliest else None,
        "latest": latest.isoformat() if latest else None,
        "language": article.language or prepared.detected,
        "read_at": read_at,
    }


def sentence_rows(sentences: Iterable[Sentence], version: int) -> list[dict[str, Any]]:
    """The rows of one version's sentences."""
    return [
        {
            "article_id": sentence.article_id,
            "version": version,
            "number": sentence.number,
            "start": sentence.span.start,
            "end": sentence.span.end,
        }
        for sentence in sentences
    ]


def passage_rows(prepared: Prepared, version: int) -> list[dict[str, Any]]:
    """The rows of one version's passages."""
    return [
        {
            "id": f"{passage.article_id}.{version}.{passage.number}",
            "article_id": passage.article_id,
            "version": version,
            "number": passage.number,
            "start": passage.span.start,
            "end": passage.span.end,
            "first_sentence": passage.first_sentence,
            "last_sentence": passage.last_sentence,
            "vector_key": prepared.vectors[passage.number].key,
        }
        for passage in prepared.passages
    ]


def vector_row(vector: KeyedVector) -> dict[str, Any]:
    """The row of one vector; its bytes are little-endian on every machine."""
    data = vector.values.astype("<f4").tobytes()
    return {"key": vector.key, "model": vector.model, "dims": len(vector.values), "data": data}


def vector_of(data: bytes) -> Vector:
    """A stored vector, writable and in this machine's byte order."""
    try:
        return np.frombuffer(data, dtype="<f4").astype(np.float32)
    except ValueError as error:
        raise DamagedRow(f"a vector can't be read back: {error}") from error


def matrix_of(data: Sequence[bytes]) -> Vector:
    """Stored vectors, one or more, as the rows of a matrix. Raises DamagedRow where they differ in length."""
    if len({len(vector) for vector in data}) > 1:
        raise DamagedRow("vectors differ in length")
    return vector_of(b"".join(data)).reshape(len(data), -1)


@read_back
def article_of(row: Row[Any]) -> Article:
    """The article version in a row of `versions`."""
    published = Published(row.published_value, row.published_precision, row.published_basis)
    return Article(
        row.article_id,
        row.title,
        row.text,
        row.outlet,
        row.byline,
        row.url,
        published,
        row.version,
        row.source,
        row.language,
    )


@read_back
def scannable_of(row: Row[Any]) -> Scannable:
    """The passage, its article's facts and its vector in a row of a query that joins them."""
    earliest, latest = (date.fromisoformat(day) if day else None for day in (row.earliest, row.latest))
    return Scannable(row.id, row.article_id, earliest, latest, row.outlet_folded, row.language, vector_of(row.data))


@read_back
def passage_of(row: Row[Any]) -> Passage:
    """The passage in a row of `passages`."""
    span = Span(row.start, row.end)
    return Passage(row.article_id, row.version, row.number, span, row.first_sentence, row.last_sentence)


@read_back
def sentence_of(row: Row[Any]) -> Sentence:
    """The sentence in a row of `sentences`."""
    return Sentence(row.article_id, row.version, row.number, Span(row.start, row.end))


def about_of(data: Sequence[bytes], earliest: str | None, latest: str | None) -> About:
    """What an article version is about, from the stored vectors of its passages and the days it may be from."""
    mean = matrix_of(data).astype(np.float64).mean(axis=0)
    unit: Vector = (mean / max(float(np.linalg.norm(mean)), 1e-12)).astype(np.float32)
    return About(unit, *(date.fromisoformat(day) if day else None for day in (earliest, latest)))
