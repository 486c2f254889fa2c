"""False numbers, dates and units: what the sentence counts is made more, or less where more would follow from it.

"At least seven" implies "at least six", so numbers go up; "up to five hours" implies "up to six", so these go down.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from eval.mutate.text import NEGATION, clause_before, replaced, unquoted
from eval.yardstick.numbers import quantities

_SPELLED = """\
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: number for number, word in enumerate(_SPELLED, 2)} | {
    word: number * 10 for number, word in enumerate(_TENS, 2)
}
_WORDS = {value: word for word, value in _VALUES.items()}
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(_MONTHS)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_NUMBER = re.compile(
    r"(?<![\w.,:/–-])(?:(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w:/–]|[.,]\d|-\d)"
    rf"|(?P<word>{'|'.join(_VALUES)})\b(?![\s-](?:{'|'.join(_VALUES)}|one|hundred|thousand|thirds|o[’']clock)\b))",
    re.IGNORECASE,
)
_OF_DATE = re.compile(
    rf"\s(?:{_MONTH})\b|\s?[ap]\.?m\b|\so[’']clock|\sin the (?:morning|afternoon|evening)", re.IGNORECASE
)
_AFTER_MONTH = re.compile(rf"(?:\b(?:{_MONTH})|\b(?:No|at|by|until|route|past|Number))\s$")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?=(?:st|nd|rd|th)?\s(?:{_MONTH})\b)|\b(?:{_MONTH})\s(?P<after>\d{{1,2}})\b(?!\s?[ap]\.?m)"
    rf"|\b(?P<weekday>{'|'.join(_WEEKDAYS)})|(?<![\d£$€.,])(?P<year>(?:18|19|20)\d\d)(?![\d,]|\.\d)|\b(?P<month>{_MONTH})\b"
)
_UP_TO = re.compile(
    r"\b(?:at most|up to|no more than|not more than|less than|fewer than|under|below|within|nearly|almost"
    r"|(?:as )?(?:much|many) as|more quickly than|maximum of|just short of|short of)\s(?:the\s|a\s)?[£$€]?$",
    re.IGNORECASE,
)
_BOUNDED = re.compile(
    r"\b(?:by|before|until|till|after|at least|than|over|above|since|earliest|latest)\s(?:\w+\s)?$", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:since|from)\s(?:\w+\s)?$", re.IGNORECASE)

# What makes a quantity larger, what makes it smaller, and what can't be compared.
_LARGER = """\
kilometres miles|kilometre mile|km miles|metres kilometres|metre kilometre|centimetres metres|centimetre metre
|seconds minutes|second minute|minutes hours|minute hour|hours days|hour day|days weeks|day week|weeks months|week month
|grams kilograms|kilograms tonnes|thousand million|million billion"""
_SMALLER = (
    "months weeks|month week|years months|year month|decades years|tonnes kilograms|billion million|hectares acres"
)
_OTHER = "crowns euros|florins euros|euros dollars|dollars euros|£ €|€ £|$ £"


def _table(rows: str) -> dict[str, str]:
    return dict(row.split() for row in rows.split("|"))


_UNITS = {
    "larger": _table(_LARGER),
    "smaller": _table(_SMALLER),
    "other": _table(_OTHER) | {"per cent": "percentage points", "percent": "percentage points"},
}
_UNIT_WORDS = "|".join(
    sorted((unit for table in _UNITS.values() for unit in table if unit not in "£$€"), key=len, reverse=True)
)
_COUNTED = re.compile(
    rf"(?P<before>(?:[\d.,]*\d|\b(?:{'|'.join(_VALUES)}|hundred|thousand|million|billion))[\s-])(?P<unit>{_UNIT_WORDS})\b"
    r"|(?P<sign>[£$€])(?=\d)",
    re.IGNORECASE,
)


def numbers(claim: str, sentence: str, rng: Random) -> Iterator[str]:
    """`claim` with one number changed to one that neither it nor `sentence` has. Dates and times of day stay."""
    there = {quantity.value for text in (claim, sentence) for quantity in quantities(text)}
    visible = unquoted(claim)
    for found in _shuffled(_NUMBER.finditer(visible), rng):
        before, after = visible[: found.start()], visible[found.end() :]
        if _OF_DATE.match(after) or _AFTER_MONTH.search(before) or _is_year(found.group(), before, after):
            continue
        if NEGATION.search(clause_before(before, len(before))) and not _UP_TO.search(before):
            continue
        for factor in rng.sample((1.3, 1.5, 1.7, 2.0, 2.4), 5):
            new = _changed(found.group(), 1 / factor if _UP_TO.search(before) else factor)
            if new and not {quantity.value for quantity in quantities(new)} <= there:
                yield replaced(claim, found.start(), found.end(), new)
                break


