"""THE STORY: how a question becomes an answer.

    understand   the question is checked, and dated                                   rag/understand.py
    retrieve     the nearest sentences of the articles, shown at once                 rag/retrieve.py
    draft        a model writes claims that point at those sentences                  rag/draft.py
    cite         code turns pointers into exact slices of stored articles             rag/cite.py
    support      every claim is checked in code, then by a judge; failures go         rag/support/
    compose      claims that say the same merge; none left means abstaining           rag/compose.py

`Ask` is a LangChain Runnable: `.invoke` gives the Answer, `.stream` the events as they happen, callbacks see every model
call. Command line, HTTP, page and evals all come through here. It does not know who is asking or how it is shown.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig

from rag.answer import Answer, AskRequest, Claim, Dropped, Event, EventType, EvidenceShown, RunRecord
from rag.cite import resolve
from rag.compose import Added, Composer, abstain, newest_source
from rag.domain import Article, CitedClaim, DraftClaim, Evidence
from rag.draft import begin_statement, cited_context, draft_from_sentence, draft_structured
from rag.prompt import prompt_hash
from rag.retrieve import Found, Retriever
from rag.store.record import Record
from rag.support.days import another_day, days_in, without_days
from rag.support.demands import missing_demand
from rag.support.directive import orders_a_machine
from rag.support.facts import another_party, off_topic
from rag.support.gates import Put, by_article, checked, supports
from rag.support.judge import Judge
from rag.support.relevance import beyond_article
from rag.support.scope import rescoped
from rag.understand import Asked, asks_for_several, understand

SHOWN_EVIDENCE = 8
"""Nearest quotations shown at once, before any claim."""
NEAREST = 5
"""Of those, how many an abstention shows."""
CAPABLE_EVIDENCE = 24
"""Sentences in a capable model's one prompt."""
FIRST_LOOK = 8
"""Sentences the embedded model always drafts from: the answer to a question about one fact is among them or missed."""
SECOND_LOOK = 18
"""Sentences it drafts from after that, found by what the first claims say, where the question asks for several things."""
PROMPTS = (
    "phrase_statement",
    "complete_statement",
    "answer_in_sentence",
    "draft_claims",
    "judge_support",
    "judge_relevance",
)


@dataclass(frozen=True, slots=True)
class Writer:
    """The model that drafts, and whether it is capable: one prompt and structured output, or a sentence at a time."""

    model: BaseChatModel
    capable: bool
    name: str


@dataclass(slots=True)
class Run:
    """What one question gathers on its way; belongs to one thread."""

    asked: Asked
    composer: Composer
    config: RunnableConfig
    usage: UsageMetadataCallbackHandler
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    began: float = field(default_factory=time.perf_counter)
    timings: dict[str, int] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    offered: dict[str, Evidence] = field(default_factory=dict)
    statement: str | None = None
    put: dict[tuple[str, ...], Put] = field(default_factory=dict)
    """What was put to the sentences of each draft."""
    drafts: int = 0
    seq: int = -1

    def offer(self, found: Found) -> Found:
        """What drafts may point at: sentences whose article can answer at all, and their context.

        What gives a machine an order is kept from it: no claim could rest on it, and one that reads it may obey.
        """
        reports = tuple(evidence for evidence in found.ranked if not orders_a_machine(evidence.quote))
        usable = tuple(evidence for evidence in reports if _may_answer(self.asked.question, evidence.article))
        before = {piece.key: found.before[piece.key] for piece in usable if piece.key in found.before}
        before = {key: context for key, context in before.items() if not orders_a_machine(context.quote)}
        self.offered |= {evidence.key: evidence for evidence in (*usable, *before.values())}
        return Found(usable, before)

    def event(self, kind: EventType, data: dict[str, Any]) -> Event:
        """The next event of this run."""
        self.seq += 1
        return Event(seq=self.seq, type=kind, data=data)

    def mark(self, name: str) -> None:
        """Remember when something happened for the first time, in milliseconds since the question."""
        self.timings.setdefault(name, round((time.perf_counter() - self.began) * 1000))


