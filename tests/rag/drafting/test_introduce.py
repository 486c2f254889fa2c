"""A sentence shown in its own words stands under the name of its outlet, and of who speaks where it does not say."""

import pytest

from rag.domain import Article, Evidence, Sentence, Span
from rag.drafting.introduce import as_claim, unnamed_speaker
from tests.rag.claims import evidence


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Karvia has never signed.", "The article says: “Karvia has never signed.”"),
        ("“We never signed,” Hale said.", "The article says: “We never signed,” Hale said."),
    ],
)
def test_the_claim_is_the_sentence_itself_under_its_outlet(sentence: str, expected: str) -> None:
    """Quotation marks are set only where the sentence has none of its own."""
    (piece,) = evidence(sentence)
    assert as_claim(piece) == expected


def test_an_office_that_speaks_is_named_though_the_sentence_has_its_little_words() -> None:
    """“The” is no name."""
    text = "“The dam is safe,” the ministry said on Monday. “It has not leaked, and the wall is sound.”"
    span = Span(text.index("“It"), len(text))
    second = Evidence("s1", Article("a", "T", text), Sentence("a", 1, 1, span), 1.0)
    assert unnamed_speaker(second) == "the ministry"


def test_a_speaker_whom_only_the_sentence_before_names_is_named() -> None:
    """Else the outlet would be made to say what Morwen Hale did."""
    first, second = evidence("“The bank was soft,” said Morwen Hale.", "The bank, she said, had sunk.")
    assert (unnamed_speaker(first), unnamed_speaker(second)) == (None, "Morwen Hale")
    expected = "The article says, of what Morwen Hale said: “The bank, she said, had sunk.”"
    assert as_claim(second) == expected
