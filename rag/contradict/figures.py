"""Figures that contradict each other: 12 against 14 injured, £2.4 million against £3.1 million; never 12 injured against 2 dead.

A figure is an interval: "about 40" reaches from 36 to 44, "at least 40" upwards, and 3,000 may be 2,870 rounded. Two
contradict each other where they count the same thing and their intervals do not meet. Units are never converted.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rag.contradict.statement import (
    SAME_MATTER,
    Statement,
    alike,
    calendar,
    days_apart,
    only_in,
    root,
    roots,
    same_matter,
    turned,
)
from rag.contradict.turns import OPPOSITES
from rag.months import A_MONTH
from rag.numbers import Placed, Quantity, placed
from rag.wording import is_function_word, words

ABOUT, ABOUT_AT_LEAST = Decimal("0.1"), Decimal("0.05")
"""How far, as a share, an approximate number may be from another that it agrees with: a tenth where it is as coarse as
"about 40", a twentieth where it states more digits, as "about 163,000" does."""
SAME_UNSTATED = 0.8
"""The share of topic words to be shared where nothing says what happened to those counted: homes without power, homes damaged."""
_ROUND_FROM = 1000
"""From here on, trailing zeros may be rounding: 3,000 for 2,870. "30 people" are thirty."""
_OBJECT_WORDS = 3
_NEAR = 100
"""Characters before a number, and after it, in which stands what says how it is meant."""
_MOST = 20
"""Figures of a statement that are compared: a longer list of them is no statement about one thing."""

_BEFORE = re.compile(
    r"(?:(?P<about>\b(?:about|around|some|roughly|approximately|circa|an estimated|estimated at|close to|put at)\s)"
    r"|(?P<nearly>\b(?:nearly|almost|just under|fewer than|less than|under|up to|at most|no more than|a maximum of|below)\s)"
    r"|(?P<least>\b(?:at least|more than|over|no fewer than|no less than|above|upwards of|well over|as many as)\s))(?:the\s)?$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(r"\b(?P<word>by|from|until|till|before|after|since|than|between)\s+(?:the\s+)?$", re.IGNORECASE)
# No figure of its own: a part ("four of them"), a difference ("12 more"), an age, a number that names ("route 12").
_PART = re.compile(
    r"\s*(?:[\w-]+ )?(?:of (?:them|whom|which|the|these|those|its|their|his|her|all)\b|in (?:ten|three|four|five)\b)"
)
_DIFFERENCE = re.compile(
    r"\s*(?:[\w-]+ ){0,2}?(?:more|less|fewer|higher|lower|longer|shorter|earlier|later|older|younger|extra|additional|further)\b"
    r"(?! than\b.*\bwere (?:hurt|injured|killed))",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"\b(?:another|further|additional|extra|other|first|last|aged|age)\s+$|,\s+$(?<=\w{3},\s)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\b(?:route|no|number|page|chapter|article|section|room|gate|platform|flight|resolution|highway|road|line|phase|version|group|under|top)\.?\s+$",
    re.IGNORECASE,
)
_AGE = re.compile(r"-?\s?(?:years?[\s-]old|,)")
_MONTHS = rf"(?:{A_MONTH}|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_OF_MONTH = re.compile(rf"\s?(?:of )?{_MONTHS}(?!\w)")
_AFTER_MONTH = re.compile(rf"\b{_MONTHS} $")
_COUNTS = re.compile(r"\s[a-z]+s\b")
_RATE = re.compile(
    r"\b(?:an? (?=day|week|month|year|hour|head|litre|share)|per (?!cent)|each |every |daily|weekly|monthly|yearly|annual(?:ly)?)(?P<per>day|week|month|year|hour|head|litre|share)?",
    re.IGNORECASE,
)
_SUBCLAUSE = re.compile(r"[,;:–—]\s|\s(?:and|while|whereas|but|plus|including|of whom)\s", re.IGNORECASE)
_STATES = {
    name: frozenset(map(root, roots.split()))
    for name, roots in {
        "dead": "kill killed die died death dead fatal fatality",
        "hurt": "injure injured injury wound wounded hurt",
        "missing": "missing unaccounted",
        "saved": "rescue rescued saved save",
        "held": "arrest arrested detain detained jailed hold held imprisoned captive",
        "moved": "evacuate evacuated displaced homeless",
        "well": "treated discharged recovered",
    }.items()
}
_ANYONE = frozenset(map(root, "people person persons victims casualties toll".split()))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts. `unit` is None or as in rag.numbers; `state` is what happened to those counted."""

    value: Decimal
    sense: str
    """about, nearly, least, or exact."""
    unit: str | None
    counted: frozenset[str]
    state: frozenset[str]
    direction: str
    rate: frozenset[str]

    def same_kind(self, other: "Figure") -> bool:
        """Whether both count the same: unit, object, state, rate and direction."""
        ours = (self.unit, self.direction, self.rate)
        if ours != (other.unit, other.direction, other.rate) or bool(self.state) != bool(other.state):
            return False
        if self.state and not self.state & other.state:
            return False
        mine, theirs = self.counted, other.counted
        if self.state and not (mine and theirs):
            return not (mine or theirs) or (mine or theirs) <= _ANYONE
        return mine == theirs or any(alike(word, theirs) for word in mine)

    def agrees_with(self, other: "Figure") -> bool:
        """Whether both may be the same number, told more or less exactly."""
        if self.value == other.value:
            return True
        (low, high), (from_, to) = self.interval(other), other.interval(self)
        return (
            max(low, from_) < min(high, to)
            or (low == high and from_ <= low <= to)
            or (from_ == to and low <= to <= high)
        )

    def interval(self, other: "Figure") -> tuple[Decimal, Decimal]:
        """From where to where the number may lie, told next to `other`, which may be stated more finely."""
        value, most = self.value, Decimal("Infinity")
        if self.sense == "least":
            return value, most
        if self.sense == "nearly":
            return -most, value
        if self.sense == "about":
            size = abs(value)
            reach = min(size * ABOUT, max(_step(value), size * ABOUT_AT_LEAST))
            return value - reach, value + reach
        step, finer = _step(value), _step(other.value)
        rounded = step > finer and (step < 1 or value >= _ROUND_FROM or finer < 1)
        half = step / 2 if rounded else Decimal(0)
        return value - half, value + half


