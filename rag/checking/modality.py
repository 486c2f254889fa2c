"""How an article puts what a claim says: stated, reported, anticipated or denied. Read from the words, never guessed.

    denied        the cited words deny it, or reject the claim of it
    anticipated   the claim says that it is planned, expected or possible: "will", "may", "plans to"
    reported      the article gives it to somebody: a remark, a quotation, "reportedly"
    stated        the article says it itself

The first that holds is taken.
"""

import re
from typing import Literal

from rag.checking.attribution import source_chain
from rag.checking.quotations import without_quotations
from rag.checking.scope import asks_for_demands
from rag.domain import CitedClaim
from rag.english.wording import content_stems

Modality = Literal["stated", "reported", "anticipated", "denied"]

_DENIED = re.compile(
    r"(?<!not )(?<!never )(?<!nor )(?<!be )(?<!was )(?<!were )\b(?:den(?:y|ies|ied|ying)|(?:refut|rebut)(?:es|ed|ing)?"
    r"|dismiss(?:es|ed|ing)?(?= (?:the |all |these )?(?:report|claim|allegation|accusation|suggestion|rumou?r)s?\b))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?<!his )(?<!her )(?<!the )(?<!their )\b(?:will|shall|may|might|could(?! not)"
    r"|(?:is|are|was|were) (?:to|due to (?:be|open|start|begin|close|end|meet|vote|leave|arrive|take|return)"
    r"|expected to|likely to|set to|going to)"
    r"|plan(?:s|ned)? to|intend(?:s|ed)? to|expect(?:s|ed)? to|would)\b"
)


_PERHAPS = re.compile(r"\b(?:may|might|could(?! not)|(?:is|are|was|were) (?:expected|likely) to|expect(?:s|ed)? to)\b")
"""Those of these words that leave open whether something is so. In a claim about demands only they count: that somebody
demands what "will" be is no doubt about the demand."""


def modality_of(claim: CitedClaim) -> Modality:
    """How the article puts `claim`: by the cited sentence that shares most words with it, the last where several do."""
    said = content_stems(claim.text)
    evidence = max(reversed(claim.evidence), key=lambda piece: len(content_stems(piece.quote) & said))
    article, span = evidence.article, evidence.sentence.span
    own = span.of(without_quotations(article.text))
    if _DENIED.search(own):
        return "denied"
    ahead = _PERHAPS if asks_for_demands(claim.text) else _AHEAD
    if ahead.search(claim.text) and ahead.search(evidence.quote):
        return "anticipated"
    return "reported" if source_chain(article, span).attributed else "stated"
