"""The days a question names, held against an article: one of 11 May may answer about 10 May and say "on Saturday".

Knows no other kind of number. An article that states neither the day nor a publication date near it can't answer.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from rag.domain import Article
from rag.english.months import A_MONTH, MONTHS, WEEKDAYS

NEAR_DAYS = 10
"""An article published within so many days of a day may speak of it as "on Saturday" or "last week"."""
_DAY = re.compile(
    r"(?:\b(?:on|of|by|from|since|until|before|after|in)\s+)?"
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{A_MONTH})"
    rf"|(?P<month2>{A_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b(?:,? (?P<year>\d{{4}})\b)?"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a text names it; `year` is None where the text gives none."""

    month: int
    day: int
    year: int | None

    def in_year(self, year: int) -> date | None:
        """The day in that year; None where it has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def near(self, published: date) -> bool:
        """Whether this day lies within NEAR_DAYS of `published`, in the nearest year where it names none."""
        years = [self.year] if self.year else [published.year - 1, published.year, published.year + 1]
        return any(abs((day - published).days) <= NEAR_DAYS for year in years if (day := self.in_year(year)))

    def nearest_to(self, published: date) -> "Day":
        """The day with a year: its own, else the one that brings it nearest to `published`.

        It stays without a year where another is nearly as near: in January, 15 July may be of last year or of this.
        """
        years = [self.year] if self.year else [published.year - 1, published.year, published.year + 1]
        known = sorted((day for year in years if (day := self.in_year(year))), key=lambda day: abs(day - published))
        # In January, "on 15 July" is of the last year or of this one, whichever is a little nearer.
        unclear = any(2 * abs(known[0] - published) > abs(other - published) for other in known[1:])
        return replace(self, year=known[0].year) if known and not unclear else self

    def __str__(self) -> str:
        """The day as a reader writes it."""
        return f"{self.day} {MONTHS[self.month - 1]}" + (f" {self.year}" if self.year else "")


def days_in(text: str) -> tuple[Day, ...]:
    """The days that `text` names with their month, such as "10 May" and "May 10, 2025", in its order."""
    return tuple(_day(match) for match in _DAY.finditer(text))


def _day(match: re.Match[str]) -> Day:
    month = match["month"] or match["month2"]
    year = int(match["year"]) if match["year"] else None
    return Day(MONTHS.index(month) + 1, int(match["day"] or match["day2"]), year)


def without_days(text: str, days: tuple[Day, ...]) -> str:
    """`text` without its mentions of `days` and the preposition before them."""
    kept = _DAY.sub(lambda match: " " if any(_same(_day(match), day) for day in days) else match.group(), text)
    return " ".join(kept.split())


def why_not_of_day(question: str, article: Article) -> str | None:
    """A reason, such as "the article does not mention 10 May", where `question` names a day that it can't speak of.

    None where it may speak of all of them: it names the day, or was published near it.
    """
    said = days_in(f"{article.title}\n{article.text}")
    published = article.published.earliest() if article.published.precision == "day" else None
    for asked in days_in(question):
        if not any(_same(asked, day) for day in said) and not (published and asked.near(published)):
            return f"the article does not mention {asked}"
    return None


def weekdays(claim: str, cited: str, article: Article) -> frozenset[str]:
    """The weekdays that `claim` may name because the words it cites give the date: 7 July 2025 was a Monday.

    A date without a year is taken to be of the year in which the article was published. Where that is unknown, such a
    date gives no weekday.
    """
    published = article.published.earliest()
    dated = [*days_in(cited), *(day for day in days_in(claim) if any(_same(day, other) for other in days_in(cited)))]
    found = [day.in_year(year) for day in dated if (year := day.year or (published.year if published else None))]
    return frozenset(WEEKDAYS[day.weekday()] for day in found if day)


def _same(one: Day, other: Day) -> bool:
    same_year = one.year is None or other.year is None or one.year == other.year
    return (one.month, one.day) == (other.month, other.day) and same_year
