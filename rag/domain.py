"""The nouns that every step shares: articles, sentences, passages, hits, evidence and draft claims.

All are small, frozen and checked when made, so that no step has to doubt what it is given. Nothing here knows where a
record is stored, how it is found or how it is shown; what a reader finally sees is in `rag.answer`.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "none"]
Basis = Literal["stated", "metadata", "url", "inferred", "unknown"]

FORBIDDEN_CHARACTER = re.compile("[\r\x00\ud800-\udfff]")
_DATE_LENGTH: dict[Precision, int] = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open offsets `[start, end)` in Unicode code points of one article version's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The slice of `text` at this span; raises ValueError where the span runs past the text."""
        if self.end > len(text):
            raise ValueError(f"span [{self.start}, {self.end}) runs past a text of {len(text)} characters")
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, as far as that is known: an ISO date cut to its precision, and what says so."""

    value: str | None = None
    precision: Precision = "none"
    basis: Basis = "unknown"

    def __post_init__(self) -> None:
        if (self.value is None) != (self.precision == "none"):
            raise ValueError("a publication date has a value exactly when it has a precision")
        if self.value is not None:
            first = date.fromisoformat(self.value + "0000-01-01"[len(self.value) :])
            if str(first)[: _DATE_LENGTH.get(self.precision, 0)] != self.value:  # Python also reads 2025-W21-2
                raise ValueError(f"{self.value!r} is not a date of precision {self.precision!r}")

    def earliest(self) -> date | None:
        """The first day this date can mean, None where unknown."""
        return date.fromisoformat(self.value + "0000-01-01"[len(self.value) :]) if self.value else None

    def latest(self) -> date | None:
        """The last day this date can mean, None where unknown."""
        first = self.earliest()
        if first is None or self.precision == "day":
            return first
        if self.precision == "year":
            return date(first.year, 12, 31)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one published news item. `text` is NFC, without CR, NUL or lone surrogates, and never changes."""

    id: str
    title: str
    text: str
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: Published = field(default_factory=Published)
    version: int = 1
    source: str | None = None
    """Where it was read from (a file's path), for the person who runs the service; never shown to readers."""
    language: str | None = None
    """What it is written in, an ISO 639-1 code, as far as that is known; it is filtered by, and not shown."""

    def __post_init__(self) -> None:
        if not self.id or not self.title.strip() or not self.text.strip():
            raise ValueError("an article needs an id, a title and a text")
        if self.version < 1:
            raise ValueError("article versions count from 1")
        for name in ("title", "text"):
            value = getattr(self, name)
            if FORBIDDEN_CHARACTER.search(value) or not unicodedata.is_normalized("NFC", value):
                raise ValueError(f"the article's {name} is not clean NFC text")

    @property
    def content_hash(self) -> str:
        """SHA-256 of everything a reader sees of this version: equal exactly when nothing has changed."""
        shown = (self.title, self.text, self.outlet, self.byline, self.url, *_parts(self.published))
        return hashlib.sha256("\x00".join(part or "" for part in shown).encode()).hexdigest()


def _parts(published: Published) -> tuple[str, ...]:
    return (published.value or "", published.precision, published.basis)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article version: `number` counts from 0 in reading order."""

    article_id: str
    version: int
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A contiguous run of an article version's sentences: the unit of indexing and of retrieval."""

    article_id: str
    version: int
    number: int
    span: Span
    first_sentence: int
    last_sentence: int

    def __post_init__(self) -> None:
        if not 0 <= self.first_sentence <= self.last_sentence:
            raise ValueError("a passage holds at least one sentence")

    @property
    def id(self) -> str:
        """The key of this passage in both indexes."""
        return f"{self.article_id}.{self.version}.{self.number}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score for one query; higher is better, scales differ by retriever."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """One stored sentence offered as support. Its `quote` is always a slice of the stored article."""

    key: str
    """The id a model points at, such as `s3`; unique within one question."""
    article: Article
    sentence: Sentence
    score: float

    def __post_init__(self) -> None:
        if (self.sentence.article_id, self.sentence.version) != (self.article.id, self.article.version):
            raise ValueError("the sentence belongs to another article version")
        self.sentence.span.of(self.article.text)

    @property
    def quote(self) -> str:
        """The sentence's exact words."""
        return self.sentence.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A model's unchecked claim and the evidence keys it points at; nobody sees it before it is checked."""

    text: str
    pointers: tuple[str, ...]


def words_of(evidence: Iterable[Evidence]) -> str:
    """The words of all these sentences, in the order given, as one text."""
    return " ".join(piece.quote for piece in evidence)


def articles_of(evidence: Iterable[Evidence]) -> tuple[Article, ...]:
    """The articles of all these sentences, each text once, in the order of first coming."""
    return tuple({piece.article.text: piece.article for piece in evidence}.values())


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A draft claim whose pointers were resolved to stored sentences; at least one.

    `beside` are the articles that were found for the question: they may say who somebody is, and support nothing.
    """

    text: str
    evidence: tuple[Evidence, ...]
    beside: tuple[Article, ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a cited claim cites at least one sentence")

    @property
    def words(self) -> str:
        """All the words it cites, in order: what every check holds the claim against."""
        return words_of(self.evidence)
