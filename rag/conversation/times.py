"""The times a question names: days, months, quarters, years, "last week". Where they stand, and one moved to another.

Reads English. Computes no calendar: a time stays in the words somebody wrote.
"""

import re
from dataclasses import dataclass
from typing import Literal

from rag.months import A_MONTH, A_WEEKDAY, A_YEAR, WEEKDAYS

Unit = Literal["day", "month", "quarter", "year", "other"]


_RELATIVE = "(?i:last|next|this|previous|coming|following)"
_NTH = "(?i:first|second|third|fourth|last)"
_TIME = re.compile(
    rf"""\b(?:(?P<preposition>(?i:in|on|by|since|until|till|before|after|from|during|for|of|than))\s+)?
    (?P<words>(?:
        (?P<day>(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{A_MONTH})|(?:{A_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)),?)
        |(?P<month>(?:(?i:early|mid|late)[ -])?(?:{A_MONTH}))
        |(?P<quarter>(?:the\s)?{_NTH}\s(?i:quarter|half)(?=\W|$))(?:\sof)?
      )(?:\s(?P<year>{A_YEAR}|{_RELATIVE}\syear))?
      |(?P<alone>{A_YEAR})
      |(?P<other>\d{{4}}-\d\d(?:-\d\d)?|(?:{_RELATIVE}\s)?(?:{A_WEEKDAY})
        |(?:the\s)?{_RELATIVE}\s(?i:week|weekend|month|quarter|year|spring|summer|autumn|winter|season|decade|century)
        |(?i:yesterday|today|tomorrow|tonight))
    )(?![\w’'%]|-\w|[.,]\d)""",
    re.VERBOSE,
)
_OF_ITSELF: dict[Unit, str] = {"day": "on", "month": "in", "quarter": "in", "year": "in"}


@dataclass(frozen=True, slots=True)
class Time:
    """A time as a text names it, at `[start, end)`, its preposition included where it has one."""

    start: int
    end: int
    preposition: str
    words: str
    unit: Unit
    year: str

    def instead_of(self, other: "Time") -> str:
        """The words that say this time where `other` stood: it takes over the preposition and the year that only `other` has."""
        words, of = self.words, " of" if self.unit == "quarter" else ""
        if other.year and not self.year and self.unit in {"day", "month", "quarter"}:
            words = f"{words}{of} {other.year}"
        if not self.preposition and not other.preposition:  # "the March 2025 vote"
            return words
        led_by = self.preposition or (other.preposition if self.unit == other.unit else self.usual)
        return f"{led_by} {words}".strip()

    @property
    def usual(self) -> str:
        """The preposition that such a time usually has, empty where it needs none."""
        return "on" if self.words in WEEKDAYS else _OF_ITSELF.get(self.unit, "")


def times(text: str) -> tuple[Time, ...]:
    """The times `text` names, in order. "May" at its very beginning is taken for the verb."""
    found = (_time(match) for match in _TIME.finditer(text))
    return tuple(time for time in found if not (time.start == 0 and time.words == "May" and time.end < len(text) - 1))


def _time(match: re.Match[str]) -> Time:
    units: tuple[Unit, ...] = ("day", "month", "quarter", "other")
    named = [unit for unit in units if match[unit]]
    unit: Unit = named[0] if named else "year"
    year = match["year"] or match["alone"] or ""
    return Time(match.start(), match.end(), match["preposition"] or "", match["words"], unit, year)
