"""Claims that can't be what was asked, by their words alone."""

import pytest

from rag.domain import Article
from rag.support.relevance import beyond_article, off_question


@pytest.mark.parametrize(
    ("claim", "question", "reason"),
    [
        ("The repair will cost £2.4 million.", "How much will the repair cost?", None),
        ("The repair will cost a lot.", "How much will the repair cost?", "asks for a number"),
        ("The repair took a whole year.", "How long did the repair take?", None),
        ("None of the passengers was hurt.", "Who was hurt?", None),
        ("None.", "Who was hurt?", "found no answer"),
        ("None of the passages tells it.", "Who was hurt?", "found no answer"),
        ("The statement put the blame on the weather.", "What did the union blame?", None),
        ("The harbour was built after World War I.", "When was the harbour built?", None),
        ("I was on the bridge.", "Who was on the bridge?", "as the person it quotes"),
        ("Oil prices rose after the call.", "How much did oil prices rise after the call?", "asks for a number"),
        ("The bridge opens on 3 June.", "How many days before 3 June does the bridge open?", "asks for a number"),
        ("Russia's conditions are conditional.", "What are Russia's conditions?", "hardly more than the question"),
        ("The terms are not specified.", "What are the terms?", "found no answer"),
        ("The terms are outlined in the letter.", "What are the terms?", "found no answer"),
        ("The idea is right and we support it.", "What is Putin's view?", "as the person it quotes"),
        ("Putin said “we support it” of the idea.", "What is Putin's view?", None),
        ("The US wants a truce.", "What do diplomats want?", None),
    ],
)
def test_a_claim_that_gives_nothing_is_told_why(claim: str, question: str, reason: str | None) -> None:
    """No number where one is asked for, an echo, a shrug, or a quotation without its marks."""
    found = off_question(claim, question)
    assert found is None if reason is None else reason in str(found)


ABOUT_A_TRUCE = Article(
    "a", "Talks on a truce", "Putin set out demands. Arms deliveries must stop, he said, and so must mobilisation."
)


def test_a_matter_the_article_never_mentions_is_not_its_claim() -> None:
    """A small model completes "the memorandum could set out …" from an article that knows no memorandum."""
    question = "What did Putin say the memorandum could set out?"
    claim = "Putin said the memorandum could set out a stop of arms deliveries."
    assert "memorandum" in str(beyond_article(claim, question, ABOUT_A_TRUCE))


def test_words_for_the_same_matter_count() -> None:
    """Conditions for a ceasefire may be demands for a truce."""
    claim = "Russia's ceasefire conditions are that arms deliveries stop."
    assert beyond_article(claim, "What are Russia's ceasefire conditions?", ABOUT_A_TRUCE) is None


def test_what_the_claim_does_not_repeat_is_not_asked_of_the_article() -> None:
    """Only the question's words that a claim takes over must be the article's."""
    claim = "Arms deliveries must stop."
    assert beyond_article(claim, "What did Putin say the memorandum could set out?", ABOUT_A_TRUCE) is None
