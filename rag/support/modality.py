"""How an article puts what a claim says: stated, reported, anticipated or denied. Read from the words, never guessed."""

import re
from typing import Literal

from rag.domain import CitedClaim

Modality = Literal["stated", "reported", "anticipated", "denied"]

_ANTICIPATED = re.compile(
    r"\b(?:may|might|could|expected to|anticipated to|likely to|plans? to|planned to|set to|about to)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|rejected the claim|dismissed (?:the )?(?:claim|report)s?)\b", re.IGNORECASE
)
_REPORTED = re.compile(
    r"\b(?:according to|said|says|told|reported(?:ly)?|reports?|sources?|claim(?:s|ed)|alleged(?:ly)?|asserted|stated|stipulated|indicated|demand(?:s|ed)?|insist(?:s|ed)?|emphasi[sz]ed|mentioned|remarked|stressed|announced)\b|“",
    re.IGNORECASE,
)


def modality_of(claim: CitedClaim) -> Modality:
    """How the last cited sentence puts it: the strongest caution wins over "reported", that over plain statement."""
    sentence = claim.evidence[-1].quote
    if _DENIED.search(sentence):
        return "denied"
    if _ANTICIPATED.search(re.sub(r"“[^”]*”", "", sentence)):
        return "anticipated"
    return "reported" if _REPORTED.search(sentence) else "stated"
