"""A name of a claim stands in the words it cites, in one form or another, or comes from the question and the article."""

import time
from dataclasses import replace

import pytest

from rag.checking.names import unknown_name, with_abbreviations
from rag.domain import Article, CitedClaim, Evidence, Published, Sentence, Span
from tests.rag.claims import cited, evidence

QUESTION = "What happened?"


def last(claim: str, *sentences: str, title: str = "The day's news") -> CitedClaim:
    """A claim that cites the last of these sentences of an article."""
    return CitedClaim(claim, evidence(*sentences, title=title)[-1:])


def test_a_missing_name_is_told() -> None:
    """A person who reads the record sees which."""
    claim = cited("In the talks Lavrov wants a truce.", "In the talks Zelensky wants a truce.")
    assert unknown_name(claim, QUESTION) == "the name Lavrov is not in the cited words"


def test_a_name_elsewhere_in_the_article_is_not_cited() -> None:
    """Somebody else's act may not become theirs; where the question named them, the article is enough."""
    claim = last("A truce was called for by Lammy.", "Lammy met Okafor in Lund.", "He called for a truce.")
    assert unknown_name(claim, QUESTION)
    assert unknown_name(claim, "What did Lammy call for?") is None


def test_a_name_of_the_question_that_the_article_lacks_is_no_name_of_its_claim() -> None:
    """Wherever in the claim it stands: the article tells of somebody else."""
    question, sentence = "What did Okafor demand?", "The minister demanded a refund."
    assert unknown_name(cited("A refund was demanded by Okafor.", sentence), question)
    assert unknown_name(cited("Okafor demanded a refund.", sentence), question)


def test_the_headline_counts_as_cited() -> None:
    """It is shown with every quotation."""
    assert unknown_name(last("The strike in Lund goes on.", "It goes on.", title="Strike in Lund"), QUESTION) is None
    assert unknown_name(last("The strike in Lund goes on.", "It goes on."), QUESTION)


def test_a_country_stands_where_its_speaker_is_cited_and_the_article_introduces_them() -> None:
    """What "Russian envoy Oleg Tarn" wants in another sentence is what Russia wants, and no other country."""
    told = ("Russian envoy Oleg Tarn came to Lund.", "Tarn wants the mast down.")
    assert unknown_name(last("The demand of Russia is that the mast comes down.", *told), QUESTION) is None
    assert unknown_name(last("The demand of Poland is that the mast comes down.", *told), QUESTION)
    assert unknown_name(last("The demand of Russia is that the mast comes down.", "He came.", told[1]), QUESTION)


def test_a_country_that_the_question_and_the_article_name_needs_no_citation() -> None:
    """It was asked about, and the article is about it."""
    claim = last("The Russian ships left.", "Russia has a port here.", "The ships left.")
    assert unknown_name(claim, "When did Russia's ships leave?") is None
    assert unknown_name(claim, "When did the ships leave?")


def test_the_country_that_is_asked_about_may_go_without_saying() -> None:
    """In an article that names none; of one that names another, or where nobody asked, it is a name like any other."""
    asked, claim = "Which airline will help the US?", "The airline Avel will help the US."
    assert unknown_name(cited(claim, "The airline Avel will help."), asked) is None
    assert unknown_name(cited(claim, "The airline Avel will help.", "It is of France."), asked)
    assert unknown_name(cited(claim, "The airline Avel will help."), "Which airline will help?")


def test_of_a_capital_or_of_two_countries_nothing_goes_without_saying() -> None:
    """Where it was, and who of both it was, an article must say."""
    struck, beat = "A drone struck a school in Kyiv.", "France beat Italy."
    assert unknown_name(cited(struck, "A drone struck a school."), "Was a school in Kyiv struck?")
    assert unknown_name(cited(beat, "The team beat its rivals."), "Did France beat Italy?")


def test_a_place_is_not_its_country() -> None:
    """What struck a school in Ukraine did not, for all that is known, strike one in Kyiv."""
    assert unknown_name(cited("A drone struck a school in Kyiv.", "A drone struck a school in Ukraine."), QUESTION)
    assert unknown_name(cited("A drone of Kyiv struck.", "A Ukrainian drone struck."), QUESTION)
    assert (
        unknown_name(cited("Later Kyiv said that it struck.", "Ukraine said later that it struck."), QUESTION) is None
    )


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        ("The plan of the NTA is late.", True),
        ("The plan of the National Transport Authority is late.", True),
        ("The plan of the NPA is late.", False),
    ],
)
def test_an_abbreviation_is_what_the_article_introduces(claim: str, stands: bool) -> None:  # noqa: FBT001  # a table's column
    """In brackets after the name, wherever in it; or the initials of a name in the cited words."""
    told = ("The National Transport Authority (NTA) met.", "It is the NTA that is late.")
    assert (unknown_name(last(claim, *told), QUESTION) is None) is stands
    assert "WHO" in with_abbreviations("The World Health Organisation met.", "").split()


def test_a_name_is_written_out_as_the_article_does_elsewhere() -> None:
    """The given name of a cited surname, and no other one."""
    told = ("Bo Lund came.", "A day later Lund left.")
    assert unknown_name(last("A day later Bo Lund left.", *told), QUESTION) is None
    assert unknown_name(last("A day later Jan Lund left.", *told), QUESTION)


def test_the_weekday_of_a_cited_date_is_known() -> None:
    """7 July 2025 was a Monday; the article's day says which year."""
    article = Article(
        "a", "Bridge", "The bridge closes on 7 July.", published=Published("2025-06-01", "day", "metadata")
    )
    piece = Evidence("s0", article, Sentence("a", 1, 0, Span(0, len(article.text))), 1.0)
    claim = CitedClaim("The bridge closes on Monday 7 July.", (piece,))
    assert unknown_name(claim, QUESTION) is None
    assert unknown_name(replace(claim, text="The bridge closes on Tuesday 7 July."), QUESTION)


@pytest.mark.slow
@pytest.mark.parametrize("word", ["Aaa Bbb ", "Russian ", "Russian Aaa ", "Aaa of the ", "AB ", "Aaa Bbb (AB) "])
def test_a_hostile_text_is_read_in_bounded_time(word: str) -> None:
    """However much of it is names: the time of two thousand is not that of their square."""
    began = time.process_time()
    unknown_name(cited("Lund left.", f"{word * 2000}came."), QUESTION)
    assert time.process_time() - began < 10
