"""A stored sentence as a claim of its own: its exact words, introduced by its outlet and, where needed, by who speaks.

Used where no model is to put it in other words. Checks nothing.
"""

from rag.checking.attribution import source_chain
from rag.checking.countries import carried_by
from rag.checking.quotations import MARK
from rag.domain import Evidence
from rag.english.wording import words


def as_claim(piece: Evidence) -> str:
    """The claim that `piece` makes by itself: its own words, behind the name of its outlet and of a speaker whom they
    do not name. Example: The Vale Post says, of what Bo Lund said: “The bridge is safe.”
    """
    says = f"{piece.article.outlet} says" if piece.article.outlet else "The article says"
    speaker = unnamed_speaker(piece)
    led = f"{says}, of what {speaker} said" if speaker else says
    return f"{led}: {piece.quote}" if MARK.search(piece.quote) else f"{led}: “{piece.quote}”"


def unnamed_speaker(piece: Evidence) -> str | None:
    """Whose words the sentence carries, where its article says so and it does not name them itself; None otherwise."""
    speaker = source_chain(piece.article, piece.sentence.span).speaker
    return speaker if speaker and not is_named_in(speaker, piece.quote) else None


def is_named_in(speaker: str, text: str) -> bool:
    """Whether `text` names `speaker`, by the last word of that name: the surname, or the office."""
    return carried_by(words(speaker)[-1], frozenset(words(text)))
