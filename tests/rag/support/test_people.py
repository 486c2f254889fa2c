"""Whom an article introduces, and by which office; what stands where an office would is not always one."""

from rag.support.people import people


def test_an_office_that_stands_before_or_after_a_name_is_its_holder_s() -> None:
    """In the article's own words."""
    cast = people("Finance Minister Ann Holt spoke on Monday. Bo Lund, the mayor, left.")
    assert cast.by_role["minister"] == {"Ann Holt"}
    assert cast.by_role["mayor"] == {"Bo Lund"}


def test_a_gap_where_an_office_would_stand_is_none() -> None:
    """A text keeps its runs of spaces."""
    assert "Holt" in people("Ann Holt, the   , spoke on Monday.").by_surname
