"""A name and its initials are one where both can be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.yardstick.initials import is_spelt_out, without_spelt_out


@pytest.mark.parametrize(
    ("short", "text", "spelt_out"),
    [
        ("EU", "the European Union agreed", True),
        ("E.U", "the European Union agreed", True),
        ("ICJ", "The International Court of Justice ruled.", True),
        ("EU", "the European budget Union", False),
        ("UE", "the European Union agreed", False),
        ("Eu", "the European Union agreed", False),
        ("E", "Everybody agreed", False),
    ],
)
def test_initials_are_spelt_out_by_the_words_they_begin(  # a table's column
    short: str,
    text: str,
    spelt_out: bool,  # noqa: FBT001  # a case of a table
) -> None:  # a table's column
    """In their order, with nothing but small words between them."""
    assert is_spelt_out(short, text) is spelt_out


def test_a_name_is_blanked_where_its_initials_stand_in_the_other_text() -> None:
    """With dots or without; every other name is left."""
    text = "It asked the European Union and the Marrowby Lido Trust."
    assert without_spelt_out(text, "the E.U. refused") == "It asked the xxxxxxxxxxxxxx and the Marrowby Lido Trust."
    assert without_spelt_out(text, "nobody refused") == text


@given(st.text(), st.text())
def test_blanking_moves_nothing(text: str, known: str) -> None:
    """Offsets stay, whatever stands there."""
    assert len(without_spelt_out(text, known)) == len(text)
