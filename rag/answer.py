"""What a reader is shown: the answer, its claims and citations, and the events of a stream. The one schema.

The same models are the Python objects, the JSON of command line and HTTP, the data of stream events and the OpenAPI
description, so the four can't drift apart. `schema_version` changes when a field changes meaning or goes away.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rag.domain import Article, Evidence, Published, Span
from rag.english.months import MONTHS

SCHEMA_VERSION: Literal[1] = 1

EventType = Literal[
    "started", "question", "evidence", "status", "claim", "citation", "disagreement", "abstention", "done", "error"
]


Gate = Literal["check", "judge", "pointer", "relevance"]
"""Why a draft was dropped: a check in code, the judge, a pointer to no evidence, or an answer to another question."""
_OLD_GATES = {"facts": "check"}
"""Names of gates in older stored answers, each with the name that the gate has today."""
_OLD_KINDS = frozenset({"wording"})
"""Kinds of disagreement that answers stored before 2026-11-29 may have, and that no answer has today."""


class Shown(BaseModel):
    """Base of everything shown: frozen, and closed to fields that the schema does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PublishedShown(Shown):
    """A publication date as the article gives it; `value` is null where it gives none."""

    value: str | None = None
    precision: Literal["day", "month", "year", "none"] = "none"
    basis: Literal["stated", "metadata", "url", "inferred", "unknown"] = "unknown"

    @classmethod
    def of(cls, published: Published) -> "PublishedShown":
        """The shown form of a stored date."""
        return cls(value=published.value, precision=published.precision, basis=published.basis)


class Quoted(Shown):
    """A slice of a stored article version: `article.text[start:end] == quote`, offsets in Unicode code points."""

    article_id: str
    version: int
    title: str
    outlet: str | None = None
    published: PublishedShown = PublishedShown()
    start: int
    end: int
    quote: str

    @model_validator(mode="after")
    def _offsets_fit_quote(self) -> "Quoted":
        if self.end - self.start != len(self.quote):
            raise ValueError("offsets and quote differ in length")
        return self


class EvidenceShown(Quoted):
    """A sentence near the question; it is not, by itself, an answer."""

    score: float

    @classmethod
    def of(cls, evidence: Evidence) -> "EvidenceShown":
        """The shown form of one piece of evidence."""
        return cls(**_slice(evidence.article, evidence.sentence.span), score=round(evidence.score, 6))


class AlsoIn(Quoted):
    """Another article of the same story that prints the words of a citation, with where they stand in it."""

    url: str | None = None

    @classmethod
    def of(cls, article: Article, span: Span) -> "AlsoIn":
        """The words of `article` at `span`, sliced here."""
        return cls(**_slice(article, span), url=article.url)


class Citation(Quoted):
    """A claim's link to the exact words of an article version. What the article does not state is null.

    `speaker` is whose words they are, `via` through whom they came, `translated_by` who translated them, each in the
    article's words. `also_in` are the copies of its story that print the same sentence: no further sources.
    """

    byline: str | None = None
    url: str | None = None
    speaker: str | None = None
    via: str | None = None
    translated_by: str | None = None
    also_in: tuple[AlsoIn, ...] = ()

    @classmethod
    def of(
        cls,
        article: Article,
        span: Span,
        *,
        speaker: str | None = None,
        via: str | None = None,
        translated_by: str | None = None,
    ) -> "Citation":
        """Cite the words of `article` at `span`; the quote is sliced here and nowhere else."""
        return cls(
            **_slice(article, span),
            byline=article.byline,
            url=article.url,
            speaker=speaker,
            via=via,
            translated_by=translated_by,
        )


def day_in_words(value: str) -> str:
    """A date in words: "19 March 2025" for `2025-03-19`, "March 2025" for `2025-03`; else `value` as it stands."""
    try:
        date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        return value
    year, *rest = value.split("-")
    named = [MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join(([str(int(rest[1]))] if len(rest) > 1 else []) + named)


def _slice(article: Article, span: Span) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "version": article.version,
        "title": article.title,
        "outlet": article.outlet,
        "published": PublishedShown.of(article.published),
        "start": span.start,
        "end": span.end,
        "quote": span.of(article.text),
    }


