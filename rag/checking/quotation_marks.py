"""Quotation marks in a claim: what is between them is read as somebody's words, so it must be the cited words' own."""

import re

from rag.checking.quotations import cut_quotation
from rag.domain import CitedClaim
from rag.quoting import find_quote

_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]*)[”\"“»]")
_STOPS = " .,;:!?…"
"""A sentence's own stops, which printers put inside the marks: “excellent.” quotes the article's “excellent,”."""


def misquoted(claim: CitedClaim, question: str) -> str | None:
    """The fault, in a sentence, where `claim` has something in quotation marks that the cited words lack; else None.

    The stops that end a stretch are its sentence's, not its speaker's. What the question puts in marks may stand
    anywhere in the articles cited. A quotation that is not closed is a fault as well.
    """
    if cut_quotation(claim.text):
        return "it opens a quotation that it does not close"
    asked = {_bare(stretch) for stretch in quoted_stretches(question)}
    for stretch in quoted_stretches(claim.text):
        where = [evidence.article.text for evidence in claim.evidence] if _bare(stretch) in asked else [claim.words]
        if not any(stands_in(text, stretch) for text in where):
            return f"it puts “{stretch.strip()}” in quotation marks, which is not in the cited words"
    return None


def without_the_questions_marks(text: str, question: str, words: str) -> str:
    """`text` without the quotation marks around what `question` has in marks too, where `words`, an article's, lack it:
    there the marks are the asker's, and quote nobody.
    """
    asked = {_bare(stretch) for stretch in quoted_stretches(question)}
    for stretch in quoted_stretches(text):
        if _bare(stretch) in asked and not stands_in(words, stretch):
            text = re.sub(rf"[“\"„«]{re.escape(stretch)}[”\"“»]", lambda found: found.group()[1:-1], text)
    return text


def stands_in(text: str, stretch: str) -> bool:
    """Whether `text` has the quoted `stretch`, up to white space, typography and the stops that end it."""
    return find_quote(text, stretch).kind != "missing" or find_quote(text, stretch.rstrip(_STOPS)).kind != "missing"


def quoted_stretches(claim: str) -> list[str]:
    """What `claim` puts in quotation marks, in order."""
    return _QUOTED.findall(claim)


def _bare(stretch: str) -> str:
    return stretch.strip(_STOPS).casefold()
