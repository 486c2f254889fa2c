"""The numbers of a text with their units, in digits or in words, so that "thirty days" equals "30-day" and not "30 hours"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from rag.units import UNITS, same_amount

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
_ORDINALS = dict(
    zip(
        """second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
        seventeenth eighteenth nineteenth twentieth""".split(),
        range(2, 21),
        strict=True,
    )
) | {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
}
_ORDINAL = "th"
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {"hundred": 100, "bn": 10**9, "mn": 10**6, "tn": 10**12, "m": 10**6, "k": 10**3, **_SCALES}

_SIGN = r"(?:(?<![\w)\]%])[-−](?=[$£€]?\d)|\bminus\s)"
_DIGITS = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<currency>[$£€]|\b(?:USD|EUR|GBP)\b)?\s?"
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b|[mk]\b))?"
    r"(?P<half>\sand\sa\shalf\b)?"
    r"(?P<unit>\s?%|[\s-]?[ap]\.?m\b|\sin the (?:morning|afternoon|evening)\b|[\s-]?percentage[\s-]points?\b|[\s-]?per\s?cent\b|[\s-]?[a-z]+)?",
    re.IGNORECASE,
)
_NUMERAL = "|".join((*_TENS, *(f"{small}(?![a-z])" for small in _SMALL), "hundred", *_SCALES, "dozen"))
_LARGE = "|".join(("hundred", *_SCALES, "dozen"))
_SPELLED = re.compile(
    rf"\b(?P<run>(?:(?:half[\s-]+)?an?[\s-]+(?=(?:{_LARGE})\b))?(?:{_NUMERAL})\b"
    rf"(?:(?:[\s-]+|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+|\s+and\s+a\s+(?=half\b))(?:{_NUMERAL}|half)\b)*)"
    r"(?P<unit>[\s-]per\s?cent\b|[\s-]percentage[\s-]points?\b|\sin the (?:morning|afternoon|evening)\b|[\s-][a-z]+)?",
    re.IGNORECASE,
)
_ORDINAL_WORD = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})-(?P<first>first)?)?(?P<word>(?(first)|(?:{'|'.join(_ORDINALS)})))\b(?<!-)",
    re.IGNORECASE,
)
# "Two-thirds", "a quarter of", "half of", "one in four": shares, counted as per cent.
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_MANY = 100  # "one in 2020" is no share
_SHARE = re.compile(
    rf"\b(?:(?P<many>two(?! quarters)|three|four|five|six|seven|eight|nine|\d)[\s-](?P<parts>(?:{'|'.join(_PARTS)})s)(?! (?:of an? |in a row|running))"
    rf"|(?:an?|one)[\s-](?P<part>{'|'.join(_PARTS)})(?=\s+(?:of(?! an? )|more|less|fewer|higher|lower|larger|smaller|to|from|in|since)\b|[.,;:”]|$)"
    r"|(?P<half>half)(?=\s+(?:of|the|its|their|his|her|our|all)\b|[.,;]|$)"
    rf"|(?:(?P<one>one|two|three|\d+) out of|(?P<single>one|two|three) in)(?: every)? (?P<among>{'|'.join(_SMALL)}|{'|'.join(_TENS)}|\d+)(?!\w|[.,]\d|\s(?:the|[a-z]+s (?:after|before)))(?=\s(?:of|[a-z]+s?\b)|[.,;]|$))",
    re.IGNORECASE,
)
# "Half past nine" is 9.30; "every second year" is every two years.
_CLOCK = re.compile(
    rf"\b(?P<part>half past|(?:a )?quarter past|(?:a )?quarter to) (?P<hour>{'|'.join(_SMALL)}|\d{{1,2}})\b|\b(?P<digits>\d{{1,2}}:\d\d)\b(?:\s?(?P<noon>[ap]\.?m)\b)?",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\bevery (?P<which>other|{'|'.join(_ORDINALS)}) (?P<unit>day|week|month|year|hour)\b", re.IGNORECASE
)
THE_TWO = re.compile(r"\b(?:the|these|those) two\b", re.IGNORECASE)
"""Counts nobody but those who were named: "the two agreed"."""
_RANGE = re.compile(r"\s?(?:[-‐‑–—]|to|and|or)\s?[$£€]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text with its unit: `%`, a currency sign, a unit of measure, or None."""

    value: Decimal
    unit: str | None

    def agrees_with(self, other: "Quantity") -> bool:
        """The same amount: equal values where the units are the same or one is missing, or exactly converted (72 hours)."""
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


@lru_cache(maxsize=512)  # each claim is held against the same sentences, and its articles whole
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
    found = (*_phrases(text), *_in_digits(text), *_in_words(text), *_ordinals(text))
    return sorted(found, key=lambda each: (each[0], -each[1]))


def _phrases(text: str) -> Iterator[tuple[int, int, Quantity]]:
    """Numbers that several words make together: shares, times of day, "every second year"."""
    for match in _SHARE.finditer(text):
        if one := match["one"] or match["single"]:
            among = _plain(match["among"])
            if not _plain(one) < among <= _MANY:
                continue
            share = _plain(one) / among
        elif match["half"]:
            share = Decimal("0.5")
        else:
            part = (match["parts"] or match["part"]).casefold()
            share = _plain(match["many"] or "one") / _PARTS[part.removesuffix("s")]
        yield match.start(), match.end(), Quantity(round(share * 100, 1).normalize(), "%")
    for match in _CLOCK.finditer(text):
        yield match.start(), match.end(), Quantity(_clock(match), _unit(match["noon"]))
    for match in _EVERY.finditer(text):
        which = match["which"].casefold()
        yield (
            match.start(),
            match.end(),
            Quantity(Decimal(2 if which == "other" else _ORDINALS[which]), _unit(match["unit"])),
        )


def _plain(number: str) -> Decimal:
    low = number.casefold()
    return Decimal(low) if low.isdigit() else Decimal(_SMALL.get(low, _TENS.get(low, 0)))


def _clock(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return Decimal(match["digits"].replace(":", "."))
    hour, part = _plain(match["hour"]), match["part"].casefold()
    if part.endswith("to"):
        return hour - 1 + Decimal("0.45")
    return hour + (Decimal("0.30") if part.startswith("half") else Decimal("0.15"))


def _in_digits(text: str) -> Iterator[tuple[int, int, Quantity]]:
    for match in _DIGITS.finditer(text):
        value = Decimal(re.sub(r"[^\d.]", "", match["digits"])) + (Decimal("0.5") if match["half"] else 0)
        value *= Decimal(_SHORT_SCALES.get((match["scale"] or "").strip(" -").casefold(), 1))
        unit = _unit(match["unit"])
        end = match.end() if unit or not match["unit"] else match.start("unit")
        if match["currency"]:
            unit = UNITS.get(match["currency"].casefold(), match["currency"])
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
        value = _TENS.get((match["tens"] or "").casefold(), 0) + (
            1 if match["first"] else _ORDINALS[match["word"].casefold()]
        )
        yield match.start(), match.end(), Quantity(Decimal(value), _ORDINAL)


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
    if plain.startswith("inthe"):
        return "am" if plain.endswith("morning") else "pm"
    if plain in {"am", "pm"}:
        return plain
    if plain.startswith("percentage"):
        return "point"
    return UNITS.get(plain) or UNITS.get(plain.removesuffix("s"))
