"""Numbers that several words make: shares ("two-thirds" is 66.7 per cent), times of day, "every second year"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from eval.yardstick.numerals import ORDINALS, SMALL, TENS, one_word
from eval.yardstick.quantity import Placed, Quantity
from eval.yardstick.units import unit_of

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
    r"\b(?:(?P<many>two(?! quarters)|three|four|five|six|seven|eight|nine|\d)[\s-]"
    rf"(?P<parts>(?:{'|'.join(_PARTS)})s)(?! (?:of an? |in a row|running))"
    rf"|(?:an?|one)[\s-](?P<part>{'|'.join(_PARTS)})"
    r"(?=\s+(?:of(?! an? )|more|less|fewer|higher|lower|larger|smaller|to|from|in|since)\b|[.,;:”]|$)"
    r"|(?P<half>half)(?=\s+(?:of|the|its|their|his|her|our|all)\b|[.,;]|$)"
    r"|(?:(?P<one>one|two|three|\d+) out of|(?P<single>one|two|three) in)(?: every)? "
    rf"(?P<among>{'|'.join(SMALL)}|{'|'.join(TENS)}|\d+)"
    r"(?!\w|[.,]\d|\s(?:the|[a-z]+s (?:after|before)))(?=\s(?:of|[a-z]+s?\b)|[.,;]|$))",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    rf"\b(?P<part>half past|(?:a )?quarter past|(?:a )?quarter to) (?P<hour>{'|'.join(SMALL)}|\d{{1,2}})\b"
    r"|\b(?P<digits>\d{1,2}:\d\d)\b(?:\s?(?P<noon>[ap]\.?m)\b)?",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\bevery (?P<which>other|{'|'.join(ORDINALS)}) (?P<unit>day|week|month|year|hour)\b", re.IGNORECASE
)


def shares(text: str) -> Iterator[Placed]:
    """The shares in `text`, in per cent: "half of", "a quarter", "two-thirds", "one in four"."""
    for found in _SHARE.finditer(text):
        share = _share(found)
        if share is not None:
            yield Placed(found.start(), found.end(), Quantity(round(share * 100, 1).normalize(), "%"))


def _share(found: re.Match[str]) -> Decimal | None:
    if one := found["one"] or found["single"]:
        among = one_word(found["among"])
        return one_word(one) / among if one_word(one) < among <= _MANY else None
    if found["half"]:
        return Decimal("0.5")
    part = (found["parts"] or found["part"]).casefold()
    return one_word(found["many"] or "one") / _PARTS[part.removesuffix("s")]


def clocks(text: str) -> Iterator[Placed]:
    """The times of day in `text`, as hours with a point before the minutes: "half past nine" is 9.30."""
    for found in _CLOCK.finditer(text):
        yield Placed(found.start(), found.end(), Quantity(_time(found), unit_of(found["noon"])))


def _time(found: re.Match[str]) -> Decimal:
    if found["digits"]:
        return Decimal(found["digits"].replace(":", "."))
    hour, part = one_word(found["hour"]), found["part"].casefold()
    if part.endswith("to"):
        return hour - 1 + Decimal("0.45")
    return hour + (Decimal("0.30") if part.startswith("half") else Decimal("0.15"))


def intervals(text: str) -> Iterator[Placed]:
    """How often something comes again in `text`, with the unit: "every second year" is two years."""
    for found in _EVERY.finditer(text):
        which = found["which"].casefold()
        value = Decimal(2 if which == "other" else ORDINALS[which])
        yield Placed(found.start(), found.end(), Quantity(value, unit_of(found["unit"])))
