"""Numbers that are only a bound, "at least twelve", "up to 200": a claim keeps the bound, and keeps it on its side.

Looks at what stands beside a number. Knows nothing of what is counted; that the number is there at all is checked in facts.py.
"""

import re

from rag.numbers import Placed, placed, quantities

_AT_LEAST = re.compile(
    r"\b(?:at least|no (?:less|fewer) than|not (?:less|fewer) than|more than|over|above|upwards of|a minimum of|in excess of)(?=\s+[$£€]?[\w])",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:at most|(?:no|(?:not|never)(?: \w+){0,3}?) more than|limit(?:s|ed)?(?: \w+)? to|up to|as many as|as much as|(?<!no )(?<!not )(?:less|fewer) than|under|below|nearly|almost|just short of|a maximum of|only)(?=\s+[$£€]?(?:\d|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty\b|an?\b))",
    re.IGNORECASE,
)
# Without these a number says more than the cited words; "about" and "some" may go, and "only" is no bound.
_BOUNDING = re.compile(
    r"\b(?:at least|at most|(?:no|not) (?:less|fewer|more) than|(?:more|less|fewer) than|(?:just )?(?:over|under)|upwards of|in excess of|an? (?:minimum|maximum) of"
    r"|up to|as (?:many|much) as|nearly|almost|close to|just short of)(?: the| an?)?[\s£$€]*\Z",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\s*(?:\w+ ){0,2}or (?:more|less|fewer|longer|shorter|higher|lower|above|below|over|under)\b", re.IGNORECASE
)
# "Over 14 days the crew …" is within them, and who "hands over 175 men" hands over so many.
_DURING = re.compile(r"\bover(?: the)?\s*\Z", re.IGNORECASE)
_DONE_OVER = re.compile(
    r"\b(?:hand|turn|tak|took|pass|sign|giv|gave|carr|hold|held|fight|fought|argu|quarrel|presid|rul|fly|flew|sprea|watch)[a-z]* over(?: the)?\s*\Z",
    re.IGNORECASE,
)
_REACH = 40  # characters
_TIMES = frozenset("minute hour day week month year decade".split())
# Anything by which a claim may say in its own way that a number is not exact.
_INEXACT = re.compile(
    r"\b(?:about|around|roughly|some|approximately|above|below|beyond|past|top(?:s|ped)?|exceed\w*|surpass\w*|pass(?:es|ed)|minimum|maximum|limit\w*|cap(?:ped|s)?|ceiling"
    r"|short of|approach\w*|as long as|range[sd]?|until|may|might|could)\b|\bor (?:more|less|fewer|longer|above|over)\b|\d\+",
    re.IGNORECASE,
)


def bound(claim: str, cited: str) -> str | None:
    """Why `claim` bounds a number from the other side than `cited`, "at least" for "at most"; None where it does not."""
    least, most = _bounded(claim)
    least_there, most_there = _bounded(cited)
    if (least & most_there) - least_there or (most & least_there) - most_there:
        return "the claim bounds a number from the other side than the cited words"
    return None


def bound_lost(claim: str, cited: str) -> str | None:
    """Why `claim` gives as the number what is only a bound in `cited`; None where it does not.

    One that stands there without a bound as well may be that number.
    """
    if _INEXACT.search(claim):
        return None
    there = placed(cited)
    bounds = {number: words for number in there if (words := _bounding(cited, number)) and not _no_bound(cited, number)}
    for number in placed(claim):
        alike = [other for other in there if number.quantity.agrees_with(other.quantity)]
        if alike and all(other in bounds for other in alike) and not _bounding(claim, number):
            return f"the cited words say “{bounds[alike[0]]}” of {number.quantity}, which the claim leaves out"
    return None


def _bounding(text: str, number: Placed) -> str | None:
    """The words beside a number that make it a bound."""
    found = _BOUNDING.search(text, _near(number), number.start) or _OR_MORE.match(text, number.end)
    return found.group().strip() if found else None


def _near(number: Placed) -> int:
    """Where to begin to look for what stands before a number: no bound is longer than this."""
    return max(0, number.start - _REACH)


def _no_bound(text: str, number: Placed) -> bool:
    """Whether an "over" before a number rather belongs to a verb, or says how long something took."""
    during = number.quantity.unit in _TIMES and _DURING.search(text, _near(number), number.start)
    return bool(during or _DONE_OVER.search(text, _near(number), number.start))


def _bounded(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers that `text` bounds from below, and from above."""
    upper = {found.span(): _number(text[found.end() :]) for found in _AT_MOST.finditer(text)}
    lower = {
        found.span(): _number(text[found.end() :])
        for found in _AT_LEAST.finditer(text)
        if not any(start < found.end() <= end for start, end in upper)
    }
    return frozenset(lower.values()) - {""}, frozenset(upper.values()) - {""}


def _number(after: str) -> str:
    """The number that `after` begins with, as digits where it can be read, otherwise as written."""
    near = " ".join(after.split()[:3])
    found = quantities(near)
    return str(found[0].value) if found else near.split(" ")[0].casefold()
