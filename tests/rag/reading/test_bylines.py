"""A byline names its author; a sub-heading that begins with "By" does not."""

import pytest

from rag.reading.bylines import byline_in


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ada Brock", "Ada Brock"),
        ("BY ADA BROCK", "ADA BROCK"),
        ("by: Ada Brock", "Ada Brock"),
        ("Written by Ada Brock and Bo Lind", "Ada Brock and Bo Lind"),
        ("By Ada Brock, harbour correspondent", "Ada Brock, harbour correspondent"),
        ("By Ada Brock | Tarn Times | 20 May 2025", "Ada Brock | Tarn Times | 20 May 2025"),
        ("By Ada van der Brock", "Ada van der Brock"),
        ("By J. R. O’Brock-Lind Jr.", "J. R. O’Brock-Lind Jr."),
        ("By Ada Brock in Tarn Quay", "Ada Brock in Tarn Quay"),
        ("By Ada Brock for The Tarn Times", "Ada Brock for The Tarn Times"),
        ("By Reuters", "Reuters"),
        ("By The Associated Press", "The Associated Press"),
    ],
)
def test_an_author_is_named(line: str, name: str) -> None:
    """As the line names them."""
    assert byline_in(line) == name


@pytest.mark.parametrize(
    "line",
    ["By Appointment Only", "By Popular Demand", "By the Numbers", "By Order of the Board", "By Land and Sea", "By Any Means",
     "By Royal Appointment", "By Mutual Agreement", "By Monday", "By no means", "By train to Tarn", "By", "Byron Pell", "Standing by Ada Brock"],
)  # fmt: skip
def test_what_names_nobody_is_no_byline(line: str) -> None:
    """It may be a sub-heading of the story."""
    assert byline_in(line) is None