def _step(value: Decimal) -> Decimal:
    """The place of the last digit that a number states: 100 of 2,400, and 0.01 of 4.25."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent)


@lru_cache(maxsize=512)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text`; parts, differences, ages, years, days and numbers that name something are none."""
    cuts = [0, *(cut.end() for cut in _SUBCLAUSE.finditer(text)), len(text)]
    return tuple(figure for number in placed(text) if (figure := _figure(text, number, cuts)))


def _figure(text: str, number: Placed, cuts: Sequence[int]) -> Figure | None:
    end, quantity = number.end, number.quantity
    start = end - len(text[number.start : end].lstrip())
    near = max(0, start - _NEAR)
    stated = _BEFORE.search(text, near, start)
    lead = stated.start() if stated else start
    if (
        quantity.unit == "th"
        or _PART.match(text, end)
        or _DIFFERENCE.match(text, end)
        or _ADDED.search(text, near, lead)
        or _NUMBERED.search(text, near, lead)
        or (_AGE.match(text, end) and quantity.unit in {None, "year"} and quantity.value < 120)
        or _of_calendar(text, start, end, quantity)
    ):
        return None
    state, rate = _told_of(_subclause(text, number, cuts))
    direction = _DIRECTION.search(text, near, lead)
    return Figure(
        value=quantity.value,
        sense=(stated.lastgroup if stated else None) or "exact",
        unit=quantity.unit,
        counted=_counted(text[end : end + _NEAR]),
        state=state,
        direction=direction["word"].casefold() if direction else "",
        rate=rate,
    )


def _of_calendar(text: str, start: int, end: int, quantity: Quantity) -> bool:
    """Whether a number is a day of a month or a year."""
    value = quantity.value
    day = _OF_MONTH.match(text, end) or _AFTER_MONTH.search(text, max(0, start - _NEAR), start)
    bare_year = quantity.unit is None and 1800 <= value <= 2100 and not _COUNTS.match(text, end) and value % 1 == 0
    return bool(day) or bare_year


def _subclause(text: str, number: Placed, cuts: Sequence[int]) -> str:
    """The part of `text` between `cuts`, its commas and "and"s, that a number stands in."""
    start = cuts[bisect_right(cuts, number.start) - 1]
    after = bisect_left(cuts, number.end)
    return text[start : cuts[after]]


@lru_cache(maxsize=512)
def _told_of(part: str) -> tuple[frozenset[str], frozenset[str]]:
    """What happened to those that a part of a sentence counts, and in what time, or of what, it counts them."""
    there = {root(word) for word in words(part)}
    state = frozenset(name for name, stems in _STATES.items() if stems & there)
    return state, frozenset(found["per"] or "each" for found in _RATE.finditer(part))


def _counted(after: str) -> frozenset[str]:
    """The roots of the words right after a number, up to the first that is no noun or adjective of it."""
    found: list[str] = []
    for word in words(re.split(r"[,.;:!?“”()–—]", after, maxsplit=1)[0])[:_OBJECT_WORDS]:
        if is_function_word(word) or any(root(word) in stems for stems in _STATES.values()):
            break
        found.append(root(word))
    return frozenset(found)


def contradict(one: Statement, other: Statement) -> bool:
    """Whether a figure of `one` and one of `other` count the same thing and can't both be right."""
    mine, theirs = figures(one.body), figures(other.body)
    if max(len(mine), len(theirs)) > _MOST:
        return False
    pairs = [(a, b) for a in mine for b in theirs if a.same_kind(b)]
    if not pairs or any(a.agrees_with(b) for a, b in pairs):
        return False
    if any(a.unit in {"%", "point"} for a, _ in pairs) and not _one_move(one, other):
        return False
    least = SAME_MATTER if any(a.state for a, _ in pairs) else SAME_UNSTATED
    if not same_matter(one, other, least) or turned(one, other) or days_apart(one.body, other.body):
        return False
    return not any(_may_be_part(a, b, one, other) for a, b in pairs)


def _one_move(one: Statement, other: Statement) -> bool:
    """Whether a rise or fall is that of one time: shares and prices move every day, and only a named time tells which."""
    moves = all(any(roots(each.body) & side for side in OPPOSITES[0]) for each in (one, other))
    return not moves or bool(calendar(one.body) & calendar(other.body))


def _may_be_part(a: Figure, b: Figure, one: Statement, other: Statement) -> bool:
    """Whether the smaller figure belongs to the statement that names a place or a group more: a part of the whole."""
    smaller, larger = (one, other) if a.value < b.value else (other, one)
    narrower = only_in(smaller.named, larger.named)
    fewer, more = (a, b) if a.value < b.value else (b, a)
    return bool(narrower) or bool(fewer.counted - more.counted - _ANYONE and more.counted <= fewer.counted)
