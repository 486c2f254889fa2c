"""English numerals and what they are worth: "two hundred and fifty", "half a million", "twenty-first"."""

from decimal import Decimal

SMALL = dict(
    zip(
        """\
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split(),
        range(20),
        strict=True,
    )
)
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES = {"hundred": 100, "bn": 10**9, "mn": 10**6, "tn": 10**12, "m": 10**6, "k": 10**3, **SCALES}
# Without "first", which is too often an adverb to count.
_TO_TWENTIETH = """\
second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth""".split()
_TENTHS = "thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split()
ORDINALS = dict(zip(_TO_TWENTIETH, range(2, 21), strict=True)) | dict(zip(_TENTHS, range(30, 101, 10), strict=True))


def one_word(number: str) -> Decimal:
    """What a number in digits, or in one word below a hundred, is worth; 0 for any other word."""
    low = number.casefold()
    return Decimal(low) if low.isdigit() else Decimal(SMALL.get(low, TENS.get(low, 0)))


def value_of_numeral(run: list[str]) -> Decimal:
    """What the words of one numeral, in small letters, are worth together."""
    total, current = Decimal(0), Decimal(0)
    for word in run:
        if word == "half":
            current += Decimal("0.5")
        elif word in SCALES:
            total, current = total + (current or Decimal(1)) * SCALES[word], Decimal(0)
        elif word in {"hundred", "dozen"}:
            current = (current or Decimal(1)) * (100 if word == "hundred" else 12)
        else:
            current += Decimal(SMALL.get(word, TENS.get(word, 0)))
    return total + current
