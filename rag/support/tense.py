"""A plan is not yet a fact: "will close on 7 July" does not carry "closed on 7 July". Checks regular verbs only."""

import re

from rag.wording import stem, words

_AHEAD = re.compile(
    r"\b(?:will|would|plans? to|planned to|expected to|due to|set to|about to|intends? to|is to|are to|aims? to|wants? to)\s+"
    r"(?:not\s+|also\s+|soon\s+)?(?:be\s+|have\s+)?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)


def plan_as_fact(claim: str, cited: str) -> str | None:
    """Why `claim` can't stand on `cited` words that speak of something still to come; None where it may."""
    planned = {stem(match["verb"]) for match in _AHEAD.finditer(cited)}
    if not planned or _AHEAD.search(claim):
        return None
    done = {stem(word) for word in words(cited) if word.casefold().endswith("ed")}
    for word in words(claim):
        if word.casefold().endswith("ed") and stem(word) in planned - done:
            return f"the cited words say that it will happen, not that it {word}"
    return None
