"""How near an article's day is to the days that a question speaks of."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval.time_prior import (
    NEW,
    NEW_HALF_LIFE,
    SPOKEN,
    SPOKEN_HALF_LIFE,
    Days,
    SpokenOf,
    days_spoken_of,
    time_prior,
)

AS_OF = date(2025, 5, 20)  # a Tuesday
ASKED = SpokenOf(AS_OF, AS_OF, said=False)


def each_of(days: Sequence[date | None]) -> list[Days]:
    """Articles of one day each, or of none."""
    return [(day, day) for day in days]


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What did they agree on 10 May?", date(2025, 5, 10), date(2025, 5, 10)),
        ("What did they agree on 10 May 2021?", date(2021, 5, 10), date(2021, 5, 10)),
        ("What happened between 30 April and 2 May?", date(2025, 4, 30), date(2025, 5, 2)),
        ("What burned in October?", date(2024, 10, 1), date(2024, 10, 31)),
        ("What burned in October 2021?", date(2021, 10, 1), date(2021, 10, 31)),
        ("What opens in July?", date(2025, 7, 1), date(2025, 7, 31)),
        ("What will open in July?", date(2025, 7, 1), date(2025, 7, 31)),
        ("Who won in July?", date(2024, 7, 1), date(2024, 7, 31)),
        ("Who won on 2 June?", date(2024, 6, 2), date(2024, 6, 2)),
        ("What burned in May?", date(2025, 5, 1), date(2025, 5, 31)),
        ("What is November’s turnout?", date(2024, 11, 1), date(2024, 11, 30)),
        ("How dry was February 2024?", date(2024, 2, 1), date(2024, 2, 29)),
        ("Who was elected in 2021?", date(2021, 1, 1), date(2021, 12, 31)),
        ("How did rents change from 2019 to 2022?", date(2019, 1, 1), date(2022, 12, 31)),
        ("How did rents change from June 2023 to March 2024?", date(2023, 6, 1), date(2024, 3, 31)),
        ("What was built between November and February?", date(2024, 11, 1), date(2025, 2, 28)),
        ("What did the police say on 12 March about the 2019 robbery?", date(2025, 3, 12), date(2025, 3, 12)),
        ("What was signed on 12 March in 2019?", date(2019, 3, 12), date(2019, 3, 12)),
        ("Who left last June?", date(2024, 6, 1), date(2024, 6, 30)),
        ("Who left last May?", date(2024, 5, 1), date(2024, 5, 31)),
        ("Who will host the 2025 games in August?", date(2025, 8, 1), date(2025, 8, 31)),
    ],
)
def test_a_question_speaks_of_the_days_it_names(question: str, first: date, last: date) -> None:
    """By day, month or year; without a year it is the last such day or month, or one that is near."""
    assert days_spoken_of(question, AS_OF) == SpokenOf(first, last, said=True)


@pytest.mark.parametrize(
    "question",
    [
        "Who resigned this week?",
        "What did Rask say on Friday?",
        "What recently shut?",
        "Which law of 2009 fell this week?",
        "Why were 1800 jobs cut last week?",
    ],
)
def test_a_question_may_speak_of_days_by_the_day_it_is_asked(question: str) -> None:
    """Then the day it is asked is among them, and a year before is not, whatever year or number stands beside it."""
    days = days_spoken_of(question, AS_OF)
    assert days.said
    assert days.first <= AS_OF <= days.last
    assert AS_OF - days.first < timedelta(100)


@pytest.mark.parametrize("question", ["Who may resign?", "What did March Rask say?", "What does room 2 cost?", "Who?"])
def test_a_question_that_names_no_day_speaks_of_the_day_it_is_asked(question: str) -> None:
    """Which is not said, so it counts less: a verb or a name is no month, a number no year."""
    assert days_spoken_of(question, AS_OF) == ASKED


@pytest.mark.parametrize(
    "question",
    [
        "Who will host the 2030 games?",
        "What will be built by May 2027?",
        "What is due on 3 May 2026?",
        "How many have fled since 7 October 2023?",
        "Since March 2024, who has left?",
        "Which state builds its first dam since 1989?",
    ],
)
def test_what_is_far_ahead_and_what_has_been_since_is_told_now(question: str) -> None:
    """So the newest articles come first: none was published in 2030, and those of 1989 do not know."""
    assert days_spoken_of(question, AS_OF) == ASKED


def test_a_day_that_no_calendar_has_is_none() -> None:
    """The month it names is left."""
    assert days_spoken_of("What happened on 30 February 2024?", AS_OF) == SpokenOf(
        date(2024, 2, 1), date(2024, 2, 29), said=True
    )


def test_an_article_of_the_days_spoken_of_has_the_whole_weight() -> None:
    """Each half-life away from them, before or after, takes half of it."""
    days = SpokenOf(date(2025, 3, 1), date(2025, 3, 31), said=True)
    away = timedelta(SPOKEN_HALF_LIFE)
    published = [days.first, days.last, days.first - away, days.last + away, days.first - 2 * away]
    assert time_prior(each_of(published), days) == pytest.approx([SPOKEN * share for share in (1, 1, 0.5, 0.5, 0.25)])


def test_without_days_the_newer_article_counts_a_little_more() -> None:
    """Before and after the day of the question alike: who asks as of a day in the past is not drawn to later years."""
    year = timedelta(NEW_HALF_LIFE)
    assert time_prior(each_of([AS_OF, AS_OF - year, AS_OF + year]), ASKED) == pytest.approx([NEW, NEW / 2, NEW / 2])


def test_an_article_without_a_date_is_neither_near_nor_far() -> None:
    """It gets the mean of the others, so that it stays where its words put it."""
    published = [AS_OF, None, AS_OF - timedelta(NEW_HALF_LIFE)]
    assert time_prior(each_of(published), ASKED) == pytest.approx([NEW, 0.75 * NEW, 0.5 * NEW])
    assert not time_prior(each_of([None, None]), ASKED).any()
    assert not time_prior([], ASKED).size


def test_an_article_whose_year_alone_is_known_may_be_of_any_of_its_days() -> None:
    """It is as near as the nearest of them."""
    october = SpokenOf(date(2024, 10, 1), date(2024, 10, 31), said=True)
    year = date(2024, 1, 1), date(2024, 12, 31)
    assert time_prior([year, (date(2024, 10, 9), date(2024, 10, 9))], october) == pytest.approx([SPOKEN, SPOKEN])
    assert time_prior([year], SpokenOf(date(2025, 1, 30), date(2025, 1, 30), said=True)) == pytest.approx([SPOKEN / 2])


@given(st.text(max_size=60), st.dates())
def test_any_question_on_any_day_speaks_of_days_in_order(question: str, as_of: date) -> None:
    """Whatever somebody types, and at either end of the calendar."""
    days = days_spoken_of(question, as_of)
    assert days.first <= days.last


@given(
    st.sampled_from(["in {}", "on 31 {}", "since 2 {}", "{} 2024", "by late {}"]),
    st.sampled_from("January February June December".split()),
    st.dates(),
)
def test_any_month_on_any_day_is_within_a_year(words: str, month: str, as_of: date) -> None:
    """A month is never a distant one, unless the question names its year."""
    days = days_spoken_of("What happened " + words.format(month) + "?", as_of)
    assert days.first <= days.last
    assert days.last.year == 2024 or abs((days.first - as_of).days) < 400
