"""Numbers that several words make together: shares ("one in five"), times of day, "every second year"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from rag.english.number_words import ORDINALS, SCALES, SMALL, TENS
from rag.english.quantity import NumberAt, Quantity
from rag.english.units import unit_of

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
    r"\b(?:(?P<many>two(?! quarters)|three|four|five|six|seven|eight|nine|\d)[\s-]"
    rf"(?P<parts>(?:{'|'.join(_PARTS)})s)(?! (?:of an? |in a row|running))"
    rf"|(?:an?|one)[\s-](?P<part>{'|'.join(_PARTS)})"
    r"(?=\s+(?:of(?! an? )|more|less|fewer|higher|lower|larger|smaller|to|from|in|since)\b|[.,;:”]|$)"
    r"|(?P<half>half)(?=\s+(?:of|the|its|their|his|her|our|all)\b|[.,;]|$)"
    r"|(?:(?P<one>one|two|three|\d+) out of"
    r"|(?P<single>one|two|three|(?<!no )(?<!no\. )(?<!number )1) in|(?P<hyphened>one|1)-in-)"
    rf"(?: every)? ?(?P<among>{'|'.join(SMALL)}|{'|'.join(TENS)}|\d+)"
    r"(?!\w|[.,]\d|\s(?:the|[a-z]+s (?:after|before)))(?=\s(?:of|[a-z]+s?\b)|[.,;]|$))",
    re.IGNORECASE,
)
# "Three quarters of a million": no share.
_OF_A_SCALE = re.compile(
    rf"\b(?P<many>an?|one|two|three)[\s-](?P<part>{'|'.join(_PARTS)})s? of an? "
    rf"(?P<scale>hundred|{'|'.join(SCALES)})\b(?P<unit>[\s-][a-z]+)?",
    re.IGNORECASE,
)
# "Half past nine" is 9.30; "every second year" is every two years.
_CLOCK = re.compile(
    rf"\b(?P<part>half past|(?:a )?quarter past|(?:a )?quarter to) (?P<hour>{'|'.join(SMALL)}|\d{{1,2}})\b"
    r"|\b(?P<digits>\d{1,2}:\d\d)\b(?:\s?(?P<noon>[ap]\.?m)\b)?",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\bevery (?P<which>other|{'|'.join(ORDINALS)}) (?P<unit>day|week|month|year|hour)\b", re.IGNORECASE
)


def shares_and_times(text: str) -> Iterator[NumberAt]:
    """Numbers of several words, each with where it stands: shares as per cent, "three quarters of a million" as
    750,000, times of day as hours and minutes (9.30), and "every second year" as two years.
    """
    for match in _SHARE.finditer(text):
        if one := match["one"] or match["single"] or match["hyphened"]:
            among = _plain(match["among"])
            if not _plain(one) < among <= _MANY:
                continue
            share = _plain(one) / among
        elif match["half"]:
            share = Decimal("0.5")
        else:
            part = (match["parts"] or match["part"]).casefold()
            share = _plain(match["many"] or "one") / _PARTS[part.removesuffix("s")]
        yield NumberAt(match.start(), match.end(), Quantity(round(share * 100, 1).normalize(), "%"))
    for match in _OF_A_SCALE.finditer(text):
        many, unit = _plain(match["many"]) or Decimal(1), unit_of(match["unit"])
        value = many * Decimal({"hundred": 100, **SCALES}[match["scale"].casefold()]) / _PARTS[match["part"].casefold()]
        yield NumberAt(match.start(), match.end() if unit else match.end("scale"), Quantity(round(value, 0), unit))
    for match in _CLOCK.finditer(text):
        yield NumberAt(match.start(), match.end(), Quantity(_clock(match), unit_of(match["noon"])))
    for match in _EVERY.finditer(text):
        which = match["which"].casefold()
        often = Decimal(2 if which == "other" else ORDINALS[which])
        yield NumberAt(match.start(), match.end(), Quantity(often, unit_of(match["unit"])))


def _plain(number: str) -> Decimal:
    low = number.casefold()
    return Decimal(low) if low.isdigit() else Decimal(SMALL.get(low, TENS.get(low, 0)))


def _clock(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return Decimal(match["digits"].replace(":", "."))
    hour, part = _plain(match["hour"]), match["part"].casefold()
    if part.endswith("to"):
        return hour - 1 + Decimal("0.45")
    return hour + (Decimal("0.30") if part.startswith("half") else Decimal("0.15"))
