"""Ways to break the product on purpose, each with the measure that must find it out.

A fault replaces one part of the product for as long as it lasts, as a bad merge would. What is broken is the product,
not the rows of a run: quotations are cut in the wrong place where citations are made, and so on.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import create_engine, text

import rag.answer
from eval.floors import top_sentence
from eval.under_test import CUTS, GATES, UNCUT, Judge, let_through
from rag.answer import Answer, Citation, Claim
from rag.ask import Ask
from rag.errors import ModelFailed
from rag.retrieval import Retriever

Change = Callable[[Answer], Answer]
_NUMBER = re.compile(r"\d+")
_SHORT_WORD = re.compile(r"\b(?:not|no|never|the|a|of|to)\s", re.IGNORECASE)
_SHUFFLED_BY = 7


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to break the product: what is broken, the measure that must catch it, and the switch that breaks it."""

    name: str
    what: str
    caught_by: str
    broken: Callable[[], Any]
    """Gives a context manager, inside of which the product is broken."""
    damage: Callable[[Path], None] = lambda _: None
    """Changes the record in the data folder behind the product's back."""


@contextmanager
def _answers(change: Change) -> Iterator[None]:
    """Every answer is changed after its claims were checked, and before anybody sees it."""
    made = Ask._answer  # noqa: SLF001  # breaking things is what this module does

    def changed(self: Ask, *arguments: Any) -> Answer:
        return change(made(self, *arguments))

    with patch.object(Ask, "_answer", changed):
        yield


def _on_answers(change: Change) -> Callable[[], Any]:
    return lambda: _answers(change)


def _on_citations(change: Callable[[Citation], Citation]) -> Callable[[], Any]:
    def changed(answer: Answer) -> Answer:
        return _with(answer, citations={marker: change(one) for marker, one in answer.citations.items()})

    return _on_answers(changed)


def _on_claims(change: Callable[[Claim], Claim]) -> Callable[[], Any]:
    return _on_answers(lambda answer: _with(answer, claims=tuple(change(claim) for claim in answer.claims)))


def _with(answer: Answer, **fields: Any) -> Answer:
    return Answer.model_validate({**answer.model_dump(), **fields})


def _requoted(citation: Citation, quote: str) -> Citation:
    return citation.model_copy(update={"quote": quote, "end": citation.start + len(quote)})


# The faults


def _offsets_moved() -> Any:
    sliced = rag.answer._slice  # noqa: SLF001  # see _answers

    def moved(*arguments: Any) -> dict[str, Any]:
        cut = sliced(*arguments)
        return {**cut, "start": cut["start"] + 1, "end": cut["end"] + 1}

    return patch.object(rag.answer, "_slice", moved)


def _swapped(answer: Answer) -> Answer:
    if len(answer.claims) < 2:
        return answer
    givers = (*answer.claims[1:], answer.claims[0])
    pairs = zip(answer.claims, givers, strict=True)
    return _with(answer, claims=tuple(_citing_as(claim, giver) for claim, giver in pairs))


def _citing_as(claim: Claim, giver: Claim) -> Claim:
    return claim.model_copy(update={"citations": giver.citations, "context": giver.context})


def _no_threshold() -> Any:
    return _all(patch(name, lambda *_: UNCUT) for name in (CUTS, "eval.run.thresholds"))


@contextmanager
def _all(switches: Iterable[AbstractContextManager[Any]]) -> Iterator[None]:
    with ExitStack() as on:
        for switch in switches:
            on.enter_context(switch)
        yield


def _never_abstains(answer: Answer) -> Answer:
    return answer if answer.claims else top_sentence(answer)


def _shuffled_hits() -> Any:
    found = Retriever.hits

    def shuffled(self: Retriever, *arguments: Any, **named: Any) -> Any:
        hits = found(self, *arguments, **named)
        random.Random(_SHUFFLED_BY).shuffle(hits)  # noqa: S311  # not for secrets
        return hits

    return patch.object(Retriever, "hits", shuffled)


def _another_number(claim: Claim) -> Claim:
    return claim.model_copy(update={"text": _NUMBER.sub(lambda found: str(int(found[0]) + 1), claim.text, count=1)})


def _edited_record(data: Path) -> None:
    """Small words are changed in every stored text, in place, so that all offsets stay what they were."""
    for path in data.glob("*/record.sqlite"):
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            connection.execute(text("UPDATE versions SET text = replace(text, ' the ', ' one ')"))
        engine.dispose()


def _says_yes() -> Any:
    return patch.multiple(Judge, support=lambda *_: 1.0, relevance=lambda *_: 1.0)


def _no_gate() -> Any:
    return _all(patch(name, let_through) for name in GATES)


def _paraphrased(answer: Answer) -> Answer:
    claim_of = {marker: claim for claim in answer.claims for marker in claim.citations}
    cited = {marker: _requoted(one, claim_of[marker].text) for marker, one in answer.citations.items()}
    return _with(answer, citations=cited)


def _stitched(answer: Answer) -> Answer:
    ends = [evidence for evidence in answer.evidence if len(evidence.quote.split()) > 6]

    def joined(citation: Citation) -> Citation:
        own = [e for e in ends if e.article_id == citation.article_id and e.quote not in citation.quote]
        return _requoted(citation, f"{citation.quote} … {own[-1].quote}") if own else citation

    return _with(answer, citations={marker: joined(one) for marker, one in answer.citations.items()})


