"""False names: somebody else, somewhere else, or another's words, with names that the same articles use.

Names are told from the articles themselves, by plain patterns: who speaks, what stands after "in". Where a pattern
leaves doubt the name is not used.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from random import Random

from eval.mutate.text import replaced, unquoted
from eval.yardstick.countries import countries_named, countries_of
from eval.yardstick.same_name import same_name
from eval.yardstick.words import words

_CAPITAL = r"[A-ZÀ-Þ](?:[\w’'-]*[\wà-þ])"
_NAME = rf"{_CAPITAL}(?: {_CAPITAL})*"
_SAYING = (
    "said|says|told|added|argued|warned|announced|promised|asked|wrote|declared|replied|stressed|denied|proposed|demanded"
    "|accepted|rejected|called"
)
_APART = r"(?:, [^,.“”]{3,60},)?(?: (?:has|had|also|then|later))?"
_SPEAKER = re.compile(
    rf"(?<!of )(?<!on )(?<!in )(?<!for )(?<!and )\b(?P<name>(?:[Tt]he )?{_NAME}){_APART} (?:{_SAYING})\b(?! by\b)"
    rf"|\b(?:{_SAYING}|[Aa]ccording to) (?P<after>(?:the )?{_NAME})(?!\w| (?:{_SAYING}|and)\b)"
)
_FULL_NAME = re.compile(
    rf"(?:^|[\s(])(?P<name>{_CAPITAL} {_CAPITAL})(?=, (?:the|a|an|who|his|her|its)\b| (?:{_SAYING})\b)"
    rf"|(?:\b[a-z’-]+, |\b(?:{_SAYING}) |\bPresident |\bMinister )(?P<apposed>{_CAPITAL} {_CAPITAL})(?=[,. ])"
)
_PLACED = re.compile(
    r"\b(?P<preposition>in|In|near|Near|outside|at|At|from|From|to|To|off|across|above) "
    rf"(?P<name>(?:the )?{_NAME})(?![\w’-])"
)
_PLACING = frozenset("in In near Near outside at At".split())
_TITLES = frozenset(
    """President Prime Minister Foreign Defence Chancellor Judge Professor Secretary Doctor Dr Mr Mrs Ms Sir General
    King Queen Pope The An He She It They But And In On At By For If When While As After Before Since Both Each Some Its
    Their His Her This That These There No Nobody Two Three Four Five Six Seven Eight Nine Ten Last Next""".split()
)
_TIME = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Easter|Christmas|\w+day)s?"
)
_ADJECTIVE = re.compile(r"\w+(?:ian|ish|ese|ean|kan|can|mari|ern)s?")


@dataclass(frozen=True)
class Names:
    """The names in `text`, the articles of a corpus one after the other."""

    text: str

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Full names of two words: those who say something, or are introduced between commas or by a title."""
        found = (match["name"] or match["apposed"] for match in _FULL_NAME.finditer(self.text))
        return _sorted(name for name in found if self._proper(name) and name not in self._collective)

    @cached_property
    def surnames(self) -> tuple[str, ...]:
        """The last word of each of `people`."""
        return _sorted(name.split()[-1] for name in self.people)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Names that stand after "in", "near", "outside" or "at", and are nobody's name."""
        found = (match["name"] for match in _PLACED.finditer(self.text) if match["preposition"] in _PLACING)
        return _sorted(name for name in found if self._is_place(name))

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Names of those who say something, other than full names of people; with "the" where they have it."""
        found = (match["name"] or match["after"] for match in _SPEAKER.finditer(self.text))
        lower = (re.sub("^The ", "the ", name) for name in found)
        return _sorted(name for name in lower if self._proper(name.removeprefix("the ")) and name not in self.people)

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """Single names of people: `surnames`, and those of `speakers` that the text also writes with a first name."""
        single = (name for name in self.speakers if " " not in name)
        return _sorted((*self.surnames, *(name for name in single if self._has_first_name(name))))

    def _has_first_name(self, name: str) -> bool:
        before = re.findall(rf"\b({_CAPITAL}) {re.escape(name)}\b", self.text)
        return any(first not in _TITLES and self._proper(first) for first in before)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Those of `speakers` that are no person: a country, a capital, a firm."""
        return _sorted(set(self.speakers) - set(self.persons))

    @cached_property
    def _collective(self) -> AbstractSet[str]:
        """Names of two words that are no person's, for they stand after "the" or before ", which"."""
        pattern = rf"\b[Tt]he ({_CAPITAL} {_CAPITAL})\b|\b({_CAPITAL} {_CAPITAL}), which\b"
        return frozenset(name for match in re.finditer(pattern, self.text) for name in match.groups() if name)

    def _is_place(self, name: str) -> bool:
        known = {*self.people, *self.persons}
        return not name.startswith("the ") and not name.isupper() and self._proper(name) and name not in known

    def _proper(self, name: str) -> bool:
        parts = name.split()
        return not (
            set(parts) & _TITLES
            or any(_TIME.fullmatch(part) for part in parts)
            or _ADJECTIVE.fullmatch(parts[-1])
            or name.endswith(("’s", "'s"))
            or {part.lower() for part in parts if part not in {"Street", "Harbour", "Island", "Port"}} & self._small
        )

    @cached_property
    def _small(self) -> AbstractSet[str]:
        """Words that are also written in small letters, in the singular or the plural."""
        small = frozenset(re.findall(r"\b[a-z][\w’'-]*", self.text))
        return small | {f"{word}s" for word in small}


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


