"""THE STORY: how a question becomes an answer.

    understand   the question is checked and dated, a follow-up made to stand alone   rag/asking/
    retrieve     the nearest passages and sentences, shown at once                     rag/retrieval/
    correct      what the question takes for granted and is not so is told first       rag/composing/correct.py
    draft        a model answers in sentences of its own, from those passages          rag/drafting/
    check        pointers become exact slices; every claim is checked against them in
                 code, then by a judge; failures go                                    rag/quoting/, rag/checking/
    quote        no draft stood, or words were asked for: a sentence in its own words  rag/composing/quote.py
    show         claims that say the same merge; what contradicts another is named     rag/composing/show.py
    oppose       what other articles say against a claim is quoted beside it           rag/composing/both_sides.py
    finish       claims in order and what is missing,                                  rag/composing/finish.py,
                 or why nothing is said                                                rag/composing/abstain.py

`Ask` is a LangChain Runnable: `.invoke` gives the Answer, `.stream` the events as they happen, callbacks see every
model call. Command line, HTTP, page and evals all come through here. It does not know who is asking or how it is shown.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal

from langchain_core.runnables import Runnable, RunnableConfig

from rag.answer import Answer, AskRequest, Event, EvidenceShown
from rag.asking.standalone import standalone
from rag.asking.turns import turns_of
from rag.asking.understand import Asked, asks_for_several, asks_for_words, asks_why, needs_context, understand
from rag.checking.gates import first_supported
from rag.checking.judge import Judge
from rag.composing.abstain import abstention_of
from rag.composing.both_sides import show_opposition
from rag.composing.compose import Composer
from rag.composing.correct import show_correction
from rag.composing.finish import whole_answer
from rag.composing.quote import QUOTED, show_quotation
from rag.composing.show import show_once
from rag.composing.work import Work
from rag.domain import CitedClaim
from rag.drafting import Writer, cited_context
from rag.drafting.quotable import quotable
from rag.errors import ReadOnly
from rag.models.chat.budget import Budget, SpendingLimits
from rag.quoting import resolve
from rag.retrieval import Found, Retriever
from rag.store.record import Record

_log = logging.getLogger(__name__)

SHOWN_EVIDENCE = 8
"""Nearest quotations shown at once, before any claim."""
NEAR = 24
"""How many sentences near the question are fetched: a capable model has all of them in its one prompt, and what speaks
against a claim is looked for among them."""
FAR = 64
"""How many are fetched for the embedded model where a question asks for several things: articles name one thing
in many ways."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A draft before any check, or a stored sentence offered by itself (`show_quotation`), as an answer to `question`.

    Each reading is a claim with the stored sentences that it would cite.
    """

    kind: Literal["draft", "quoted"]
    question: str
    readings: tuple[CitedClaim, ...]


class Ask(Runnable[AskRequest | str, Answer]):
    """Answers questions from the articles. Takes a question or an AskRequest.

    Raises BadInput for one that it can't carry out, and NotFound where it is to go on with a conversation that
    is not kept.
    """

    def __init__(
        self,
        retriever: Retriever,
        writer: Writer,
        judge: Judge,
        record: Record,
        models: dict[str, str],
        settings_hash: str,
        today: Callable[[], date] = date.today,
        limits: SpendingLimits | None = None,
    ) -> None:
        self.retriever = retriever
        self.writer = writer
        self.judge = judge
        self.record = record
        self.models = models
        self.settings_hash = settings_hash
        self.today = today
        self.limits = limits or SpendingLimits()

    def invoke(
        self,
        input: AskRequest | str,  # noqa: A002  # Runnable's name
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Answer:
        """The answer, once complete. Raises BadInput (OverBudget is one), NotReady, StoreFailed or ModelFailed."""
        for event in self.events(input, config):
            if event.type == "done":
                return Answer.model_validate(event.data)
        raise AssertionError("the work ends with done or raises")

    def stream(
        self,
        input: AskRequest | str,  # noqa: A002  # Runnable's name
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Iterator[Any]:
        """The events as they happen, numbered from 0; the last is `done` and carries the whole answer."""
        yield from self.events(input, config)

    def events(
        self, request: AskRequest | str, config: RunnableConfig | None = None
    ) -> Iterator[Event]:  # Runnable's name
        """Answers `request`, an event at a time; the last is `done`. Closing the iterator stops the models."""
        asked = understand(AskRequest(question=request) if isinstance(request, str) else request, self.today())
        turns = turns_of(self.record, asked.conversation_id)
        work = self._begin(asked, config)
        yield work.event("started", {"id": work.id, "schema_version": 1})
        work.read_as(standalone(asked.question, turns, self.writer.model, work.config))
        said = {"standalone_question": work.asked.standalone, "as_of": str(asked.as_of)}
        yield work.event("question", {"question": asked.question, **said})

        found = self._found(work.asked)
        shown = tuple(EvidenceShown.of(evidence) for evidence in found.ranked[:SHOWN_EVIDENCE])
        work.mark("evidence")
        yield work.event("evidence", {"evidence": [piece.model_dump(mode="json") for piece in shown]})
        yield work.event("status", {"step": "reading", "done": 0, "of": len(found.passages)})
        yield from self._claims(work, found)

        answer = self._answer(work, shown)
        if answer.abstention:
            yield work.event("abstention", answer.abstention.model_dump(mode="json"))
        self._keep(answer)
        yield work.event("done", answer.model_dump(mode="json"))

    def _claims(self, work: Work, found: Found) -> Iterator[Event]:
        """Every claim, one at a time: what the question gets wrong, drafts or quotations, what speaks against them."""
        question = work.asked.standalone
        yield from show_correction(work, work.usable(found))
        if asks_for_words(question) and not work.full:
            yield from show_quotation(work, work.usable(found))
        told = work.composer.claims and (asks_why(question) or asks_for_words(question))
        if not work.full and not told:
            yield from self._drafted(work, work.usable(found))
        if not work.composer.claims and not asks_for_words(question):
            yield from show_quotation(work, work.usable(found))
        yield from show_opposition(work, work.usable(found))

    def _drafted(self, work: Work, usable: Found) -> Iterator[Event]:
        """What the model drafts, each draft checked before anybody sees it."""
        work.know(usable)
        drafts = work.writer.drafts(work.asked, usable, work.composer.similarity, work.composer.tells, work.config)
        for number, readings in enumerate(drafts, 1):
            standing, failed = first_supported(readings, work.offered, work.asked.standalone, work.judge, work.config)
            work.dropped += failed
            if standing:
                yield from show_once(work, standing)
            yield work.event("status", {"step": "checking", "done": number, "of": max(number, work.asked.max_claims)})
            if work.full:
                return

    def _answer(self, work: Work, shown: tuple[EvidenceShown, ...]) -> Answer:
        abstention = None if work.composer.claims else abstention_of(work, self.record, shown)
        return whole_answer(work, shown, abstention, self.models, self.settings_hash)

    def _keep(self, answer: Answer) -> None:
        """Store the answer. Where the record may only be read, log that it is not stored."""
        try:
            self.record.save_answer(answer.id, answer.question, answer.model_dump_json(), answer.conversation_id)
        except ReadOnly as error:
            _log.warning("The answer is not stored: %s", error.message)

    def unchecked(self, request: AskRequest) -> Iterator[Unchecked]:
        """Every draft that the embedded model makes for `request`, and the stored sentences that may answer
        it by themselves, all of them unchecked: for measuring the checks. `request` must be understood
        without a conversation.
        """
        work = self._begin(understand(request, self.today()), None)
        question, usable = work.asked.standalone, work.usable(self._found(work.asked))
        work.know(usable)
        composer = work.composer
        for drafts in work.writer.written(question, usable, composer.similarity, composer.tells, work.config):
            claims = tuple(claim for draft in drafts if isinstance(claim := resolve(draft, work.offered), CitedClaim))
            yield Unchecked("draft", question, claims)
        for piece in quotable(question, usable, self.retriever.similarity)[:QUOTED]:
            yield Unchecked("quoted", question, (CitedClaim(piece.quote, cited_context(piece, usable)),))

    def _found(self, asked: Asked) -> Found:
        """The passages and sentences nearest to the question; more sentences where it asks for several things, each of
        which may be far down.

        Nothing where the question has no content words of its own ("And why?"): something would be near even that.
        """
        if needs_context(asked.standalone):
            return Found((), {})
        reach = FAR if asks_for_several(asked.standalone) and not self.writer.capable else NEAR
        return self.retriever.evidence(asked.standalone, reach, asked.wanted, as_of=asked.as_of)

    def _begin(self, asked: Asked, config: RunnableConfig | None) -> Work:
        work = Work(
            asked,
            self.writer,
            self.judge,
            Composer(asked.standalone, self.retriever.similarity, partial(self.retriever.also_in, wanted=asked.wanted)),
            Budget(self.limits),
            config,
        )
        work.conversation_id = asked.conversation_id or work.conversation_id
        return work
