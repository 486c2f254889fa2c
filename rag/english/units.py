"""Units of measure and money, by all their spellings, and which of them are the same measure in another size.

Only exact relations count: three days are 72 hours, but a month is not 30 days, and miles never become kilometres.
"""

import re
from decimal import Decimal

UNITS = {
    spelling: spellings.split()[0]
    for spellings in """% percent pct pc|point|second secs|minute min mins|hour hr hrs|day|week|fortnight|month|year
    |decade|century centuries
    |metre meter|centimetre centimeter cm|millimetre millimeter mm|kilometre kilometer km kms|mile|foot feet ft
    |inch inches|yard yd
    |kilogram kilo kg kgs|gram|tonne|ton|lb lbs|ounce oz|litre liter|gallon|barrel|hectare|acre
    |degree deg ° º|celsius centigrade °c ºc ℃|fahrenheit °f ºf ℉|knot|mile/hour mph|kilometre/hour kph kmh kmph
    |megawatt mw|kilowatt kw|gigawatt gw
    |$ dollar usd|€ euro eur|£ gbp sterling|pound|cent|rouble ruble rub ₽|hryvnia uah ₴
    |crown krone kroner krona kronor|florin|franc chf
    |rupee inr ₹|¥|yuan renminbi cny|yen jpy|₩|zloty pln|lira ₺|peso|shekel ₪|naira ₦|dirham|riyal|basis bps""".split(
        "|"
    )
    for spelling in spellings.split()
}
"""Each spelling, in the singular where it has one, with the unit it stands for."""

CURRENCY_SIGNS = "$£€¥₹₽₴₩₪₺₦"
_VAGUE = {"degree": {"celsius", "fahrenheit"}, "pound": {"£", "lb"}, "¥": {"yuan", "yen"}}
"""Units that are short for any of several others."""

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
_POWER = re.compile(r"(?P<power>square|sq|cubic)(?P<of>[a-z]+)|(?P<base>[a-z]+)(?P<sign>[²³])")
_SPEED = re.compile(r"[\s-]?(?P<way>[a-z]+)(?:\s(?:per|an?)\s|/)(?P<time>hour|h|second|s)", re.IGNORECASE)
_TIMES = {"h": "hour", "s": "second"}
_LETTERS = {"m": "metre", "t": "tonne", "h": "hour", "C": "celsius", "F": "fahrenheit"}
"""Units of one letter, in this letter case only, a capital right behind its number: "Form 4506-T" weighs nothing."""


def unit_of(written: str | None) -> str | None:
    """The unit that `written`, the words behind a number, means: "kilometre/hour" for " kilometres per hour". None
    where they mean none.
    """
    plain = re.sub(r"[\s.-]", "", written or "").casefold()
    if plain.startswith("inthe"):
        return "am" if plain.endswith("morning") else "pm"
    if plain in {"am", "pm"}:
        return plain
    if plain.startswith("percentage"):
        return "point"
    bare = (written or "").strip(" \u00a0")
    if bare in _LETTERS and (bare.islower() or bare == written):
        return _LETTERS[bare]
    return _known(plain) or _of_temperature(plain) or _compound(plain, written or "")


def _known(plain: str) -> str | None:
    return UNITS.get(plain) or (UNITS.get(plain.removesuffix("s")) if len(plain) > len("has") else None)


def _of_temperature(plain: str) -> str | None:
    scale = re.sub("^deg(?:rees?)?", "", plain)
    return _known(scale) or _LETTERS.get(scale.upper()) if scale != plain else None


def _compound(plain: str, written: str) -> str | None:
    """A unit of several words, square, cubic, or per hour or second; None where it is none."""
    if found := _POWER.fullmatch(plain):
        base = _LETTERS.get(found["base"] or "") or _known(found["of"] or found["base"])
        cubic = found["power"] == "cubic" or found["sign"] == "³"
        return f"{'cubic' if cubic else 'square'} {base}" if base else None
    if found := _SPEED.fullmatch(written):
        way = _LETTERS.get(found["way"]) or _known(found["way"].casefold())
        return f"{way}/{_TIMES.get(found['time'].casefold(), found['time'].casefold())}" if way else None
    return None


def same_amount(value: Decimal, unit: str, other_value: Decimal, other_unit: str) -> bool:
    """Whether two amounts in different units are exactly the same: 72 hours and three days, 40 degrees and 40 °C."""
    if other_unit in _VAGUE.get(unit, ()) or unit in _VAGUE.get(other_unit, ()):
        return value == other_value
    measure, size = _SIZES.get(unit, (unit, Decimal(1)))
    other_measure, other_size = _SIZES.get(other_unit, (other_unit, Decimal(1)))
    return measure == other_measure and value * size == other_value * other_size
