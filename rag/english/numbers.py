"""The numbers of a text with their units, so that "thirty days" equals "30-day" and not "30 hours".

numerals      816 000, 12,50,000, 3.5m, 40 °C, World War II
number_words  two hundred and fifty, half a million, nineteen thirteen
shares        two-thirds, one in five, half past nine
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from rag.english.number_words import in_words, ordinals_and_decades
from rag.english.numerals import decades, in_digits, romans
from rag.english.quantity import ORDINAL, NumberAt, Quantity
from rag.english.shares import shares_and_times
from rag.english.units import CURRENCY_SIGNS

__all__ = ["THE_TWO", "NumberAt", "Quantity", "is_roman", "numbers_in", "quantities"]

THE_TWO = re.compile(r"\b(?:the|these|those) two\b", re.IGNORECASE)
"""Words that count nobody but those who were named before: "the two agreed"."""
_RANGE = re.compile(rf"\s?(?P<joint>[-‐‑–—]|to|and|or)\s?[{CURRENCY_SIGNS}]?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s?$", re.IGNORECASE)
_PAID = frozenset("$ € £".split())
_LOOKED_BACK = 10
_LARGE = 1000
_NO_AMOUNT = frozenset({None, ORDINAL, "am", "pm"})
"""Between two such numbers lies no range of amounts but a score, days, or hours of opening."""


@lru_cache(maxsize=512)  # each claim is held against the same sentences, and its articles whole
def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of `text` in order, with their units. The first of a range has the unit and the scale of the second.

    "One" counts only with a unit or as part of a larger number: by itself it is a pronoun too often.
    """
    return tuple(number.quantity for number in numbers_in(text))


def numbers_in(text: str) -> tuple[NumberAt, ...]:
    """The numbers of `text` as `quantities` reads them, each with where it stands."""
    found: list[NumberAt] = []
    for number in _all(text):
        if found and number.start < found[-1].end:
            continue
        last = number
        if found and _goes_on(text, found[-1], number):
            last = _added(found.pop(), number)
        elif found and (joint := _RANGE.fullmatch(text, found[-1].end, number.start)):
            found[-1], last = _as_range(text, found[-1], number, joint["joint"].casefold())
        found.append(last)
    return tuple(found)


def _goes_on(text: str, first: NumberAt, last: NumberAt) -> bool:
    """Whether `last` adds to `first`: "2 crore 50 lakh"."""
    smaller = first.scale > last.scale >= _LARGE and abs(last.quantity.value) < first.scale
    return smaller and first.quantity.unit is None and text[first.end : last.start] in {" ", "\u00a0"}


def _added(first: NumberAt, last: NumberAt) -> NumberAt:
    value = first.quantity.value + last.quantity.value
    return NumberAt(first.start, last.end, Quantity(value, last.quantity.unit), last.scale)


def is_roman(text: str, number: NumberAt) -> bool:
    """Whether a number of `text` is a Roman numeral, and so a part of a name."""
    written = text[number.start : number.end]
    return number.quantity.unit == ORDINAL and written.isalpha() and written.isupper()


def _all(text: str) -> list[NumberAt]:
    ways: Iterable[Iterable[NumberAt]] = (
        shares_and_times(text),
        decades(text),
        in_digits(text),
        in_words(text),
        ordinals_and_decades(text),
        romans(text),
    )
    return sorted((number for way in ways for number in way), key=lambda number: (number.start, -number.end))


def _as_range(text: str, first: NumberAt, last: NumberAt, joint: str) -> tuple[NumberAt, NumberAt]:
    """Two numbers that a dash, "to", "and" or "or" joins, each with the unit and the scale that the other gives it:
    both "3 to 5 million pounds" and "£3-5m" are 3 million and 5 million. They are `ranged` where amounts lie
    between them.
    """
    before = text[max(0, first.start - _LOOKED_BACK) : first.start]
    own = first.quantity.unit
    paid, unit = own in _PAID, last.quantity.unit
    value = first.quantity.value
    dashed = joint not in {"and", "or"}
    spans = dashed or joint == "or" or bool(_BETWEEN.search(before))
    short = spans and first.scale == 1 and last.scale > 1 and (own is None or paid)
    if short and 0 <= value < last.quantity.value / last.scale:
        first = replace(first, quantity=Quantity(value * last.scale, own), scale=last.scale)
    if own is None:
        first = replace(first, quantity=Quantity(first.quantity.value, unit))
    elif paid and unit is None and dashed and (short or joint != "to"):
        last = replace(last, quantity=Quantity(last.quantity.value, own))
    unit = last.quantity.unit
    amounts = unit == first.quantity.unit and (unit not in _NO_AMOUNT or last.scale > 1)
    if amounts and spans and not _FROM.search(before):
        first, last = replace(first, ranged=True), replace(last, ranged=True)
    return first, last
