"""THE STORY: how a question becomes an answer.

    understand   the question is checked and dated, a follow-up made to stand alone   rag/asking/understand.py, rag/asking/
    retrieve     the nearest passages and sentences, shown at once                     rag/retrieval/retrieve.py
    premise      what the question takes for granted and is not so is told first       rag/composing/presuppose.py
    draft        a model answers in sentences of its own, from those passages          rag/drafting/draft.py, rag/drafting/listed.py
    tie          code finds the stored sentences that carry each of them               rag/drafting/tie.py
    cite         pointers become exact slices of stored articles                       rag/quoting/cite.py
    support      every claim is checked in code, then by a judge; failures go          rag/checking/
    quote        no draft stood, or words were asked for: a sentence in its own words  rag/drafting/quotable.py, rag/drafting/introduce.py
    compose      claims that say the same merge; none left means abstaining            rag/composing/compose.py
    oppose       what other articles say against a claim is quoted beside it           rag/composing/oppose.py
    disagree     claims of different articles that contradict each other are named     rag/composing/disagree.py

`Ask` is a LangChain Runnable: `.invoke` gives the Answer, `.stream` the events as they happen, callbacks see every model
call. Command line, HTTP, page and evals all come through here. It does not know who is asking or how it is shown.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, Literal

from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig

from rag.answer import Abstention, Answer, AskRequest, Claim, Disagreement, Dropped, Event, EvidenceShown, RunRecord
from rag.asking.standalone import standalone
from rag.asking.turns import LAST_TURNS, Turn
from rag.asking.understand import (
    Asked,
    asks_for_several,
    asks_for_timeline,
    asks_for_words,
    asks_whether,
    asks_why,
    needs_context,
    understand,
)
from rag.asking.unmatched import unknown_to, why_nothing
from rag.checking.gates import Standing, by_article, checked, dropped, own_words, supports
from rag.checking.judge import Judge
from rag.checking.topic import off_topic
from rag.checking.yes_or_no import answers_no
from rag.composing.compose import NEEDS_CONTEXT, Added, Composer, abstain, newest_source
from rag.composing.disagree import statement_of
from rag.composing.missing import missing_parts
from rag.composing.oppose import BESIDE, disputed, opposing
from rag.composing.presuppose import contradicting, premise_of
from rag.composing.run import Run
from rag.composing.timeline import in_order_of_time
from rag.domain import CitedClaim, DraftClaim, Evidence
from rag.drafting.draft import drafted, excerpts_by_article, nearest_excerpts
from rag.drafting.introduce import introduced
from rag.drafting.listed import listed_drafts
from rag.drafting.quotable import quotable, quotes
from rag.drafting.structured import draft_structured
from rag.drafting.tie import cited_context, readings
from rag.errors import NotFound, ReadOnly, Unjudged
from rag.models.chat.budget import Budget, Limits
from rag.models.prompt import prompt_hash
from rag.quoting.cite import resolve
from rag.retrieval.retrieve import Found, Retriever
from rag.store.record import Record

_log = logging.getLogger(__name__)

SHOWN_EVIDENCE = 8
"""Nearest quotations shown at once, before any claim."""
NEAREST = 5
"""Of those, how many an abstention shows."""
NEAR = 24
"""Sentences near the question: a capable model's one prompt has all of them, and what speaks against a claim is among them."""
FAR = 64
"""And where several things are asked for: what a reader asks for by one name, articles say in many ways."""
QUOTED = 3
"""The best sentences of which one may answer by itself, in its own words."""
PROMPTS = (
    "standalone_question",
    "answer_from_articles",
    "phrase_statement",
    "complete_statement",
    "draft_claims",
    "judge_support",
    "judge_answer",
    "judge_relevance",
)


