"""What a claim puts in quotation marks is the cited words' own, but for the stops that end it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.quotation_marks import misquoted, quoted_stretches, without_the_questions_marks
from tests.rag.claims import cited

SPOKEN = "Peskov said: “We will study the proposal carefully, before Moscow gives an answer.”"
QUESTION = "What did Peskov say?"


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        ("Peskov said Moscow would “study the proposal carefully”.", True),
        ('Peskov said they will "study the proposal carefully".', True),
        ("Peskov said they will «study the proposal».", True),
        ("Peskov said: “Moscow will study the proposal very seriously before an answer.”", False),
        ("Peskov said “Moscow will give an answer before it studies the proposal”.", False),
        ("Peskov said they will “study the proposal carefully.", False),
        ("Peskov said they will study the proposal carefully.", True),
        ("Peskov said they will study “it”.", False),
    ],
)
def test_what_a_claim_puts_in_quotation_marks_stands_in_the_cited_words(claim: str, passes: bool) -> None:  # noqa: FBT001  # a table
    """A model's words between quotation marks would be read as somebody's; of whatever kind the marks are."""
    assert (misquoted(cited(claim, SPOKEN), QUESTION) is None) is passes


def test_marks_that_the_question_brought_in_go_whatever_stands_between_them() -> None:
    """They are the asker's; what stands between them is told as it is, with signs that mean something in patterns."""
    assert without_the_questions_marks(r"It is “a\d+”.", r"Is it “a\d+”?", "It is so.") == r"It is a\d+."


@pytest.mark.parametrize("stop", [".", ",", "!", "?", "…", ";"])
def test_a_stop_inside_the_marks_is_no_misquotation(stop: str) -> None:
    """Printers put the sentence's own stop there; the article's own was another, or none."""
    assert misquoted(cited(f"Peskov said they would “study the proposal carefully{stop}”", SPOKEN), QUESTION) is None
    assert misquoted(cited(f"Peskov said they would “study the answer carefully{stop}”", SPOKEN), QUESTION)


def test_only_the_stop_that_ends_it_may_differ() -> None:
    """One in the midst belongs to what was said."""
    assert misquoted(cited("Peskov said: “We will study. The proposal carefully.”", SPOKEN), QUESTION)


def test_what_the_question_quotes_may_stand_anywhere_in_the_article_cited() -> None:
    """A name in marks is the question's own; in no other marks, and in no article that does not have it, does it stand."""
    named, other = "The film “Salt Road” won the prize.", "It was shot in Lassery in six weeks."
    both = cited("“Salt Road” was shot in Lassery.", named, other)
    claim = replace(both, evidence=both.evidence[1:])
    assert misquoted(claim, "Where was “Salt Road” shot?") is None
    assert misquoted(claim, "Where was “Salt Road,” the film, shot?") is None
    assert "Salt Road" in str(misquoted(claim, "Where was the film shot?"))
    assert "Salt Road" in str(misquoted(cited(claim.text, other), "Where was “Salt Road” shot?"))


WORDS = st.lists(
    st.sampled_from("we will study the proposal carefully before Moscow an answer".split()), min_size=1, max_size=6
)


@given(WORDS, st.sampled_from(["", ".", ",", "!", " …"]))
def test_a_quotation_of_words_that_stand_nowhere_in_a_row_never_passes(words: list[str], stop: str) -> None:
    """Whatever they are and however they end."""
    stretch = " ".join(words)
    stands = stretch.casefold() in SPOKEN.replace(",", "").casefold()
    passes = misquoted(cited(f"He said “{stretch}{stop}”", SPOKEN), QUESTION) is None
    assert not passes or stands
    assert quoted_stretches(f"He said “{stretch}{stop}”") == [f"{stretch}{stop}"]
