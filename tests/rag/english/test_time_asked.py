"""The time a question is about by the day it is asked, held against an article's day of publication."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Article, Precision, Published
from rag.english.time_asked import ANNOUNCED, LATE, period_of, why_not_of_time

AS_OF = date(2025, 5, 20)  # a Tuesday


def article(day: str | None, precision: Precision = "day") -> Article:
    """An article published on `day`, where one is given."""
    return Article("a", "News", "It rained.", published=Published(day, precision, "metadata") if day else Published())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What happened yesterday?", "yesterday"),
        ("Who resigned this week?", "this week"),
        ("What did Rask say on Wednesday?", "on Wednesday"),
        ("Who won Sunday’s final?", "Sunday’s"),
        ("Which was the deadliest typhoon this year?", "this year"),
        ("How many trees fell last year?", "last year"),
        ("What will the toll be next month?", "next month"),
    ],
)
def test_the_question_s_own_word_is_named(question: str, said: str) -> None:
    """So that the reason can be understood."""
    period = period_of(question, AS_OF)
    assert period is not None
    assert period.said == said
    assert why_not_of_time(question, AS_OF, article("2011-03-01")) == (
        f"the article is of 2011-03-01, and the question asks about “{said}”"
    )


@pytest.mark.parametrize(
    "question",
    [
        "When will the bridge close?",
        "What happened on Wednesday 7 May?",
        "What happened on Wednesday, May 7, 2025?",
        "What happened on Wednesday the 7th?",
        "What happened in 2019?",
        "How many people live in Velmar today?",
        "What did USA Today report on the fire?",
        "Who fell in the last week of the war?",
        "What happened on Saturday evening, 10 May 2025?",
        "How many weeks did the strike last?",
        "Who will last a year?",
    ],
)
def test_a_question_that_names_no_such_time_is_about_any(question: str) -> None:
    """A dated day is read elsewhere; "last" is also a verb."""
    assert period_of(question, AS_OF) is None
    assert why_not_of_time(question, AS_OF, article("1999-01-01")) is None


@pytest.mark.parametrize(
    ("question", "published", "fits"),
    [
        ("Who resigned this week?", "2025-05-19", True),
        ("Who resigned this week?", "2025-05-06", True),
        ("Who resigned this week?", "2025-04-20", False),
        ("Who resigned this week?", "2024-05-19", False),
        ("Who spoke yesterday?", "2025-05-20", True),
        ("Who spoke yesterday?", "2025-04-30", False),
        ("Which typhoon was the deadliest this year?", "2025-01-02", True),
        ("What will the tax be this year?", "2024-12-30", True),
        ("Which typhoon was the deadliest this year?", "2024-08-30", False),
        ("Which typhoon was the deadliest last year?", "2024-06-01", True),
        ("Which typhoon was the deadliest last year?", "2025-01-15", True),
        ("Which typhoon was the deadliest last year?", "2023-06-01", False),
        ("What is planned for next year?", "2025-03-01", True),
        ("What is planned for next year?", "2020-03-01", False),
    ],
)
def test_an_article_of_the_time_may_answer_and_another_not(question: str, published: str, *, fits: bool) -> None:
    """What happened in a year is told in it and after it; what is planned for the next is told in this one."""
    assert (why_not_of_time(question, AS_OF, article(published)) is None) is fits


@pytest.mark.parametrize("published", [article(None), article("2011", "year"), article("2011-03", "month")])
def test_an_article_without_a_day_is_let_through(published: Article) -> None:
    """Nothing says on which day it was written."""
    assert why_not_of_time("Who resigned this week?", AS_OF, published) is None


SAID = st.sampled_from(
    ["tonight", "yesterday", "this week", "last week", "this month", "recently", "on Friday", "next week"]
)


@given(SAID, st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_report_of_the_day_of_asking_is_never_too_old(said: str, as_of: date) -> None:
    """Nor one that came LATE days after; one of a year before always is."""
    question = f"Who resigned {said}?"
    for published in (as_of, as_of + timedelta(LATE), as_of - timedelta(LATE)):
        assert why_not_of_time(question, as_of, article(str(published))) is None
    assert why_not_of_time(question, as_of, article(str(as_of - timedelta(365)))) is not None


@given(st.sampled_from(["this year", "last year", "next year"]), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_year_begins_before_the_calendar_s_and_ends_with_it(said: str, as_of: date) -> None:
    """What it will bring may be told ANNOUNCED days before, whatever day of it is the day of asking."""
    period = period_of(f"What happened {said}?", as_of)
    assert period is not None
    begins = period.first + timedelta(ANNOUNCED)
    assert (begins.month, begins.day, period.last.month, period.last.day) == (1, 1, 12, 31)
    assert period.first <= as_of <= period.last


@pytest.mark.parametrize("as_of", [date.min, date.max])
@pytest.mark.parametrize("said", ["yesterday", "last year", "next year", "this month"])
def test_the_calendar_s_ends_are_no_error(said: str, as_of: date) -> None:
    """A reader may ask as of any day that can be written."""
    assert period_of(f"What happened {said}?", as_of) is not None
