"""What a demand is tied to is the article's own words for it, or unknown; it is never guessed."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.scope import may_be_one_scope, of_any_scope, of_its_own_scope, scope_of
from tests.rag.claims import evidence


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Velmar set conditions for any truce, and left.", "any truce"),
        ("A key condition for resolving the broader conflict is that they leave.", "resolving the broader conflict"),
        ("Its “precondition” for talks was a fence.", "talks"),
        ("The price of peace would be the mast.", None),
        ("Demand for electricity rose 4 per cent in May.", None),
        ("For a final settlement, Karsk wants the mast down.", "a final settlement"),
        ("In return for the crews, Karsk wants the mast down.", "the crews"),
        ("They spoke of a ceasefire and then a final settlement.", None),
        ("The conditions in the camp were bad.", None),
        ("For years, Karsk has wanted the mast down.", None),
        ("The bridge will reopen.", None),
    ],
)
def test_a_sentence_that_says_plainly_what_a_demand_is_for_has_that_scope(sentence: str, scope: str | None) -> None:
    """In its own words; where it does not, there is none."""
    assert scope_of(evidence(sentence)) == scope


def test_the_last_of_the_cited_sentences_has_the_scope() -> None:
    """The one before it says who "he" is, and lends it no scope."""
    refused, aim = "He set no condition for a truce.", "His aim was clear, he added: to remove the causes."
    assert scope_of(evidence(refused, aim)) is None
    assert scope_of(evidence(aim, refused)) == "a truce"


@given(st.text(max_size=80, alphabet=st.characters(max_codepoint=500, exclude_categories=["Cc", "Cs"])))
def test_a_scope_is_always_a_slice_of_its_sentence(text: str) -> None:
    """Of any sentence at all."""
    sentence = " ".join(f"A condition for {normalize('NFC', text)}, they said.".split())
    scope = scope_of(evidence(sentence))
    assert scope is None or (scope in sentence and scope == scope.strip() != "")


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (None, "a truce", True),
        (None, None, True),
        ("a truce", "any truce in the north", True),
        ("a truce", "a peace treaty", False),
    ],
)
def test_two_scopes_may_be_one_where_a_word_says_so(
    one: str | None,
    other: str | None,
    may: bool,  # noqa: FBT001  # a case of a table
) -> None:  # a table's column
    """Or where one is unknown; in either order."""
    assert may_be_one_scope(one, other) is may_be_one_scope(other, one) is may


FOR_A_TREATY = "He named the mast as a condition for a treaty."


@pytest.mark.parametrize(
    ("statement", "sentence", "expected"),
    [
        ("Moscow’s truce conditions are", FOR_A_TREATY, "Moscow’s conditions for a treaty are"),
        ("Moscow’s conditions are", FOR_A_TREATY, "Moscow’s conditions for a treaty are"),
        ("Moscow's conditions are", "He named the mast.", "Moscow's conditions are"),
        ("Moscow's truce conditions are", "He named the mast.", "Moscow's conditions are"),
        ("Moscow's truce conditions are", "He named the mast for the truce.", "Moscow's truce conditions are"),
        ("Why did demand rise?", "Demand for electricity rose in May.", "Why did demand rise?"),
    ],
)
def test_a_statement_of_demands_says_what_they_are_for_as_the_article_does(
    statement: str, sentence: str, expected: str
) -> None:
    """Whose they are stays as it was, with either apostrophe."""
    assert of_its_own_scope(statement, evidence(sentence)) == expected


def test_a_question_is_never_put_in_an_articles_words() -> None:
    """It only loses the kind of demands, where the article says what its own are for."""
    asked = "What are Moscow’s truce conditions?"
    assert of_any_scope(asked, evidence(FOR_A_TREATY)) == "What are Moscow’s conditions?"
    assert of_any_scope(asked, evidence("He named the mast.")) == asked
    assert of_any_scope("What did he name?", evidence(FOR_A_TREATY)) == "What did he name?"


def test_to_demand_something_is_not_a_demand_for_it() -> None:
    """Only of a noun is it said what the demand is for."""
    there = evidence("Velmar set its demands for a truce.")
    assert of_its_own_scope("Velmar demands", there) == of_any_scope("Velmar demands", there) == "Velmar demands"
    assert of_its_own_scope("Velmar's demands are", there) == "Velmar's demands for a truce are"
    assert of_any_scope("What are Velmar's ceasefire demands?", there) == "What are Velmar's demands?"
