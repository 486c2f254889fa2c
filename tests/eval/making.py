"""What tests of `eval` are made of: articles, questions, answers, and run folders of them. No model is asked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.asking import comparable
from eval.folder import RunFolder
from eval.measures import Graded
from eval.questions import Dataset, Gold, Question
from eval.scoring import score_run
from rag.answer import Abstention, Answer, Citation, Claim, EvidenceShown, PublishedShown, RunRecord
from rag.domain import Article, Span

CUT = 0.5
FAILED = "model_failed"


def article(text: str, article_id: str = "a", **fields: Any) -> Article:
    """An article of this text."""
    return Article(**{"id": article_id, "title": "The news of the day", "text": text, **fields})


def question(question_id: str = "q", **fields: Any) -> Question:
    """A question that the articles answer with "30 days"."""
    made = {"question": "How long will it last?", "as_of": "2025-05-20", "answers": (("30 days",),), **fields}
    return Question(question_id, **made)


def unanswerable(question_id: str = "q", **fields: Any) -> Question:
    """A question that the articles do not answer."""
    return question(question_id, kind="unanswerable", answerable=False, answers=(), **fields)


def gold(source: Article, sentence: str) -> Gold:
    """The marked sentence of an article."""
    return Gold(source.id, span_of(source, sentence))


def span_of(source: Article, words: str) -> Span:
    """Where the words stand first."""
    start = source.text.index(words)
    return Span(start, start + len(words))


def cite(source: Article, words: str, **changed: Any) -> Citation:
    """The citation of words that stand in the article; `changed` are fields that are shown otherwise."""
    return Citation.model_validate({**Citation.of(source, span_of(source, words)).model_dump(), **changed})


def shown(source: Article, quote: str, start: int = 0) -> Citation:
    """A citation that shows `quote` as the article's words at `start`, whatever stands there."""
    return Citation(
        article_id=source.id,
        version=source.version,
        title=source.title,
        outlet=source.outlet,
        published=PublishedShown.of(source.published),
        byline=source.byline,
        url=source.url,
        start=start,
        end=start + len(quote),
        quote=quote,
    )


def near(source: Article, words: str) -> EvidenceShown:
    """Words of an article as evidence."""
    return EvidenceShown.model_validate({**cite(source, words).model_dump(include=_QUOTED), "score": 1.0})


_QUOTED = {"article_id", "version", "title", "outlet", "published", "start", "end", "quote"}


@dataclass(frozen=True)
class Said:
    """A claim before its citations have markers."""

    text: str
    citations: tuple[Citation, ...]
    support: float


def said(text: str, *citations: Citation, support: float = 0.9) -> Said:
    """A claim of this text that cites these."""
    return Said(text, citations, support)


def answered(*claims: Said, evidence: Sequence[EvidenceShown] = ()) -> Answer:
    """An answer of these claims; a citation that several share has one marker."""
    markers: dict[Citation, str] = {}
    for each in claims:
        for citation in each.citations:
            markers.setdefault(citation, str(len(markers) + 1))
    made = tuple(
        Claim(
            id=f"c{number}", text=each.text, support=each.support, citations=tuple(markers[c] for c in each.citations)
        )
        for number, each in enumerate(claims, 1)
    )
    citations = {marker: citation for citation, marker in markers.items()}
    return _answer(status="answered", claims=made, citations=citations, evidence=tuple(evidence))


def abstained(*nearest: EvidenceShown) -> Answer:
    """An abstention."""
    why = Abstention(reason="no_supported_claim", message="None.", nearest=nearest)
    return _answer(status="abstained", abstention=why, evidence=nearest)


def _answer(**fields: Any) -> Answer:
    record = RunRecord(models={}, prompts={}, settings_hash="0", timings_ms={}, tokens={})
    asked: dict[str, Any] = {"id": "1", "question": "Q?", "standalone_question": "Q?", "as_of": "2025-05-20"}
    return Answer(**asked, record=record, **fields)


def graded(answer: Answer | None, *sources: Article, of: Question | None = None, **fields: Any) -> Graded:
    """An answer beside its question and the articles as they were read."""
    return Graded(of or question(), answer, {source.id: source for source in sources}, **{"cut": CUT, **fields})


# Runs

Outcome = Answer | str | None
"""An answer, the code of an error, or None where articles were ranked only."""


def dataset(questions: Sequence[Question], *sources: Article) -> Dataset:
    """A set of these questions about these articles."""
    return Dataset("made", "0", tuple(questions), lambda _corpus: sources)


def config(of: Dataset, **changed: Any) -> dict[str, Any]:
    """The configuration of a run of a set."""
    return {
        "schema": 1, "set": of.name, "digest": of.digest, "note": of.note, "half": None, "limit": None,
        "questions": [each.id for each in of.questions], "answers": True, "models": {"llm": "fake"},
        "prompts": {"draft": "1"}, "thresholds": {"support": CUT, "relevance": 0.5}, **changed,
    }  # fmt: skip


def row(question_id: str, outcome: Outcome, ranking: Sequence[str] = (), bm25: Sequence[str] = ()) -> dict[str, Any]:
    """What is kept of one question."""
    made: dict[str, Any] = {"id": question_id, "outcome": "ranked", "answer": None, "error": None}
    made |= {"ranking": list(ranking), "bm25": list(bm25)}
    if isinstance(outcome, str):
        made |= {"outcome": "error", "error": {"code": outcome, "message": "It gave nothing.", "hint": ""}}
    elif outcome is not None:
        made |= {"outcome": outcome.status, "answer": comparable(outcome)}
    return made


def asked_run(path: Path, of: Dataset, outcomes: Mapping[str, Outcome], **changed: Any) -> RunFolder:
    """A run of a set in which these became of its questions, not yet measured."""
    folder = RunFolder(path)
    folder.begin(config(of, **changed))
    for question_id, outcome in outcomes.items():
        folder.append(row(question_id, outcome), {"id": question_id})
    return folder


def scored_run(path: Path, of: Dataset, outcomes: Mapping[str, Outcome], **changed: Any) -> RunFolder:
    """The same, finished."""
    folder = asked_run(path, of, outcomes, **changed)
    score_run(folder, of)
    return folder


def write_lines(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """The path, with its folder made and one row a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    return path
