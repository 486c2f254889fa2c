"""A stored sentence as a claim, in its own words: an article certainly says it, because no model wrote it; whether it
answers the question is still checked.
"""

from collections.abc import Iterator

from rag.answer import Dropped, Event
from rag.checking.gates import Supported, dropped, own_words
from rag.composing.show import show
from rag.composing.work import Work
from rag.domain import CitedClaim, Evidence
from rag.drafting import as_claim, cited_context
from rag.drafting.quotable import quotable
from rag.retrieval import Found

QUOTED = 3
"""How many of the likeliest sentences are tried, of which one is shown."""


def show_quotation(work: Work, usable: Found) -> Iterator[Event]:
    """Show the sentence that answers the question most surely by itself, in its own words, introduced by speaker or
    outlet; yields the events that show it.

    Of the QUOTED likeliest sentences it is the surest one that passes both gates; the others are dropped.
    Nothing is shown where none passes.
    """
    likely = quotable(work.asked.standalone, usable, work.composer.similarity)[:QUOTED]
    tried = (in_own_words(work, piece, usable, asked=True) for piece in likely)
    surest, *others = sorted((told for told in tried if told), key=lambda told: -told.support) or (None,)
    if surest:
        yield from show(work, surest)
    work.dropped += [dropped(other.claim, "judge", "another sentence answers more surely") for other in others]


def in_own_words(
    work: Work, piece: Evidence, near: Found, *, asked: bool = False, alone: bool = True
) -> Supported | None:
    """`piece` as a claim of its own, introduced by speaker or outlet; None where it fails a gate, and
    the work then keeps it as dropped.

    With `asked`, it must also give what the question asks for; more surely where it stands `alone`, beside no other
    claim. `near` is what was found, for the sentence before it.
    """
    claim = CitedClaim(as_claim(piece), cited_context(piece, near))
    question = work.asked.standalone if asked else ""
    found = own_words(claim, piece.quote, question, work.judge, work.config, alone=alone)
    if isinstance(found, Dropped):
        work.dropped.append(found)
        return None
    return found
