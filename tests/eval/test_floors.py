"""The floors: what quoting the top sentence would have got, measured as the product's own answer is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.floors import BM25, TOP_SENTENCE, floor_name, lexical_floor, top_sentence
from eval.measures import MEASURES, Measure
from eval.measures.citations import CITATION_RECALL, RESOLVES
from eval.measures.outcomes import REFUSED, RIGHT
from eval.measures.quotes import QUOTE_EXACT
from eval.measures.stated import STATED
from tests.eval.making import abstained, answered, article, cite, gold, graded, near, question, said, unanswerable

TRUCE = article("They agreed to a truce of 30 days. It begins on Monday.", outlet="The Post")
TOP = near(TRUCE, "They agreed to a truce of 30 days.")
NEXT = near(TRUCE, "It begins on Monday.")
MARKED = question(gold=(gold(TRUCE, TOP.quote),))


def test_the_floor_quotes_the_nearest_sentence_and_nothing_else() -> None:
    """Whatever the product made of it: its claims, its citations and its abstention are gone."""
    told = answered(said("It begins on Monday.", cite(TRUCE, NEXT.quote)), evidence=[TOP, NEXT])
    for answer in (told, abstained(TOP, NEXT)):
        floor = top_sentence(answer)
        assert [claim.text for claim in floor.claims] == [TOP.quote]
        assert [citation.quote for citation in floor.citations.values()] == [TOP.quote]
        assert (floor.status, floor.abstention) == ("answered", None)
        assert floor.evidence == answer.evidence


def test_the_floor_is_measured_as_an_answer() -> None:
    """Its quotation is exact, it may be right, and it never refuses."""
    seen = graded(top_sentence(abstained(TOP)), TRUCE, of=MARKED)
    for measure in (RIGHT, CITATION_RECALL, RESOLVES, QUOTE_EXACT):
        assert measure.score(seen) == 1
    assert REFUSED.score(graded(top_sentence(abstained(TOP)), TRUCE, of=unanswerable())) == 0


def test_the_floor_is_not_measured_by_what_evidence_lacks() -> None:
    """Evidence has no byline, so the floor's citation has none: that is no guess, and `source as stated` has no floor."""
    assert STATED.score(graded(top_sentence(abstained(TOP)), TRUCE)) == 1
    assert floor_name(STATED.name, of_ranking=False) is None


def test_where_no_sentence_was_found_the_floor_abstains_too() -> None:
    """There is nothing to quote."""
    assert top_sentence(abstained()) == abstained()


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_promise_has_no_floor(measure: Measure) -> None:
    """A slice is always exact: beside a promise a floor would say nothing. Rankings are held against BM25."""
    name = floor_name(measure.name, of_ranking=not measure.needs_answer)
    assert name == (BM25 if not measure.needs_answer else None if measure.promise else TOP_SENTENCE)


# The lexical floor


def test_a_copy_has_a_floor_of_one() -> None:
    """Every word and every pair of words of a copy is in its source, whatever the case."""
    assert lexical_floor("THE bridge will close.", "The council says the bridge will close in July.") == 1.0


def test_the_floor_is_the_mean_of_unigram_and_bigram_precision() -> None:
    """Three of four words and one of three pairs are there."""
    assert lexical_floor("the bridge opens today", "today the bridge shuts") == pytest.approx((3 / 4 + 1 / 3) / 2)


def test_a_word_counts_as_often_as_the_source_has_it() -> None:
    """Saying one word of the source over and over is no support."""
    assert lexical_floor("bridge bridge bridge bridge", "the bridge") == pytest.approx(1 / 8)


@pytest.mark.parametrize(("claim", "source"), [("", ""), ("", "words"), ("…", "words"), ("words", "")])
def test_nothing_said_or_nothing_cited_has_a_floor_of_zero(claim: str, source: str) -> None:
    """There is no precision of nothing."""
    assert lexical_floor(claim, source) == 0.0


@given(st.text(), st.text())
def test_a_floor_is_a_share(claim: str, source: str) -> None:
    """Whatever the texts hold."""
    assert 0 <= lexical_floor(claim, source) <= 1
