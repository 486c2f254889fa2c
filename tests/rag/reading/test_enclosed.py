"""Marks are paired as a reader pairs them."""

import pytest
from hypothesis import given

from rag.reading.enclosed import enclosed
from tests.rag.news_sentences import texts


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("She said “no” and ‘never’.", ["“no”", "‘never’"]),
        ("“He said, ‘Go.’ I went.”", ["‘Go.’", "“He said, ‘Go.’ I went.”"]),
        ("„Nein“, sagte er. »Doch.« ‚Gut.‘", ["„Nein“", "»Doch.«", "‚Gut.‘"]),
        ("« Oui », dit-elle. ‹ Non ›", ["« Oui »", "‹ Non ›"]),
        ('"No," he said. "Never."', ['"No,"', '"Never."']),
        ("'No,' he said. 'Never.'", ["'No,'", "'Never.'"]),
        ("(see p. 4) and [5]", ["(see p. 4)", "[5]"]),
    ],
)
def test_quotation_marks_and_brackets_are_paired(line: str, pairs: list[str]) -> None:
    """In every style of the press, nested ones before what they stand in."""
    assert [span.of(line) for span in enclosed(line)] == pairs


@pytest.mark.parametrize(
    "line",
    [
        "The skippers’ union met. The owners’ club did not.",
        "The skippers' union met in '98. The owners' club did not.",
        "The class of ‘98 met. The teachers’ union paid.",
        "It’s Lind’s. Rock ’n’ roll came o’er the quay.",
        "A 5\" pipe and a 6' rope.",
        "“We knew, said Lind. They did not.",
        "a) the pier b) the quay",
        "It was over,” said Roe.",
    ],
)
def test_apostrophes_and_marks_without_their_other_half_enclose_nothing(line: str) -> None:
    """Nor do inches, and the marks of a list."""
    assert enclosed(line) == ()


def test_an_apostrophe_in_a_quotation_does_not_close_it() -> None:
    """Not inside a word, not after a plural."""
    line = "‘It’s the skippers’ fault. We’re sorry,’ she said."
    assert [span.of(line) for span in enclosed(line)] == ["‘It’s the skippers’ fault. We’re sorry,’"]


@given(texts)
def test_pairs_are_inside_the_line_and_do_not_cross(line: str) -> None:
    """Of two pairs one holds the other, or they are apart."""
    found = enclosed(line)
    for at, one in enumerate(found):
        assert 0 <= one.start < one.end <= len(line)
        for other in found[:at]:
            assert other.end <= one.start or one.start < other.start
