"""Which stored sentences may answer a question in their own words, the likeliest first. Judges nothing: the gates follow.

Where somebody's words are asked for, what they said is often near the sentences that a search finds and shares no word with
the question: every quotation of the nearest passages is looked at, those of whom the question asks about before others'.
"""

from collections.abc import Callable

from rag.domain import CitedClaim, Evidence, words_of
from rag.retrieve import Found
from rag.support.attribution import source_chain
from rag.support.countries import carried_by
from rag.support.people import people
from rag.support.quotations import cut_quotation, quotations
from rag.support.topic import off_topic
from rag.tie import cited_context
from rag.understand import asks_for_words
from rag.wording import words

SENTENCES = 8
"""Of the nearest sentences, how many may answer in their own words; where somebody's are asked for, their passages may as well."""

Similarity = Callable[[str, str], float]


def quotable(question: str, found: Found, similarity: Similarity) -> list[Evidence]:
    """The sentences of `found` that may answer `question` by themselves, the likeliest first; whole quotations alone."""
    if not asks_for_words(question):
        return [piece for piece in found.ranked[:SENTENCES] if not cut_quotation(piece.quote)]
    there = dict.fromkeys((*found.ranked[:SENTENCES], *(piece for passage in found.passages for piece in passage)))
    about = (piece for piece in there if not off_topic(CitedClaim(piece.quote, cited_context(piece, found)), question))
    quoting = [piece for piece in about if quotes(piece) and not cut_quotation(piece.quote)]
    asked = [piece for piece in quoting if is_asked_about(piece, question)]
    return sorted(asked or quoting, key=lambda piece: -similarity(question, words_of(cited_context(piece, found))))


def quotes(piece: Evidence) -> bool:
    """Whether the sentence has somebody's words in quotation marks, or stands among such words."""
    span = piece.sentence.span
    return any(each.start < span.end and span.start < each.end for each in quotations(piece.article.text))


def is_asked_about(piece: Evidence, question: str) -> bool:
    """Whether `question` names the one whose words the sentence carries, or the office that the article gives them."""
    speaker = source_chain(piece.article, piece.sentence.span).speaker
    if speaker is None:
        return False
    cast = people(piece.article.text)
    if carried_by(words(speaker)[-1], frozenset(words(question))):
        return True
    alone_in_office = (role for role, held in cast.by_role.items() if held == {cast.full_name(speaker)})
    asked = frozenset(words(question.casefold()))
    return any(office in asked for office in alone_in_office)
