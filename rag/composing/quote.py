"""A stored sentence as a claim, in its own words: what no model wrote is true by construction, and may still not be the answer."""

from collections.abc import Iterator

from rag.answer import Dropped, Event
from rag.checking.gates import Standing, dropped, own_words
from rag.composing.run import Run
from rag.composing.show import show
from rag.domain import CitedClaim, Evidence
from rag.drafting.introduce import introduced
from rag.drafting.quotable import quotable
from rag.drafting.tie import cited_context
from rag.retrieval.found import Found

QUOTED = 3
"""The best sentences of which one may answer by itself."""


def quoted(run: Run, usable: Found) -> Iterator[Event]:
    """Of the likeliest sentences that may answer by themselves the surest that passes both gates, in its own words,
    introduced by speaker or outlet.
    """
    likely = quotable(run.asked.standalone, usable, run.composer.similarity)[:QUOTED]
    tried = (in_own_words(run, piece, usable, asked=True) for piece in likely)
    surest, *others = sorted((told for told in tried if told), key=lambda told: -told.support) or (None,)
    if surest:
        yield from show(run, surest)
    run.dropped += [dropped(other.claim, "judge", "another sentence answers more surely") for other in others]


def in_own_words(run: Run, piece: Evidence, near: Found, *, asked: bool = False, alone: bool = True) -> Standing | None:
    """`piece` as a claim of its own, introduced; with `asked`, only where it gives what the question asks for, and gives
    it surely where it stands `alone`, beside no other claim.
    """
    claim = CitedClaim(introduced(piece), cited_context(piece, near))
    question = run.asked.standalone if asked else ""
    found = own_words(claim, piece.quote, question, run.judge, run.config, alone=alone)
    if isinstance(found, Dropped):
        run.dropped.append(found)
        return None
    return found
