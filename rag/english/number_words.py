"""Numbers in words: "two hundred and fifty thousand", "two lakh crore", and years such as "nineteen thirteen".

Knows no digits (see numerals).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rag.english.quantity import DECADE, ORDINAL, NumberAt, Quantity
from rag.english.units import unit_of

SMALL = dict(
    zip(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split(),
        range(20),
        strict=True,
    )
)
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
# Without "first", which is too often an adverb to count.
ORDINALS = dict(
    zip(
        """second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
        sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
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
SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
_CENTURIES = range(13, 21)
"""What a year may begin with: "ten thirty" is a time of day."""

_SCALE = "|".join(f"{scale}s?" if scale in {"lakh", "lac", "crore"} else scale for scale in SCALES)
_LARGE = f"hundred|{_SCALE}|dozen"
_NUMERAL = "|".join((*TENS, *(f"{small}(?![a-z])" for small in SMALL), _LARGE))
_AND = "|".join(rf"(?<={large})" for large in ("hundred", *SCALES))
_RUN = re.compile(
    rf"\b(?P<run>(?:(?:half[\s-]+)?an?[\s-]+(?=(?:{_LARGE})\b))?(?:{_NUMERAL})\b"
    rf"(?:(?:[\s-]+|(?:{_AND})\s+and\s+|[\s-]+and[\s-]+a[\s-]+(?=half\b))(?:{_NUMERAL}|half|oh)\b)*)"
    r"(?P<unit>[\s-]per\s?cent\b|[\s-]percentage[\s-]points?\b|\sin the (?:morning|afternoon|evening)\b|\s[ap]\.?m\b"
    r"|[\s-](?:square|cubic)[\s-][a-z]+|[\s-]degrees?\s(?:celsius|centigrade|fahrenheit)\b"
    r"|[\s-][a-z]+\s(?:per|an?)\s(?:hour|second)\b|[\s-][a-z]+)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_SOME = re.compile(r"(?:\b(?:several|few|many|couple of)|\d)[\s-]$", re.IGNORECASE)
"""What stands before a "hundred" that is no number by itself: "several hundred", or digits, "6.9 billion dozen"."""
_ORDINAL_WORD = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(TENS)})-(?P<first>first)?)?(?P<word>(?(first)|(?:{'|'.join(ORDINALS)})))\b(?<!-)",
    re.IGNORECASE,
)
_DECADES = {f"{tens.removesuffix('y')}ies": value for tens, value in TENS.items() if value >= 30}
_DECADE = re.compile(
    rf"\bthe (?:(?:early|late|mid)[\s-])?(?P<decade>(?:nineteen[\s-])?(?P<tens>{'|'.join(_DECADES)}))\b", re.IGNORECASE
)


@dataclass(slots=True)
class _Sum:
    """A number in words as far as it is read."""

    start: int
    end: int = 0
    total: Decimal = Decimal(0)
    below: Decimal = Decimal(0)
    """What the next "thousand" or "million" will multiply."""
    last: str = ""
    passed: Decimal = Decimal(0)
    """The value of the last "thousand", "million" … that was read."""
    scale: Decimal = Decimal(1)
    """What the words at its end multiply by."""

    def add(self, word: str, end: int) -> bool:
        """Take in `word`, which ends at `end`, and return True; or return False where the number can't go on with it
        and another number begins.
        """
        kind, value = _kind(word)
        if not self._goes_on(kind):
            return False
        if kind == "scale":
            self._multiply(value)
        elif kind == "half" and self.last == "scale":
            self.total += value * self.passed  # "a million and a half"
        elif kind in {"hundred", "dozen"}:
            self.below = (self.below if self.last else Decimal(1)) * value
        elif self._in_a_year(kind):
            self.below = self.below * 100 + value
        else:
            self.below += value
        multiplies = {"scale", "hundred", "dozen"}
        self.scale = (value * self.scale if self.last in multiplies else value) if kind in multiplies else Decimal(1)
        self.last, self.end = kind, end
        return True

    def _multiply(self, value: Decimal) -> None:
        counted = self.below if self.last else Decimal(1)
        if value > self.passed > 0:  # "five thousand two hundred million", "lakh crore"
            self.total = (self.total + counted) * value
        else:
            self.total += counted * value
        self.below, self.passed = Decimal(0), value

    def _goes_on(self, kind: str) -> bool:
        if kind in {"ten", "teen"}:
            return self.last in {"", "hundred", "scale"} or self._in_a_year(kind)
        if kind == "oh":
            return self._in_a_year(kind)
        before = {
            "one": {"", "ten", "hundred", "scale", "oh"},
            "zero": {""},
            "half": {"", "one", "ten", "teen", "scale"},
            "hundred": {"", "one", "ten", "teen"},
            "dozen": {"", "one", "ten", "teen", "half"},
            "scale": {"", "one", "ten", "teen", "hundred", "half", "dozen", "scale"},
        }
        return self.last in before[kind]

    def _in_a_year(self, kind: str) -> bool:
        """Whether what follows are the last two digits of a year: "nineteen" "thirteen", "twenty" "twenty-five"."""
        return (
            kind in {"ten", "teen", "oh"}
            and self.last in {"ten", "teen"}
            and not self.total
            and self.below in _CENTURIES
        )


