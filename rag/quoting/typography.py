"""How two printings of the same words are compared: what printers, keyboards and content systems swap is the same.

Quotation marks, dashes and ellipses in any form, ligatures, white space, and what nobody sees. Letters and digits stay
as they are. Knows no words; whatever is found in a folded text is a slice of the text as it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

_MARKS = {
    **dict.fromkeys("‘’‚‛′`´‹›", "'"),
    **dict.fromkeys("“”„‟″«»〝〞〟", '"'),
    **dict.fromkeys("‐‑‒–−", "-"),
    **dict.fromkeys("—―⸺⸻", "—"),
    "…": "...",
    # Soft hyphen, zero-width space, non-joiner, joiner of words and byte order mark; marks and isolates of
    # writing direction.
    **dict.fromkeys("\u00ad\u200b\u200c\u2060\ufeff\u061c\u200e\u200f\u2066\u2067\u2068\u2069", ""),
}
_PRESENTATION = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")
"""Letters in the shape in which they are printed, such as ﬁ: the same letters."""
RESHAPED = re.compile(rf"{_PRESENTATION.pattern}|[{''.join(mark for mark, sign in _MARKS.items() if not sign)}]")
"""What can stand inside a word and is not in its folded form."""

# Applied in this order to a text of which each character is folded; no pattern's match may grow with a run of
# white space.
_RULES = (
    (re.compile(" {2,}"), " "),
    (re.compile(r"(?<![^\W_])'|'(?![^\W_])"), '"'),  # what is no apostrophe inside a word quotes
    (re.compile(r' ?"[ "]*'), '"'),  # «␣so␣», ``so'', “‘so’”
    (re.compile(r" ?\.(?: ?\.){2,} ?"), "…"),
    (re.compile(r'(?<![^ (\["…—])-(?=[$£€]?\d)'), "−"),  # a sign, not a dash: -5 degrees
    (re.compile(r" ?[-—][ \-—]*"), "-"),
    (re.compile(r" (?=[:;!?%‰°])"), ""),
)

# What holds a word or a number together, so that a quotation can't begin or end beside it: "can" is not in "can't".
_IN_WORD = frozenset("'’`´′-‐‑.")
_IN_NUMBER = frozenset("'’-‐‑–−.,:/\u00a0\u2009\u202f")
_SIGN = frozenset("-‐‑–−±<>~")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
"""A number whose thousands are parted by spaces: "100 000"."""
_FAR = 20
"""Characters around a boundary within which such a number is looked for."""
_AFTER_NUMBER = frozenset("%‰°")
_JOINER = "\u200d"


def folded(text: str) -> str:
    """`text` in the one form in which texts are compared."""
    signs = text.translate(_FOLDS)
    for pattern, sign in _RULES:
        signs = pattern.sub(sign, signs)
    return signs


@dataclass(frozen=True, slots=True)
class Folded:
    """A text and its folded form, `signs`. For each folded sign, `starts` and `ends` give where what it stands for
    begins and ends in the text.
    """

    text: str
    signs: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str) -> "Folded":
        """`text` with the same folded form that `folded(text)` gives, and the places."""
        pieces = [text[at].translate(_FOLDS) for at in range(len(text))]
        places = [at for at, piece in enumerate(pieces) for _ in piece]
        all_folded = cls(text, "".join(pieces), places, [at + 1 for at in places])
        for pattern, sign in _RULES:
            all_folded = all_folded._with(pattern, sign)
        return all_folded

    def _with(self, pattern: re.Pattern[str], sign: str) -> "Folded":
        """The same with every match of `pattern` replaced by `sign`, which is one character or none."""
        signs: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for match in pattern.finditer(self.signs):
            first, last = match.span()
            starts += self.starts[done:first]
            ends += self.ends[done:first]
            signs.append(self.signs[done:first])
            if sign:
                bare = match.group().strip(" ")
                lead = match.group().index(bare) if bare else 0
                starts.append(self.starts[first + lead])
                ends.append(self.ends[first + lead + len(bare) - 1 if bare else last - 1])
                signs.append(sign)
            done = last
        if not done:
            return self
        return Folded(
            self.text, "".join((*signs, self.signs[done:])), starts + self.starts[done:], ends + self.ends[done:]
        )

    def places(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Where `wanted`, which is folded, stands as whole words, numbers and signs: start and end, in `signs`."""
        for at in _occurrences(self.signs, wanted):
            if self._stands_alone(at, at + len(wanted)):
                yield at, at + len(wanted)

    def _stands_alone(self, start: int, end: int) -> bool:
        inside_first = start > 0 and self.starts[start - 1] == self.starts[start]
        inside_last = end < len(self.signs) and self.starts[end] == self.starts[end - 1]
        return not (inside_first or inside_last or self._tied(self.starts[start]) or self._tied(self.ends[end - 1]))

    def _tied(self, at: int) -> bool:
        """Whether what stands before the boundary `at` of the text belongs to what stands after it."""
        if any(
            number.start() < at < number.end() for number in _GROUPED.finditer(self.text, max(0, at - _FAR), at + _FAR)
        ):
            return True
        before, far_before = self._seen(at - 1, -1)
        after, far_after = self._seen(at, 1)
        if (before.isalnum() and after.isalnum()) or _leans_on(after) or before == _JOINER:
            return True
        signed = after.isdigit() and before in _SIGN and not far_before.strip()
        if signed or (after.isdigit() and unicodedata.category(before or " ") == "Sc"):
            return True
        if before.isdigit() and after in _AFTER_NUMBER:
            return True
        return _holds(far_before, before, after) or _holds(before, after, far_after)

    def _seen(self, at: int, step: int) -> tuple[str, str]:
        """The next two characters that are seen from `at` on, in either direction; "" beyond the text."""
        found = ["", ""]
        number = 0
        while 0 <= at < len(self.text) and number < 2:
            if self.text[at].translate(_FOLDS):
                found[number] = self.text[at]
                number += 1
            at += step
        return found[0], found[1]


@lru_cache(maxsize=8)  # a claim may put many stretches of one sentence in quotation marks
def folded_with_places(text: str) -> Folded:
    """`Folded.of(text)`, kept for the next few questions about the same text."""
    return Folded.of(text)


class _Folds(dict[int, str]):
    """What each character folds to, for str.translate. A dict, so that Python asks once for each character."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _fold(chr(code)))


_FOLDS = _Folds()


@cache
def _fold(letter: str) -> str:
    if letter in _MARKS or letter.isspace():
        return _MARKS.get(letter, " ")
    plain = unicodedata.normalize("NFKC", letter)
    if _PRESENTATION.match(letter) and letter.isalpha():
        return plain
    # Compatibility forms of signs that are one for one, such as a wide "！". Other letters and digits stay as they are.
    return plain if len(plain) == 1 and not letter.isalnum() and not plain.isalnum() else letter


def _occurrences(haystack: str, needle: str) -> Iterator[int]:
    """Every start of `needle`, also of overlapping ones; linear whatever the two are (Knuth, Morris, Pratt 1977)."""
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


def _holds(before: str, sign: str, after: str) -> bool:
    """Whether `sign` makes one word or number of its neighbours: "can't", "30-day", "2,500"."""
    if before.isdigit() and after.isdigit():
        return sign in _IN_NUMBER
    return before.isalnum() and after.isalnum() and sign in _IN_WORD


def _leans_on(letter: str) -> bool:
    """Whether a character only changes the one before it: an accent, a vowel sign, an emoji's skin, a joiner."""
    return letter == _JOINER or "\U0001f3fb" <= letter <= "\U0001f3ff" or unicodedata.category(letter or " ")[0] == "M"
