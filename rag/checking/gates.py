"""Both gates in order: the checks in code, then the judge. What fails is a Dropped, with a reason for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from langchain_core.runnables import RunnableConfig

from rag.answer import Dropped, Gate
from rag.asking.understand import asks_for_words, asks_whether
from rag.checking.checks import fault_in, fault_in_quote
from rag.checking.judge import Judge
from rag.checking.quotations import stands_in_quotation
from rag.checking.scope import of_any_scope
from rag.checking.yes_or_no import answers_no, has_verdict, without_verdict
from rag.domain import CitedClaim, DraftClaim, Evidence
from rag.errors import Unjudged
from rag.quoting import resolve


@dataclass(frozen=True, slots=True)
class Supported:
    """A claim that passed both gates. `support` is the probability, in [0, 1], that the cited words state it.

    A sentence in its own words surely states itself: there, `support` is the mean of 1 and the probability that it is
    the answer, calibrated; 1 where there is no question.
    """

    claim: CitedClaim
    support: float


def checked(
    claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None
) -> Supported | Dropped:
    """`claim` as a Supported where it passes every check and the judge; a Dropped where it fails. Raises ModelFailed.

    A claim that answers a yes-or-no question is led by the yes or no that the judge chooses. A draft that began with
    the other one is dropped.
    """
    if found := fault_in(claim, question):
        return _faulty(claim, found)
    try:
        told = answering(claim, question, judge, config)
        if asks_whether(question) and answers_no(told.text) != answers_no(claim.text) and has_verdict(claim.text):
            return dropped(claim, "judge", "the cited words rather say the opposite")
        support = judge.support(told, config)
        if support < judge.thresholds.support:
            return dropped(told, "judge", f"support {support:.3f} is below {judge.thresholds.support:.3f}")
        answers = judge.answers(told, question, config)
        if answers < judge.thresholds.answers:
            return dropped(told, "judge", f"as an answer {answers:.3f} is too little")
        return Supported(told, support)
    except Unjudged as error:
        return dropped(claim, "judge", error.message)


def own_words(
    claim: CitedClaim,
    quote: str,
    question: str,
    judge: Judge,
    config: RunnableConfig | None = None,
    *,
    alone: bool = True,
) -> Supported | Dropped:
    """A claim in its own words as a Supported where it passes the checks and the judge; a Dropped where it fails.

    `claim` is an introduction with a stored sentence, `quote`, which must answer `question`; where that is empty, only
    the checks count. A sentence that stands `alone`, beside no other claim, must answer more surely than a draft,
    unless the question asks for somebody's words. Raises ModelFailed.
    """
    if found := fault_in_quote(claim, quote, question):
        return _faulty(claim, found)
    if not question:
        return Supported(claim, 1.0)
    try:
        told = answering(replace(claim, text=quote), question, judge, config)
        answers = judge.answers(told, question, config)
        least = judge.thresholds.quoted if alone and not asks_for_words(question) else judge.thresholds.answers
        if answers < least:
            return dropped(claim, "judge", f"as an answer {answers:.3f} is too little")
        verdict = f"{told.text.split(',', 1)[0]}, " if asks_whether(question) else ""
        support = judge.thresholds.calibrated((1 + answers) / 2)  # it states itself
        standing = Supported(replace(claim, text=f"{verdict}{claim.text}"), support)
        said = claim.words if asks_for_words(question) else told.text
        return kept_if_relevant(standing, said, question, judge, config)
    except Unjudged as error:
        return dropped(claim, "judge", error.message)


def answering(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None) -> CitedClaim:
    """`claim` as an answer to `question`: where that is a yes-or-no question, led by the "Yes" or "No" that the judge
    holds for more probable by the cited words, whatever the draft began with. Raises ModelFailed.
    """
    if not asks_whether(question):
        return claim
    sides = [replace(claim, text=f"{word}, {without_verdict(claim.text)}") for word in ("Yes", "No")]
    alone = [replace(side, text=side.text.split(",")[0]) for side in sides]
    believed = [judge.answers(each, question, config) for each in alone]
    return sides[believed.index(max(believed))]


def kept_if_relevant(
    standing: Supported, said: str, question: str, judge: Judge, config: RunnableConfig | None = None
) -> Supported | Dropped:
    """`standing` where `said`, a sentence of an article, gives what was asked; else a Dropped. Raises ModelFailed.

    A draft is not asked this: it was made for the question (eval/LOG.md has what was measured).
    """
    relevance = judge.relevance(said, of_any_scope(question, standing.claim.evidence), config)
    if relevance < judge.thresholds.relevance:
        reason = f"relevance {relevance:.3f} is below {judge.thresholds.relevance:.3f}"
        return dropped(standing.claim, "relevance", reason)
    return standing


def by_article(claim: CitedClaim) -> tuple[CitedClaim, ...]:
    """`claim` once for each article it cites, resting on that article's sentences alone, in the order of first citing.

    Each is to be checked by itself: else a lie could take along, as a second source, an article that never told it.
    """
    keys = dict.fromkeys((evidence.article.id, evidence.article.version) for evidence in claim.evidence)
    cited = ((e for e in claim.evidence if (e.article.id, e.article.version) == key) for key in keys)
    return tuple(replace(claim, evidence=tuple(evidence)) for evidence in cited)


def supports(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None) -> bool:
    """Whether the words `claim` cites state it, by the checks in code and by the judge; relevance is not asked again.
    False where the judge gives no usable answer, too. Raises ModelFailed.
    """
    if fault_in(claim, question):
        return False
    try:
        return judge.support(claim, config) >= judge.thresholds.support
    except Unjudged:
        return False


def _faulty(claim: CitedClaim, found: tuple[str, str]) -> Dropped:
    """The record of a claim in which a check found a fault."""
    check, reason = found
    return dropped(claim, "check", reason, check=check)


def dropped(claim: CitedClaim, gate: Gate, reason: str, check: str | None = None) -> Dropped:
    """The record of a claim that is not shown: which gate, which check, and why."""
    pointers = tuple(evidence.key for evidence in claim.evidence)
    return Dropped(text=claim.text, pointers=pointers, gate=gate, check=check, reason=reason)


def first_supported(
    readings: Sequence[DraftClaim],
    offered: Mapping[str, Evidence],
    question: str,
    judge: Judge,
    config: RunnableConfig | None = None,
) -> tuple[Supported | None, tuple[Dropped, ...]]:
    """The first of several readings of one draft that passes both gates, or None; and what failed before it.

    Where the question asks for somebody's words, a reading must rest on a quotation as well. `offered` are the
    sentences that the readings may point at, by key. Raises ModelFailed.
    """
    failed = list[Dropped]()
    for draft in readings:
        claim = resolve(draft, offered)
        found = (claim,) if isinstance(claim, Dropped) else checked_by_article(claim, question, judge, config)
        if (
            isinstance(found, Supported)
            and asks_for_words(question)
            and not any(map(stands_in_quotation, found.claim.evidence))
        ):
            found = (dropped(found.claim, "relevance", "the cited words quote nobody"),)
        if isinstance(found, Supported):
            return found, tuple(failed)
        failed.extend(found)
    return None, tuple(failed)


def checked_by_article(
    claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None
) -> Supported | tuple[Dropped, ...]:
    """The claim on those of its articles that state it, each checked alone, with the lowest support among them; where
    none states it, a Dropped for each article. Raises ModelFailed.
    """
    parts = [checked(part, question, judge, config) for part in by_article(claim)]
    stated = [part for part in parts if isinstance(part, Supported)]
    if not stated:
        return tuple(part for part in parts if isinstance(part, Dropped))
    evidence = tuple(piece for part in stated for piece in part.claim.evidence)
    least = min(stated, key=lambda part: part.support)
    return replace(least, claim=replace(least.claim, evidence=evidence))
