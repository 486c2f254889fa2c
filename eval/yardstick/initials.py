"""Names by their initials, where both forms can be seen: "ICJ" and "International Court of Justice"."""

import re
from collections.abc import Iterator

from eval.yardstick.words import words

_SMALL_WORDS = r"\s+(?:(?:of|for|the|and|on)\s+){0,2}"
"""What may stand between two words of a name, and gives no initial."""
_MOST = 6
"""The most letters of initials; what is longer is a word in capitals."""


def is_spelt_out(short: str, text: str) -> bool:
    """Whether `text` spells `short` out: "European Union" for "EU". False where `short` can't be initials."""
    found = _initials(short)
    return found is not None and re.search(_spelt_out(found), text) is not None


def without_spelt_out(text: str, known: str) -> str:
    """`text` with every name whose initials stand in `known` replaced by as many "x", so that offsets stay."""
    for short in sorted(set(_all_initials(known)), key=len, reverse=True):
        text = re.sub(_spelt_out(short), lambda found: "x" * len(found.group()), text)
    return text


def _spelt_out(short: str) -> str:
    return r"\b" + _SMALL_WORDS.join(letter + r"[\w’-]+" for letter in short)


def _all_initials(text: str) -> Iterator[str]:
    return (found for word in words(text) if (found := _initials(word)) is not None)


def _initials(word: str) -> str | None:
    """The letters of a word that can be initials, None for any other."""
    letters = word.replace(".", "")
    return letters if 1 < len(letters) <= _MOST and letters.isalpha() and letters.isupper() else None
