"""Who and what a text names: whole names with their articles, "the Bank of Velmar", "Velmar and Karsk".

Tells places, things and people apart by the words around and inside a name; where nothing speaks for either, a name may
be any of them. Knows nothing of conversations.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from rag.months import CALENDAR
from rag.wording import is_function_word, names

_TOKEN = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_INSIDE = re.compile(r"(?: |-| & | of (?:the )?| de | van | von )")
_LISTED = re.compile(r"(?:, | and |, and )")
_BEFORE = re.compile(r"(?:\b([A-Za-z]+)\s+)?(?:\b([Tt]he)\s+)?$")

_AT = frozenset("in at near outside around inside throughout across off into through towards within".split())
_THINGS = frozenset(
    """act agency airlines airport arena authority award bank bay board bridge cape cathedral church city club college commission
    committee company corp corporation council county court cup department festival foundation front fund gallery group harbour
    hospital hotel hurricane inc institute island islands kingdom lake league library line ltd market ministry mount museum office
    organisation organization park parliament party plc police port prize province railway region republic river road school sea
    senate society stadium state storm street strait theatre tower treaty trust union university valley works""".split()
)
_PEOPLE = frozenset(
    """mr mrs ms miss dr sir dame lord lady judge justice president minister chancellor king queen prince princess pope senator
    mayor captain general colonel professor bishop archbishop governor secretary inspector sergeant""".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at `[start, end)` of a text, its article included, without a possessive ending; `after` is the word before."""

    start: int
    end: int
    words: str
    after: str
    plural: bool = False

    @property
    def place(self) -> bool:
        """Whether it is said as a place: "in York"."""
        return self.after in _AT

    @property
    def person(self) -> bool:
        """Whether a title says that it is a person; False says nothing."""
        return not self.plural and bool(self._parts & _PEOPLE) and not self.thing

    @property
    def thing(self) -> bool:
        """Whether a word of it says that it is no person; False says nothing."""
        return bool(self._parts & _THINGS)

    @property
    def bare(self) -> str:
        """The name without its article."""
        return self.words.removeprefix("the ")

    @property
    def _parts(self) -> frozenset[str]:
        return frozenset(re.split(r"[\s-]+", self.words.casefold()))


def mentions(text: str, known: str = "") -> tuple[Mention, ...]:
    """The names of `text` in order; `known`, a longer text, tells names from words that merely begin a sentence."""
    named = frozenset(names(text, known)) - CALENDAR
    tokens = list(_TOKEN.finditer(text))
    inner = [_is_name(token.group(), named) for token in tokens]
    if not text.rstrip().endswith(
        "?"
    ):  # "Ines Valcourt won": the first word of a statement goes with the name after it
        for at, (token, following) in enumerate(pairwise(tokens)):
            adjacent = text[token.end() : following.start()] == " "
            if token.start() == 0 and adjacent and inner[at + 1] and _may_begin(token.group()):
                inner[at] = True
    runs: list[tuple[int, int]] = []
    for token, name in zip(tokens, inner, strict=True):
        if not name:
            continue
        bare_end = token.start() + len(_POSSESSIVE.sub("", token.group()))
        if runs and _INSIDE.fullmatch(text[runs[-1][1] : token.start()]):
            runs[-1] = (runs[-1][0], bare_end)
        else:
            runs.append((token.start(), bare_end))
    return tuple(_mention(text, start, end, plural=plural) for start, end, plural in _listed(text, runs))


def _is_name(token: str, named: frozenset[str]) -> bool:
    bare = _POSSESSIVE.sub("", token)
    return token[0].isupper() and (bare in named or bare.split("-")[0] in named) and bare not in CALENDAR


def _may_begin(token: str) -> bool:
    return token[0].isupper() and not is_function_word(token) and not _POSSESSIVE.search(token)


def _listed(text: str, runs: list[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """The runs, those of a list with "and" joined to one."""
    joined: list[tuple[int, int, bool]] = []
    for start, end in runs:
        between = text[joined[-1][1] : start] if joined else ""
        if joined and _LISTED.fullmatch(re.sub(r"(?i)\bthe $", "", between)):
            joined[-1] = (joined[-1][0], end, True)
        else:
            joined.append((start, end, False))
    return [piece for whole in joined for piece in _parted(text, runs, whole)]


def _parted(text: str, runs: list[tuple[int, int]], whole: tuple[int, int, bool]) -> list[tuple[int, int, bool]]:
    """A list without "and" is none: its names stand alone."""
    start, end, plural = whole
    if not plural or " and " in text[start:end]:
        return [whole]
    return [(first, last, False) for first, last in runs if start <= first and last <= end]


def _mention(text: str, start: int, end: int, *, plural: bool) -> Mention:
    before = _BEFORE.search(text[:start])
    after, article = (before[1] or "", before[2] or "") if before else ("", "")
    if article and before:
        start = before.start(2)
    words = f"the {text[start + 4 : end]}" if article else text[start:end]
    return Mention(start, end, words, after.casefold(), plural)
