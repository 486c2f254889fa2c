"""A number with its unit, and when two of them are the same amount."""

from dataclasses import dataclass
from decimal import Decimal

from rag.english.units import same_amount

DECADE = "s"
"""The unit of "the 1990s", whose value is its first year: it is no year."""
ORDINAL = "th"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text with its unit: `%`, a currency sign, a unit of measure, ORDINAL, DECADE, or None."""

    value: Decimal
    unit: str | None

    def agrees_with(self, other: "Quantity") -> bool:
        """Whether both are the same amount: equal values where the units are the same or one has none, else exactly
        converted (72 hours and three days). A decade agrees with nothing but itself.
        """
        if DECADE in {self.unit, other.unit}:
            return self == other
        if self.unit is None or other.unit is None or self.unit == other.unit:
            return self.value == other.value
        return same_amount(self.value, self.unit, other.value, other.unit)

    def __str__(self) -> str:
        """The number as a reader writes it."""
        plain = f"{self.value.normalize():f}"
        return f"{plain}{DECADE}" if self.unit == DECADE else f"{plain} {self.unit}" if self.unit else plain


@dataclass(frozen=True, slots=True)
class NumberAt:
    """A number where it stands: `text[start:end]`, unit included."""

    start: int
    end: int
    quantity: Quantity
    scale: Decimal = Decimal(1)
    """What its last word multiplies by: a million in "3 million"."""
    ranged: bool = False
    """Whether it is an end of a range of amounts, "£5m to £8m": the amount itself lies between."""
