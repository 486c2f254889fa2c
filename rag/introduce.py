"""A stored sentence as a claim of its own: its exact words, under the name of its outlet and, where it takes one, of who speaks.

Used where no model is to put it in other words. Checks nothing.
"""

import re

from rag.domain import Evidence
from rag.support.attribution import source_chain
from rag.support.countries import carried_by
from rag.wording import words

_MARK = re.compile(r"[“”\"„«»]")


def introduced(piece: Evidence) -> str:
    """The claim that `piece` makes by itself: its own words, under the name of its outlet and of a speaker it does not name."""
    says = f"{piece.article.outlet} says" if piece.article.outlet else "The article says"
    speaker = unnamed_speaker(piece)
    led = f"{says}, of what {speaker} said" if speaker else says
    return f"{led}: {piece.quote}" if _MARK.search(piece.quote) else f"{led}: “{piece.quote}”"


def unnamed_speaker(piece: Evidence) -> str | None:
    """Whose words the sentence carries, where its article says so and the sentence itself does not name them."""
    speaker = source_chain(piece.article, piece.sentence.span).speaker
    return speaker if speaker and not carried_by(words(speaker)[-1], frozenset(words(piece.quote))) else None
