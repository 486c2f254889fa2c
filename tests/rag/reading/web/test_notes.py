"""A high figure is a note's mark and goes, or a power, an ordinal or a fraction and stays readable."""

import pytest

from rag.reading.web.blocks import outline_of
from tests.rag.reading.web.trees import seen


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("40<sup>1</sup> florins", "40 florins"),
        ("40<sup><a href='#n'>1</a></sup> florins", "40 florins"),
        ("40<a href='#n'><sup>a</sup></a> florins", "40 florins"),
        ("40<a href='#n'>1</a> florins", "40 florins"),
        ("40<sup>[1]</sup> and 50<sup>*</sup>.", "40 and 50."),
        ("eleven<sup>2, 3</sup> piles.<sup>4</sup>", "eleven piles."),
        ("40<span style='vertical-align:super'>1</span> florins", "40 florins"),
        ("<sup>1</sup> Figures of the office", "1 Figures of the office"),
        ("in <a href='#n'>12</a> towns", "in 12 towns"),
        ("10<sup>6</sup> m<sup>2</sup>", "10⁶ m2"),
        ("10<sup>−3</sup> m<sup>3</sup>/s", "10⁻³ m3/s"),
        ("110<sup>2</sup> piles", "110 piles"),
        ("3<sup>1</sup>/<sub>2</sub> years", "3 1/2 years"),
        ("the 2<sup>nd</sup> pier", "the 2nd pier"),
        ("CO<sub>2</sub> and H<sub>2</sub>O", "CO2 and H2O"),
    ],
)
def test_high_and_low_figures(line: str, read: str) -> None:
    """No figure is ever glued to a number that is not its own."""
    assert [block.text for block in outline_of(seen(f"<p>{line}</p>")).blocks] == [read]


def test_notes_that_stand_below_tell_their_marks() -> None:
    """A letter is a mark then, and so is what would be a power."""
    body = "<p>In 2024<sup>a</sup> it cost 10<sup>2</sup> florins<sup>b</sup>.</p><p><sup>a</sup> By then. <sup>b</sup> A pile.</p><p><sup>2</sup> Or more.</p>"
    assert [block.text for block in outline_of(seen(body)).blocks] == [
        "In 2024 it cost 10 florins.",
        "a By then. b A pile.",
        "2 Or more.",
    ]
