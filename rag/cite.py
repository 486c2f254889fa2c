"""From pointers and quotations to stored sentences: the code, not the model, decides whether a citation exists.

`resolve` turns a draft's pointers into evidence. `find_quote` looks a quotation up in an article and fails closed: only
white space and typography may differ, and a quotation that occurs twice is not found. Knows nothing of meaning.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rag.answer import Dropped
from rag.domain import CitedClaim, DraftClaim, Evidence, Span

# Signs that printers, keyboards and content systems swap for one another without changing a word.
_TYPOGRAPHY = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    # Soft hyphen, zero-width space, joiner and byte order mark; marks and isolates of writing direction.
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f\u2066\u2067\u2068\u2069", ""),
}
_SPACE = re.compile(r"\s+")

# What holds a word or a number together, so that a quotation can't begin or end beside it: "can" is not in "can't".
_IN_WORD = frozenset("'’-‐‑.")
_IN_NUMBER = frozenset("'’-‐‑–−.,:/\u00a0\u2009\u202f")
_SIGN = frozenset("-‐‑–−")
_AFTER_NUMBER = frozenset("%‰°")
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """Where a quotation stands in a text: one span if `found`, several if `ambiguous`, none if `missing`."""

    kind: Literal["found", "ambiguous", "missing"]
    spans: tuple[Span, ...]


def resolve(draft: DraftClaim, offered: Mapping[str, Evidence]) -> CitedClaim | Dropped:
    """The draft with its pointers resolved against the evidence `offered`, or why it is dropped."""
    unknown = [pointer for pointer in draft.pointers if pointer not in offered]
    if unknown or not draft.pointers:
        reason = f"it points at {', '.join(unknown)}, which was not offered" if unknown else "it points at no sentence"
        return Dropped(text=draft.text, pointers=draft.pointers, gate="pointer", reason=reason)
    in_order = dict.fromkeys(draft.pointers)
    return CitedClaim(draft.text, tuple(offered[pointer] for pointer in in_order))


def find_quote(text: str, quote: str) -> QuoteMatch:
    """Every place where `quote` stands in `text`, up to white space and typography; linear in the length of both.

    Case, letters, digits and order must be the same, and the quotation must not begin or end inside a word or number:
    "30 days" is not found in "130 days", nor "we can" in "we can't". Quotation marks around `quote` are not part of it.
    """
    needle = _folded(unicodedata.normalize("NFC", quote)).strip("\"' ")
    if not needle or needle not in _folded(text):
        return QuoteMatch("missing", ())
    seen = _seen(text)
    spans = tuple(
        Span(seen.origin[at], seen.origin[at + len(needle) - 1] + 1)
        for at in _occurrences(seen.folded, needle)
        if seen.stands_alone(at, at + len(needle))
    )
    if not spans:
        return QuoteMatch("missing", ())
    return QuoteMatch("found" if len(spans) == 1 else "ambiguous", spans)


def printed_at(text: str, sentences: Iterable[Span], quote: str) -> Span | None:
    """Which of the `sentences` of another `text` is `quote`, up to case, white space and typography; None if none is.

    A text that is parted into sentences in another way may hold it all the same: then as `find_quote` finds it, once.
    """
    wanted = _folded(quote).strip().casefold()
    for span in sentences:
        if _folded(span.of(text)).strip().casefold() == wanted:
            return span
    match = find_quote(text, quote)
    return match.spans[0] if match.kind == "found" else None


def _folded(text: str) -> str:
    """`text` as it is compared: typography folded, each run of white space one space."""
    return _SPACE.sub(" ", text.translate(_FOLDS))


class _Folds(dict[int, str]):
    """What each character folds to, for str.translate; a dict, so that it asks Python once for each character, not each time."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _fold(chr(code)))


_FOLDS = _Folds()


@cache
def _fold(letter: str) -> str:
    if letter in _TYPOGRAPHY or letter.isspace():
        return _TYPOGRAPHY.get(letter, " ")
    # Compatibility forms of signs that are one for one, such as a wide "！". Letters and digits stay as they are.
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 and not letter.isalnum() and not plain.isalnum() else letter


def _occurrences(haystack: str, needle: str) -> Iterator[int]:
    """Every start of `needle`, overlapping ones too; linear whatever the two are made of (Knuth, Morris, Pratt 1977)."""
    borders = [0] * len(needle)
    matched = 0
    for index in range(1, len(needle)):
        while matched and needle[index] != needle[matched]:
            matched = borders[matched - 1]
        matched += needle[index] == needle[matched]
        borders[index] = matched
    matched = 0
    for index in range(max(0, haystack.find(needle)), len(haystack)):
        while matched and haystack[index] != needle[matched]:
            matched = borders[matched - 1]
        matched += haystack[index] == needle[matched]
        if matched == len(needle):
            yield index + 1 - matched
            matched = borders[matched - 1]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A text, its folded form, and for each folded character the offset of the one it comes from."""

    text: str
    folded: str
    origin: list[int]

    @classmethod
    def of(cls, text: str) -> "_Seen":
        pieces: list[str] = []
        origin: list[int] = []
        for index, letter in enumerate(text):
            for sign in _fold(letter):
                if sign != " " or not pieces or pieces[-1] != " ":
                    pieces.append(sign)
                    origin.append(index)
        return cls(text, "".join(pieces), origin)

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether folded `[start, end)` is whole words, numbers and signs of the text."""
        inside_sign = self._offset(start - 1) == self._offset(start) or self._offset(end - 1) == self._offset(end)
        return not (inside_sign or self._tied(start) or self._tied(end))

    def _tied(self, at: int) -> bool:
        """Whether what stands before the boundary `at` belongs to what stands after it."""
        far_before, before, after, far_after = (self._letter(index) for index in (at - 2, at - 1, at, at + 1))
        if (before.isalnum() and after.isalnum()) or _leans_on(after) or before == _JOINER:
            return True
        signed = after.isdigit() and before in _SIGN and not far_before.strip()
        if signed or (after.isdigit() and unicodedata.category(before or " ") == "Sc"):
            return True
        if before.isdigit() and after in _AFTER_NUMBER:
            return True
        return _holds(far_before, before, after) or _holds(before, after, far_after)

    def _offset(self, index: int) -> int:
        return self.origin[index] if 0 <= index < len(self.origin) else -1 if index < 0 else len(self.text)

    def _letter(self, index: int) -> str:
        return self.text[self.origin[index]] if 0 <= index < len(self.origin) else ""


@lru_cache(maxsize=8)  # a claim may put many stretches of one sentence in quotation marks
def _seen(text: str) -> _Seen:
    return _Seen.of(text)


def _holds(before: str, sign: str, after: str) -> bool:
    """Whether `sign` makes one word or number of its neighbours: "can't", "30-day", "2,500"."""
    if before.isdigit() and after.isdigit():
        return sign in _IN_NUMBER
    return before.isalnum() and after.isalnum() and sign in _IN_WORD


def _leans_on(letter: str) -> bool:
    """Whether a character only changes the one before it: an accent, a vowel sign, an emoji's skin, a joiner."""
    return letter == _JOINER or "\U0001f3fb" <= letter <= "\U0001f3ff" or unicodedata.category(letter or " ")[0] == "M"
