"""The names in a text, told by their capitals: a capital counts where grammar does not explain it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from eval.yardstick.words import POSSESSIVE, WORD, is_function_word, joined, words

_SAID = re.compile(r"\s+(?:said|says|told|added|warned|argued|announced|claimed|stated|insisted)\b")
# Words that end with a dot inside a sentence; the first are no part of a name.
_TITLES = frozenset("Mr Mrs Ms Dr Gen Lt Col Sgt Adm Sen Rep Gov Prof".split())
_ABBREVIATIONS = _TITLES | frozenset("St Jan Feb Aug Sept Oct Nov Dec".split())
_OPENS = re.compile(r"[.!?:\n]\s*[“\"‘']?$|[“\"]$")
_AHEAD = 24
"""How many characters after a word are looked at."""


def names(text: str, known: str = "") -> tuple[str, ...]:
    """The capitalised words of `text` that are not merely the first of a sentence, in order, without repeats.

    The first word of a sentence counts where something speaks for a name: what follows it, or that `known`, a longer
    text, always writes it with a capital. A text all in capitals tells no names.
    """
    if text.isupper():
        return ()
    found: dict[str, None] = {}
    for opens, word, rest in _placed(joined(text)):
        capital = word[0].isupper() and len(word) > 1 and word not in _TITLES and not is_function_word(word)
        if capital and (not opens or _looks_like_name(word, rest, text) or word in _always_capital(known)):
            found.setdefault(POSSESSIVE.sub("", word))
    return tuple(found)


@lru_cache(maxsize=256)
def _always_capital(text: str) -> frozenset[str]:
    """The words that `text` writes with a capital inside a sentence, and nowhere in small letters."""
    small = {word for word in words(text) if word[0].islower()}
    inner = (word for opens, word, _ in _placed(text) if not opens and word[0].isupper())
    return frozenset(word for word in inner if word.lower() not in small)


def _placed(text: str) -> Iterator[tuple[bool, str, str]]:
    """(opens, word, rest) for each word: whether it opens a sentence or a quotation, and the text right after it."""
    end, before = 0, ""
    for found in WORD.finditer(text):
        between = text[end : found.start()]
        abbreviated = between == ". " and (before in _ABBREVIATIONS or (len(before) == 1 and before.isupper()))
        opens = not end or (not abbreviated and bool(_OPENS.search(between)))
        end, before = found.end(), found.group()
        yield opens, before, text[end : end + _AHEAD]


def _looks_like_name(word: str, rest: str, text: str) -> bool:
    """Whether a word that opens a sentence is a name: more must speak for it than its capital."""
    inner_capital = any(letter.isupper() for letter in word[1:])
    repeated = re.search(rf"(?<=[\w,] ){re.escape(word)}\b", text) is not None
    possessive = POSSESSIVE.search(word) is not None
    compound = re.match(r"-[A-ZÀ-Þ]", rest) is not None
    speaks = _SAID.match(rest) is not None and not word.endswith("s")
    return inner_capital or repeated or possessive or compound or speaks
