"""Outcomes that can't both be: another day for one event, another winner, another name in one role, another score.

Only plain patterns are read. A day is "on", "from" or "until"; days of different kind say nothing of each other.
"""

import re

from rag.contradict.denials import opposed, opposites
from rag.contradict.statement import (
    Statement,
    alike,
    fit,
    leading,
    names_apart,
    root,
    roots,
    same_matter,
    same_time,
    share,
    stances,
    topic_roots,
    turned,
)
from rag.contradict.turns import negators
from rag.days import days_in
from rag.months import A_MONTH, A_WEEKDAY
from rag.support.countries import same_name
from rag.wording import words

_CLOSE = 0.75
"""Of the fewer words, how many must be shared where a day is all that differs: two sessions of one court are not one."""
_DATED = re.compile(
    rf"\b(?P<how>on|until|till|by|before|from|since|after|between)?\s*(?:the )?(?:(?:{A_WEEKDAY}),?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{A_MONTH})|(?:{A_MONTH}) \d{{1,2}})\b",
)
_KINDS = {
    "until": "until",
    "till": "until",
    "by": "until",
    "before": "until",
    "from": "from",
    "since": "from",
    "after": "from",
}
ENDS = opposites(
    ("win won", "lose lost"),
    ("convict convicted guilty sentence sentenced jail jailed", "acquit acquitted acquittal innocent"),
    ("alive survive survived", "dead died killed"),
    ("succeed succeeded", "fail failed"),
    ("postpone postponed cancel cancelled", "ahead proceed"),
)
_NOT_BEFORE = re.compile(r"\b(?:not|\w+n[’']t)\b[^.;:]*\bbefore\b", re.IGNORECASE)
_ONE_ONLY = re.compile(
    r"\b(?P<act>won|wins|win|beat|beats|defeated|defeats"
    r"|(?:was|is|has been|will be|were) (?:re-?)?(?:elected|appointed|named|chosen|crowned|sworn in)(?: as)?"
    r"|will succeed|succeeds|succeeded|took over as|takes over as|will chair|chairs|heads|leads)\s+(?P<what>[^,;:.]+)"
)
_NOT_ALONE = re.compile(
    r"^(?:an?|\d+|one of|some|two|three|four|several|many|more|praise|support|votes?|to)\b", re.IGNORECASE
)
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?:(?:\s+(?:of|de|van|von|the|&)\s+|\s+)[A-ZÀ-Þ][\w’'.-]*)*")
_SCORE = re.compile(r"\b(\d{1,2})\s?[-–:]\s?(\d{1,2})\b(?!\s?(?:[ap]\.?m|%|per|years?|days?|hours?))")
_GAME = re.compile(
    r"\b(?:won|win|wins|beat|beats|lost|lose|drew|draw|victory|defeated|match|final|game)\b", re.IGNORECASE
)


def contradict(one: Statement, other: Statement) -> bool:
    """Whether both tell of one event with another day, winner, holder of a role, or score."""
    if too_early(one, other) or too_early(other, one):
        return True
    if bool(negators(one.body)) or bool(negators(other.body)):
        return False
    checks = (moved, another_name, another_score)
    return any(check(one, other) for check in checks) or opposed(one, other, ENDS)


def moved(one: Statement, other: Statement, least: float = _CLOSE) -> bool:
    """Whether each gives one day to the same event, of the same kind, and not the same day."""
    mine, theirs = one_day(one.body), one_day(other.body)
    if mine is None or theirs is None or mine[0] != theirs[0] or mine[1] == theirs[1]:
        return False
    return same_matter(one, other, least) and not turned(one, other)


def too_early(one: Statement, other: Statement) -> bool:
    """Whether `other` dates what `one` says will not be before a later day of that year."""
    return _excludes(one, other) and same_matter(one, other, _CLOSE)


def not_before(one: Statement, other: Statement) -> bool:
    """As `too_early`, where both answer one question that asks for the day of what is ahead: what it is of, the question says."""
    ahead = all("ahead" in stances(each.body) for each in (one, other))
    return ahead and same_time(one, other) and _excludes(one, other)


def _excludes(one: Statement, other: Statement) -> bool:
    """Whether `one` says "not before" a day later in the year than the one on which `other` sets something."""
    bound, told = one_day(one.body), one_day(other.body)
    if bound is None or told is None or not _NOT_BEFORE.search(one.body) or negators(other.body):
        return False
    return told[0] == "on" and told[1] < bound[1]


def one_day(text: str) -> tuple[str, tuple[int, int]] | None:
    """How the one day in `text` is meant, and the day; None where it names none or several."""
    days, found = days_in(text), list(_DATED.finditer(text))
    if len(days) != 1 or len(found) != 1:
        return None
    return _KINDS.get((found[0]["how"] or "").casefold(), "on"), (days[0].month, days[0].day)


def another_name(one: Statement, other: Statement) -> bool:
    """Whether each gives what only one can have, "the Schools' Cup", "mayor of Varde", to another."""
    mine, theirs = _holder(one.body), _holder(other.body)
    if mine is None or theirs is None or stances(one.body) != stances(other.body) or not same_time(one, other):
        return False
    (holder, act, what), (rival, their_act, their_what) = mine, theirs
    if root(act) != root(their_act) or _same_holder(holder, rival):
        return False
    if topic_roots(what) and _same_holder(holder, their_what) and _same_holder(rival, what):
        return True  # "X beat Y" and "Y beat X"
    if not fit(leading(what), leading(their_what)):
        return False
    shared = [word for word in topic_roots(what) if alike(word, topic_roots(their_what))]
    return (
        len(shared) >= 2
        and share(topic_roots(what), topic_roots(their_what)) >= _CLOSE
        and not names_apart(tuple(_NAMED.findall(what)), tuple(_NAMED.findall(their_what)))
    )


def _holder(text: str) -> tuple[str, str, str] | None:
    found = _ONE_ONLY.search(text)
    if found is None or _NOT_ALONE.match(found["what"]):
        return None
    before = re.split(r"[;:.]|\b(?:that|after|when|while|but)\b", text[: found.start()])[-1].strip()
    named = _NAMED.match(re.sub(r"^(?:The|A|An)\s+(?=[A-ZÀ-Þ])", "", before))
    if named is None or re.search(r"\band\b|,\s*and", before):
        return None
    return named.group(), found["act"].split()[-1 if not found["act"].endswith(" as") else -2], found["what"]


def _same_holder(one: str, other: str) -> bool:
    return any(
        same_name(a, b) or same_name(b, a)
        for a in words(one)
        for b in words(other)
        if a[0].isupper() and b[0].isupper()
    )


def another_score(one: Statement, other: Statement) -> bool:
    """Whether one match has two scores, told by whoever won: 3-1 and 1-3 are one score."""
    mine, theirs = _SCORE.findall(one.body), _SCORE.findall(other.body)
    if len(mine) != 1 or len(theirs) != 1 or not (_GAME.search(one.body) and _GAME.search(other.body)):
        return False
    if sorted(map(int, mine[0])) == sorted(map(int, theirs[0])):
        return False
    return same_matter(one, other) and bool(roots(one.body) & roots(other.body))
