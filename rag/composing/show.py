"""A claim that stood the checks becomes events: a new claim, or more evidence for one that is shown and says the same.

What was shown is never taken back. Whether two claims make one point is asked of the words, then of the judge.
"""

from collections.abc import Iterator
from dataclasses import replace

from rag.answer import Claim, Disagreement, Event
from rag.checking.gates import Standing, by_article, dropped, supports
from rag.composing.compose import Added
from rag.composing.run import Run
from rag.domain import CitedClaim
from rag.errors import Unjudged


def show(
    run: Run, standing: Standing, twin: Claim | None = None, known: tuple[Disagreement, ...] = ()
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


def show_once(run: Run, standing: Standing) -> Iterator[Event]:
    """A claim that stands, once: what only makes a shown claim's point again adds its citations to that one, or is dropped.

    One of another article that does not carry the shown claim is told beside it: a false report must not silence it.
    """
    twin = _told_already(run, standing)
    if twin is None or _carries(run, twin, standing.claim):
        yield from show(run, standing, twin)
    elif not run.composer.is_of_its_articles(twin, standing.claim):
        yield from show(run, standing)
    else:
        run.dropped.append(dropped(standing.claim, "relevance", f"it makes the point of {twin.id} again"))


def _told_already(run: Run, standing: Standing) -> Claim | None:
    """The shown claim whose point `standing` makes again: in the same words, or by the judge, who is told the one and asked
    whether it states the other.
    """
    twin = run.composer.twin(standing.claim)
    if twin:
        return twin
    near = run.composer.like(standing.claim)
    return next((claim for claim in near if _repeats(run, claim, standing.claim)), None)


def _repeats(run: Run, told: Claim, claim: CitedClaim) -> bool:
    """Whether the judge finds that `told` states `claim`; where it says neither, both are told."""
    try:
        return run.judge.repeats(told.text, claim.text, run.config) >= run.judge.thresholds.support
    except Unjudged:
        return False


def _carries(run: Run, told: Claim, claim: CitedClaim) -> bool:
    """Whether the words of `claim` support the claim `told` as well, by both gates: then it cites them too."""
    if all(run.composer.cites(told, evidence) for evidence in claim.evidence):
        return True
    again = by_article(replace(claim, text=told.text))
    return all(supports(part, run.asked.standalone, run.judge, run.config) for part in again)
