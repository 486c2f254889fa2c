"""Both gates in order: the checks in code, then the judge. What fails is a Dropped, with the reason a person understands."""

from dataclasses import replace

from langchain_core.runnables import RunnableConfig

from rag.answer import Dropped, Gate
from rag.domain import CitedClaim
from rag.errors import Unjudged
from rag.support.checks import fault_in
from rag.support.judge import Judge


def checked(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None) -> float | Dropped:
    """The support of `claim`, a probability in [0, 1], where it passes every check and the judge; what became of it where
    it fails. Raises ModelFailed.
    """
    failed = failed_check(claim, question)
    if failed:
        return failed
    support = stands(claim, question, judge, config)
    if isinstance(support, Dropped):
        return support
    return irrelevant(claim, question, judge, config) or support


def by_article(claim: CitedClaim) -> tuple[CitedClaim, ...]:
    """`claim` once for each article it cites, resting on that article's sentences alone, in the order of first citing.

    Each is to be checked by itself: else a lie could take along, as a second source, an article that never told it.
    """
    keys = dict.fromkeys((evidence.article.id, evidence.article.version) for evidence in claim.evidence)
    cited = ((e for e in claim.evidence if (e.article.id, e.article.version) == key) for key in keys)
    return tuple(replace(claim, evidence=tuple(evidence)) for evidence in cited)


def failed_check(claim: CitedClaim, question: str) -> Dropped | None:
    """What became of `claim` where a check in code finds a fault."""
    found = fault_in(claim, question)
    return dropped(claim, "check", found[1], check=found[0]) if found else None


def stands(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None) -> float | Dropped:
    """The support of `claim` by the judge alone; what became of it where that is too little. Raises ModelFailed."""
    try:
        support = judge.support(claim, question, config)
    except Unjudged as error:
        return dropped(claim, "judge", error.message)
    if support < judge.thresholds.support:
        return dropped(claim, "judge", f"support {support:.3f} is below {judge.thresholds.support:.3f}")
    return support


def irrelevant(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None) -> Dropped | None:
    """What became of `claim` where the judge finds that it does not give what `question` asks for. Raises ModelFailed."""
    try:
        relevance = judge.relevance(claim.text, question, config)
    except Unjudged as error:
        return dropped(claim, "judge", error.message)
    if relevance < judge.thresholds.relevance:
        return dropped(claim, "relevance", f"relevance {relevance:.3f} is below {judge.thresholds.relevance:.3f}")
    return None


def supports(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None) -> bool:
    """Whether the words `claim` cites state it, by the checks in code and by the judge; relevance is not asked again."""
    return failed_check(claim, question) is None and not isinstance(stands(claim, question, judge, config), Dropped)


def dropped(claim: CitedClaim, gate: Gate, reason: str, check: str | None = None) -> Dropped:
    """The record of a claim that is not shown: which gate, which check, and why."""
    pointers = tuple(evidence.key for evidence in claim.evidence)
    return Dropped(text=claim.text, pointers=pointers, gate=gate, check=check, reason=reason)
