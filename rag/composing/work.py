"""What one question gathers on its way through `rag.ask`, and which of the articles found may answer it."""

import time
import uuid
from dataclasses import InitVar, dataclass, field, replace
from functools import lru_cache
from typing import Any

from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.runnables import RunnableConfig

from rag.answer import Dropped, Event, EventType
from rag.asking.understand import Asked
from rag.checking.judge import Judge
from rag.checking.orders_to_machines import orders_a_machine
from rag.composing.compose import Composer
from rag.domain import Article, Evidence
from rag.drafting import Writer
from rag.english.days import why_not_of_day
from rag.english.time_asked import why_not_of_time
from rag.models.chat.budget import Budget
from rag.retrieval import Found


@dataclass(slots=True)
class Work:
    """What one question gathers on its way; belongs to one thread.

    `offered` are the sentences that drafts may point at, by key; `dropped` are the claims that failed a gate, in order;
    `seq` is the number of the last event.
    """

    asked: Asked
    writer: Writer
    judge: Judge
    composer: Composer
    budget: Budget
    given: InitVar[RunnableConfig | None] = None
    """What the caller of the chain configured: its callbacks see every model call."""
    usage: UsageMetadataCallbackHandler = field(default_factory=UsageMetadataCallbackHandler)
    config: RunnableConfig = field(init=False)
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    conversation_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Given, or new and unguessable: whoever knows it may go on with the conversation."""
    began: float = field(default_factory=time.perf_counter)
    timings: dict[str, int] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    offered: dict[str, Evidence] = field(default_factory=dict)
    contradicting: tuple[str, int] | None = None
    """The article version that contradicts what the question takes for granted: it can't answer the question."""
    seq: int = -1

    def __post_init__(self, given: RunnableConfig | None) -> None:
        callbacks = (given or {}).get("callbacks") or []
        handlers = list(callbacks) if isinstance(callbacks, list) else list(callbacks.handlers)
        self.config = {**(given or {}), "callbacks": [*handlers, self.usage, self.budget]}

    @property
    def full(self) -> bool:
        """Whether as many claims are shown as were asked for."""
        return len(self.composer.claims) >= self.asked.max_claims

    def know(self, usable: Found) -> None:
        """Let drafts point at what is `usable`."""
        pieces = (*usable.ranked, *usable.before.values(), *(piece for passage in usable.passages for piece in passage))
        self.offered |= {evidence.key: evidence for evidence in pieces}

    def usable(self, found: Found) -> Found:
        """What of `found` may be used: the sentences whose article can answer the question at all,
        and the sentences before them.

        A sentence that gives a machine an order is left out: no claim could rest on it, and
        a model that reads it may obey.
        """
        ranked = tuple(evidence for evidence in found.ranked if self._may_carry(evidence))
        before = {piece.key: found.before[piece.key] for piece in ranked if piece.key in found.before}
        passages = (tuple(piece for piece in passage if self._may_carry(piece)) for passage in found.passages)
        return Found(
            ranked,
            {key: context for key, context in before.items() if not orders_a_machine(context.quote)},
            tuple(passage for passage in passages if passage),
        )

    def _may_carry(self, evidence: Evidence) -> bool:
        article = evidence.article
        return (
            not orders_a_machine(evidence.quote)
            and (article.id, article.version) != self.contradicting
            and may_answer(self.asked, article)
        )

    def read_as(self, question: str) -> None:
        """From here on, `question` is what is answered."""
        self.asked = replace(self.asked, standalone=question)
        self.composer.question = question

    def event(self, kind: EventType, data: dict[str, Any]) -> Event:
        """The next event of this work."""
        self.seq += 1
        return Event(seq=self.seq, type=kind, data=data)

    def mark(self, name: str) -> None:
        """Remember when something happened for the first time, in milliseconds since the question."""
        self.timings.setdefault(name, round((time.perf_counter() - self.began) * 1000))


@lru_cache(maxsize=256)  # an article gives many sentences, and is read whole for each question once
def may_answer(asked: Asked, article: Article) -> bool:
    """Whether an article can hold the answer at all, by the day and the time that the question names."""
    return not (why_not_of_day(asked.standalone, article) or why_not_of_time(asked.standalone, asked.as_of, article))