def in_words(text: str) -> Iterator[NumberAt]:
    """The numbers in words of `text`, each with where it stands; "one" only with a unit or in a larger number."""
    for match in _RUN.finditer(text):
        unit = unit_of(match["unit"])
        sums = _sums(match)
        if _kind(_first_word(match))[0] in {"scale", "hundred", "dozen"} and _SOME.search(
            text, max(0, match.start() - 12), match.start()
        ):
            continue
        if unit in {"am", "pm"} and len(sums) == 2 and sums[0].below <= 12:
            sums = [_Sum(sums[0].start, sums[1].end, below=sums[0].below + sums[1].below / 100, last="one")]
        for each in sums:
            own = unit if each is sums[-1] else None
            value = each.total + each.below
            if value != 1 or own or each.end - each.start > len("one"):
                end = match.end() if own else each.end
                yield NumberAt(each.start, end, Quantity(value, own), each.scale)


def ordinals_and_decades(text: str) -> Iterator[NumberAt]:
    """Ordinals, "the twenty-first"; and decades of the 20th century, "the nineties", but not "in her nineties"."""
    for match in _ORDINAL_WORD.finditer(text):
        tens = TENS.get((match["tens"] or "").casefold(), 0)
        value = tens + (1 if match["first"] else ORDINALS[match["word"].casefold()])
        yield NumberAt(match.start(), match.end(), Quantity(Decimal(value), ORDINAL))
    for match in _DECADE.finditer(text):
        year = Decimal(1900 + _DECADES[match["tens"].casefold()])
        yield NumberAt(match.start("decade"), match.end(), Quantity(year, DECADE))


def _sums(match: re.Match[str]) -> list[_Sum]:
    """The numbers that follow each other in a run of number words: "three two" are two."""
    found: list[_Sum] = []
    for word in _WORD.finditer(match["run"]):
        start, end = (match.start() + at for at in word.span())
        plain = word.group().casefold()
        if plain in {"a", "an", "and"}:
            continue
        if not found or not found[-1].add(plain, end):
            found.append(_Sum(start if found else match.start()))
            found[-1].add(plain, end)
    return [each for each in found if each.end]


def _first_word(match: re.Match[str]) -> str:
    return re.split(r"[\s-]", match["run"].casefold(), maxsplit=1)[0]


def _kind(word: str) -> tuple[str, Decimal]:
    """The kind of a number word, such as "ten" for "thirty" and "scale" for "million", and its value; the kind is empty
    where it is no number word.
    """
    if word in TENS:
        return "ten", Decimal(TENS[word])
    if word in SMALL:
        return "zero" if word == "zero" else "one" if SMALL[word] < 10 else "teen", Decimal(SMALL[word])
    if word in {"hundred", "dozen"}:
        return word, Decimal(100 if word == "hundred" else 12)
    if word in {"half", "oh"}:
        return word, Decimal("0.5" if word == "half" else "0")
    scale = word if word in SCALES else word.removesuffix("s")
    return ("scale", Decimal(SCALES[scale])) if scale in SCALES else ("", Decimal(0))
