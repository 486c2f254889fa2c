"""Amounts agree where a reader would say they do."""

from decimal import Decimal

import pytest

from eval.yardstick.quantity import Quantity


def amount(value: int, unit: str | None = None) -> Quantity:
    """An amount of a unit."""
    return Quantity(Decimal(value), unit)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (amount(30), amount(30, "day"), True),
        (amount(72, "hour"), amount(3, "day"), True),
        (amount(30, "day"), amount(30, "hour"), False),
        (amount(30), amount(90), False),
    ],
)
def test_amounts_agree_or_not(one: Quantity, other: Quantity, agree: bool) -> None:  # noqa: FBT001  # a table's column
    """Either way round; an amount without a unit agrees with the same number of anything."""
    assert one.agrees_with(other) is other.agrees_with(one) is agree


def test_an_amount_is_written_as_a_reader_writes_it() -> None:
    """No exponent, no zeros after the point."""
    assert [str(amount(2_400_000, "£")), str(Quantity(Decimal("12.40"), None))] == ["2400000 £", "12.4"]
