"""Figures that contradict each other: 12 against 14 injured, £2.4 million against £3.1 million; never 12 injured against 2 dead.

A figure is an interval: "about 40" reaches from 36 to 44, "at least 40" upwards, and 3,000 may be 2,870 rounded. Two
contradict each other where they count the same thing and their intervals do not meet. Units are never converted.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from rag.contradict.statement import SAME_MATTER, Statement, days_apart, only_in, same_matter
from rag.contradict.words import STATES, leading, root, roots
from rag.numbers import Placed, placed
from rag.quantity import DECADE, ORDINAL

ABOUT = Decimal("0.1")
"""How far, as a share, an approximate number may be from another that it agrees with."""
SAME_UNSTATED = 0.8
"""The share of topic words to be shared where nothing says what happened to those counted: homes without power, homes damaged."""
_ROUND_FROM = 1000
"""From here on, trailing zeros may be rounding: 3,000 for 2,870. "30 people" are thirty."""
_MOST, _NEAR, _OBJECT_WORDS = 20, 100, 3
"""How many numbers of a statement are read, for a long list is none about one thing; the characters around a number that may say how it is
meant, and the words after it that may say what it counts."""
_SENSE = re.compile(
    r"\b(?:(?P<about>about|around|some|roughly|approximately|estimated|close to|put at)"
    r"|(?P<most>nearly|almost|just under|fewer than|less than|under|up to|at most|no more than|below)"
    r"|(?P<least>at least|more than|over|no fewer than|no less than|above|as many as))\s(?:the\s)?$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(r"\b(by|from|than)\s+$", re.IGNORECASE)
_PART = re.compile(r"\s*of (?:them|whom|which|the|these|those|its|their)\b", re.IGNORECASE)
_COUNTS = re.compile(r"\s[a-z]+s\b")
_ANYONE = frozenset(map(root, "people person persons victims casualties".split()))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts. `unit` is None or as in rag.numbers; `state` is what happened to those counted."""

    value: Decimal
    sense: str
    """about, most, least, or exact."""
    unit: str | None
    counted: frozenset[str]
    state: frozenset[str]
    direction: str

    def same_kind(self, other: "Figure") -> bool:
        """Whether both count the same: unit, object, state and direction."""
        if (self.unit, self.state, self.direction) != (other.unit, other.state, other.direction):
            return False
        if self.counted & other.counted:
            return True
        if self.state:  # "killed four" and "six people died"
            return not (self.counted and other.counted) and self.counted | other.counted <= _ANYONE
        return bool(self.unit) and not self.counted and not other.counted

    def agrees_with(self, other: "Figure") -> bool:
        """Whether both may be the same number, told more or less exactly."""
        (low, high), (from_, to) = self.interval(other), other.interval(self)
        point = low == high or from_ == to
        return max(low, from_) <= min(high, to) if point else max(low, from_) < min(high, to)

    def interval(self, other: "Figure") -> tuple[Decimal, Decimal]:
        """From where to where the number may lie, told next to `other`, which may be stated more finely."""
        value, most = self.value, Decimal("Infinity")
        if self.sense in {"least", "most"}:
            return (value, most) if self.sense == "least" else (-most, value)
        step, finer = _step(value), _step(other.value)
        if self.sense == "about":
            reach = abs(value) * ABOUT
        elif step > finer and (finer < 1 or value >= _ROUND_FROM):
            reach = step / 2
        else:
            reach = Decimal(0)
        return value - reach, value + reach


def _step(value: Decimal) -> Decimal:
    """The place of the last digit that a number states: 100 of 2,400, and 0.01 of 4.25."""
    return Decimal(10) ** int(value.normalize().as_tuple().exponent)


@lru_cache(maxsize=512)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures among the first numbers of `text`; years, ordinals and parts ("four of them") are none."""
    return tuple(_figure(text, each) for each in placed(text)[:_MOST] if not _counts_nothing(text, each))


def _counts_nothing(text: str, number: Placed) -> bool:
    value, unit = number.quantity.value, number.quantity.unit
    a_year = unit is None and 1800 <= value <= 2100 and not _COUNTS.match(text, number.end)
    return unit in {DECADE, ORDINAL} or a_year or _PART.match(text, number.end) is not None


def _figure(text: str, number: Placed) -> Figure:
    start = number.end - len(text[number.start : number.end].lstrip())
    before, after = text[max(0, start - _NEAR) : start], text[number.end : number.end + _NEAR]
    stated = _SENSE.search(before)
    direction = _DIRECTION.search(before[: stated.start()] if stated else before)
    return Figure(
        value=number.quantity.value,
        sense=(stated.lastgroup if stated else None) or "exact",
        unit=number.quantity.unit,
        counted=frozenset(takewhile(lambda word: word not in STATES, leading(after)[:_OBJECT_WORDS])),
        state=STATES & roots(text),
        direction=direction[1].casefold() if direction else "",
    )


def contradict(one: Statement, other: Statement) -> bool:
    """Whether a figure of `one` and one of `other` count the same thing and can't both be right."""
    pairs = [(a, b) for a in figures(one.body) for b in figures(other.body) if a.same_kind(b)]
    if not pairs or any(a.agrees_with(b) for a, b in pairs):
        return False
    least = SAME_MATTER if any(a.state for a, _ in pairs) else SAME_UNSTATED
    one_event = same_matter(one, other, least) and not days_apart(one.body, other.body)
    ordered = [(one, other) if a.value < b.value else (other, one) for a, b in pairs]
    # The smaller figure, told of a place that the other does not name, may be a part of the larger.
    return one_event and not any(only_in(smaller.named, larger.named) for smaller, larger in ordered)
