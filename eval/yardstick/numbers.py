"""The numbers of a text with their units, in digits or in words: "thirty days" equals "30-day" and not "30 hours"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from eval.yardstick.numerals import ORDINALS, SCALES, SHORT_SCALES, SMALL, TENS, value_of_numeral
from eval.yardstick.phrases import clocks, intervals, shares
from eval.yardstick.quantity import Placed, Quantity
from eval.yardstick.units import currency_of, unit_of

_ORDINAL = "th"
_SIGN = r"(?:(?<![\w)\]%])[-−](?=[$£€]?\d)|\bminus\s)"
_DIGITS = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<currency>[$£€]|\b(?:USD|EUR|GBP)\b)?\s?"
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b|[mk]\b))?"
    r"(?P<half>\sand\sa\shalf\b)?"
    r"(?P<unit>\s?%|[\s-]?[ap]\.?m\b|\sin the (?:morning|afternoon|evening)\b|[\s-]?percentage[\s-]points?\b"
    r"|[\s-]?per\s?cent\b|[\s-]?[a-z]+)?",
    re.IGNORECASE,
)
_NUMERAL = "|".join((*TENS, *(f"{small}(?![a-z])" for small in SMALL), "hundred", *SCALES, "dozen"))
_LARGE = "|".join(("hundred", *SCALES, "dozen"))
_SPELLED = re.compile(
    rf"\b(?P<run>(?:(?:half[\s-]+)?an?[\s-]+(?=(?:{_LARGE})\b))?(?:{_NUMERAL})\b"
    rf"(?:(?:[\s-]+|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+|\s+and\s+a\s+(?=half\b))(?:{_NUMERAL}|half)\b)*)"
    r"(?P<unit>[\s-]per\s?cent\b|[\s-]percentage[\s-]points?\b|\sin the (?:morning|afternoon|evening)\b|[\s-][a-z]+)?",
    re.IGNORECASE,
)
_ORDINAL_WORD = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(TENS)})-(?P<first>first)?)?(?P<word>(?(first)|(?:{'|'.join(ORDINALS)})))\b(?<!-)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:[-‐‑–—]|to|and|or)\s?[$£€]?", re.IGNORECASE)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of `text` in order, with their units; the first number of a range has the unit of the second.

    "One" counts only with a unit or as part of a larger number: by itself it is a pronoun too often.
    """
    found: list[Placed] = []
    for number in _all(text):
        if found and number.start < found[-1].end:
            continue
        if found and found[-1].quantity.unit is None and _RANGE.fullmatch(text[found[-1].end : number.start]):
            found[-1] = replace(found[-1], quantity=replace(found[-1].quantity, unit=number.quantity.unit))
        found.append(number)
    return tuple(number.quantity for number in found)


def _all(text: str) -> list[Placed]:
    """Every reading of every number, by where it starts, the longest first."""
    phrases = (*shares(text), *clocks(text), *intervals(text))
    found = (*phrases, *_in_digits(text), *_in_words(text), *_ordinals(text))
    return sorted(found, key=lambda number: (number.start, -number.end))


def _in_digits(text: str) -> Iterator[Placed]:
    for found in _DIGITS.finditer(text):
        unit = unit_of(found["unit"])
        end = found.end() if unit or not found["unit"] else found.start("unit")
        if found["currency"]:
            unit = currency_of(found["currency"])
        elif found["ordinal"]:
            unit = _ORDINAL
        start = found.end() - len(found.group().lstrip())  # a time of day must not begin behind its own hour
        yield Placed(start, end, Quantity(_value(found), unit))


def _value(found: re.Match[str]) -> Decimal:
    value = Decimal(re.sub(r"[^\d.]", "", found["digits"])) + (Decimal("0.5") if found["half"] else 0)
    value *= Decimal(SHORT_SCALES.get((found["scale"] or "").strip(" -").casefold(), 1))
    return -value if found["sign"] else value


def _in_words(text: str) -> Iterator[Placed]:
    for found in _SPELLED.finditer(text):
        run, unit = re.split(r"[\s-]+", found["run"].casefold()), unit_of(found["unit"])
        if run != ["one"] or unit:
            yield Placed(
                found.start(), found.end() if unit else found.end("run"), Quantity(value_of_numeral(run), unit)
            )


def _ordinals(text: str) -> Iterator[Placed]:
    for found in _ORDINAL_WORD.finditer(text):
        value = TENS.get((found["tens"] or "").casefold(), 0)
        value += 1 if found["first"] else ORDINALS[found["word"].casefold()]
        yield Placed(found.start(), found.end(), Quantity(Decimal(value), _ORDINAL))