@dataclass(frozen=True, slots=True)
class Writer:
    """The model that drafts, and whether it is capable: it then points at sentences itself, in structured output."""

    model: BaseChatModel
    capable: bool
    name: str


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
        turns = self._turns(asked.conversation_id)
        run = self._begin(asked, config)
        yield run.event("started", {"id": run.id, "schema_version": 1})
        run.read_as(standalone(asked.question, turns, self.writer.model, run.config))
        asked = run.asked
        yield run.event(
            "question", {"question": asked.question, "standalone_question": asked.standalone, "as_of": str(asked.as_of)}
        )

        found = self._found(asked)
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
        yield from self._premise(run, found)
        if asks_for_words(question) and not run.full:
            yield from self._quoted(run, found)
        told = run.composer.claims and (asks_why(question) or asks_for_words(question))
        if not run.full and not told:
            yield from self._drafted(run, found)
        if not run.composer.claims and not asks_for_words(question):
            yield from self._quoted(run, found)
        yield from self._opposed(run, run.usable(found))

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
        question = run.asked.standalone
        found = self._found(run.asked)
        usable = run.usable(found)
        for drafts in self._readings(run, usable, question):
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
        usage, budget = UsageMetadataCallbackHandler(), Budget(self.limits)
        callbacks = (config or {}).get("callbacks") or []
        handlers = list(callbacks) if isinstance(callbacks, list) else list(callbacks.handlers)
        run = Run(
            asked,
            Composer(asked.standalone, self.retriever.similarity, partial(self.retriever.also_in, wanted=asked.wanted)),
            {**(config or {}), "callbacks": [*handlers, usage, budget]},
            usage,
            budget,
        )
        run.conversation_id = asked.conversation_id or run.conversation_id
        return run

    def _turns(self, conversation_id: str | None) -> list[Turn]:
        """What was said before in the conversation; nothing in a new one. Raises NotFound where no answer of it is kept."""
        if conversation_id is None:
            return []
        answers = self.record.conversation(conversation_id, LAST_TURNS)
        if not answers:
            hint = "Ask from the first page, or without `conversation_id`: that begins a new one."
            raise NotFound("No answer of this conversation is kept.", hint)
        return [Turn.of(answer) for answer in answers]

    def _premise(self, run: Run, found: Found) -> Iterator[Event]:
        """Says first that what the question takes for granted is not so: in an article's own words where one plainly denies
        it, else where the model, asked whether it is so, answers no, and that answer stands every check.
        """
        question, usable = run.asked.standalone, run.usable(found)
        about_it = [piece for piece in usable.ranked if not off_topic(CitedClaim(piece.quote, (piece,)), question)]
        piece = contradicting(question, about_it)
        told = self._in_own_words(run, piece, usable) if piece else None
        if piece and told:
            run.contradicting = (piece.article.id, piece.article.version)
            run.composer.correcting = run.composer.next_id
            yield from self._shown(run, told)
            return
        whether = premise_of(question)
        if whether is None or self.writer.capable:
            return
        for tried in self._readings(run, usable, whether):
            denied = [draft for draft in tried if answers_no(draft.text)]
            claim = self._first_that_stands(run, denied, whether)
            if claim:
                cited = claim.claim.evidence[-1].article
                run.contradicting = (cited.id, cited.version)
                run.composer.correcting = run.composer.next_id
                yield from self._shown(run, claim)
                return

    def _drafted(self, run: Run, found: Found) -> Iterator[Event]:
        """What the model drafts, each draft checked before anybody sees it."""
        question = run.asked.standalone
        drafts = self._capable(run, found) if self.writer.capable else self._readings(run, run.usable(found), question)
        for number, tried in enumerate(drafts, 1):
            claim = self._first_that_stands(run, tried, question)
            if claim:
                yield from self._told(run, claim)
            yield run.event("status", {"step": "checking", "done": number, "of": max(number, run.asked.max_claims)})
            if run.full:
                return

    def _told(self, run: Run, standing: Standing) -> Iterator[Event]:
        """A claim that stands, once: what only makes a shown claim's point again adds its citations to that one, or is dropped.

        One of another article that does not carry the shown claim is told beside it: a false report must not silence it.
        """
        twin = self._told_already(run, standing)
        if twin is None or self._carries(run, twin, standing.claim):
            yield from self._shown(run, standing, twin)
        elif not run.composer.is_of_its_articles(twin, standing.claim):
            yield from self._shown(run, standing)
        else:
            run.dropped.append(dropped(standing.claim, "relevance", f"it makes the point of {twin.id} again"))

    def _capable(self, run: Run, found: Found) -> Iterator[tuple[DraftClaim, ...]]:
        """The drafts of a model that points at sentences itself: one reading each."""
        offered = run.offer(found)
        if offered.ranked:
            asked = run.asked
            drafts = draft_structured(
                self.writer.model, asked.standalone, str(asked.as_of), offered, asked.max_claims, run.config
            )
            yield from ((draft,) for draft in drafts)

    def _readings(self, run: Run, usable: Found, question: str) -> Iterator[tuple[DraftClaim, ...]]:
        """What the embedded model writes, a sentence at a time, each tied by code to what may carry it, likeliest first.

        How something changed is asked of each article alone: one sentence of several articles would rest on none of them.
        """
        run.know(usable)
        model, whether = self.writer.model, asks_whether(question)
        drafted_from = excerpts_by_article(usable) if asks_for_timeline(question) else (nearest_excerpts(usable),)
        shown = (piece for excerpts in drafted_from for excerpt in excerpts for piece in excerpt.sentences)
        offered = tuple(dict.fromkeys((*shown, *usable.ranked)))
        for together in drafted_from:
            for text in drafted(model, question, together, whether=whether, config=run.config):
                yield readings(text, question, offered, self.retriever.similarity)
        if asks_for_several(question) and not asks_for_words(question):
            yield from ((draft,) for draft in listed_drafts(model, question, usable, run.composer.tells, run.config))

    def _first_that_stands(self, run: Run, readings: Sequence[DraftClaim], question: str) -> Standing | None:
        """The first of several readings of one draft that passes both gates and, where somebody's words are asked for, rests on
        a quotation; what fails is kept with the reason.
        """
        for draft in readings:
            claim = resolve(draft, run.offered)
            found = claim if isinstance(claim, Dropped) else self._checked(claim, question, run)
            if isinstance(found, Standing) and asks_for_words(question) and not any(map(quotes, found.claim.evidence)):
                found = dropped(found.claim, "relevance", "the cited words quote nobody")
            if isinstance(found, Standing):
                return found
            run.dropped.extend((found,) if isinstance(found, Dropped) else found)
        return None

    def _checked(self, claim: CitedClaim, question: str, run: Run) -> Standing | tuple[Dropped, ...]:
        """The claim on those of its articles that state it, each checked alone; what became of it where none does."""
        parts = [checked(part, question, self.judge, run.config) for part in by_article(claim)]
        stated = [part for part in parts if isinstance(part, Standing)]
        if not stated:
            return tuple(part for part in parts if isinstance(part, Dropped))
        evidence = tuple(piece for part in stated for piece in part.claim.evidence)
        least = min(stated, key=lambda part: part.support)
        return replace(least, claim=replace(least.claim, evidence=evidence))

    def _quoted(self, run: Run, found: Found) -> Iterator[Event]:
        """Of the likeliest sentences that may answer by themselves the surest that passes both gates, in its own words,
        introduced by speaker or outlet.
        """
        usable, question = run.usable(found), run.asked.standalone
        likely = quotable(question, usable, run.composer.similarity)[:QUOTED]
        tried = (self._in_own_words(run, piece, usable, asked=True) for piece in likely)
        surest, *others = sorted((told for told in tried if told), key=lambda told: -told.support) or (None,)
        if surest:
            yield from self._shown(run, surest)
        run.dropped += [dropped(other.claim, "judge", "another sentence answers more surely") for other in others]

    def _opposed(self, run: Run, near: Found) -> Iterator[Event]:
        """Quotes beside each claim what other articles say against it.

        A yes-or-no question of which no claim stood may be one that articles answer differently: then both are quoted.
        """
        composer, question = run.composer, run.asked.standalone
        if not composer.claims and asks_whether(question) and run.asked.max_claims > 1:
            yield from self._both_sides(run, near)
            return
        for claim in tuple(composer.claims):
            articles = {composer.citations[marker].article_id for marker in composer.told_with(claim)}
            said = statement_of(claim, composer.citations)
            for found in islice(opposing(said, question, near.ranked, articles, composer.similarity), BESIDE):
                if run.full:
                    return
                if composer.tells(found.evidence):
                    continue
                told = self._in_own_words(run, found.evidence, near, asked=True, alone=False)
                if told:
                    beside = Disagreement(claims=(claim.id, composer.next_id), kind=found.kind)
                    yield from self._shown(run, told, known=(beside,))

    def _both_sides(self, run: Run, near: Found) -> Iterator[Event]:
        """The first two sentences that dispute each other and both pass the checks; one of them alone is no answer."""
        for one, other in islice(disputed(near.ranked[:SHOWN_EVIDENCE]), BESIDE):
            first = self._in_own_words(run, one, near, asked=True, alone=False)
            second = self._in_own_words(run, other.evidence, near, asked=True, alone=False) if first else None
            if first and second:
                differ = replace(first.claim, text=f"The articles differ. {first.claim.text}")
                yield from self._shown(run, replace(first, claim=differ))
                beside = Disagreement(claims=(run.composer.claims[-1].id, run.composer.next_id), kind=other.kind)
                yield from self._shown(run, second, known=(beside,))
                return
            if first:
                run.dropped.append(
                    dropped(first.claim, "judge", "the other side did not stand, and one alone is no answer")
                )

    def _in_own_words(
        self, run: Run, piece: Evidence, near: Found, *, asked: bool = False, alone: bool = True
    ) -> Standing | None:
        """`piece` as a claim of its own, introduced; with `asked`, only where it gives what the question asks for, and gives
        it surely where it stands `alone`, beside no other claim.
        """
        claim = CitedClaim(introduced(piece), cited_context(piece, near))
        question = run.asked.standalone if asked else ""
        found = own_words(claim, piece.quote, question, self.judge, run.config, alone=alone)
        if isinstance(found, Dropped):
            run.dropped.append(found)
            return None
        return found

    def _shown(
        self, run: Run, standing: Standing, twin: Claim | None = None, known: tuple[Disagreement, ...] = ()
    ) -> Iterator[Event]:
        """A claim that stood the checks, as a new one or as more evidence for `twin`, and what it disagrees with."""
        run.mark("first_claim")
        added = run.composer.add(standing, twin)
        citations = {marker: citation.model_dump(mode="json") for marker, citation in added.citations.items()}
        if isinstance(added, Added):
            yield run.event("claim", {"claim": added.claim.model_dump(mode="json"), "citations": citations})
        else:
            for marker, citation in citations.items():
                told = {"claim_id": added.claim_id, "marker": marker, "citation": citation}
                yield run.event("citation", {**told, "context": marker in added.context})
        for found in run.composer.disagree(added.claim.id if isinstance(added, Added) else added.claim_id, known):
            yield run.event("disagreement", found.model_dump(mode="json"))

    def _told_already(self, run: Run, standing: Standing) -> Claim | None:
        """The shown claim whose point `standing` makes again: in the same words, or by the judge, who is told the one and asked
        whether it states the other.
        """
        twin = run.composer.twin(standing.claim)
        if twin:
            return twin
        near = run.composer.like(standing.claim)
        return next((claim for claim in near if self._repeats(claim, standing.claim, run.config)), None)

    def _repeats(self, told: Claim, claim: CitedClaim, config: RunnableConfig) -> bool:
        """Whether the judge finds that `told` states `claim`; where it says neither, both are told."""
        try:
            return self.judge.repeats(told.text, claim.text, config) >= self.judge.thresholds.support
        except Unjudged:
            return False

    def _carries(self, run: Run, told: Claim, claim: CitedClaim) -> bool:
        """Whether the words of `claim` support the claim `told` as well, by both gates: then it cites them too."""
        if all(run.composer.cites(told, evidence) for evidence in claim.evidence):
            return True
        again = by_article(replace(claim, text=told.text))
        return all(supports(part, run.asked.standalone, self.judge, run.config) for part in again)

    def _answer(self, run: Run, shown: tuple[EvidenceShown, ...]) -> Answer:
        composer = run.composer
        claims = composer.finished()
        if asks_for_timeline(run.asked.standalone):
            claims = in_order_of_time(claims, composer.citations)
        run.mark("total")
        return Answer(
            id=run.id,
            conversation_id=run.conversation_id,
            question=run.asked.question,
            standalone_question=run.asked.standalone,
            as_of=str(run.asked.as_of),
            newest_source=newest_source(list(composer.citations.values())),
            status="answered" if composer.claims else "abstained",
            claims=claims,
            citations=composer.citations,
            disagreements=tuple(composer.disagreements),
            missing=missing_parts(
                run.asked.standalone, claims, composer.citations, partial(self._gives, config=run.config)
            ),
            abstention=None if composer.claims else self._abstention(run, shown),
            dropped=tuple(run.dropped),
            evidence=shown,
            record=self._record_of(run),
        )

    def _record_of(self, run: Run) -> RunRecord:
        return RunRecord(
            models=self.models,
            prompts={name: prompt_hash(name) for name in PROMPTS},
            settings_hash=self.settings_hash,
            timings_ms=run.timings,
            tokens=_tokens(run.usage),
            cost=run.budget.cost,
        )

    def _gives(self, claim: str, part: str, config: RunnableConfig) -> bool:
        """Whether a shown claim gives a part of what was asked, by the judge; where it says neither, it is not missed."""
        try:
            return self.judge.relevance(claim, part, config) >= self.judge.thresholds.relevance
        except Unjudged:
            return True

    def _abstention(self, run: Run, shown: tuple[EvidenceShown, ...]) -> Abstention:
        if needs_context(run.asked.standalone):
            return NEEDS_CONTEXT
        wanted = run.asked.wanted
        unmatched = unknown_to(self.record, wanted) if shown else why_nothing(self.record, wanted)
        articles = self.record.counts().articles
        return abstain(shown[:NEAREST], articles=articles, asked=bool(run.offered), unmatched=unmatched)


def _tokens(usage: UsageMetadataCallbackHandler) -> dict[str, int]:
    counted = usage.usage_metadata.values()
    return {
        "input": sum(item["input_tokens"] for item in counted),
        "output": sum(item["output_tokens"] for item in counted),
    }
