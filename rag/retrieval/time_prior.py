"""What the day of an article counts for a question: how near it is to the days that the question speaks of.

"Who won the final on Sunday?", "What burned in October?" and "Who was elected in 2021?" each say which articles can
answer; a question that says nothing is about what is new. Preferred here, never required: what is too far away for an
answer is refused later, by rag.composing.work.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

import numpy as np

from rag.english.days import days_in
from rag.english.months import A_MONTH, A_YEAR, MONTHS
from rag.english.time_asked import period_of
from rag.retrieval.fuse import Scores

SPOKEN, SPOKEN_HALF_LIFE = 1.2, 30.0
"""What an article published in the days spoken of gains, beside scores whose standard deviation is about one, and how
many days away an article gains half of that. Chosen on development halves: docs/decisions/0016."""
NEW, NEW_HALF_LIFE = 0.8, 365.0
"""The same for a question that speaks of no days, from the day it is asked: docs/decisions/0015."""
AHEAD = 2
"""How many months after the day of the question "in June" may be the June to come, where the
question asks about what will be."""
Days = tuple[date | None, date | None]
"""The first and the last day that an article may be from, both None where it has no date."""
_DAYS_AHEAD = 31 * (AHEAD + 1)

_YEAR = re.compile(rf"\b{A_YEAR}\b")
# The year of a day or month elsewhere in the question: "on 3 May in 2021", but not "on 3 May, of the 2019 murder".
_OF_A_DAY = re.compile(rf"\b(?:(?i:in|of|since|by|until|during|for|from|to)|{A_MONTH}),? {A_YEAR}\b")
_MONTH = re.compile(
    rf"\b(?P<lead>(?i:in|of|since|by|until|during|for|last|this|from|to|between|early|late|mid))"
    rf"[ -](?P<led>{A_MONTH})\b(?: (?:and|or|to|until) (?P<then>{A_MONTH})\b)?(?:,? (?P<year>{A_YEAR})\b)?"
    rf"|\b(?P<own>{A_MONTH})(?:['’]s\b|,? (?P<its_year>(?:19|20)\d\d)\b)"
)
# Who won in February asks about the last one, even in December.
_TO_COME = re.compile(
    r"\b(?:will|won[’']t|shall|going to|due|set to|(?:is|are) (?:\w+ )?to|plan(?:s|ned)?|expect(?:s|ed)?|schedul\w+"
    r"|upcoming|coming|next|does|do|(?:open|begin|start|end|close|run|happen)s|takes place)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"\b(?i:since) (?:(?:the|last|start|end|beginning|of|early|late|mid)[ -])*(?:{A_MONTH}|\d)")


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """The days, both ends included, in which an article that answers a question was likely published. `said` is
    whether the question says so itself.
    """

    first: date
    last: date
    said: bool


def days_spoken_of(question: str, as_of: date) -> SpokenOf:
    """The days that `question`, asked on `as_of`, names: by date, month, "this week" or
    year; else the day `as_of` alone.

    A day or month without a year is the last one up to `as_of`; in a question about what will be, it may be up to
    AHEAD months later. Days that are farther ahead, of which articles tell today, and "since 2022", which asks how
    things stand, are not preferred.
    """
    days = [*_days(question, as_of)] or [*_months(question, as_of)]
    if not days and (period := period_of(question, as_of)):
        return SpokenOf(period.first, period.last, said=True)
    days = days or [day for year in _years(question, _YEAR) for day in (date(year, 1, 1), date(year, 12, 31))]
    if days and (min(days) - as_of).days <= _DAYS_AHEAD and not _SINCE.search(question):
        return SpokenOf(min(days), max(days), said=True)
    return SpokenOf(as_of, as_of, said=False)


def time_prior(published: Sequence[Days], days: SpokenOf) -> Scores:
    """What each article gains by its day: the whole weight within `days`, half as much each
    half-life before or after them.

    The exponential prior of Li and Croft 2003, "Time-Based Language Models". What has no date is neither near nor far:
    it gets the mean of the others.
    """
    weight, half_life = (SPOKEN, SPOKEN_HALF_LIFE) if days.said else (NEW, NEW_HALF_LIFE)
    away = [
        max((days.first - last).days, (first - days.last).days, 0) if first and last else None
        for first, last in published
    ]
    near = np.array([np.nan if gap is None else 2.0 ** (-gap / half_life) for gap in away], dtype=np.float64)
    if np.isnan(near).all():
        return np.zeros_like(near)
    return weight * np.where(np.isnan(near), np.nanmean(near), near)


def _days(question: str, as_of: date) -> Iterator[date]:
    """The days that are named with their months."""
    years = _years_of_days(question, as_of)
    for named in days_in(question):
        year = named.year or (years[0] if years else _year_of(named.month, as_of, _ahead(question)))
        if day := named.in_year(year):  # 30 February names none
            yield day


def _months(question: str, as_of: date) -> Iterator[date]:
    """The first and the last day of each month that is named."""
    years = _years_of_days(question, as_of)
    for found in _MONTH.finditer(question):
        own = found["year"] or found["its_year"]
        ahead = -1 if (found["lead"] or "").casefold() == "last" else _ahead(question)
        first = MONTHS.index(found["led"] or found["own"]) + 1
        last = MONTHS.index(found["then"]) + 1 if found["then"] else first
        year = int(own) if own else years[0] if years else _year_of(last, as_of, ahead)
        for month in (first, last):
            at = max(year - (month > last), MINYEAR)  # "from November to February" began in the year before
            yield date(at, month, 1)
            yield date(at, month, monthrange(at, month)[1])


def _years_of_days(question: str, as_of: date) -> list[int]:
    """The years that the question's days and months without a year may be of: those joined to a day or month elsewhere,
    else the year of `as_of`, if the question names it.
    """
    return _years(question, _OF_A_DAY) or [year for year in _years(question, _YEAR) if year == as_of.year]


def _years(question: str, told: re.Pattern[str]) -> list[int]:
    return [int(found.group()[-4:]) for found in told.finditer(question)]


def _ahead(question: str) -> int:
    return AHEAD if _TO_COME.search(question) else 0


def _year_of(month: int, as_of: date, ahead: int) -> int:
    """The year of the last such month up to `as_of`, or of one that is no more than `ahead` months later."""
    months = as_of.year * 12 + as_of.month + ahead - month
    return min(max(months // 12, MINYEAR), MAXYEAR)