def _is_year(number: str, before: str, after: str) -> bool:
    return bool(_YEAR.fullmatch(number)) and not re.search(r"[£$€]$", before) and not re.match(r"\s[a-z]+s\b", after)


def _changed(number: str, factor: float) -> str | None:
    """The number times about `factor`, written as it was: in words, with as many decimals, as round.

    None where the new number can't be written so, or is below 2.
    """
    if number.lower() in _VALUES:
        value = _VALUES[number.lower()]
        new = round(value * factor, -1) if value >= 20 else round(value * factor)
        new = new if new != value else value + (1 if factor > 1 else -1)
        word = _WORDS.get(int(new))
        return word.capitalize() if word and number[0].isupper() else word
    plain = number.replace(",", "")
    if "." in plain:
        places = len(plain.split(".")[1])
        return f"{Decimal(plain) * Decimal(str(round(factor, 2))):.{places}f}"
    zeros = len(plain) - len(plain.rstrip("0"))
    head = int(plain.rstrip("0") or 0)
    changed = round(head * factor)
    changed = changed if changed != head else head + (1 if factor > 1 else -1)
    if changed <= 1:
        return None
    digits = str(changed) + "0" * zeros
    return f"{int(digits):,}" if "," in number or len(digits) > 4 else digits


def dates(claim: str, sentence: str, rng: Random) -> Iterator[str]:
    """`claim` with the day, month, year or weekday of one date changed to one that neither it nor `sentence` has."""
    visible, known = unquoted(claim), f"{claim} {sentence}"
    there = {str(quantity.value) for quantity in quantities(known)}  # "the second" hides a 2 December from the checks
    places = [found.span(found.lastgroup or 0) for found in _DATE.finditer(visible)]
    rng.shuffle(places)
    for start, end in places:
        part, before, after = visible[start:end], visible[:start], visible[end:]
        year = _YEAR.fullmatch(part) is not None
        since = bool(_SINCE.search(before))
        # What holds before Monday holds before Tuesday: only a year has a "since" that can be pushed back.
        if (year and not _is_year(part, before, after)) or (_BOUNDED.search(before) and not (year and since)):
            continue
        others = _other_dates(part, rng, earlier=since)
        new = next((new for new in others if new not in there and not re.search(rf"\b{new}", known)), None)
        if new:
            yield replaced(claim, start, end, new)


def _other_dates(part: str, rng: Random, *, earlier: bool) -> list[str]:
    if _YEAR.fullmatch(part):
        steps = (-9, -7, -5, -4, -3, -2) if earlier else (-7, -5, -4, -3, -2, 2, 3, 4)
        return [str(int(part) + step) for step in rng.sample(steps, len(steps))]
    if part.isdigit():
        return [str(day) for day in rng.sample(range(2, 29), 26) if abs(day - int(part)) > 1]
    others = _WEEKDAYS if part in _WEEKDAYS else _MONTHS
    return [other for other in rng.sample(others, len(others)) if other not in {part, "May"}]


def units(claim: str, sentence: str, rng: Random) -> Iterator[str]:
    """`claim` with the unit or scale of one number changed: days for hours, billions for millions, euros for crowns."""
    visible = unquoted(claim)
    for found in _shuffled(_COUNTED.finditer(visible), rng):
        group = "unit" if found["unit"] else "sign"
        before = visible[: found.start()]
        new = _other_unit(found[group].lower(), before)
        if new is None or new in sentence or NEGATION.search(clause_before(before, len(before))):
            continue
        yield replaced(claim, found.start(group), found.end(group), new)


def _other_unit(unit: str, before: str) -> str | None:
    """Another unit for `unit`; None where there is none that makes the claim false.

    After "up to", a larger unit would follow from the true claim: what takes up to five hours takes up to five days.
    """
    if _UP_TO.search(before):
        ways: tuple[str, ...] = ("smaller", "other")
    else:
        ways = ("larger", "other") if _BOUNDED.search(before) else ("larger", "other", "smaller")
    return next((_UNITS[way][unit] for way in ways if unit in _UNITS[way]), None)


def _shuffled(found: Iterator[re.Match[str]], rng: Random) -> list[re.Match[str]]:
    places = list(found)
    rng.shuffle(places)
    return places
