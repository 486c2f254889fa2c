"""Units of measure and money, by all their spellings, and which of them are the same measure in another size.

Only exact relations count: three days are 72 hours, but a month is not 30 days, and miles are never made kilometres.
"""

import re
from decimal import Decimal

_UNITS = {
    spelling: spellings.split()[0]
    for spellings in """% percent|point|second secs|minute min mins|hour hr hrs|day|week|fortnight|month|year|decade|century centuries
    |metre meter|centimetre centimeter cm|millimetre millimeter mm|kilometre kilometer km kms|mile|foot feet ft|inch inches
    |kilogram kilo kg kgs|gram|tonne|ton|litre liter|hectare|acre|degree|megawatt mw|kilowatt kw|gigawatt gw
    |$ dollar usd|€ euro eur|£ pound gbp|rouble ruble|hryvnia|crown krone kroner krona kronor|florin|franc|rupee|yuan renminbi|yen|zloty
    |lira|peso|shekel|dirham|riyal|basis bps""".split("|")  # noqa: E501
    for spelling in spellings.split()
}
_SIZES = {
    unit: (measure, Decimal(size))
    for measure, sizes in {
        "time": {
            "second": "1",
            "minute": "60",
            "hour": "3600",
            "day": "86400",
            "week": "604800",
            "fortnight": "1209600",
        },
        "calendar": {"month": "1", "year": "12", "decade": "120", "century": "1200"},
        "length": {"millimetre": "0.001", "centimetre": "0.01", "metre": "1", "kilometre": "1000"},
        "mass": {"gram": "1", "kilogram": "1000", "tonne": "1000000"},
        "power": {"kilowatt": "1", "megawatt": "1000", "gigawatt": "1000000"},
    }.items()
    for unit, size in sizes.items()
}


def unit_of(written: str | None) -> str | None:
    """The unit that the words after a number name, in its one spelling here; None where they name none."""
    plain = re.sub(r"[\s.-]", "", written or "").casefold()
    if plain.startswith("inthe"):
        return "am" if plain.endswith("morning") else "pm"
    if plain in {"am", "pm"}:
        return plain
    if plain.startswith("percentage"):
        return "point"
    return _UNITS.get(plain) or _UNITS.get(plain.removesuffix("s"))


def currency_of(sign: str) -> str:
    """The unit that a currency's sign or code stands for: "USD" is "$"."""
    return _UNITS.get(sign.casefold(), sign)


def same_amount(value: Decimal, unit: str, other_value: Decimal, other_unit: str) -> bool:
    """Whether two amounts in different units are exactly the same: 72 hours and three days."""
    measure, size = _SIZES.get(unit, (unit, Decimal(1)))
    other_measure, other_size = _SIZES.get(other_unit, (other_unit, Decimal(1)))
    return measure == other_measure and value * size == other_value * other_size
