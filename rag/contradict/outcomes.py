"""Outcomes that can't both be: won and lost, accepted and rejected, another day for one event.

A day is "on", "from" or "until"; days of different kind say nothing of each other. Where a statement negates, none is read.
"""

import re

from rag.contradict.denials import negators
from rag.contradict.statement import Statement, days_apart, same_matter, same_time
from rag.contradict.words import one_object, root, roots
from rag.days import days_in
from rag.months import A_MONTH, A_WEEKDAY

SAME_EVENT = 0.75
"""Of the fewer words, how many must be shared where a day or an opposite is all that differs."""
_OPPOSITES = tuple(
    tuple(frozenset(map(root, side.split())) for side in line.split("|"))
    for line in (
        "win won | lose lost",
        "convict guilty sentence jail | acquit innocent",
        "rise rose increase gain grow grew climb jump surge | fall fell decrease drop decline shrink slump",
        "accept agree approve welcome back pass | reject refuse dismiss oppose condemn",
        "allow permit | ban forbid prohibit block",
        "open reopen | close shut",
    )
)
_DATED = re.compile(
    rf"\b(?:(?P<until>until|till|by|before|to)|(?P<since>from|since|after))?\s*(?:the )?(?:(?:{A_WEEKDAY}),?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{A_MONTH})|(?:{A_MONTH}) \d{{1,2}})\b",
)
_NOT_BEFORE = re.compile(r"\b(?:not|\w+n[’']t)\b[^.;:]*\bbefore\b", re.IGNORECASE)


def contradict(one: Statement, other: Statement) -> bool:
    """Whether both tell of one event with another day, or say opposite things of it."""
    negated = negators(one.body) or negators(other.body)
    return not negated and (moved(one, other) or opposed(one, other))


def opposed(one: Statement, other: Statement) -> bool:
    """Whether both say opposite things of the same: accepted and rejected, open and closed."""
    first, second = roots(one.body), roots(other.body)
    return not days_apart(one.body, other.body) and any(
        one_object(one.body, other.body, mine, theirs)
        and same_matter(one, other, SAME_EVENT, but=frozenset({mine, theirs}))
        for pair in _OPPOSITES
        for side, across in (pair, pair[::-1])
        if not first & across and not second & side
        for mine in first & side
        for theirs in second & across
    )


def moved(one: Statement, other: Statement) -> bool:
    """Whether each gives one day to the same event, of the same kind, and not the same day."""
    mine, theirs = one_day(one.body), one_day(other.body)
    other_day = mine and theirs and mine[0] == theirs[0] and mine[1] != theirs[1]
    return bool(other_day) and same_matter(one, other, SAME_EVENT)


def not_before(one: Statement, other: Statement) -> bool:
    """Whether `other` sets for an earlier day what `one` does not expect before a later one; what it is, their question says."""
    bound, told = one_day(one.body), one_day(other.body)
    if not bound or not told or not _NOT_BEFORE.search(one.body) or negators(other.body):
        return False
    return one.ahead and other.ahead and same_time(one, other) and told[0] == "on" and told[1] < bound[1]


def one_day(text: str) -> tuple[str, tuple[int, int]] | None:
    """How the one day in `text` is meant (on, until or since), and its month and day; None where it names none or several."""
    days, found = days_in(text), list(_DATED.finditer(text))
    if len(days) != 1 or len(found) != 1:
        return None
    return found[0].lastgroup or "on", (days[0].month, days[0].day)
