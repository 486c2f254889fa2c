"""Sentences that can be evidence, and shared words by how rare they are."""

import math

import pytest

from eval.yardstick.sentences import is_sentence, shared_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge will close today.", True),
        ("“The bridge will close today.”", True),
        ("The bridge will close today", False),
        ("It will close.", False),
        ("word " * 200 + "end.", False),
    ],
)
def test_what_can_be_evidence(text: str, expected: bool) -> None:  # noqa: FBT001  # a table's column
    """Five words or more, an end, and no whole page."""
    assert is_sentence(text) == expected


def test_a_rare_word_weighs_more() -> None:
    """A word that every text has weighs least; words that only link weigh nothing."""
    found = shared_words("the bridge over Varrow", ["the bridge closed", "the bridge over Varrow", "the oven"])
    assert found == pytest.approx([math.log(1 + 3 / 2), math.log(1 + 3 / 2) + math.log(1 + 3), 0.0])