class Ask(Runnable[AskRequest | str, Answer]):
    """Asks the articles. Give it a question or an AskRequest; it raises BadInput for one it can't carry out."""

    def __init__(
        self,
        retriever: Retriever,
        writer: Writer,
        judge: Judge,
        record: Record,
        models: dict[str, str],
        settings_hash: str,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.retriever = retriever
        self.writer = writer
        self.judge = judge
        self.record = record
        self.models = models
        self.settings_hash = settings_hash
        self.today = today

    def invoke(self, input: AskRequest | str, config: RunnableConfig | None = None, **_: Any) -> Answer:  # noqa: A002  # Runnable's name
        """The answer, once complete. Raises BadInput, NotReady, StoreFailed or ModelFailed."""
        for event in self.events(input, config):
            if event.type == "done":
                return Answer.model_validate(event.data)
        raise AssertionError("a run ends with done or raises")

    def stream(self, input: AskRequest | str, config: RunnableConfig | None = None, **_: Any) -> Iterator[Any]:  # noqa: A002  # Runnable's name
        """The events as they happen, numbered from 0; the last is `done` and carries the whole answer."""
        yield from self.events(input, config)

    def events(self, request: AskRequest | str, config: RunnableConfig | None = None) -> Iterator[Event]:
        """The whole story, an event at a time. Closing the iterator stops the models."""
        asked = understand(AskRequest(question=request) if isinstance(request, str) else request, self.today())
        run = self._begin(asked, config)
        yield run.event("started", {"id": run.id, "schema_version": 1})
        yield run.event(
            "question", {"question": asked.question, "standalone_question": asked.question, "as_of": str(asked.as_of)}
        )

        found = self.retriever.evidence(
            asked.question, CAPABLE_EVIDENCE if self.writer.capable else FIRST_LOOK, asked.wanted
        )
        shown = tuple(EvidenceShown.of(evidence) for evidence in found.ranked[:SHOWN_EVIDENCE])
        run.mark("evidence")
        yield run.event("evidence", {"evidence": [piece.model_dump(mode="json") for piece in shown]})

        yield run.event("status", {"step": "reading", "done": 0, "of": len(found.ranked)})

        for draft, step in self._drafts(run, found):
            yield from self._checked(run, draft)
            yield run.event("status", step)
            if len(run.composer.claims) == asked.max_claims:
                break

        answer = self._answer(run, shown)
        if answer.abstention:
            yield run.event("abstention", answer.abstention.model_dump(mode="json"))
        self.record.save_answer(answer.id, answer.question, answer.model_dump_json())
        yield run.event("done", answer.model_dump(mode="json"))

    def _begin(self, asked: Asked, config: RunnableConfig | None) -> Run:
        usage = UsageMetadataCallbackHandler()
        callbacks = (config or {}).get("callbacks") or []
        handlers = list(callbacks) if isinstance(callbacks, list) else list(callbacks.handlers)
        return Run(
            asked,
            Composer(asked.question, self.retriever.similarity),
            {**(config or {}), "callbacks": [*handlers, usage]},
            usage,
        )

    def _drafts(self, run: Run, found: Found) -> Iterator[tuple[DraftClaim, dict[str, Any]]]:
        """Drafts, each with the progress it makes."""
        if self.writer.capable:
            offered = run.offer(found)
            if offered.ranked:
                asked = run.asked
                drafts = draft_structured(
                    self.writer.model, asked.question, str(asked.as_of), offered, asked.max_claims, run.config
                )
                for number, draft in enumerate(drafts, 1):
                    yield draft, {"step": "checking", "done": number, "of": asked.max_claims}
            return
        yield from self._look(run, run.offer(found), read=0)
        if asks_for_several(run.asked.question) and run.composer.claims:
            # Feedback from checked claims only: what was found says best what else to look for.
            query = "; ".join(claim.text for claim in run.composer.claims)
            more = self.retriever.evidence(query, SECOND_LOOK, run.asked.wanted, known=found.ranked)
            yield from self._look(run, run.offer(more), read=len(found.ranked))

    def _look(self, run: Run, found: Found, read: int) -> Iterator[tuple[DraftClaim, dict[str, Any]]]:
        """The embedded model's drafts: one a sentence, but for sentences from which no draft could pass the checks in code."""
        for number, evidence in enumerate(found.ranked, 1):
            if run.statement is None:
                run.statement = begin_statement(self.writer.model, run.asked.question, run.config)
            cited = cited_context(evidence, found)
            words = " ".join(piece.quote for piece in cited)
            before = found.before.get(evidence.key)
            scoped = partial(rescoped, words=words, before=before.quote if before else "")
            statement = scoped(run.statement)
            if before and statement != rescoped(run.statement, words):
                cited = (before, evidence)  # the sentence that gave the statement its scope is cited as well
            asked = run.asked.question
            hopeless = (
                another_party(statement, cited)
                or missing_demand(statement, words)
                or beyond_article(statement, asked, evidence.article)
            )
            if not hopeless:
                draft = draft_from_sentence(self.writer.model, scoped(asked), statement, cited, run.config)
                run.put[draft.pointers] = Put(scoped(asked), statement)
                draft = replace(draft, text=scoped(draft.text))
                yield draft, {"step": "reading", "done": read + number, "of": read + len(found.ranked)}

    def _checked(self, run: Run, draft: DraftClaim) -> Iterator[Event]:
        """Through both gates; what passes is shown, what fails is kept with the reason."""
        run.drafts += 1
        claim = resolve(draft, run.offered)
        if isinstance(claim, Dropped):
            run.dropped.append(claim)
            return
        question = run.asked.question
        put = run.put.get(draft.pointers, Put(question))
        parts = [(part, checked(part, question, put, self.judge, run.config)) for part in by_article(claim)]
        stated = [(part, support) for part, support in parts if not isinstance(support, Dropped)]
        if not stated:
            run.dropped.extend(support for _, support in parts if isinstance(support, Dropped))
            return
        claim = CitedClaim(claim.text, tuple(evidence for part, _ in stated for evidence in part.evidence))
        support = min(support for _, support in stated)
        run.mark("first_claim")
        added = run.composer.add(claim, support, self._repeats(run, claim))
        citations = {marker: citation.model_dump(mode="json") for marker, citation in added.citations.items()}
        if isinstance(added, Added):
            yield run.event("claim", {"claim": added.claim.model_dump(mode="json"), "citations": citations})
            return
        for marker, citation in citations.items():
            yield run.event("citation", {"claim_id": added.claim_id, "marker": marker, "citation": citation})

    def _repeats(self, run: Run, claim: CitedClaim) -> Claim | None:
        """The shown claim that `claim` repeats: only one that the new words support as well, by both gates."""
        twin = run.composer.twin(claim)
        if twin is None:
            return None
        if all(run.composer.cites(twin, evidence) for evidence in claim.evidence):
            return twin
        again = CitedClaim(twin.text, claim.evidence)
        return twin if supports(again, run.asked.question, self.judge, run.config) else None

    def _answer(self, run: Run, shown: tuple[EvidenceShown, ...]) -> Answer:
        composer = run.composer
        run.mark("total")
        counts = self.record.counts()
        return Answer(
            id=run.id,
            conversation_id=run.asked.conversation_id,
            question=run.asked.question,
            standalone_question=run.asked.question,
            as_of=str(run.asked.as_of),
            newest_source=newest_source(list(composer.citations.values())),
            status="answered" if composer.claims else "abstained",
            claims=tuple(composer.claims),
            citations=composer.citations,
            abstention=None
            if composer.claims
            else abstain(shown[:NEAREST], articles=counts.articles, drafts=run.drafts),
            dropped=tuple(run.dropped),
            evidence=shown,
            record=RunRecord(
                models=self.models,
                prompts={name: prompt_hash(name) for name in PROMPTS},
                settings_hash=self.settings_hash,
                timings_ms=run.timings,
                tokens=_tokens(run.usage),
            ),
        )


def _tokens(usage: UsageMetadataCallbackHandler) -> dict[str, int]:
    counted = usage.usage_metadata.values()
    return {
        "input": sum(item["input_tokens"] for item in counted),
        "output": sum(item["output_tokens"] for item in counted),
    }


def _may_answer(question: str, article: Article) -> bool:
    topic = without_days(question, days_in(question))
    return off_topic(topic, article) is None and another_day(question, article) is None
