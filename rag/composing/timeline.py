"""The claims of an answer in the order of time: each with the day it tells of, or the day its article was published.

A day that neither a claim nor its articles state stays unknown, and the claim comes last. Knows nothing of questions.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from rag.answer import Citation, Claim
from rag.english.days import days_in


def in_order_of_time(claims: Sequence[Claim], citations: Mapping[str, Citation]) -> tuple[Claim, ...]:
    """The claims, each with its `when`, oldest first; those of one day in their old order, undated ones last."""
    dated = [claim.model_copy(update={"when": when(claim, citations)}) for claim in claims]
    return tuple(sorted(dated, key=lambda claim: (claim.when is None, claim.when or "")))


def when(claim: Claim, citations: Mapping[str, Citation]) -> str | None:
    """The one day that `claim` states, else when the first of its articles was published. It is an ISO date or the
    start of one ("2025-05"), None where neither is known.

    A day without a year is taken in the year that brings it nearest to the article's publication.
    """
    values = sorted(value for marker in claim.citations if (value := citations[marker].published.value))
    published = values[0] if values else None
    stated = days_in(claim.text)
    if len(stated) != 1:
        return published
    (day,) = stated
    if day.year:
        return _iso(day.year, day.month, day.day) or published
    if published is None or len(published) < len("2025-05"):
        return published
    year, month = int(published[:4]), int(published[5:7])
    nearest = min((year - 1, year, year + 1), key=lambda each: abs((each - year) * 12 + day.month - month))
    return _iso(nearest, day.month, day.day) or published


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return str(date(year, month, day))
    except ValueError:
        return None
