"""A remark that a claim gives to somebody must be cited from that one's words."""

import pytest

from rag.checking.speaker import words_of_another
from tests.rag.claims import cited

HOLT = "“The dam is safe,” said Ann Holt."


@pytest.mark.parametrize(
    ("claim", "sentence", "fault"),
    [
        ("Holt said that the dam is safe.", HOLT, False),
        ("Brandt said that the dam is safe.", HOLT, True),
        ("Ukraine said that it would go.", "Ukrainian envoy Oleg Tarn said that it would go.", False),
        ("Russia said that it would go.", "Ukrainian envoy Oleg Tarn said that it would go.", True),
        ("The dam is safe.", HOLT, False),
        ("× said the harbour bridge will close in May.", HOLT, False),
    ],
)
def test_whose_words_they_are_is_read_from_the_cited_ones(  # a table's column
    claim: str,
    sentence: str,
    fault: bool,  # noqa: FBT001  # a case of a table
) -> None:  # a table's column
    """A sign is nobody."""
    assert bool(words_of_another(cited(claim, sentence), "")) is fault
