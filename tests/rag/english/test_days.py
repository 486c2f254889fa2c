"""Days a question names: said by the article, near its date, or a reason to leave it alone."""

from datetime import date

import pytest

from rag.domain import Article, Published
from rag.english.days import days_in, why_not_of_day, without_days


def article(text: str, day: str | None = None) -> Article:
    """An article, published on `day` where one is given."""
    return Article("a", "News", text, published=Published(day, "day", "metadata") if day else Published())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("on 10 May", ["10 May"]),
        ("by May 10, 2025", ["10 May 2025"]),
        ("the 1st of June and 2 July 2024", ["1 June", "2 July 2024"]),
        ("10 days in May", []),
        ("May asked on Monday", []),
    ],
)
def test_days_are_read_in_either_order(text: str, shown: list[str]) -> None:
    """British and American, with and without the year; a number beside a month's name is not a day by itself."""
    assert [str(day) for day in days_in(text)] == shown


@pytest.mark.parametrize(
    ("text", "published", "reason"),
    [
        ("They came on 10 May.", None, None),
        ("They came on Saturday.", "2025-05-11", None),
        ("They came on Saturday.", "2025-05-31", "the article does not mention 10 May"),
        ("They came on Saturday.", None, "the article does not mention 10 May"),
        ("They came on 12 May.", None, "the article does not mention 10 May"),
    ],
)
def test_an_article_must_say_the_day_or_be_of_it(text: str, published: str | None, reason: str | None) -> None:
    """An article of the next day may say "on Saturday"; one without a date may not."""
    assert why_not_of_day("Who came on 10 May?", article(text, published)) == reason


def test_a_day_near_the_turn_of_the_year_is_near() -> None:
    """30 December asked of an article of 2 January is three days away, not a year."""
    assert why_not_of_day("Who came on 30 December?", article("They came on Monday.", "2026-01-02")) is None


def test_another_year_is_another_day() -> None:
    """The same day of another year is not the day asked about."""
    assert why_not_of_day("Who came on 10 May 2024?", article("They came on 10 May 2025.")) is not None


def test_a_day_leaves_with_its_preposition() -> None:
    """What is left reads on; other days stay."""
    asked = days_in("on 10 May")
    assert (
        without_days("The leaders who came on 10 May left on 12 May.", asked) == "The leaders who came left on 12 May."
    )


def test_a_day_that_is_none_is_near_nothing() -> None:
    """31 February is in no calendar."""
    assert why_not_of_day("Who came on 31 February?", article("They came.", "2025-03-01")) is not None


@pytest.mark.parametrize(
    ("said", "published", "year"),
    [
        ("11 September", date(2025, 9, 12), 2025),
        ("28 December", date(2026, 1, 3), 2025),
        ("3 January", date(2025, 12, 30), 2026),
        ("11 September 2019", date(2025, 9, 12), 2019),
        ("29 February", date(2025, 3, 1), 2024),
        ("2 May", date(2025, 1, 3), 2025),
        ("15 July", date(2025, 1, 3), None),
        ("15 July 2025", date(2025, 1, 3), 2025),
    ],
)
def test_a_day_without_a_year_is_the_one_nearest_to_publication(said: str, published: date, year: int | None) -> None:
    """As whoever reads the article takes it, unless two are nearly as near; a year that stands there stays."""
    (day,) = days_in(f"It was on {said}.")
    assert day.nearest_to(published).year == year
