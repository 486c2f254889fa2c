"""THE STORY: how a question becomes an answer.

    understand   the question is checked and dated, a follow-up made to stand alone   rag/understand.py, rag/conversation/
    retrieve     the nearest sentences of the articles, shown at once                 rag/retrieve.py
    draft        a model writes sentences that answer, from those of the articles     rag/draft.py
    tie          code finds the stored sentences that carry each of them              rag/tie.py
    cite         pointers become exact slices of stored articles                      rag/cite.py
    support      every claim is checked in code, then by a judge; failures go         rag/support/
    compose      claims that say the same merge; none left means abstaining           rag/compose.py
    oppose       what other articles say against a claim is quoted beside it          rag/oppose.py
    disagree     claims of different articles that contradict each other are named    rag/disagree.py

`Ask` is a LangChain Runnable: `.invoke` gives the Answer, `.stream` the events as they happen, callbacks see every model
call. Command line, HTTP, page and evals all come through here. It does not know who is asking or how it is shown.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig

from rag.answer import Abstention, Answer, AskRequest, Claim, Disagreement, Dropped, Event, EvidenceShown, RunRecord
from rag.cite import resolve
from rag.compose import Added, Composer, abstain, newest_source
from rag.conversation.standalone import standalone
from rag.conversation.turns import LAST_TURNS, Turn
from rag.disagree import statement_of
from rag.domain import CitedClaim, DraftClaim, Evidence
from rag.draft import draft_structured
from rag.introduce import introduced
from rag.llm.budget import Budget, Limits
from rag.missing import missing_parts
from rag.oppose import BESIDE, disputed, opposing
from rag.presuppose import contradicting
from rag.prompt import prompt_hash
from rag.retrieve import Found, Retriever
from rag.run import Run
from rag.small import drafts_of_demands, free_drafts
from rag.store.record import Record
from rag.support.gates import by_article, checked, failed_check, irrelevant, stands, supports
from rag.support.judge import Judge
from rag.tie import cited_context
from rag.timeline import in_order_of_time
from rag.understand import Asked, asks_for_demands, asks_for_several, asks_for_timeline, asks_whether, understand
from rag.unmatched import unknown_to, why_nothing

SHOWN_EVIDENCE = 8
"""Nearest quotations shown at once, before any claim."""
NEAREST = 5
"""Of those, how many an abstention shows."""
NEAR = 24
"""Sentences near the question: a capable model's one prompt has all of them, and what speaks against a claim is among them."""
LOOK = 8
"""Sentences the embedded model drafts from where a question asks for one thing; each comes with the one before it."""
WIDE_LOOK = 16
"""And where it asks for several."""
DEMANDS_LOOK = 64
"""Where it asks for demands, code chooses those that state one of so many."""
PROMPTS = (
    "standalone_question",
    "answer_from_articles",
    "list_from_articles",
    "phrase_statement",
    "complete_statement",
    "answer_in_sentence",
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
        run = self._begin(asked, config)
        yield run.event("started", {"id": run.id, "schema_version": 1})
        run.read_as(standalone(asked.question, self._turns(run), self.writer.model, run.config))
        asked = run.asked
        yield run.event(
            "question", {"question": asked.question, "standalone_question": asked.standalone, "as_of": str(asked.as_of)}
        )

        several = asks_for_several(asked.standalone)
        reached = self.retriever.evidence(asked.standalone, self._reach(asked), asked.wanted, as_of=asked.as_of)
        near = Found(reached.ranked[:NEAR], reached.before)
        shown = tuple(EvidenceShown.of(evidence) for evidence in near.ranked[:SHOWN_EVIDENCE])
        run.mark("evidence")
        yield run.event("evidence", {"evidence": [piece.model_dump(mode="json") for piece in shown]})

        found = self._looked_at(reached, asked, several=several)
        yield run.event("status", {"step": "reading", "done": 0, "of": len(found.ranked)})
        yield from self._contradicted(run, near)

        full = len(run.composer.claims) == asked.max_claims
        for draft, step in () if full else self._drafts(run, found, several=several):
            yield from self._checked(run, draft)
            yield run.event("status", step)
            if len(run.composer.claims) == asked.max_claims:
                break
        yield from self._opposed(run, run.usable(near))

        answer = self._answer(run, shown)
        if answer.abstention:
            yield run.event("abstention", answer.abstention.model_dump(mode="json"))
        self.record.save_answer(answer.id, answer.question, answer.model_dump_json(), answer.conversation_id)
        yield run.event("done", answer.model_dump(mode="json"))

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

    def _reach(self, asked: Asked) -> int:
        """How many sentences near the question are wanted."""
        chosen_by_code = asks_for_demands(asked.standalone) and not self.writer.capable
        return DEMANDS_LOOK if chosen_by_code else NEAR

    def _looked_at(self, reached: Found, asked: Asked, *, several: bool) -> Found:
        """What drafts may rest on: all that was reached, or for the embedded model the first of it, but for demands."""
        if self.writer.capable or asks_for_demands(asked.standalone):
            return reached
        return Found(reached.ranked[: WIDE_LOOK if several else LOOK], reached.before)

    def _turns(self, run: Run) -> list[Turn]:
        """What was said before in the conversation; a new one has no record to read."""
        if run.asked.conversation_id is None:
            return []
        return [Turn.of(answer) for answer in self.record.conversation(run.conversation_id, LAST_TURNS)]

    def _drafts(self, run: Run, found: Found, *, several: bool) -> Iterator[tuple[DraftClaim, dict[str, Any]]]:
        """Drafts, each with the progress it makes."""
        if self.writer.capable:
            offered = run.offer(found)
            if offered.ranked:
                asked = run.asked
                drafts = draft_structured(
                    self.writer.model, asked.standalone, str(asked.as_of), offered, asked.max_claims, run.config
                )
                for number, draft in enumerate(drafts, 1):
                    yield draft, {"step": "checking", "done": number, "of": asked.max_claims}
            return
        model, question, offered = self.writer.model, run.asked.standalone, run.offer(found)
        if asks_for_demands(question):
            yield from drafts_of_demands(model, question, offered, run.config)
        else:
            yield from free_drafts(model, question, offered, several=several, config=run.config)

    def _contradicted(self, run: Run, near: Found) -> Iterator[Event]:
        """Says first, in an article's own words, that what the question takes for granted is not so, where one says that."""
        usable = run.usable(near)
        piece = contradicting(run.asked.standalone, usable.ranked)
        told = self._in_own_words(run, piece, usable) if piece else None
        if piece and told:
            run.contradicting = (piece.article.id, piece.article.version)
            yield from self._shown(run, *told, None)

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
                if len(composer.claims) == run.asked.max_claims:
                    return
                if any(composer.cites(other, found.evidence) for other in composer.claims):
                    continue
                told = self._in_own_words(run, found.evidence, near, asked=True)
                if told:
                    beside = Disagreement(claims=(claim.id, composer.next_id), kind=found.kind)
                    yield from self._shown(run, *told, None, (beside,))

    def _both_sides(self, run: Run, near: Found) -> Iterator[Event]:
        """The first two sentences that dispute each other and both pass the checks; one of them alone is no answer."""
        for one, other in islice(disputed(near.ranked[:LOOK]), BESIDE):
            first = self._in_own_words(run, one, near, asked=True)
            second = self._in_own_words(run, other.evidence, near, asked=True) if first else None
            if first and second:
                yield from self._shown(run, *first, None)
                beside = Disagreement(claims=(run.composer.claims[-1].id, run.composer.next_id), kind=other.kind)
                yield from self._shown(run, *second, None, (beside,))
                return

    def _in_own_words(
        self, run: Run, piece: Evidence, near: Found, *, asked: bool = False
    ) -> tuple[CitedClaim, float] | None:
        """`piece` as a claim of its own, with its support; with `asked`, only where it gives what the question asks for."""
        run.drafts += 1
        claim = CitedClaim(introduced(piece), cited_context(piece, near))
        quoted, question = replace(claim, text=piece.quote), run.asked.standalone
        support = failed_check(quoted, question) or stands(quoted, "", self.judge, run.config)
        if asked and not isinstance(support, Dropped):
            support = irrelevant(quoted, question, self.judge, run.config) or support
        if isinstance(support, Dropped):
            run.dropped.append(support)
            return None
        return claim, support

    def _checked(self, run: Run, draft: DraftClaim) -> Iterator[Event]:
        """Through both gates; what passes is shown, what fails is kept with the reason."""
        run.drafts += 1
        claim = resolve(draft, run.offered)
        if isinstance(claim, Dropped):
            run.dropped.append(claim)
            return
        question = run.asked.standalone
        parts = [(part, checked(part, question, self.judge, run.config)) for part in by_article(claim)]
        stated = [(part, support) for part, support in parts if not isinstance(support, Dropped)]
        if not stated:
            run.dropped.extend(support for _, support in parts if isinstance(support, Dropped))
            return
        claim = CitedClaim(claim.text, tuple(evidence for part, _ in stated for evidence in part.evidence))
        yield from self._shown(run, claim, min(support for _, support in stated), self._repeats(run, claim))

    def _shown(
        self, run: Run, claim: CitedClaim, support: float, twin: Claim | None, known: tuple[Disagreement, ...] = ()
    ) -> Iterator[Event]:
        """A claim that stood the checks, as a new one or as more evidence for `twin`, and what it disagrees with."""
        run.mark("first_claim")
        added = run.composer.add(claim, support, twin)
        citations = {marker: citation.model_dump(mode="json") for marker, citation in added.citations.items()}
        if isinstance(added, Added):
            yield run.event("claim", {"claim": added.claim.model_dump(mode="json"), "citations": citations})
        else:
            for marker, citation in citations.items():
                yield run.event("citation", {"claim_id": added.claim_id, "marker": marker, "citation": citation})
        for found in run.composer.disagree(added.claim.id if isinstance(added, Added) else added.claim_id, known):
            yield run.event("disagreement", found.model_dump(mode="json"))

    def _repeats(self, run: Run, claim: CitedClaim) -> Claim | None:
        """The shown claim that `claim` repeats: only one that the new words support as well, by both gates."""
        twin = run.composer.twin(claim)
        if twin is None:
            return None
        if all(run.composer.cites(twin, evidence) for evidence in claim.evidence):
            return twin
        again = by_article(CitedClaim(twin.text, claim.evidence))
        stated = all(supports(part, run.asked.standalone, self.judge, run.config) for part in again)
        return twin if stated else None

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
            missing=missing_parts(run.asked.standalone, claims, composer.citations),
            abstention=None if composer.claims else self._abstention(run, shown),
            dropped=tuple(run.dropped),
            evidence=shown,
            record=RunRecord(
                models=self.models,
                prompts={name: prompt_hash(name) for name in PROMPTS},
                settings_hash=self.settings_hash,
                timings_ms=run.timings,
                tokens=_tokens(run.usage),
                cost=run.budget.cost,
            ),
        )

    def _abstention(self, run: Run, shown: tuple[EvidenceShown, ...]) -> Abstention:
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
