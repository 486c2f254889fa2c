"""Quotes beside each claim what other articles say against it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from rag.answer import Disagreement, Event
from rag.asking.understand import asks_whether
from rag.checking.gates import dropped
from rag.composing.disagree import statement_of_claim
from rag.composing.oppose import BESIDE, disputed, opposing
from rag.composing.quote import in_own_words
from rag.composing.show import show
from rag.composing.work import Work
from rag.retrieval import Found

DISPUTED = 8
"""How many of the nearest sentences are compared with each other."""


def show_opposition(work: Work, near: Found) -> Iterator[Event]:
    """Show beside each claim up to BESIDE sentences of other articles that contradict it;
    yields the events that show them.

    Where no claim of a yes-or-no question passed the checks, the articles may answer it differently: then two sentences
    that contradict each other are quoted instead.
    """
    composer, question = work.composer, work.asked.standalone
    if not composer.claims and asks_whether(question) and work.asked.max_claims > 1:
        yield from _both(work, near)
        return
    for claim in tuple(composer.claims):
        articles = {composer.citations[marker].article_id for marker in composer.told_with(claim)}
        said = statement_of_claim(claim, composer.citations)
        for found in islice(opposing(said, question, near.ranked, articles, composer.similarity), BESIDE):
            if work.full:
                return
            if composer.tells(found.evidence):
                continue
            told = in_own_words(work, found.evidence, near, asked=True, alone=False)
            if told:
                beside = Disagreement(claims=(claim.id, composer.next_id), kind=found.kind)
                yield from show(work, told, known=(beside,))


def _both(work: Work, near: Found) -> Iterator[Event]:
    """Quote the first two sentences that contradict each other and both pass the checks. One of them
    alone is no answer, and is dropped.
    """
    for one, other in islice(disputed(near.ranked[:DISPUTED]), BESIDE):
        first = in_own_words(work, one, near, asked=True, alone=False)
        second = in_own_words(work, other.evidence, near, asked=True, alone=False) if first else None
        if first and second:
            differ = replace(first.claim, text=f"The articles differ. {first.claim.text}")
            yield from show(work, replace(first, claim=differ))
            beside = Disagreement(claims=(work.composer.claims[-1].id, work.composer.next_id), kind=other.kind)
            yield from show(work, second, known=(beside,))
            return
        if first:
            work.dropped.append(
                dropped(first.claim, "judge", "the other side did not stand, and one alone is no answer")
            )
