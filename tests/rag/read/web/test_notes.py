"""A high figure is a note's mark and goes, or a power, an ordinal or a fraction and stays readable."""

import pytest

from rag.read.web.blocks import outline_of
from tests.rag.read.web.trees import seen


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
