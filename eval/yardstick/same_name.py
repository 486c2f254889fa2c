"""Whether two names are one: the same but for their ending or their spelling, or two names of one country."""

import re
import unicodedata
from functools import lru_cache

from eval.yardstick.countries import countries_of
from eval.yardstick.words import CASED_NAMES, POSSESSIVE, stem

# "Karsk" and "Karskan", "West" and "Western".
_ENDINGS = frozenset("i is an ans n ns ian ians ese ish ern".split())
_FEWEST = 4
"""The fewest letters of a name that others may be formed from; shorter ones are the beginning of too many others."""


def same_name(claimed: str, cited: str) -> bool:
    """Whether the name `claimed` is the same as `cited`: "Karskan" as "Karsk", "Canada" as "Ottawa"."""
    ours, theirs = countries_of(claimed), countries_of(cited)
    if ours & theirs:
        return True
    if claimed in CASED_NAMES or cited in CASED_NAMES:
        return claimed == cited
    alike = stem(claimed) == stem(cited) or _spelling(claimed) == _spelling(cited)
    return alike or (not (ours and theirs) and _same_root(claimed, cited))


def _same_root(one: str, other: str) -> bool:
    """Whether one is the other with an ending for who or what is from there: "Karsk" and "Karskan"."""
    short, long = sorted((POSSESSIVE.sub("", one), POSSESSIVE.sub("", other)), key=len)
    return len(short) >= _FEWEST and short[:1].isupper() and long.startswith(short) and long[len(short) :] in _ENDINGS


@lru_cache(maxsize=4096)
def _spelling(name: str) -> str:
    """A name as it sounds: without accents, and with one ending for the many ways to write the -y of Slavic names."""
    letters = unicodedata.normalize("NFKD", POSSESSIVE.sub("", name).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"(?:iy|yy|yi|ij|ii|y|i)$", "y", plain).replace("ye", "e") if len(plain) > _FEWEST else plain
