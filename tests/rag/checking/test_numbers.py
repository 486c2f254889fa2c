"""A number of a claim is the cited words' own, and so are most of its words."""

import pytest

from rag.checking.numbers import missing_number
from rag.domain import Article, CitedClaim, Evidence, Published, Sentence, Span
from tests.rag.claims import cited

QUESTION = "What happened?"


def dated(claim: str, text: str, published: str, precision: str = "day") -> CitedClaim:
    """A claim that cites an article of one sentence and a day."""
    article = Article("a", "Storm", text, published=Published(published, precision, "metadata"))  # type: ignore[arg-type]  # a precision
    return CitedClaim(claim, (Evidence("s0", article, Sentence("a", 1, 0, Span(0, len(text))), 1.0),))


# Numbers


def test_a_missing_number_is_named_with_its_unit() -> None:
    """A person who reads the record sees which."""
    claim = cited("The truce lasts 90 days.", "The truce lasts 30 days.")
    assert missing_number(claim, QUESTION) == "the number 90 day is not in the cited words"


def test_a_bare_number_is_not_that_of_another_unit() -> None:
    """Of "four hours, and four left" a claim may say four hours, and not four days."""
    sentence = "They waited for four hours, and four left."
    assert missing_number(cited("They waited for four hours.", sentence), QUESTION) is None
    assert missing_number(cited("They waited for four days.", sentence), QUESTION)


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        ("The storm came ashore on 11 September 2025.", True),
        ("The storm came ashore on September 11, 2025.", True),
        ("The storm came ashore on 11 September 2024.", False),
        ("The storm came ashore on 12 September 2025.", False),
        ("The storm came ashore in September with 2025 victims.", False),
    ],
)
def test_the_year_of_a_day_is_that_of_its_article(claim: str, *, stands: bool) -> None:
    """The cited words name the day without a year: it is the one nearest to publication."""
    said = dated(claim, "The storm came ashore at the cape on 11 September.", "2025-09-12")
    assert (missing_number(said, QUESTION) is None) is stands


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_year_of_a_day_is_unknown_where_its_article_knows_only_its_own(year: int) -> None:
    """An article of 2024, nobody knows of which month, may say "on 20 December" of that year or of the one before."""
    claim = f"The storm came ashore on 20 December {year}."
    said = dated(claim, "The storm came ashore at the cape on 20 December.", "2024", "year")
    assert missing_number(said, QUESTION) == f"the number {year} is not in the cited words"


def test_a_number_of_the_question_needs_the_article_too() -> None:
    """What the question brings in counts only where the article has it, if not the cited sentence."""
    claim, sentence, question = "The aid of 2019 was resumed.", "The aid was resumed.", "Was the aid of 2019 resumed?"
    assert missing_number(cited(claim, sentence), question)
    both = cited(claim, "The aid of 2019 had been stopped.", sentence)
    alone = CitedClaim(claim, both.evidence[1:])
    assert missing_number(alone, question) is None
    assert missing_number(alone, QUESTION)


@pytest.mark.parametrize(
    ("claim", "sentence", "stands"),
    [
        ("The two agreed.", "Both agreed.", True),
        ("The two agreed.", "Rask and Lund agreed.", True),
        ("The two agreed.", "The minister agreed.", False),
        ("Two agreed.", "Rask and Lund agreed.", False),
    ],
)
def test_the_two_are_those_whom_the_words_name(claim: str, sentence: str, stands: bool) -> None:  # noqa: FBT001  # a table's column
    """A count of names, where it only points back at them."""
    assert (missing_number(cited(claim, sentence), QUESTION) is None) is stands


# Words
