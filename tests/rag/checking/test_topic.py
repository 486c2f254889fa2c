"""An article can hold an answer only where it has the names that are asked about."""

import pytest

from rag.checking.topic import off_topic
from rag.domain import Article, CitedClaim, Evidence, Published, Sentence, Span
from tests.rag.claims import cited

CALL = "Merz spoke with Zelensky about a ceasefire on Monday. World leaders joined the call."
TRUCE = "Moscow's demands for a truce were set out on Friday by Peskov. The Kremlin wants arms deliveries stopped."


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Who won the 2022 World Cup?", CALL, "Cup"),
        ("What did Lavrov say about a truce?", TRUCE, "Lavrov"),
        ("What are the United States' conditions?", TRUCE, "United"),
        ("Which US shop faces a boycott?", "Target of Canada faces a boycott.", "US"),
        ("Was a school in Kyiv struck?", "A drone struck a school at dawn.", "Kyiv"),
    ],
)
def test_an_article_about_something_else_can_not_hold_the_answer(question: str, text: str, lacks: str) -> None:
    """A name is missing; the reason says which."""
    assert lacks in str(off_topic(cited("It is so.", text), question))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What are Russia's conditions for a truce?", TRUCE),
        ("What did Volodymyr Zelenskyy say about a cease-fire?", CALL.replace("Zelensky", "Volodymyr Zelensky")),
        ("Is the cease-fire holding?", "The ceasefire is holding, monitors said."),
        ("Which US shop faces a boycott?", "Target faces a boycott of 40 days, organisers said."),
        ("How many people died?", "A drone killed two in the night."),
        ("What did the leaders talk about in May?", CALL),
    ],
)
def test_other_words_for_the_same_may_hold_it(question: str, text: str) -> None:
    """Spellings, peoples and capitals, and all that is no name; whether it is of that month is held against its day. What names no
    country may be of the one that is asked about: papers leave out their own.
    """
    assert off_topic(cited("It is so.", text), question) is None


def test_all_that_is_cited_must_be_about_it() -> None:
    """The article beside it vouches for nothing."""
    text = "The bridge in Varde closed."
    other = Evidence(
        "b0", Article("b", "Varde", text, published=Published()), Sentence("b", 1, 0, Span(0, len(text))), 1.0
    )
    both = CitedClaim("The bridge closed.", (*cited("", "The bridge in Lund closed.").evidence, other))
    assert off_topic(both, "Did the bridge in Lund close?") == "the article does not mention Lund"
