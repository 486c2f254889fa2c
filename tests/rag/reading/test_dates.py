"""A publication date is what metadata says, as exactly as it says it, or unknown."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Published
from rag.reading.dates import published


@pytest.mark.parametrize(
    ("value", "expected", "precision"),
    [
        ("2025-05-19", "2025-05-19", "day"),
        ("2025-05-19T10:00:00Z", "2025-05-19", "day"),
        ("2025-05-19T23:30:00.123+02:00", "2025-05-19", "day"),
        (" 2025-05-19 10:00 ", "2025-05-19", "day"),
        ("2022/02/14", "2022-02-14", "day"),
        ("2022/2/4", "2022-02-04", "day"),
        ("20250519", "2025-05-19", "day"),
        ("2025-05", "2025-05", "month"),
        ("2025", "2025", "year"),
        (2025, "2025", "year"),
        (date(2025, 5, 19), "2025-05-19", "day"),
        (datetime(2025, 5, 19, 10, tzinfo=UTC), "2025-05-19", "day"),
        ("Mon, 19 May 2025 10:00:00 GMT", "2025-05-19", "day"),
        ("19 May 2025", "2025-05-19", "day"),
        ("May 19, 2025", "2025-05-19", "day"),
        ("Sept. 3, 2024", "2024-09-03", "day"),
        ("December 2024", "2024-12", "month"),
        ("20th May 2025", "2025-05-20", "day"),
        ("May 20, 2025 at 4:05 p.m. EDT", "2025-05-20", "day"),
        ("16:05, Tuesday 20 May 2025", "2025-05-20", "day"),
        ("Tue, 20 May 2025 23:30:00 -0700", "2025-05-20", "day"),
        ("Tue May 20 16:05:00 +0000 2025", "2025-05-20", "day"),
        ("Published: 20 May 2025", "2025-05-20", "day"),
        ("20250520103000", "2025-05-20", "day"),
        ("2025年5月20日", "2025-05-20", "day"),
        ("25/12/2024", "2024-12-25", "day"),
        ("12/25/2024", "2024-12-25", "day"),
        ("05/05/2025", "2025-05-05", "day"),
    ],
)
def test_unambiguous_dates_are_read(value: object, expected: str, precision: str) -> None:
    """With the precision they have, and "metadata" as their basis."""
    assert published(value) == Published(expected, precision, "metadata")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value",
    ["05/06/2025", "yesterday", "2025-13-01", "2025-02-30", "2025-00", "2025-05-00", "1747650000", 1747650000, "", None, True, [], {},
     "31st April 2025", "Updated 20 May 2025", "20 May 2025 10:00 or later", "May 20 to 22, 2025", "22/09/17", 1747742400000, "0x7e9",
     "circa 2025", "0025-01-01", "2025-05-19 or later", "5 Foo 2025", "9" * 5000],
)  # fmt: skip
def test_anything_else_is_unknown(value: object) -> None:
    """Never guessed, never cut to what might be right."""
    assert published(value) == Published()


@given(st.text(max_size=100))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands in a date field."""
    assert published(text).basis in {"metadata", "unknown"}


@given(st.dates(min_value=date(1700, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    """In ISO form, whatever the day."""
    assert published(day.isoformat()).value == day.isoformat()
