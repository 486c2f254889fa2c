"""What a text says, as far as code can tell: its content words, names, numbers and negations. Knows nothing of models.

Everything is compared in a folded form (case, typography, stem), never shown: shown words are always the stored ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"[’']s?$")

FUNCTION_WORDS = frozenset(
    """a about after again against all also although am among an and any are as at be because been before being between both
    but by can could did do does doing done down during each either else ever every for from further get gets got had has
    have having he her here hers herself him himself his how however i if in including into is it its itself just let like
    may me might more most much must my myself near neither no nor not now of off on once one only onto or other our ours
    out over own per rather same shall she should since so some such than that the their theirs them themselves then there
    these they this those though through thus to too toward towards under until up upon us very was we were what when where
    whether which while who whom whose why will with within without would yet you your yours yourself""".split()
)
# Words that a question uses to ask, not to name what it asks about.
ASKING_WORDS = frozenset(
    """say says said tell tells told state states stated mention mentioned happen happens happened according many long
    often kind type name named give gave given make made take took taken include includes included currently recently
    latest new people person thing things way reason reasons""".split()
)
NEGATIONS = frozenset("no not never none nobody nothing neither nor without cannot".split())

_UNITS = frozenset(
    """percent point second minute hour day week month year decade metre meter kilometre kilometer mile foot inch kilogram
    kilo gram tonne ton litre liter dollar euro pound rouble ruble hryvnia degree""".split()
)
_SMALL = dict(
    zip(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "bn": 10**9,
    "m": 10**6,
}
_NUMBER = re.compile(
    r"(?P<currency>[$£€])?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|bn|m)\b)?"
    r"(?:(?P<percent>\s?%|\s?per\s?cent\b|\s?percent\b)|[\s-](?P<unit>[a-z]+))?",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"\b(?P<tens>{'|'.join(_TENS)})?[\s-]?(?P<small>{'|'.join(_SMALL)})?(?P<scale>[\s-](?:hundred|thousand|million|billion|trillion))?"
    r"(?:(?P<percent>\s?per\s?cent\b|\s?percent\b)|[\s-](?P<unit>[a-z]+))?\b",
    re.IGNORECASE,
)


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


@cache
def stem(word: str) -> str:
    """The Snowball English stem (Porter 2001) of a word, case and possessive folded."""
    folded = _POSSESSIVE.sub("", word.casefold().replace("’", "'"))
    return str(snowballstemmer.stemmer("english").stemWord(folded))


def words(text: str) -> list[str]:
    """The words and numbers of `text` in order, as written; "U.S." is one word, without its last dot."""
    return [found.group() for found in _WORD.finditer(text)]


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning: no function words, no numerals."""
    return frozenset(
        stem(word)
        for word in words(text)
        if word.casefold() not in FUNCTION_WORDS and not word[0].isdigit() and len(word) > 1
    )


def topic_stems(question: str) -> frozenset[str]:
    """The stems of what a question is about: its content words, without those that only ask."""
    return frozenset(part for part in content_stems(question) if part not in _asking_stems())


@cache
def _asking_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in ASKING_WORDS)


def names(text: str) -> tuple[str, ...]:
    """The capitalised words of `text` that are not merely the first of a sentence, in order, without repeats."""
    found: dict[str, None] = {}
    for sentence_start, word in _with_position(text):
        capital = word[0].isupper() and word.casefold() not in FUNCTION_WORDS
        if capital and (not sentence_start or _looks_like_name(word, text)):
            found.setdefault(_POSSESSIVE.sub("", word))
    return tuple(found)


def _with_position(text: str) -> Iterator[tuple[bool, str]]:
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        yield end == 0 or bool(re.search(r"[.!?:\n]\s*[“\"‘']?$|[“\"]$", between)), match.group()
        end = match.end()


def _looks_like_name(word: str, text: str) -> bool:
    """At the start of a sentence, a capital means a name only where more speaks for it."""
    inner_capital = any(letter.isupper() for letter in word[1:])
    repeated = len(re.findall(rf"(?<=[\w,] ){re.escape(word)}\b", text)) > 0
    possessive = bool(_POSSESSIVE.search(word))
    return inner_capital or repeated or possessive


def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of `text`, in digits or in words, with their units. "One" in words is a pronoun too often to count."""
    found = [_from_digits(match) for match in _NUMBER.finditer(text)]
    spelled = (_from_words(match) for match in _SPELLED.finditer(text))
    return (*found, *(quantity for quantity in spelled if quantity is not None))


def _from_digits(match: re.Match[str]) -> Quantity:
    value = Decimal(match["digits"].replace(",", ""))
    scale = (match["scale"] or "").strip(" -").casefold()
    return Quantity(value * _SCALES.get(scale, 1), _unit(match, match["currency"]))


def _from_words(match: re.Match[str]) -> Quantity | None:
    tens, small = match["tens"], match["small"]
    if not tens and (not small or small.casefold() == "one"):
        return None
    value = _TENS.get((tens or "").casefold(), 0) + _SMALL.get((small or "").casefold(), 0)
    scale = (match["scale"] or "").strip(" -").casefold()
    return Quantity(Decimal(value * _SCALES.get(scale, 1)), _unit(match, None))


def _unit(match: re.Match[str], currency: str | None) -> str | None:
    if currency or match["percent"]:
        return currency or "%"
    candidate = (match["unit"] or "").casefold().removesuffix("s")
    return candidate if candidate in _UNITS else None


def negations(text: str) -> int:
    """How many words of `text` negate: not, never, no, n't and their kin."""
    lowered = [word.casefold().replace("’", "'") for word in words(text)]
    return sum(word in NEGATIONS or word.endswith("n't") for word in lowered)
