"""Units have one name each, and are converted only where that is exact."""

from decimal import Decimal

import pytest

from eval.yardstick.units import currency_of, same_amount, unit_of


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        (" days", "day"),
        ("-day", "day"),
        (" per cent", "%"),
        ("%", "%"),
        (" percentage points", "point"),
        (" p.m.", "pm"),
        (" in the morning", "am"),
        (" kms", "kilometre"),
        (" pounds", "£"),
        (" loaves", None),
        (None, None),
    ],
)
def test_a_unit_has_one_name(written: str | None, unit: str | None) -> None:
    """In whatever spelling and number it follows."""
    assert unit_of(written) == unit


@pytest.mark.parametrize(("sign", "unit"), [("$", "$"), ("USD", "$"), ("eur", "€")])
def test_a_currency_is_known_by_sign_and_code(sign: str, unit: str) -> None:
    """Written before its number."""
    assert currency_of(sign) == unit


@pytest.mark.parametrize(
    ("value", "unit", "other_value", "other_unit", "same"),
    [
        (72, "hour", 3, "day", True),
        (2, "decade", 20, "year", True),
        (1, "month", 30, "day", False),
        (1, "mile", 1, "kilometre", False),
        (1, "florin", 1, "florin", True),
    ],
)
def test_only_exact_relations_count(
    value: int,
    unit: str,
    other_value: int,
    other_unit: str,
    same: bool,  # noqa: FBT001  # a table's column
) -> None:  # a table's column
    """A month has no fixed number of days."""
    assert same_amount(Decimal(value), unit, Decimal(other_value), other_unit) is same
