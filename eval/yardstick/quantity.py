"""A number with its unit, and one with its place in a text."""

from dataclasses import dataclass
from decimal import Decimal

from eval.yardstick.units import same_amount


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text with its unit: `%`, a currency sign, a unit of measure, or None."""

    value: Decimal
    unit: str | None

    def agrees_with(self, other: "Quantity") -> bool:
        """Whether both are the same amount: 3 days agree with 72 hours. A missing unit agrees with any."""
        if self.unit is None or other.unit is None or self.unit == other.unit:
            return self.value == other.value
        return same_amount(self.value, self.unit, other.value, other.unit)

    def __str__(self) -> str:
        """The number as a reader writes it."""
        return f"{self.value.normalize():f}" + (f" {self.unit}" if self.unit else "")


@dataclass(frozen=True, slots=True)
class Placed:
    """A number where it stands: `text[start:end]`, unit included."""

    start: int
    end: int
    quantity: Quantity
