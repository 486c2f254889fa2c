"""Numbers are read with their units, in digits or in words, and agree only where a reader would say they do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.yardstick.numbers import quantities
from eval.yardstick.quantity import Quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a 30-day truce", "30", "day"),
        ("thirty days", "30", "day"),
        ("$12.40 a head", "12.40", "$"),
        ("12.40 dollars", "12.40", "$"),
        ("€5 million", "5000000", "€"),
        ("five million euros", "5000000", "€"),
        ("5bn", "5000000000", None),
        ("£3.2m", "3200000", "£"),
        ("2,500 troops", "2500", None),
        ("10\u202f000 people", "10000", None),
        ("twenty-five percent", "25", "%"),
        ("25 %", "25", "%"),
        ("25 per cent", "25", "%"),
        ("5 percentage points", "5", "point"),
        ("two hundred and fifty trees", "250", None),
        ("three thousand two hundred", "3200", None),
        ("half a million", "500000", None),
        ("two and a half million", "2500000", None),
        ("a dozen men", "12", None),
        ("one million", "1000000", None),
        ("one hour", "1", "hour"),
        ("6ft", "6", "foot"),
        ("9 p.m.", "9", "pm"),
        ("at 3:20 pm", "3.20", "pm"),
        ("at 3.20 pm", "3.20", "pm"),
        ("at -5 degrees", "-5", "degree"),
        ("minus 5 degrees", "-5", "degree"),
        ("Covid-19", "19", None),
        ("the third round", "3", "th"),
        ("in 2022", "2022", None),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: str, unit: str | None) -> None:
    """Digits and words, scales, currencies and units of measure come out the same."""
    assert quantities(text) == (Quantity(Decimal(value), unit),)


@pytest.mark.parametrize("text", ["one of the men", "no one", "tens of thousands", "someone", "seventyish", ""])
def test_a_pronoun_is_no_number(text: str) -> None:
    """The word "one" by itself, and words that merely begin like a number, count for nothing."""
    assert quantities(text) == ()


def test_a_range_gives_its_unit_to_both_ends() -> None:
    """By "30 to 40 days" is meant 30 days to 40 days, not 30 of anything."""
    assert [str(quantity) for quantity in quantities("30 to 40 days, or 5-10%")] == ["30 day", "40 day", "5 %", "10 %"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30 days", "90 days"),
        ("30 days", "30 hours"),
        ("5 million", "5 billion"),
        ("€5", "$5"),
        ("25 %", "25 percentage points"),
        ("9 am", "9 pm"),
        ("-5", "5"),
        ("two hours", "the second"),
    ],
)
def test_another_value_or_unit_does_not_agree(one: str, other: str) -> None:
    """What a reader would call another figure is another figure."""
    assert not quantities(one)[0].agrees_with(quantities(other)[0])


@given(st.integers(0, 10**9))
def test_digits_are_read_with_and_without_separators(number: int) -> None:
    """Any whole number is itself, grouped by commas or not, with its unit or without."""
    assert quantities(f"{number:,} days") == quantities(f"{number} days") == (Quantity(Decimal(number), "day"),)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """No text raises, and what is read can be written."""
    assert all(str(quantity) for quantity in quantities(text))
