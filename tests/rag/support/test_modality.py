"""How an article puts a thing is read from its words."""

import pytest

from rag.support.modality import modality_of
from tests.rag.claims import cited


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The bridge was closed on Monday.", "stated"),
        ("Officials said that the bridge was closed.", "reported"),
        ("The bridge is expected to close.", "anticipated"),
        ("The council said that the bridge may close.", "anticipated"),
        ("The council denied that the bridge may close.", "denied"),
        ("“It may rain,” the guard told us.", "reported"),
    ],
)
def test_the_strongest_caution_wins(sentence: str, modality: str) -> None:
    """Denied before anticipated before reported; a "may" inside a quotation is the speaker's own."""
    assert modality_of(cited("So.", sentence)) == modality


def test_the_last_cited_sentence_decides() -> None:
    """Context that only says who "he" is does not change how the thing itself is put."""
    assert modality_of(cited("So.", "Lammy may travel.", "The bridge was closed.")) == "stated"
