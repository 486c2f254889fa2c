"""A claim that passed the checks becomes events: a new claim, or more evidence for one that is shown and says the same.

What was shown is never taken back. Whether two claims make one point is decided by their words, or else by the judge.
"""

from collections.abc import Iterator
from dataclasses import replace

from rag.answer import Claim, Disagreement, Event
from rag.checking.gates import Supported, by_article, dropped, supports
from rag.composing.compose import Added
from rag.composing.work import Work
from rag.domain import CitedClaim
from rag.errors import Unjudged


def show(
    work: Work, standing: Supported, twin: Claim | None = None, known: tuple[Disagreement, ...] = ()
) -> Iterator[Event]:
    """Show a claim that passed the checks, as a new one or as more evidence for `twin`, and what it disagrees with;
    yields the events that show it.

    `known` are its disagreements that were found before it was added.
    """
    work.mark("first_claim")
    added = work.composer.add(standing, twin)
    citations = {marker: citation.model_dump(mode="json") for marker, citation in added.citations.items()}
    if isinstance(added, Added):
        yield work.event("claim", {"claim": added.claim.model_dump(mode="json"), "citations": citations})
    else:
        for marker, citation in citations.items():
            told = {"claim_id": added.claim_id, "marker": marker, "citation": citation}
            yield work.event("citation", {**told, "context": marker in added.context})
    for found in work.composer.disagree(added.claim.id if isinstance(added, Added) else added.claim_id, known):
        yield work.event("disagreement", found.model_dump(mode="json"))


def show_once(work: Work, standing: Supported) -> Iterator[Event]:
    """Show a claim that passed the checks, unless it only makes a shown claim's point again: then that one gains its
    citations, if their words support it as well, or else the new claim is dropped.

    A new claim from another article whose words do not support the shown one is shown beside it: a
    false report must not silence it.
    """
    twin = _told_already(work, standing)
    if twin is None or _carries(work, twin, standing.claim):
        yield from show(work, standing, twin)
    elif not work.composer.is_of_its_articles(twin, standing.claim):
        yield from show(work, standing)
    else:
        work.dropped.append(dropped(standing.claim, "relevance", f"it makes the point of {twin.id} again"))


def _told_already(work: Work, standing: Supported) -> Claim | None:
    """The shown claim whose point `standing` makes again, by its words or else by the
    judge; None where there is none.
    """
    twin = work.composer.twin(standing.claim)
    if twin:
        return twin
    near = work.composer.like(standing.claim)
    return next((claim for claim in near if _repeats(work, claim, standing.claim)), None)


def _repeats(work: Work, told: Claim, claim: CitedClaim) -> bool:
    """Whether the judge finds that the shown claim `told` states `claim`; False where the judge
    can't tell, so that both are shown.
    """
    try:
        return work.judge.repeats(told.text, claim.text, work.config) >= work.judge.thresholds.support
    except Unjudged:
        return False


def _carries(work: Work, told: Claim, claim: CitedClaim) -> bool:
    """Whether the words that `claim` cites support the shown claim `told` as well, by both
    gates: then that one cites them too.
    """
    if all(work.composer.cites(told, evidence) for evidence in claim.evidence):
        return True
    again = by_article(replace(claim, text=told.text))
    return all(supports(part, work.asked.standalone, work.judge, work.config) for part in again)
