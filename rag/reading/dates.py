"""What a source's metadata says about when an article was published, to the precision it says it, never further.

Reads unambiguous forms only. It does not look at article text, addresses or the clock, and never guesses: "05/06/2025",
"yesterday" and a bare number of seconds are unknown. The day is the one that is written, whatever the time zone.
"""

import re
from datetime import date

from rag.domain import Published

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon?|tue?|wed?|thu?|fri?|sat?|sun?)[a-z]*[.,]*\s*)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CLOCK = r"\d{1,2}(?:[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?:\s*[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)"
_NAMED_ZONE = (
    r"(?-i:\(?[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?\)?|\[[\w/+-]{1,40}\]|Eastern|Central|Mountain|Pacific|"
    r"[A-Z][a-z]{1,12}/[A-Z][A-Za-z_]{1,20})"
)
_ZONE = rf"(?:\s*(?:[+-]\d{{2}}(?::?\d{{2}})?|{_NAMED_ZONE})){{0,3}}"
_TIME = rf"(?:(?:\s*[T,;|·•–—-]\s*|\s+)(?:at\s+)?{_CLOCK}{_ZONE})?"
_TIME_FIRST = rf"(?:{_CLOCK}{_ZONE}(?:\s*[,|·•–—-]\s*|\s+)(?:on\s+)?)?"
_WRITTEN = (
    _DAY + r"(?:\s+of)?[\s-]*" + _MONTH + r"[,\s-]*(?P<year>\d{4})",
    _MONTH + r"\s*" + _DAY + r",?\s*(?P<year>\d{4})",
    _MONTH + r"\s+" + _DAY + rf"\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
)
_FORMS = tuple(
    re.compile(r"(?:(?:first\s+)?(?:published|posted)(?:\s+on)?(?:\s*:\s*|\s+))?" + form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
        r"(?P<year>\d{4})(?P<dash>[-/.])(?P<month>\d{1,2})(?P=dash)(?P<day>\d{1,2})" + _TIME,
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4}(?:\d{2})?(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?",
        r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日" + _TIME,
        *(_TIME_FIRST + _WEEKDAY + form + _TIME for form in _WRITTEN),
        r"(?P<one>\d{1,2})(?P<dash>[/.-])(?P<two>\d{1,2})(?P=dash)(?P<year>\d{4})" + _TIME,
        _MONTH + r",?\s+(?P<year>\d{4})",
    )
)
_FIRST_NEWSPAPER = 1605
_LONGEST = 80


def published(value: object) -> Published:
    """The publication date that the metadata `value` (text, a date, or a year as a number) states; else an unknown."""
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
    if found.get("one"):
        return _unordered(int(found["year"]), int(found["one"]), int(found["two"]))
    month = found.get("month") or (_MONTHS.index(found["name"][:3].lower()) + 1 if found.get("name") else None)
    day = found.get("day")
    return _known(int(found["year"]), int(month) if month else None, int(day) if day else None)


def _unordered(year: int, one: int, two: int) -> Published:
    """The date of a day and a month in an unknown order; unknown where both orders are dates, and not the same one."""
    either = {_known(year, one, two), _known(year, two, one)} - {Published()}
    return either.pop() if len(either) == 1 else Published()


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
