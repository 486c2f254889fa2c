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
    finish       claims in order and what is missing, or why nothing is said           rag/composing/finish.py, abstain.py

`Ask` is a LangChain Runnable: `.invoke` gives the Answer, `.stream` the events as they happen, callbacks see every model
call. Command line, HTTP, page and evals all come through here. It does not know who is asking or how it is shown.
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
from rag.checking.gates import first_standing
from rag.checking.judge import Judge
from rag.composing.abstain import abstention_of
from rag.composing.both_sides import opposed
from rag.composing.compose import Composer
from rag.composing.correct import corrected
from rag.composing.finish import finished
from rag.composing.quote import QUOTED, quoted
from rag.composing.run import Run
from rag.composing.show import show_once
from rag.domain import CitedClaim
from rag.drafting.quotable import quotable
from rag.drafting.tie import cited_context
from rag.drafting.writer import Writer
from rag.errors import ReadOnly
from rag.models.chat.budget import Budget, Limits
from rag.quoting.cite import resolve
from rag.retrieval.found import Found
from rag.retrieval.retrieve import Retriever
from rag.store.record import Record

_log = logging.getLogger(__name__)

SHOWN_EVIDENCE = 8
"""Nearest quotations shown at once, before any claim."""
NEAR = 24
"""Sentences near the question: a capable model's one prompt has all of them, and what speaks against a claim is among them."""
FAR = 64
"""And where several things are asked for: what a reader asks for by one name, articles say in many ways."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A draft before any check: what each reading of it would claim of which words, as an answer to `question`."""

    kind: Literal["draft", "quoted"]
    question: str
    readings: tuple[CitedClaim, ...]


class Ask(Runnable[AskRequest | str, Answer]):
    """Asks the articles. Give it a question or an AskRequest; it raises BadInput for one it can't carry out, NotFound
    for one of a conversation that is not kept.
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
        limits: Limits | None = None,
    ) -> None:
        self.retriever = retriever
        self.writer = writer
        self.judge = judge
        self.record = record
        self.models = models
        self.settings_hash = settings_hash
        self.today = today
        self.limits = limits or Limits()

    def invoke(self, input: AskRequest | str, config: RunnableConfig | None = None, **_: Any) -> Answer:  # noqa: A002  # Runnable's name
        """The answer, once complete. Raises BadInput (OverBudget is one), NotReady, StoreFailed or ModelFailed."""
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
        turns = turns_of(self.record, asked.conversation_id)
        run = self._begin(asked, config)
        yield run.event("started", {"id": run.id, "schema_version": 1})
        run.read_as(standalone(asked.question, turns, self.writer.model, run.config))
        said = {"standalone_question": run.asked.standalone, "as_of": str(asked.as_of)}
        yield run.event("question", {"question": asked.question, **said})

        found = self._found(run.asked)
        shown = tuple(EvidenceShown.of(evidence) for evidence in found.ranked[:SHOWN_EVIDENCE])
        run.mark("evidence")
        yield run.event("evidence", {"evidence": [piece.model_dump(mode="json") for piece in shown]})
        yield run.event("status", {"step": "reading", "done": 0, "of": len(found.passages)})
        yield from self._claims(run, found)

        answer = self._answer(run, shown)
        if answer.abstention:
            yield run.event("abstention", answer.abstention.model_dump(mode="json"))
        self._keep(answer)
        yield run.event("done", answer.model_dump(mode="json"))

    def _claims(self, run: Run, found: Found) -> Iterator[Event]:
        """Everything that is claimed, a claim at a time: what the question got wrong, what was drafted, quoted, opposed."""
        question = run.asked.standalone
        yield from corrected(run, run.usable(found))
        if asks_for_words(question) and not run.full:
            yield from quoted(run, run.usable(found))
        told = run.composer.claims and (asks_why(question) or asks_for_words(question))
        if not run.full and not told:
            yield from self._drafted(run, run.usable(found))
        if not run.composer.claims and not asks_for_words(question):
            yield from quoted(run, run.usable(found))
        yield from opposed(run, run.usable(found))

    def _drafted(self, run: Run, usable: Found) -> Iterator[Event]:
        """What the model drafts, each draft checked before anybody sees it."""
        run.know(usable)
        drafts = run.writer.drafts(run.asked, usable, run.composer.similarity, run.composer.tells, run.config)
        for number, readings in enumerate(drafts, 1):
            standing, failed = first_standing(readings, run.offered, run.asked.standalone, run.judge, run.config)
            run.dropped += failed
            if standing:
                yield from show_once(run, standing)
            yield run.event("status", {"step": "checking", "done": number, "of": max(number, run.asked.max_claims)})
            if run.full:
                return

    def _answer(self, run: Run, shown: tuple[EvidenceShown, ...]) -> Answer:
        abstention = None if run.composer.claims else abstention_of(run, self.record, shown)
        return finished(run, shown, abstention, self.models, self.settings_hash)

    def _keep(self, answer: Answer) -> None:
        """Store the answer; of a record that may only be read, it is told that it is not."""
        try:
            self.record.save_answer(answer.id, answer.question, answer.model_dump_json(), answer.conversation_id)
        except ReadOnly as error:
            _log.warning("The answer is not stored: %s", error.message)

    def unchecked(self, request: AskRequest) -> Iterator[Unchecked]:
        """Every draft of the embedded model for `request`, a question that stands alone, and every sentence that may answer it
        by itself, unchecked: for whoever measures the checks.
        """
        run = self._begin(understand(request, self.today()), None)
        question, usable = run.asked.standalone, run.usable(self._found(run.asked))
        run.know(usable)
        composer = run.composer
        for drafts in run.writer.written(question, usable, composer.similarity, composer.tells, run.config):
            claims = tuple(claim for draft in drafts if isinstance(claim := resolve(draft, run.offered), CitedClaim))
            yield Unchecked("draft", question, claims)
        for piece in quotable(question, usable, self.retriever.similarity)[:QUOTED]:
            yield Unchecked("quoted", question, (CitedClaim(piece.quote, cited_context(piece, usable)),))

    def _found(self, asked: Asked) -> Found:
        """The nearest passages and sentences; more sentences where several things are asked for, each of which may be far down.

        Nothing where the question is about nothing: something would be near even that.
        """
        if needs_context(asked.standalone):
            return Found((), {})
        reach = FAR if asks_for_several(asked.standalone) and not self.writer.capable else NEAR
        return self.retriever.evidence(asked.standalone, reach, asked.wanted, as_of=asked.as_of)

    def _begin(self, asked: Asked, config: RunnableConfig | None) -> Run:
        run = Run(
            asked,
            self.writer,
            self.judge,
            Composer(asked.standalone, self.retriever.similarity, partial(self.retriever.also_in, wanted=asked.wanted)),
            Budget(self.limits),
            config,
        )
        run.conversation_id = asked.conversation_id or run.conversation_id
        return run