def _misattributed(answer: Answer) -> Answer:
    others = {evidence.article_id for evidence in answer.evidence}

    def elsewhere(citation: Citation) -> Citation:
        wrong = sorted(others - {citation.article_id})
        return citation.model_copy(update={"article_id": wrong[0]}) if wrong else citation

    return _with(answer, citations={marker: elsewhere(one) for marker, one in answer.citations.items()})


def _date_guessed(answer: Answer) -> Answer:
    day = {"value": answer.as_of, "precision": "day", "basis": "inferred"}

    def dated(shown: Any) -> Any:
        unknown = shown.published.value is None or shown.published.precision != "day"
        return type(shown).model_validate({**shown.model_dump(), "published": day}) if unknown else shown

    cited = {marker: dated(one) for marker, one in answer.citations.items()}
    return _with(answer, citations=cited, evidence=tuple(dated(one) for one in answer.evidence))


def _first_claim_only(answer: Answer) -> Answer:
    if len(answer.claims) < 2:
        return answer
    first = answer.claims[0]
    return _with(answer, claims=(first,), citations={marker: answer.citations[marker] for marker in first.citations})


def _cites_everything(answer: Answer) -> Answer:
    cited = dict(answer.citations)
    for number, evidence in enumerate(answer.evidence, len(cited) + 1):
        cited[str(number)] = Citation.model_validate(evidence.model_dump(exclude={"score"}))
    claims = tuple(claim.model_copy(update={"citations": tuple(cited)}) for claim in answer.claims)
    return _with(answer, claims=claims, citations=cited) if claims else answer


def _from_memory(answer: Answer) -> Answer:
    if not answer.claims:
        return answer
    known = Claim(
        id="c0",
        text="The World Cup of 2022 was won by Argentina.",
        support=0.99,
        citations=answer.claims[0].citations,
    )
    return _with(answer, claims=(known, *answer.claims))


def _model_fails() -> Any:
    events = Ask.events

    def sometimes(self: Ask, request: Any, config: Any = None) -> Any:
        asked = request if isinstance(request, str) else request.question
        if len(asked) % 2:
            raise ModelFailed("The model gave nothing usable.", "Try again.")
        return events(self, request, config)

    return patch.object(Ask, "events", sometimes)


def _wrong_answers() -> Any:
    """Drafts are made from the worse half of the evidence, sentences and passages alike."""
    evidence = Retriever.evidence

    def worse(self: Retriever, *arguments: Any, **named: Any) -> Any:
        found = evidence(self, *arguments, **named)
        return replace(found, ranked=_worse_half(found.ranked), passages=_worse_half(found.passages))

    return patch.object(Retriever, "evidence", worse)


def _worse_half(best_first: tuple[Any, ...]) -> tuple[Any, ...]:
    return best_first[len(best_first) // 2 :]


FAULTS: tuple[Fault, ...] = (
    Fault("offsets-moved", "all offsets are moved by one", "quote found", _offsets_moved),
    Fault(
        "quote-cut-short",
        "the last word of a quotation is replaced by an ellipsis",
        "quote found",
        _on_citations(lambda citation: _requoted(citation, citation.quote.rsplit(" ", 1)[0] + " …")),
    ),
    Fault("citations-swapped", "claims carry each other's citations", "claim carried", _on_answers(_swapped)),
    Fault("threshold-zero", "the judge's thresholds are 0", "claim above cut", _no_threshold),
    Fault("abstention-off", "the nearest sentence is shown as an answer", "refused", _on_answers(_never_abstains)),
    Fault("hits-shuffled", "hits come in random order", "nDCG@10", _shuffled_hits),
    Fault("number-changed", "the first number of a claim is one more", "claim carried", _on_claims(_another_number)),
    Fault(
        "article-edited",
        "stored articles are edited behind the record's back",
        "quote found",
        nullcontext,
        damage=_edited_record,
    ),
    Fault(
        "version-unknown",
        "citations name a version that was never stored",
        "citation resolves",
        _on_citations(lambda citation: citation.model_copy(update={"version": citation.version + 1})),
    ),
    Fault("judge-says-yes", "the judge finds everything supported and relevant", "refused", _says_yes),
    Fault("gates-open", "no claim is checked at all", "claim carried", _no_gate),
    Fault("paraphrase-as-quote", "a claim is shown as the quotation", "quote altered", _on_answers(_paraphrased)),
    Fault("quotes-stitched", "two sentences are shown as one quotation", "quote stitched", _on_answers(_stitched)),
    Fault(
        "misattributed",
        "quotations stand under another article's name",
        "quote misattributed",
        _on_answers(_misattributed),
    ),
    Fault(
        "word-dropped",
        "a small word, such as “not”, is dropped from quotations",
        "quote altered",
        _on_citations(lambda citation: _requoted(citation, _SHORT_WORD.sub("", citation.quote, count=1))),
    ),
    Fault(
        "date-guessed",
        "an unknown date is shown as the day of the question",
        "source as stated",
        _on_answers(_date_guessed),
    ),
    Fault("first-claim-only", "only the first claim is shown", "all nuggets", _on_answers(_first_claim_only)),
    Fault("cites-everything", "every claim cites all evidence", "citation precision", _on_answers(_cites_everything)),
    Fault("from-memory", "a fact that no article states is added", "claim carried", _on_answers(_from_memory)),
    Fault("model-fails", "the model fails on half of the questions", "errors", _model_fails),
    Fault("worst-evidence", "the better half of the evidence is thrown away", "right", _wrong_answers),
)