@dataclass(frozen=True, slots=True)
class Around:
    """What a sentence stands among: the text of its article, and the names of all the articles."""

    article: str
    names: Names


def speakers(claim: str, sentence: str, around: Around, rng: Random) -> Iterator[str]:
    """`claim` with its speaker changed: for another person in it, then for one of the same article, or of any."""
    visible = unquoted(claim)
    names = around.names
    for found in _SPEAKER.finditer(visible):
        group = "name" if found["name"] else "after"
        start, end = _without_title(found, group)
        old = visible[start:end]
        kind = next((kind for kind in (names.people, names.persons, names.bodies) if _uncapped(old) in kind), ())
        if kind and kind != names.bodies:
            yield from _changed_places(claim, visible, (start, end), names)
        if new := _other(old, kind, around, f"{claim} {sentence}", rng):
            yield replaced(claim, start, end, new)


def _uncapped(name: str) -> str:
    return re.sub(r"^The\b", "the", name)


def _without_title(found: re.Match[str], group: str) -> tuple[int, int]:
    start, end = found.span(group)
    parts = found[group].split()
    while len(parts) > 1 and parts[0] in _TITLES - {"The"}:
        start += len(parts.pop(0)) + 1
    return start, end


def _changed_places(claim: str, visible: str, speaker: tuple[int, int], names: Names) -> Iterator[str]:
    """`claim` with the speaker, a person, and the first other person in it exchanged."""
    start, end = speaker
    for other in _mentions(visible, (*names.people, *names.persons)):
        one, two = sorted([(start, end), other.span()])
        apart = one[1] <= two[0] and visible[one[1] : two[0]].strip() != "and"
        if apart and not _same(visible[slice(*one)], visible[slice(*two)]):
            yield replaced(claim, one[0], two[1], claim[slice(*two)] + claim[one[1] : two[0]] + claim[slice(*one)])
            return


def _same(one: str, other: str) -> bool:
    first, second = (name.rsplit(" ", 1)[-1] for name in (one, other))
    return first == second or bool(countries_of(first) & countries_of(second))


def people(claim: str, sentence: str, around: Around, rng: Random) -> Iterator[str]:
    """`claim` with one name changed for another of its kind; not the name of a speaker, or of where something is."""
    visible = unquoted(claim)
    taken = {
        at for found in _SPEAKER.finditer(visible) for at in range(*_without_title(found, found.lastgroup or "name"))
    }
    taken |= {at for found in _PLACED.finditer(visible) for at in range(*found.span("name"))}
    names = around.names
    for kind in (names.people, names.persons, _sorted((*names.bodies, *names.places))):
        mentions = [found for found in _mentions(visible, kind) if found.start() not in taken]
        rng.shuffle(mentions)
        for found in mentions:
            if new := _other(found.group(), kind, around, f"{claim} {sentence}", rng):
                yield replaced(claim, found.start(), found.end(), new)


def places(claim: str, sentence: str, around: Around, rng: Random) -> Iterator[str]:
    """`claim` with one place, where something is or goes, changed for another."""
    for found in _PLACED.finditer(unquoted(claim)):
        old, known = found["name"], around.names.places
        if old in known and (new := _other(old, known, around, f"{claim} {sentence}", rng)):
            yield replaced(claim, found.start("name"), found.end("name"), new)


def _mentions(text: str, known: Sequence[str]) -> list[re.Match[str]]:
    """The places where one of `known` stands in `text` as a whole name."""
    if not known:
        return []
    longest_first = sorted(map(re.escape, known), key=len, reverse=True)
    alternatives = "|".join(re.sub(r"^the\b", "[Tt]he", name) for name in longest_first)
    return list(re.finditer(rf"(?<![\w’'-])(?<![A-ZÀ-Þ] )(?:{alternatives})(?![\w-]|[’']\w{{2}}| [A-ZÀ-Þ])", text))


def _other(old: str, names: Sequence[str], around: Around, known: str, rng: Random) -> str | None:
    """One of `names` that can stand in the place of `old` and has no word or country of `known`; None if there is none.

    It is one word where `old` is, and has a "the" where that has one. One from the same article is preferred.
    """
    there = {*words(known), *countries_named(known)}
    fitting = [
        name
        for name in names
        if _shape(name) == _shape(old)
        and not any(word in known for word in name.removeprefix("the ").split())
        and not any(same_name(name.split()[-1], other) for other in there)
    ]
    near = [name for name in fitting if name in around.article]
    return rng.choice(near or fitting) if fitting else None


def _shape(name: str) -> tuple[bool, bool]:
    plain = name.removeprefix("the ").removeprefix("The ")
    return plain != name, " " in plain
