"""Both gates in order: the checks in code, then the judge. What fails is a Dropped, with the reason a person understands."""

from dataclasses import dataclass, replace

from langchain_core.runnables import RunnableConfig

from rag.answer import Dropped, Gate
from rag.domain import CitedClaim
from rag.support.days import days_in, without_days
from rag.support.facts import failed_check
from rag.support.judge import Judge
from rag.support.relevance import beyond_article, off_question
from rag.support.tense import plan_as_fact


@dataclass(frozen=True, slots=True)
class Put:
    """The question as it was put to the sentences of a draft, and the beginning of a statement given to complete.

    Both are the reader's own unless the sentences have another scope (see scope.rescoped); `statement` may be empty.
    """

    question: str
    statement: str = ""


def checked(
    claim: CitedClaim, question: str, put: Put, judge: Judge, config: RunnableConfig | None = None
) -> float | Dropped:
    """The support of `claim`, a probability in [0, 1], where it passes every check; what became of it where it fails.

    `question` is the reader's, `put` what was put to the cited sentences. Raises ModelFailed.
    """
    if reason := _irrelevant(claim, question):
        return _dropped(claim, "relevance", reason)
    if reason := facts_against(claim, question):
        return _dropped(claim, "facts", reason)
    support = judge.support(claim, config)
    if support < judge.thresholds.support:
        return _dropped(claim, "judge", f"support {support:.3f} is below {judge.thresholds.support:.3f}")
    completes = bool(put.statement) and claim.text.startswith(put.statement)
    cut = judge.thresholds.completion if completes else judge.thresholds.relevance
    relevance = judge.relevance(claim.text, put.question, config)
    if relevance < cut:
        return _dropped(claim, "relevance", f"relevance {relevance:.3f} is below {cut:.3f}")
    return support


def facts_against(claim: CitedClaim, question: str) -> str | None:
    """The reason of the first check in code that `claim` fails, None where it passes all."""
    # The days a question names were held against the article before; they are not the claim's own words.
    asked = days_in(question)
    undated = replace(claim, text=without_days(claim.text, asked))
    words = " ".join(evidence.quote for evidence in claim.evidence)
    return failed_check(undated, without_days(question, asked)) or plan_as_fact(claim.text, words)


def _irrelevant(claim: CitedClaim, question: str) -> str | None:
    return off_question(claim.text, question) or beyond_article(claim.text, question, claim.evidence[-1].article)


def _dropped(claim: CitedClaim, gate: Gate, reason: str) -> Dropped:
    pointers = tuple(evidence.key for evidence in claim.evidence)
    return Dropped(text=claim.text, pointers=pointers, gate=gate, reason=reason)
