"""Numbers in digits, however their thousands are parted, and Roman numerals."""

import re
from collections.abc import Iterator
from decimal import Decimal
from unicodedata import numeric

from rag.english.months import MONTHS
from rag.english.number_words import SCALES
from rag.english.quantity import DECADE, ORDINAL, NumberAt, Quantity
from rag.english.units import CURRENCY_SIGNS, UNITS, unit_of

_LETTERS = {
    "hundred": 10**2,
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "cr": 10**7,
}
_SHORT_SCALES = {**_LETTERS, "t": 10**12, "tn": 10**12, "trn": 10**12, **SCALES}
_SCALE = "hundred|thousand|million|billion|trillion|lakhs?|lacs?|crores?|cr|bn|mn|mln|bln|tn|trn"

_NARROW = "\u00a0\u2007\u2009\u202f"
_VULGAR = "¼-¾⅐-⅞"
# "May 12 300 people" is a day and a number.
_NO_DAY = "".join(rf"(?<!{month} )(?<!{month[:3]} )(?<!{month[:3]}\. )" for month in MONTHS)
_GROUPED = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?"  # 12,50,000, as in India
    r"|[1-9]\d{0,2}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    rf"|[1-9]\d{{0,2}}(?P<part>['’{_NARROW}])\d{{3}}(?:(?P=part)\d{{3}})*(?!\d)(?:\.\d+|,\d{{1,2}}(?!\d))?"
    rf"|(?:(?=3[2-9]|[4-9]\d|\d{{3}})|{_NO_DAY})[1-9]\d{{0,2}}(?: \d{{3}})+(?!\d|[.,]\d{{3}})"
    r"(?:\.\d+|,\d{1,2}(?!\d))?"
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,}(?![\d.])"
    r"|(?<![\d,])\d{1,3},\d{1,2}(?![\d,])"
    r"|\d+(?:\.\d+)?|"  # nothing before "½"
)
_DECIMAL_COMMA = re.compile(r",(?=\d{1,2}$)")
# What stands before the digits, and is looked for once they are found: most of a text has none.
_BEFORE = re.compile(
    rf"(?P<sign>(?<![\w)\]%])[-−](?=[{CURRENCY_SIGNS}]?$)|(?<![\w)\]%])[-−](?=[{CURRENCY_SIGNS}])|\bminus\s)?"
    rf"(?:(?P<currency>[{CURRENCY_SIGNS}]|\b(?:USD|EUR|GBP|INR|CHF|JPY|CNY|RUB|UAH|PLN)\b)\s?)?$",
    re.IGNORECASE,
)
_LONGEST_BEFORE = len(" minus USD ")
_DIGITS = re.compile(
    rf"(?=[\d{_VULGAR}])(?P<digits>{_GROUPED})(?P<fraction>\s?[{_VULGAR}]|\s(?:1/[2-8]|2/3|3/4|[357]/8)(?![\d/]))?"
    rf"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<scale>(?:[\s-]?(?:{_SCALE})\b)+)|(?P<letter>\s?[mkbt]\b))?"
    r"(?P<half>[\s-]and[\s-]a[\s-]half\b)?"
    r"(?P<unit>\s?%|\s?[°º]\s?(?:[CF]\b)?|\s?[℃℉]|(?-i:[CF])\b|[\s-]deg(?:rees?)?\s(?:celsius|centigrade|fahrenheit|[CF])\b"
    rf"|\s?[{CURRENCY_SIGNS}](?!\s?\d)|[\s-]?[ap]\.?m\b|\sin the (?:morning|afternoon|evening)\b|\s?m\.p\.h\b"
    r"|[\s-]?percentage[\s-]points?\b|[\s-]?per\s?cent\b|[\s-]?(?:square|sq\.?|cubic)[\s-][a-z]+|[\s-]?(?:km/h|m/s|[a-z]+[²³])"
    r"|[\s-]?[a-z]+\s(?:per|an?)\s(?:hour|second)\b|[\s-]?[a-z]+)?",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"[\s-](?:tall|high|deep|wide|long|away|apart|below|above|off|from|race|sprint|hurdles|freestyle|butterfly|backstroke|relay|final)\b",
    re.IGNORECASE,
)
"""What stands behind "100m" where these are metres, not millions."""
_DECADE = re.compile(r"(?<!\d)(?P<century>1[5-9]|20)?(?P<tens>\d0)s\b")

