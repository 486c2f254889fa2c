"""Both gates in order: the checks in code, then the judge. What fails is a Dropped, with the reason a person understands."""

import re
from dataclasses import replace

from langchain_core.runnables import RunnableConfig

from rag.answer import Dropped, Gate
from rag.cite import find_quote
from rag.days import another_day, days_in, without_days
from rag.domain import CitedClaim
from rag.errors import Unjudged
from rag.support.asked_for import not_given
from rag.support.demands import missing_demand, turned_round
from rag.support.facts import failed_check
from rag.support.judge import Judge
from rag.support.passive import doer_for_done
from rag.support.plain import not_plain
from rag.support.relevance import beyond_article, off_question
from rag.support.scope import rescoped
from rag.support.tense import another_time, plan_as_fact

_MARK = re.compile(r"[“”\"„«»]")
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]*)[”\"“»]")


def checked(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None) -> float | Dropped:
    """The support of `claim`, a probability in [0, 1], where it passes every check; what became of it where it fails.

    Raises ModelFailed.
    """
    if reason := _irrelevant(claim, question):
        return _dropped(claim, "relevance", reason)
    if reason := facts_against(claim, question):
        return _dropped(claim, "facts", reason)
    try:
        return _judged(claim, question, judge, config)
    except Unjudged as error:
        return _dropped(claim, "judge", error.message)


def by_article(claim: CitedClaim) -> tuple[CitedClaim, ...]:
    """`claim` once for each article it cites, resting on that article's sentences alone, in the order of first citing.

    Each is to be checked by itself: else a lie could take along, as a second source, an article that never told it.
    """
    keys = dict.fromkeys((evidence.article.id, evidence.article.version) for evidence in claim.evidence)
    cited = ((e for e in claim.evidence if (e.article.id, e.article.version) == key) for key in keys)
    return tuple(replace(claim, evidence=tuple(evidence)) for evidence in cited)


def _judged(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None) -> float | Dropped:
    # A claim that was given its sentence's own scope answers the question with that scope (see scope.rescoped).
    asked = rescoped(question, claim.words)
    support = stands(claim, asked, judge, config)
    if isinstance(support, Dropped):
        return support
    return irrelevant_by_judge(claim, asked, judge, config) or support


def irrelevant_by_judge(
    claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None
) -> Dropped | None:
    """What became of `claim` where the judge finds that it does not give what `question` asks for. Raises ModelFailed."""
    relevance = judge.relevance(claim.text, question, config)
    if relevance < judge.thresholds.relevance:
        return _dropped(claim, "relevance", f"relevance {relevance:.3f} is below {judge.thresholds.relevance:.3f}")
    return None


def stands(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None) -> float | Dropped:
    """The support of `claim` by the judge alone; what became of it where that is too little. Raises ModelFailed."""
    try:
        support = judge.support(claim, question, config)
    except Unjudged as error:
        return _dropped(claim, "judge", error.message)
    if support < judge.thresholds.support:
        return _dropped(claim, "judge", f"support {support:.3f} is below {judge.thresholds.support:.3f}")
    return support


def supports(claim: CitedClaim, question: str, judge: Judge, config: RunnableConfig | None = None) -> bool:
    """Whether the words `claim` cites state it, by the checks in code and by the judge; relevance is not asked again."""
    if facts_against(claim, question):
        return False
    try:
        return judge.support(claim, question, config) >= judge.thresholds.support
    except Unjudged:
        return False


def facts_against(claim: CitedClaim, question: str) -> str | None:
    """The reason of the first check in code that `claim` fails, None where it passes all."""
    # The days a question names are held against the article's text and date; they are not the claim's own words.
    asked = days_in(question)
    undated = replace(claim, text=without_days(claim.text, asked))
    another = (another_day(question, evidence.article) for evidence in claim.evidence)
    return (
        not_plain(claim.text)
        or misquoted(claim, question)
        or next((reason for reason in another if reason), None)
        or failed_check(undated, without_days(question, asked))
        or missing_demand(claim.text, claim.words)
        or plan_as_fact(claim.text, claim.words)
        or another_time(claim.text, claim.words)
        or doer_for_done(question, claim.text, claim.words)
    )


def misquoted(claim: CitedClaim, question: str) -> str | None:
    """Why the quotation marks in `claim` are not the cited words' own; None where every quoted stretch stands in them.

    A claim is a model's sentence, but what it puts in quotation marks is read as somebody's words. What the question puts
    in marks may stand anywhere in the articles cited.
    """
    if len(_MARK.findall(claim.text)) % 2:
        return "it opens a quotation that it does not close"
    asked = {stretch.casefold() for stretch in quoted_stretches(question)}
    for stretch in quoted_stretches(claim.text):
        where = [evidence.article.text for evidence in claim.evidence] if stretch.casefold() in asked else [claim.words]
        if all(find_quote(text, stretch).kind == "missing" for text in where):
            return f"it puts “{stretch.strip()}” in quotation marks, which is not in the cited words"
    return None


def quoted_stretches(claim: str) -> list[str]:
    """What `claim` puts in quotation marks, in order."""
    return _QUOTED.findall(claim)


def _irrelevant(claim: CitedClaim, question: str) -> str | None:
    article = claim.evidence[-1].article
    return (
        off_question(claim.text, question)
        or turned_round(claim.text, question)
        or not_given(claim.text, question, article.text)
        or beyond_article(claim.text, question, article)
    )


def _dropped(claim: CitedClaim, gate: Gate, reason: str) -> Dropped:
    pointers = tuple(evidence.key for evidence in claim.evidence)
    return Dropped(text=claim.text, pointers=pointers, gate=gate, reason=reason)
