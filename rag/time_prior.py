"""What the day of an article counts for a question: how near it is to the days that the question speaks of.

"Who won the final on Sunday?", "What burned in October?" and "Who was elected in 2021?" each say which articles can
answer; a question that says nothing is about what is new. Preferred here, never required: what is too far away for an
answer is refused later, by rag.run.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

import numpy as np

from rag.days import days_in
from rag.fuse import Scores
from rag.months import A_MONTH, MONTHS
from rag.period import period_of

SPOKEN, SPOKEN_HALF_LIFE = 1.2, 30.0
"""What being published in the days spoken of counts, beside scores whose standard deviation is about one, and the days in
which an article farther away loses half of that. Chosen on development halves: docs/decisions/0016."""
NEW, NEW_HALF_LIFE = 0.8, 365.0
"""The same for a question that speaks of no days, from the day it is asked: docs/decisions/0015."""
AHEAD = 2
"""Months ahead of the day of the question in which "in June" still is the June to come."""

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTH = re.compile(
    rf"\b(?:in|of|since|by|until|during|for|last|this|from|to|early|late|mid)[ -](?P<led>{A_MONTH})\b"
    rf"|\b(?P<own>{A_MONTH})(?=['’]s\b|,? (?:19|20)\d\d\b)"
)


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """The days, both ends included, in which what answers a question was likely published; `said` where it says so itself."""

    first: date
    last: date
    said: bool


def days_spoken_of(question: str, as_of: date) -> SpokenOf:
    """The days that `question`, asked on `as_of`, names: by date, month, year or "this week"; else the day `as_of` alone.

    A day or month without a year is the last one before `as_of`, or one that is near ahead.
    """
    years = [int(year) for year in _YEAR.findall(question)]
    if days := list(_days(question, years, as_of)):
        return SpokenOf(min(days), max(days), said=True)
    if found := _MONTH.search(question):
        month = MONTHS.index(found["led"] or found["own"]) + 1
        first = date(years[0] if years else _year_of(month, as_of), month, 1)
        return SpokenOf(first, _last_of_month(first), said=True)
    if years:
        return SpokenOf(date(min(years), 1, 1), date(max(years), 12, 31), said=True)
    if period := period_of(question, as_of):
        return SpokenOf(period.first, period.last, said=True)
    return SpokenOf(as_of, as_of, said=False)


def time_prior(published: Sequence[date | None], days: SpokenOf) -> Scores:
    """What each article's day counts: the whole weight within `days`, half as much each half-life before or after them.

    The exponential prior of Li and Croft 2003, "Time-Based Language Models". What has no date is neither near nor far: it
    gets the mean of the others.
    """
    weight, half_life = (SPOKEN, SPOKEN_HALF_LIFE) if days.said else (NEW, NEW_HALF_LIFE)
    away = [max((days.first - day).days, (day - days.last).days, 0) if day else None for day in published]
    near = np.array([np.nan if gap is None else 2.0 ** (-gap / half_life) for gap in away], dtype=np.float64)
    if np.isnan(near).all():
        return np.zeros_like(near)
    return weight * np.where(np.isnan(near), np.nanmean(near), near)


def _days(question: str, years: Sequence[int], as_of: date) -> Iterator[date]:
    for named in days_in(question):
        year = named.year or (years[0] if years else _year_of(named.month, as_of))
        try:
            yield date(year, named.month, named.day)
        except ValueError:  # 30 February names no day
            continue


def _year_of(month: int, as_of: date) -> int:
    """The year of the last such month, or of one that is no more than AHEAD months ahead."""
    months = as_of.year * 12 + as_of.month + AHEAD - month
    return min(max(months // 12, MINYEAR), MAXYEAR)


def _last_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])
