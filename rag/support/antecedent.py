"""Whose "he" the cited words have, and whether the reason of a claim is theirs: what two sentences do not say together.

Cited sentences are read in the order of their article. Looks at where names and words stand, not at what they mean.
"""

import re
from collections.abc import Sequence

from rag.domain import CitedClaim, Evidence, words_of
from rag.support.named import mentions
from rag.wording import content_stems, names

_PRONOUN_FIRST = re.compile(r"^[“\"‘'\W]*(?:he|she|they)\b", re.IGNORECASE)
_REASON = re.compile(r"\b(?:because(?: of)?|due to|owing to|thanks to|as a result of|on account of)\b", re.IGNORECASE)
# Anything by which a sentence may give a reason.
_GIVES_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|results?|resulted|resulting|since|so that|account of|lead|leads|leading|led|caus\w+|reasons?|why|therefore|prompt\w*"
    r"|forc(?:es?|ed|ing)|blam\w+|attribut\w+|explain\w*|explanation|so|hence|thus|mak(?:es?|ing)|made|amid|after|following|in order to|over|as)\b",
    re.IGNORECASE,
)


def named_only_later(claim: CitedClaim) -> str | None:
    """Why nobody named in `claim` is the "he" of its source: a later sentence is the first to name them. None where it is fine.

    Who "he" is, is said before; a name that the claim takes from a sentence behind it is somebody else's, or a guess.
    """
    source = max(claim.evidence, key=lambda evidence: _shared(claim.text, evidence.quote), default=None)
    if source is None or not _PRONOUN_FIRST.match(source.quote):
        return None
    there = [e for e in claim.evidence if e.article.id == source.article.id]
    before = words_of(e for e in there if e.sentence.number <= source.sentence.number)
    after = words_of(e for e in there if e.sentence.number > source.sentence.number)
    for name in names(claim.text, known=source.article.text):
        if mentions(after, name) and not mentions(before, name):
            return f"the cited words say “{source.quote.split()[0]}”, and {name} is named only after that"
    return None


def reason_not_given(claim: CitedClaim) -> str | None:
    """Why `claim` gives a reason that its cited words do not: what happened stands in one of them, the reason in another,
    and neither says that the one is because of the other. None where it gives none, or they do.
    """
    found = _REASON.search(claim.text)
    if found is None or len(claim.evidence) < 2:
        return None
    happened = _best(claim.text[: found.start()], claim.evidence)
    reason = _best(claim.text[found.end() :], claim.evidence)
    if happened is reason or any(_GIVES_REASON.search(e.quote) for e in (happened, reason)):
        return None
    return f"the cited words do not say that it is {found.group().casefold()} that"


def _best(text: str, cited: Sequence[Evidence]) -> Evidence:
    return max(cited, key=lambda evidence: _shared(text, evidence.quote))


def _shared(text: str, sentence: str) -> int:
    return len(content_stems(text) & content_stems(sentence))