class Claim(Shown):
    """One checkable statement, with the markers of the citations that support it. `support` is a probability."""

    id: str
    text: str
    support: float = Field(ge=0, le=1)
    scope: str | None = None
    modality: Literal["stated", "reported", "anticipated", "denied"] | None = None
    citations: tuple[str, ...] = Field(min_length=1)
    context: tuple[str, ...] = ()
    """Markers in `citations` whose sentences only say who or what the others are about; they support nothing."""
    superseded_by: str | None = None
    when: str | None = None
    """In an answer that is a timeline: the day the claim tells of, or its article's, as far as known. Else null."""

    @model_validator(mode="after")
    def _rests_on_something(self) -> "Claim":
        if not set(self.context) < set(self.citations):
            raise ValueError("what is context is cited, and is not all that is cited")
        return self


class Disagreement(Shown):
    """Claims (their ids) of different articles that contradict each other; `kind` says in what."""

    claims: tuple[str, ...]
    kind: Literal["numbers", "denial", "outcome"]


class Dropped(Shown):
    """A draft claim that failed a check: kept in the record with the reason, shown nowhere as an answer.

    `check` is the id of the check in code that it failed; null where another gate dropped it, and in answers stored
    before checks had ids.
    """

    text: str
    pointers: tuple[str, ...]
    gate: Gate
    check: str | None = None
    reason: str

    @field_validator("gate", mode="before")
    @classmethod
    def _gate_of_today(cls, gate: object) -> object:
        return _OLD_GATES.get(gate, gate) if isinstance(gate, str) else gate


class Abstention(Shown):
    """Why there is no answer, and the nearest sentences, which are not one."""

    reason: Literal["needs_context", "no_articles", "no_relevant_passage", "no_supported_claim"]
    message: str
    nearest: tuple[EvidenceShown, ...] = ()


class RunRecord(Shown):
    """How the answer was made: enough to make it again and to compare two runs."""

    models: Mapping[str, str]
    prompts: Mapping[str, str]
    settings_hash: str
    timings_ms: Mapping[str, int]
    tokens: Mapping[str, int]
    cost: float | None = None


class Request(Shown):
    """What a question and a search have in common. Dates are YYYY-MM-DD; `as_of` defaults to today.

    `language` is an ISO 639-1 code; `articles` are ids, null for all.
    """

    question: str
    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    outlets: tuple[str, ...] = ()
    language: str | None = None
    articles: tuple[str, ...] | None = None


class AskRequest(Request):
    """A question with its filters, as the command line, HTTP, the page or an evaluation asks it."""

    conversation_id: str | None = None
    max_claims: int = Field(default=6, ge=1, le=20)
    stream: bool = False


class SearchRequest(Request):
    """What to look for, filtered and dated as a question is; `limit` is how many sentences at most."""

    limit: int = Field(default=10, ge=1, le=50)


class SearchResult(Shown):
    """The nearest stored sentences, best first. They are near the question, which does not make them an answer."""

    evidence: tuple[EvidenceShown, ...]
    note: str = "not an answer"
    message: str | None = None
    """Why there is no evidence; null where there is some."""


class Answer(Shown):
    """An answer made of cited claims, or an abstention; never both, never neither."""

    schema_version: Literal[1] = SCHEMA_VERSION
    id: str
    conversation_id: str | None = None
    question: str
    standalone_question: str
    as_of: str
    newest_source: str | None = None
    status: Literal["answered", "abstained"]
    claims: tuple[Claim, ...] = ()
    citations: Mapping[str, Citation] = {}
    disagreements: tuple[Disagreement, ...] = ()
    abstention: Abstention | None = None
    missing: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    evidence: tuple[EvidenceShown, ...] = ()
    record: RunRecord

    @model_validator(mode="before")
    @classmethod
    def _kinds_of_today(cls, answer: Any) -> Any:
        told = answer.get("disagreements") if isinstance(answer, dict) else None
        if not isinstance(told, list):
            return answer
        kept = [each for each in told if not (isinstance(each, dict) and each.get("kind") in _OLD_KINDS)]
        return {**answer, "disagreements": kept}

    @model_validator(mode="after")
    def _hangs_together(self) -> "Answer":
        cited = {marker for claim in self.claims for marker in claim.citations}
        if cited != set(self.citations):
            raise ValueError("every citation belongs to a claim, and every marker to a citation")
        if (self.status == "answered") != bool(self.claims) or (self.abstention is None) != bool(self.claims):
            raise ValueError("an answer has claims or an abstention, never both and never neither")
        return self


class Event(Shown):
    """One event of a stream. `seq` counts from 0 without gaps; what was shown is never taken back."""

    seq: int
    type: EventType
    data: Mapping[str, object]
