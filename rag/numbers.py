"""The numbers of a text with their units, in digits or in words, so that "thirty days" equals "30-day" and not "30 hours"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

_SMALL = dict(
    zip(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
# Without "first", which is too often an adverb to count.
_ORDINALS = dict(zip("second third fourth fifth sixth seventh eighth ninth tenth".split(), range(2, 11), strict=True))
_ORDINAL = "th"
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {"hundred": 100, "bn": 10**9, "mn": 10**6, "tn": 10**12, "m": 10**6, "k": 10**3, **_SCALES}

_UNITS = {
    unit: spellings.split()[0]
    for spellings in """% percent|point|second secs|minute min mins|hour hr hrs|day|week|month|year|decade|century centuries
    |metre meter|kilometre kilometer km kms|mile|foot feet ft|inch inches|kilogram kilo kg kgs|gram|tonne|ton|litre liter|degree
    |$ dollar usd|€ euro eur|£ pound gbp|rouble ruble|hryvnia|basis bps""".split("|")
    for unit in spellings.split()
}

_SIGN = r"(?:(?<![\w)\]%])[-−](?=[$£€]?\d)|\bminus\s)"
_DIGITS = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<currency>[$£€]|\b(?:USD|EUR|GBP)\b)?\s?"
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b|[mk]\b))?"
    r"(?P<half>\sand\sa\shalf\b)?"
    r"(?P<unit>\s?%|[\s-]?[ap]\.?m\b|[\s-]?percentage[\s-]points?\b|[\s-]?per\s?cent\b|[\s-]?[a-z]+)?",
    re.IGNORECASE,
)
_NUMERAL = "|".join((*_TENS, *(f"{small}(?![a-z])" for small in _SMALL), "hundred", *_SCALES, "dozen"))
_LARGE = "|".join(("hundred", *_SCALES, "dozen"))
_SPELLED = re.compile(
    rf"\b(?P<run>(?:(?:half[\s-]+)?an?[\s-]+(?=(?:{_LARGE})\b))?(?:{_NUMERAL})\b"
    rf"(?:(?:[\s-]+|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+|\s+and\s+a\s+(?=half\b))(?:{_NUMERAL}|half)\b)*)"
    r"(?P<unit>[\s-]per\s?cent\b|[\s-]percentage[\s-]points?\b|[\s-][a-z]+)?",
    re.IGNORECASE,
)
_ORDINAL_WORD = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:[-‐‑–—]|to|and|or)\s?[$£€]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text with its unit: `%`, a currency sign, a unit of measure, or None."""

    value: Decimal
    unit: str | None

    def agrees_with(self, other: "Quantity") -> bool:
        """Equal values, and no two different units; a missing unit agrees with any."""
        return self.value == other.value and (self.unit is None or other.unit is None or self.unit == other.unit)

    def __str__(self) -> str:
        """The number as a reader writes it."""
        return f"{self.value.normalize():f}" + (f" {self.unit}" if self.unit else "")


@dataclass(frozen=True, slots=True)
class Placed:
    """A number where it stands: `text[start:end]`, unit included."""

    start: int
    end: int
    quantity: Quantity


def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of `text` in order, with their units; the first number of a range has the unit of the second.

    "One" counts only with a unit or as part of a larger number: by itself it is a pronoun too often.
    """
    return tuple(number.quantity for number in placed(text))


def placed(text: str) -> tuple[Placed, ...]:
    """The numbers of `text` as `quantities` reads them, each with where it stands."""
    found: list[Placed] = []
    for start, end, quantity in _all(text):
        if found and start < found[-1].end:
            continue
        if found and found[-1].quantity.unit is None and _RANGE.fullmatch(text[found[-1].end : start]):
            found[-1] = replace(found[-1], quantity=replace(found[-1].quantity, unit=quantity.unit))
        found.append(Placed(start, end, quantity))
    return tuple(found)


def _all(text: str) -> list[tuple[int, int, Quantity]]:
    return sorted((*_in_digits(text), *_in_words(text), *_ordinals(text)), key=lambda found: (found[0], -found[1]))


def _in_digits(text: str) -> Iterator[tuple[int, int, Quantity]]:
    for match in _DIGITS.finditer(text):
        value = Decimal(re.sub(r"[^\d.]", "", match["digits"])) + (Decimal("0.5") if match["half"] else 0)
        value *= Decimal(_SHORT_SCALES.get((match["scale"] or "").strip(" -").casefold(), 1))
        unit = _unit(match["unit"])
        end = match.end() if unit or not match["unit"] else match.start("unit")
        if match["currency"]:
            unit = _UNITS.get(match["currency"].casefold(), match["currency"])
        elif match["ordinal"]:
            unit = _ORDINAL
        yield match.start(), end, Quantity(-value if match["sign"] else value, unit)


def _in_words(text: str) -> Iterator[tuple[int, int, Quantity]]:
    for match in _SPELLED.finditer(text):
        run, unit = re.split(r"[\s-]+", match["run"].casefold()), _unit(match["unit"])
        if run != ["one"] or unit:
            yield match.start(), match.end() if unit else match.end("run"), Quantity(_value(run), unit)


def _ordinals(text: str) -> Iterator[tuple[int, int, Quantity]]:
    for match in _ORDINAL_WORD.finditer(text):
        yield match.start(), match.end(), Quantity(Decimal(_ORDINALS[match.group().casefold()]), _ORDINAL)


def _value(run: list[str]) -> Decimal:
    total, current = Decimal(0), Decimal(0)
    for word in run:
        if word == "half":
            current += Decimal("0.5")
        elif word in _SCALES:
            total, current = total + (current or Decimal(1)) * _SCALES[word], Decimal(0)
        elif word in {"hundred", "dozen"}:
            current = (current or Decimal(1)) * (100 if word == "hundred" else 12)
        else:
            current += Decimal(_SMALL.get(word, _TENS.get(word, 0)))
    return total + current


def _unit(written: str | None) -> str | None:
    plain = re.sub(r"[\s.-]", "", written or "").casefold()
    if plain in {"am", "pm"}:
        return plain
    if plain.startswith("percentage"):
        return "point"
    return _UNITS.get(plain) or _UNITS.get(plain.removesuffix("s"))
