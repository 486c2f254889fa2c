"""The time a question is about, where it says so by the day it is asked: "this week", "on Wednesday", "last year".

Held against an article's day of publication: a typhoon report of 2020 does not answer "the deadliest typhoon this
year". An article without a day is let through: nothing says that it is old. Named days are read elsewhere (see days).
"""

import re
from dataclasses import dataclass
from datetime import date

from rag.domain import Article
from rag.english.days import days_in
from rag.english.months import A_MONTH, A_WEEKDAY

LATE = 10
"""Days by which a report may follow, or an announcement precede, the days that a question speaks of."""
ANNOUNCED = 90
"""Days before a year in which what it will bring may have been told."""
_DATED = rf",? (?:the )?(?:\d|(?:{A_MONTH})\b)"
_SPOKEN = re.compile(
    rf"\b(?P<day>tonight|yesterday|tomorrow|last night|this (?:morning|afternoon|evening|weekend)|last weekend)\b"
    r"|\b(?P<week>(?:this|the past|in the last) week(?! of\b)"
    rf"|(?:on|last|this|next) (?:{A_WEEKDAY})(?!{_DATED})|(?:{A_WEEKDAY})['’]s)"
    r"|\b(?P<last_week>(?:last|next) week)\b(?! of\b)"
    r"|\b(?P<month>this month|the past month|last month|next month|recently|just now|these days)\b"
    r"|\b(?P<year>this year|so far this year)\b|\b(?P<last_year>last year)\b|\b(?P<next_year>next year)\b"
)
# How far back, and how far ahead, of the day a question is asked the days lie that it speaks of.
_REACH = {"day": (3, 3), "week": (7, 7), "last_week": (14, 14), "month": (62, 31)}


@dataclass(frozen=True, slots=True)
class Period:
    """The days in which an article that answers may have been published, both ends included. `said` are the question's
    words for it.
    """

    said: str
    first: date
    last: date


def period_of(question: str, as_of: date) -> Period | None:
    """The period that `question`, asked on `as_of`, is about by its own words; None where it names none, or a date."""
    found = _SPOKEN.search(question[:1].lower() + question[1:])  # "USA Today" names no day
    if not found or days_in(question):
        return None
    kind = str(found.lastgroup)
    if kind in _REACH:
        back, ahead = _REACH[kind]
        return Period(found.group(), _days(as_of, -back - LATE), _days(as_of, ahead + LATE))
    # What a year brings is announced before it, and told in it and in the next one.
    first = date(max(as_of.year - (kind == "last_year"), 1), 1, 1)
    last = date(as_of.year, 12, 31)
    return Period(found.group(), _days(first, -ANNOUNCED), last)


def _days(day: date, count: int) -> date:
    """The day so many days away, as far as a calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))


def why_not_of_time(question: str, as_of: date, article: Article) -> str | None:
    """The reason, in words, why `article` can't speak of the time that `question` is about: it was published outside
    that period. None where it may, and where the day of its publication is unknown.
    """
    period = period_of(question, as_of)
    published = article.published.earliest() if article.published.precision == "day" else None
    if period is None or published is None or period.first <= published <= period.last:
        return None
    return f"the article is of {published}, and the question asks about “{period.said}”"
