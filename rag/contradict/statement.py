"""A statement to be held against another: what it is about, whom it names, of which time it is. Knows of no contradiction:
two statements that plainly differ here say nothing of each other.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rag.contradict.words import root
from rag.days import days_in
from rag.months import A_MONTH, A_WEEKDAY, CALENDAR
from rag.numbers import placed
from rag.support.countries import carried_by
from rag.wording import names, topic_stems, words

SAME_MATTER, AT_LEAST = 0.6, 3
"""Of the fewer topic words, which share both statements must have to speak of the same thing, and how many words at least."""
_PHRASAL = {"step down": "resigned", "turn down": "rejected", "call off": "cancelled"}
_PHRASAL_VERB = re.compile(r"\b(step|turn|call)(?:s|p?ed|p?ing)? (down|off)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:According to [^,]{1,90},|[^,“”]{1,90}?\b(?:said|says|added|told \w+)\b(?: on \w+day)?(?: that)?,?)\s+(?!by\b|in\b|of\b|to\b)"
)
_TAIL = re.compile(
    r",\s+(?:according to [^“”]{0,200}|(?:said|says|added)\s[^“”]{0,200}|[^,“”]{1,90}\b(?:said|says|added|told \w+)\b[^“”]{0,40})[.]?\s*$"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OTHER_TIME = re.compile(
    r"\b(?:last|previous|next|coming|following|past) (?:year|month|week|season|quarter|summer|winter|spring|autumn|time)\b"
    r"|\b(?:years?|months?|weeks?) (?:ago|earlier|before)\b"
    r"|\b(?:previously|originally|initially|formerly|at first|draft|earlier|until now|so far|old|former)\b"
    r"|\b(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|won[’']t|would|plan(?:s|ned)? to|expect\w*|forecast\w*|predict\w*|estimat\w*|due to|set (?:to|for)|scheduled|is to|are to|about to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; `known` is what its article says otherwise, `year` the year that article was published in."""

    text: str
    known: str = field(default="", compare=False, repr=False)
    year: int | None = None

    @property
    def body(self) -> str:
        """What is stated, without who says so."""
        return _body(self.text)

    @property
    def topic(self) -> frozenset[str]:
        """The roots of what it is about: no numbers, days, months or weekdays."""
        return _topic(self.body)

    @property
    def named(self) -> tuple[str, ...]:
        """The names in what is stated, without months and weekdays."""
        return _named(self.body, self.known)

    @property
    def ahead(self) -> bool:
        """Whether it tells of what is still to come."""
        return bool(_AHEAD.search(self.body))


@lru_cache(maxsize=2048)
def _body(text: str) -> str:
    told = _LEAD.sub("", _TAIL.sub(".", text))
    return _PHRASAL_VERB.sub(lambda verb: _PHRASAL.get(f"{verb[1]} {verb[2]}", verb.group()), told)


@lru_cache(maxsize=2048)
def _topic(body: str) -> frozenset[str]:
    told = (word for word in words(_numberless(body)) if topic_stems(word) and word not in CALENDAR)
    return frozenset(map(root, told))


@lru_cache(maxsize=2048)
def _named(body: str, known: str) -> tuple[str, ...]:
    return tuple(name for name in names(_numberless(body).strip(), known) if name not in CALENDAR)


def _numberless(body: str) -> str:
    plain = list(body)
    for number in placed(body):
        plain[number.start : number.end] = " " * (number.end - number.start)
    return "".join(plain)


def same_matter(
    one: Statement, other: Statement, least: float = SAME_MATTER, but: frozenset[str] = frozenset()
) -> bool:
    """Whether both plainly speak of the same thing at the same time; the roots in `but` are those in which they may differ."""
    mine, theirs = one.topic - but, other.topic - but
    shared = len(mine & theirs)
    return (
        (shared >= AT_LEAST or bool(mine and mine == theirs))
        and shared >= least * min(len(mine), len(theirs))
        and not names_apart(one.named, other.named)
        and same_time(one, other)
        and one.ahead == other.ahead
    )


def names_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether each side names what the other does not: two places, two firms, two people."""
    return bool(only_in(one, other)) and bool(only_in(other, one))


def only_in(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The names of `one` that `other` lacks."""
    return tuple(name for name in one if not carried_by(name, frozenset(other)))


def same_time(one: Statement, other: Statement) -> bool:
    """Whether nothing speaks for different times: years, "last year", "in the draft", the first and the second."""
    first, second = (set(_YEAR.findall(each.body)) for each in (one, other))
    if first or second:
        first, second = first or {str(one.year)}, second or {str(other.year)}
    elif one.year and other.year:
        first, second = {str(one.year)}, {str(other.year)}  # counts and holders change from year to year
    mine, theirs = (set(map(str.casefold, _OTHER_TIME.findall(each.body))) for each in (one, other))
    return (first == second or bool(first & second)) and mine == theirs


def days_apart(one: str, other: str) -> bool:
    """Whether both name days, months or weekdays, and none in common: they may speak of different events."""
    first, second = ({(day.month, day.day) for day in days_in(text)} for text in (one, other))
    if first and second:
        return not first & second
    pairs = [[set(re.findall(rf"\b(?:{names})\b", text)) for text in (one, other)] for names in (A_MONTH, A_WEEKDAY)]
    return any(first and second and not first & second for first, second in pairs)
