"""What a source's metadata says about when an article was published, to the precision it says it, never further.

Reads unambiguous forms only. It does not look at article text, addresses or the clock, and never guesses: "05/06/2025",
"yesterday" and a bare number of seconds are unknown.
"""

import re
from datetime import date

from rag.domain import Published

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+)?"
_TIME = r"(?:[T ,]+\d{1,2}:\d{2}.{0,40})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})" + _TIME,
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T\d{4,6}\S{0,6})?",
        _WEEKDAY + r"(?P<day>\d{1,2})\s+" + _MONTH + r",?\s+(?P<year>\d{4})" + _TIME,
        _WEEKDAY + _MONTH + r"\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + _TIME,
        _MONTH + r",?\s+(?P<year>\d{4})",
    )
)
_FIRST_NEWSPAPER = 1605
_LONGEST = 80


def published(value: object) -> Published:
    """The publication date that the metadata `value` (text, a date, or a year as a number) states; unknown otherwise."""
    if isinstance(value, date):  # YAML makes dates and datetimes by itself
        return _known(value.year, value.month, value.day)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return Published()
    matches = (form.fullmatch(value.strip()) for form in _FORMS)
    found = next((match.groupdict() for match in matches if match), None)
    if found is None:
        return Published()
    month = found.get("month") or (_MONTHS.index(found["name"][:3].lower()) + 1 if found.get("name") else None)
    day = found.get("day")
    return _known(int(found["year"]), int(month) if month else None, int(day) if day else None)


def _known(year: int, month: int | None, day: int | None) -> Published:
    """The date as far as it is given; unknown where the calendar has no such day."""
    try:
        whole = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return Published()
    if not _FIRST_NEWSPAPER <= year < date.max.year:  # of the calendar's last year nobody can compute a day after
        return Published()
    if month is None:
        return Published(whole.isoformat()[:4], "year", "metadata")
    if day is None:
        return Published(whole.isoformat()[:7], "month", "metadata")
    return Published(whole.isoformat(), "day", "metadata")
