"""Whom an article introduces, and by which office; what stands where an office would is not always one."""

import pytest

from rag.checking.people import alone_in_office, full_name, office_holder


def test_an_office_that_stands_before_or_after_a_name_is_its_holder_s() -> None:
    """In the article's own words."""
    text = "Finance Minister Ann Holt spoke on Monday. Bo Lund, the mayor, left."
    assert office_holder(text, "the minister") == "Ann Holt"
    assert office_holder(text, "the finance minister") == "Ann Holt"
    assert office_holder(text, "the foreign minister") is None
    assert alone_in_office(text, "Bo Lund") == {"mayor"}


def test_an_office_that_two_hold_is_nobody_s() -> None:
    """Of two ministers, neither is meant by the word alone."""
    text = "Finance Minister Ann Holt met Health Minister Bo Lund."
    assert office_holder(text, "the minister") is None
    assert office_holder(text, "the health minister") == "Bo Lund"


@pytest.mark.parametrize(
    ("text", "name", "full"),
    [
        ("The mayor of Lund, Ida Berg, spoke.", "Berg", "Ida Berg"),
        ("Dr Ann Holt spoke.", "Holt", "Ann Holt"),
        ("Jan van der Berg spoke.", "Van der Berg", "Jan van der Berg"),
        ("Ann Holt and Bo Holt spoke.", "Holt", "Holt"),
        ("Ann Holt, the   , spoke on Monday.", "Holt", "Ann Holt"),
    ],
)
def test_a_surname_is_made_full_where_one_bears_it(text: str, name: str, full: str) -> None:
    """Without titles, with particles, and not where two bear it; a text keeps its runs of spaces."""
    assert full_name(text, name) == full
