"""Which stored sentences may answer a question in their own words, the likeliest first.

Judges nothing: the gates follow. What somebody said often stands near the sentences that a search finds, and shares no
word with the question. So where somebody's words are asked for, every quotation of the nearest passages is looked at,
those of whom the question asks about before others'.
"""

from rag.asking.understand import asks_for_words
from rag.checking.attribution import source_chain
from rag.checking.people import alone_in_office
from rag.checking.quotations import cut_quotation, stands_in_quotation
from rag.checking.topic import off_topic
from rag.checking.whose_demand import demand_of_another
from rag.domain import CitedClaim, Evidence
from rag.drafting.introduce import is_named_in
from rag.drafting.tie import Similarity, cited_context
from rag.english.wording import words
from rag.retrieval import Found

SENTENCES = 8
"""How many of the nearest sentences may answer in their own words; where somebody's words are asked for, all sentences
of the passages may as well.
"""


def quotable(question: str, found: Found, similarity: Similarity) -> list[Evidence]:
    """The sentences of `found` that may answer `question` by themselves, the likeliest first.

    None holds only a part of a quotation. Where somebody's demands are asked for, none gives those of somebody else;
    where somebody's words are, each has words in quotation marks, or stands among such.
    """
    if not asks_for_words(question):
        whole = [piece for piece in found.ranked[:SENTENCES] if not cut_quotation(piece.quote)]
        beside = found.articles
        claims = [CitedClaim(question, cited_context(piece, found), beside) for piece in whole]
        return [claim.evidence[-1] for claim in claims if not demand_of_another(claim, "")]
    there = dict.fromkeys((*found.ranked[:SENTENCES], *(piece for passage in found.passages for piece in passage)))
    whole = [piece for piece in there if stands_in_quotation(piece) and not cut_quotation(piece.quote)]
    claims = [CitedClaim(piece.quote, cited_context(piece, found)) for piece in whole]
    quoting = [claim for claim in claims if not off_topic(claim, question)]
    asked = [claim for claim in quoting if is_asked_about(claim.evidence[-1], question)]
    nearest = sorted(asked or quoting, key=lambda claim: -similarity(question, claim.words))
    return [claim.evidence[-1] for claim in nearest]


def is_asked_about(piece: Evidence, question: str) -> bool:
    """Whether `question` names the one whose words the sentence carries, or the office that the article gives them."""
    speaker = source_chain(piece.article, piece.sentence.span).speaker
    if speaker is None:
        return False
    if is_named_in(speaker, question):
        return True
    return bool(alone_in_office(piece.article.text, speaker) & frozenset(words(question.casefold())))
