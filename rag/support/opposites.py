"""Whether a claim goes the other way than the words it cites: up for down, before for after, bought for sold.

Where a sentence has both words of a pair, the words around tell which of them the claim speaks of. Knows nothing of names.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.support.aligned import Word, before_and_after, lemma, nearness, read
from rag.support.denials import denials

_PREFIXES = ("un", "non", "in", "im", "il", "ir", "dis")
# Words of a pair that point a way only in some company: "is up", "up 3%", "down from 40", "voted for".
_PARTICLE = re.compile(
    r"\b(?:up|down|for|against|back|backs|least|most|best|worst|after|end|left|late)\b", re.IGNORECASE
)
_POINTING = re.compile(
    r"\b(?:is|are|was|were|be|been|goes|go|went|gone|moved?|moves|remains?|stays?) (?:up|down)\b|\b(?:up|down)(?= (?:from|by|[£$€]?\d|more|slightly|sharply|a (?:third|quarter|tenth|fifth)))"
    r"|\b(?:vot\w+|(?<=\d )were|spoke|votes?|ruled|argued|decided)(?: \w+){0,2}? (?:for|against)\b"
    r"|\bback(?:s)?(?= (?:the|a|an|his|her|its|their|[A-Z]))(?<!(?:me|nt|en|ng) back)|(?<=the )(?:most|least|best|worst)\b|(?<=’s )(?:most|least|best|worst)\b"
    r"|(?<!look )(?<!looked )(?<!looking )(?<!named )(?<!called )(?<!\bday )(?<!asked )\bafter\b(?! all\b)|\b(?:will|would|to|may|could|should|must) end\b"
    r"|\b(?:he|she|it|they|who|has|have|had) left\b|\btoo late\b|\blate(?= in\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Pair:
    one: frozenset[str]
    other: frozenset[str]
    turning: bool


@cache
def _pairs() -> tuple[_Pair, ...]:
    table = tomllib.loads((Path(__file__).parent / "opposites.toml").read_text(encoding="utf-8"))
    made = [(row, False) for row in table["pairs"] if row not in table["turning"]] + [
        (row, True) for row in table["turning"]
    ]
    return tuple(_pair(row, turning=turning) for row, turning in made)


def _pair(row: str, *, turning: bool) -> _Pair:
    one, other = (frozenset(lemma(word) for word in side.split()) for side in row.split("|"))
    return _Pair(one - other, other - one, turning)


@cache
def opposite_lemmas(word: str) -> frozenset[str]:
    """The lemmas that go the opposite way than the lemma `word`."""
    found = [
        other for pair in _pairs() for one, other in ((pair.one, pair.other), (pair.other, pair.one)) if word in one
    ]
    return frozenset().union(*found)


def opposite(claim: str, cited: str) -> str | None:
    """Why `claim` goes the other way than `cited`; None where it does not. A "not" on one side alone turns a pair once more."""
    said, there = read(claim), read(cited)
    pointing, pointing_there = _pointing(claim, said), _pointing(cited, there)
    denied = {place for each in denials(claim) for place in each.scope}
    denied_there = {place for each in denials(cited) for place in each.scope}
    for pair in _pairs():
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            against = [at for at in pointing_there if there[at].lemma in other]
            along = [at for at in pointing_there if there[at].lemma in one]
            for at in (place for place in pointing if said[place].lemma in one):
                rivals = [place for place in against if (place in denied_there) == (at in denied)]
                if rivals and _contrary(said, at, there, along, rivals, turning=pair.turning):
                    best = max(rivals, key=lambda place: nearness(said, at, there, place))
                    return f"the claim says “{said[at].text}” where the cited words say “{there[best].text}”"
    return _prefixed(said, there)


def _pointing(text: str, words: Sequence[Word]) -> list[int]:
    """The places of the words that may point a way."""
    ways = [found.span() for found in _POINTING.finditer(text)]
    return [
        at
        for at, word in enumerate(words)
        if not _PARTICLE.fullmatch(word.text) or any(start <= word.start < end for start, end in ways)
    ]


def _contrary(
    said: Sequence[Word], at: int, there: Sequence[Word], along: Sequence[int], against: Sequence[int], *, turning: bool
) -> bool:
    """Whether the word at `at` stands in the place of one of `against` rather than of one of `along`."""
    nearest = max(nearness(said, at, there, place) for place in against)
    if along and nearest <= max(nearness(said, at, there, place) for place in along) + 0.5:
        return False
    return not turning or not all(_crossed(said, at, there, place) for place in against)


def _crossed(said: Sequence[Word], at: int, there: Sequence[Word], place: int) -> bool:
    """Whether what stands before the one word stands after the other: "A before B" and "B after A"."""
    before, after = before_and_after(said, at)
    before_there, after_there = before_and_after(there, place)
    straight = len(before & before_there) + len(after & after_there)
    return len(before & after_there) + len(after & before_there) > straight


def _prefixed(said: Sequence[Word], there: Sequence[Word]) -> str | None:
    mine, theirs = {word.lemma for word in said}, {word.lemma for word in there}
    denied = any(
        word.low in {"not", "no", "without", "nor", "never"} or word.low.endswith("n't") for word in (*said, *there)
    )
    for prefix in () if denied else _PREFIXES:
        for word in theirs - mine:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) > 4 and rest in mine - theirs:
                return f"the cited words say “{word}” where the claim says “{rest}”"
        for word in mine - theirs:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) > 4 and rest in theirs - mine:
                return f"the claim says “{word}” where the cited words say “{rest}”"
    return None
