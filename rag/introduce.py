"""A stored sentence as a claim of its own: its exact words, under the name of its outlet and, where it takes one, of who speaks.

Used where no model is to put it in other words. Checks nothing.
"""

import re

from rag.domain import Evidence
from rag.support.attribution import source_chain
from rag.support.countries import carried_by
from rag.support.quotations import quotations
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
    return speaker if speaker and not any(word in piece.quote for word in words(speaker)) else None


def cut_quotation(piece: Evidence) -> bool:
    """Whether a quotation begins or ends outside the sentence, so that nobody can tell what in it is quoted."""
    return len(_MARK.findall(piece.quote)) % 2 == 1


def quotes(piece: Evidence) -> bool:
    """Whether the sentence has somebody's words in quotation marks, or stands among such words."""
    span = piece.sentence.span
    return any(each.start < span.end and span.start < each.end for each in quotations(piece.article.text))


def speaker_is_in(piece: Evidence, question: str) -> bool:
    """Whether the one whose words the sentence carries is named in `question`."""
    speaker = source_chain(piece.article, piece.sentence.span).speaker
    return speaker is not None and carried_by(words(speaker)[-1], frozenset(words(question)))
