"""Quotes beside each claim what other articles say against it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from rag.answer import Disagreement, Event
from rag.asking.understand import asks_whether
from rag.checking.gates import dropped
from rag.composing.disagree import statement_of
from rag.composing.oppose import BESIDE, disputed, opposing
from rag.composing.quote import in_own_words
from rag.composing.run import Run
from rag.composing.show import show
from rag.retrieval.found import Found

DISPUTED = 8
"""Of the nearest sentences, those that may dispute each other."""


def opposed(run: Run, near: Found) -> Iterator[Event]:
    """What other articles say against each claim.

    A yes-or-no question of which no claim stood may be one that articles answer differently: then both are quoted.
    """
    composer, question = run.composer, run.asked.standalone
    if not composer.claims and asks_whether(question) and run.asked.max_claims > 1:
        yield from _both(run, near)
        return
    for claim in tuple(composer.claims):
        articles = {composer.citations[marker].article_id for marker in composer.told_with(claim)}
        said = statement_of(claim, composer.citations)
        for found in islice(opposing(said, question, near.ranked, articles, composer.similarity), BESIDE):
            if run.full:
                return
            if composer.tells(found.evidence):
                continue
            told = in_own_words(run, found.evidence, near, asked=True, alone=False)
            if told:
                beside = Disagreement(claims=(claim.id, composer.next_id), kind=found.kind)
                yield from show(run, told, known=(beside,))


def _both(run: Run, near: Found) -> Iterator[Event]:
    """The first two sentences that dispute each other and both pass the checks; one of them alone is no answer."""
    for one, other in islice(disputed(near.ranked[:DISPUTED]), BESIDE):
        first = in_own_words(run, one, near, asked=True, alone=False)
        second = in_own_words(run, other.evidence, near, asked=True, alone=False) if first else None
        if first and second:
            differ = replace(first.claim, text=f"The articles differ. {first.claim.text}")
            yield from show(run, replace(first, claim=differ))
            beside = Disagreement(claims=(run.composer.claims[-1].id, run.composer.next_id), kind=other.kind)
            yield from show(run, second, known=(beside,))
            return
        if first:
            run.dropped.append(
                dropped(first.claim, "judge", "the other side did not stand, and one alone is no answer")
            )