_ROMAN = "(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_NUMBERED = "Article|Chapter|Part|Phase|Title|Volume|Book|Act|Section|Annex|Super Bowl|WrestleMania|Olympiad"
_ROMAN_NUMERAL = re.compile(
    # One letter, or one that a company may be called by, counts only after what is numbered so; "an IV drip" does not.
    rf"(?:(?<=\w )(?!(?:XL|LI|LIV|LX|LV)\b)(?<!\b[Aa]n )(?<!\b[Tt]he )(?=[IVXL]{{2}})"
    rf"|(?P<numbered>\b(?:{_NUMBERED}|(?:King|Queen|Pope|Emperor|Tsar) [A-Z]\w+) )(?=[IVXL]))(?P<roman>{_ROMAN})\b"
)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def in_digits(text: str) -> Iterator[NumberAt]:
    """The numbers in digits of `text`, each with where it stands."""
    for match in _DIGITS.finditer(text):
        before = _BEFORE.search(text[max(0, match.start() - _LONGEST_BEFORE) : match.start()])
        sign, currency = (before["sign"], before["currency"]) if before else (None, None)
        scale, unit, end = _scale(match["scale"]), unit_of(match["unit"]), match.end()
        if match["letter"]:
            scale = _letter(match, paid=bool(currency))
            if scale == 1:
                unit, end = unit_of(match["letter"]), match.end("letter")
        end = end if unit or not match["unit"] else match.start("unit")
        value = _value(match)
        if scale != 1:  # a product is rounded, a number as it stands is not
            value *= scale
        if currency:
            unit = UNITS.get(currency.casefold(), currency)
        elif match["ordinal"]:
            unit = ORDINAL
        start = match.start() - (len(before.group()) if before else 0)
        yield NumberAt(start, end, Quantity(-value if sign else value, unit), scale)


def decades(text: str) -> Iterator[NumberAt]:
    """Decades in digits: "the 1990s", and "the ’90s", which are of the 20th century. "The ’20s" may be of two
    centuries, and are left out.
    """
    for match in _DECADE.finditer(text) if "0s" in text else ():
        named = match["century"] or text[max(0, match.start() - 4) : match.start()].endswith(
            ("'", "’", "‘", "the ", "The ")
        )
        if named and (match["century"] or match["tens"] >= "30"):
            year = Decimal(f"{match['century'] or 19}{match['tens']}")
            yield NumberAt(match.start(), match.end(), Quantity(year, DECADE))


def romans(text: str) -> Iterator[NumberAt]:
    """Roman numerals, which tell one of a name from another: "World War II", "Charles III"."""
    for match in _ROMAN_NUMERAL.finditer(text):
        if match["roman"]:
            value = Decimal(roman_value(match["roman"]))
            yield NumberAt(match.start("roman"), match.end(), Quantity(value, ORDINAL))


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral in capitals: 4 for IV."""
    digits = [_ROMAN_DIGITS[letter] for letter in numeral]
    return sum(-one if one < other else one for one, other in zip(digits, [*digits[1:], 0], strict=True))


def _value(match: re.Match[str]) -> Decimal:
    written = _DECIMAL_COMMA.sub(".", match["digits"])
    if written.count(".") > 1:
        written = written.replace(".", "")
    value = Decimal(re.sub(r"[^\d.]", "", written) or 0)
    if fraction := (match["fraction"] or "").strip():
        above, _, under = fraction.partition("/")
        value += Decimal(above) / Decimal(under) if under else Decimal(str(numeric(above)))
    return value + Decimal("0.5") if match["half"] else value


def _scale(written: str | None) -> Decimal:
    """What the words behind a number multiply it by, together: "lakh crore"."""
    scale = Decimal(1)
    for word in re.findall(r"[a-z]+", (written or "").casefold()):
        scale *= _SHORT_SCALES[word if word in _SHORT_SCALES else word.removesuffix("s")]
    return scale


def _letter(match: re.Match[str], *, paid: bool) -> Decimal:
    """What a letter behind a number multiplies it by; 1 where it is a unit: "5t" of grain, the "100m" race."""
    letter = match["letter"].strip().casefold()
    counts = match["letter"].strip() == match["letter"] and letter in {"m", "k"}
    if paid or (counts and not (letter == "m" and _LENGTH.match(match.string, match.end("letter")))):
        return Decimal(_SHORT_SCALES[letter])
    return Decimal(1)
