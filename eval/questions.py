"""The nouns of an evaluation: questions with what a good answer holds, and the articles they are asked of.

All are frozen and checked when made. Nothing here reads a file or asks anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, get_args

from rag.domain import Article, Span

QuestionKind = Literal[
    "fact",
    "list",
    "date",
    "who-said",
    "disagreement",
    "follow-up",
    "false-presupposition",
    "timeline",
    "yes-or-no",
    "exact-words",
    "unanswerable",
    "retrieval",
]
KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
Half = Literal["dev", "test"]

Alternative = tuple[str, ...]
"""An accepted answer: strings that must all occur for it to count."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence that states the answer, or a part of it; `span` is in the article's text."""

    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Nugget:
    """One atomic fact of a good answer, covered by a claim in which all strings of one alternative occur.

    Vital and okay nuggets are TREC's (Voorhees 2003, "Overview of the TREC 2003 Question Answering Track").
    """

    text: str
    vital: bool
    match: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a fixed day, what answers count as right, and the sentences that state them.

    `history` are the earlier questions of the same conversation, oldest first. `corpus` names the articles it is asked
    of, where a dataset has several. `relevant` are the ids of the articles that answer it.
    """

    id: str
    question: str
    as_of: str
    kind: QuestionKind = "fact"
    answerable: bool = True
    answers: tuple[Alternative, ...] = ()
    gold: tuple[Gold, ...] = ()
    nuggets: tuple[Nugget, ...] = ()
    history: tuple[str, ...] = ()
    corpus: str = ""
    relevant: frozenset[str] = frozenset()

    @property
    def half(self) -> Half:
        """The half that the question belongs to, by hash of its id: the same everywhere and for ever."""
        return half_of(self.id)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Questions and the articles they are asked of. `digest` is the SHA-256 of the files they came from."""

    name: str
    digest: str
    questions: tuple[Question, ...]
    articles: Callable[[str], tuple[Article, ...]]
    """Gives the articles of a corpus, by its name; their ids are the same on every machine."""
    note: str = ""
    """What whoever reads figures of this set must know; empty where there is nothing."""

    @property
    def by_id(self) -> dict[str, Question]:
        """Its questions by id."""
        return {question.id: question for question in self.questions}

    def only(self, half: Half | None = None, limit: int | None = None) -> "Dataset":
        """The same articles with fewer questions: one half, and of it the first `limit` by hash of the id."""
        kept = [question for question in self.questions if half in (None, question.half)]
        if limit is not None:
            chosen = set(sorted((question.id for question in kept), key=hash_order)[:limit])
            kept = [question for question in kept if question.id in chosen]
        return Dataset(self.name, self.digest, tuple(kept), self.articles, self.note)


def half_of(name: str) -> Half:
    """The half of a question or pair, by hash of its id."""
    return "dev" if int(sha256(name.encode()).hexdigest(), 16) % 2 == 0 else "test"


def hash_order(name: str) -> str:
    """A key to sort ids by. The order has no meaning and is the same everywhere; a limit takes the first of it."""
    return sha256(f"order {name}".encode()).hexdigest()
