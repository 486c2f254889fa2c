"""The words of a text, and their stems: what is compared is folded (case, typography, stem), what is shown never is."""

import re
from functools import cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*", re.UNICODE)
POSSESSIVE = re.compile(r"[’']s?$")
# One word that some write as two: "cease-fire", "co-operate".
_HYPHENATED = re.compile(
    r"\b(cease[-‐‑\s](?=fires?\b)|(?:co|re|pre|anti|counter|multi|sub|cyber)[-‐‑](?=[a-z]))", re.IGNORECASE
)
_FUNCTION_WORDS = frozenset(
    """a about after again against all also although am among an and any are as at be because been before being
    between both but by can could did do does doing done down during each either else ever every for from further get
    gets got had has have having he her here hers herself him himself his how however i if in including into is it its
    itself just let like may me might more most much must my myself near neither no nor not now of off on once one
    only onto or other our ours out over own per rather same shall she should since so some such than that the their
    theirs them themselves then there these they this those though through thus to too toward towards under until up
    upon us very was we were what when where whether which while who whom whose why will with within without would yet
    you your yours yourself""".split()
)
CASED_NAMES = frozenset("US WHO IT May".split())
"""Written so, these are names; in small letters they are function words."""


def words(text: str) -> list[str]:
    """The words and numbers of `text` in order, as written; "U.S." and "cease-fire" are one word each."""
    return [found.group() for found in WORD.finditer(joined(text))]


def joined(text: str) -> str:
    """`text` without soft hyphens, and with what some write as two words written as one: "ceasefire"."""
    return _HYPHENATED.sub(lambda found: found.group()[:-1], text.replace("\u00ad", ""))


@cache
def stem(word: str) -> str:
    """The Snowball English stem (Porter 2001) of a word, case and possessive folded."""
    folded = POSSESSIVE.sub("", word.casefold().replace("’", "'"))
    if "." in folded and all(len(letter) == 1 for letter in folded.split(".")):
        return folded.replace(".", "")
    return str(snowballstemmer.stemmer("english").stemWord(folded))


def is_function_word(word: str) -> bool:
    """Whether a word carries no meaning of its own; "us" is one, "US" a name."""
    return word.casefold() in _FUNCTION_WORDS and word not in CASED_NAMES


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning: no function words, no numerals."""
    return frozenset(
        stem(word) for word in words(text) if not is_function_word(word) and not word[0].isdigit() and len(word) > 1
    )
