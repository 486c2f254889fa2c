"""The people an article introduces: full names, the office each holds, and which pronoun it uses of them.

Read from the words outside quotations. Titles are kept out of names ("Marina Okafor", not "Dr Marina Okafor"). A surname
that two people bear is nobody's.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rag.support.countries import countries_of
from rag.support.outlets import is_outlet
from rag.support.phrases import NAME, ROLE, Phrase, is_body, is_family_name, phrase, surname
from rag.support.quotations import without_quotations
from rag.wording import always_capital

_NAMES = re.compile(NAME)
_APPOSED = re.compile(
    r"\s*,\s+(?:(?:who|whose)\b|(?:an?|the|his|her|its|their|one|head|chair|director|leader|[A-ZÀ-Þ][\w’-]+[’']s)\s+(?P<what>[^,.;:\ue000]{2,70})|\d\d\b)"
)
_OWNS = re.compile(r"[’']s\s+[A-ZÀ-Þ]")
_NEAR = 100
"""Characters before a name in which its office may stand."""
_NOUN_END = re.compile(r"\s(?:of|for|at|from|in|with|on|to|who|that|and)\b.*$")
_MALE = frozenset(
    "mr. mr sir king prince father chairman spokesman businessman fisherman husband son brother actor salesman lord".split()
)
_FEMALE = frozenset(
    "mrs mrs. ms ms. miss dame queen princess sister chairwoman spokeswoman businesswoman wife widow daughter mother actress lady".split()
)
# "Okafor said that she …": the subject of a clause that follows the one name, with nobody else between.
_CALLED = re.compile(
    r"(?:,|\b(?:said|that|because|when|if|whether|but|before|after|while|until|although))\s(?P<pronoun>he|she)\b"
)
_ANYBODY = re.compile(rf"\b(?:an?|the|his|her|its|their)\s+(?:[\w-]+\s+){{0,2}}?{ROLE}\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at an offset of a text; `name` is the full one."""

    name: str
    start: int
    sure: bool
    """False where the article does not say that it is a person: such a one is never meant by "he", but may leave doubt."""


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Who is in an article. Names are full ones, as first introduced."""

    by_surname: Mapping[str, frozenset[str]]
    by_role: Mapping[str, frozenset[str]]
    by_description: Mapping[str, frozenset[str]]
    """Who is described by a word: by "foreign", whoever is a foreign minister."""
    pronouns: Mapping[str, str]
    capitals: AbstractSet[str]

    def full_name(self, name: str) -> str:
        """The name in full, where the article introduces one and only one that ends so; else as it is."""
        if countries_of(name):
            return name  # "Ukraine" is not short for "Global Pictures Ukraine"
        last = surname(name)
        known = self.by_surname.get(last) or self.by_surname.get(last.title() if last.isupper() else last, frozenset())
        if len(known) == 1:
            (full,) = known
            ends_so = f" {full}".lower().endswith(f" {name}".lower())  # "MARROW", "Van der Berg"
            if ends_so or full.split()[0] == name.split(maxsplit=1)[0]:
                return full
        return name

    def holder(self, office: Phrase) -> str | None:
        """Who "the minister" is: the one person to whom the article gives that office, in those words; None in doubt."""
        return _holder(self, office)

    def may_be(self, name: str, pronoun: str) -> bool:
        """Whether the article may call `name` by `pronoun`: it does not use the other one."""
        return self.pronouns.get(name, pronoun) == pronoun

    def mentions(self, plain: str) -> tuple[Mention, ...]:
        """The people named in `plain`, a text whose quotations are hidden; names that may be a person's included."""
        return _mentions(self, plain)


@lru_cache(maxsize=1024)  # each "he said" looks at the sentences before it
def _mentions(cast: People, plain: str) -> tuple[Mention, ...]:
    found = []
    for match in _NAMES.finditer(plain):
        name = _person(plain, match)
        if name is None or (" " not in name and countries_of(name)):
            continue
        known = " " in name or name in cast.by_surname
        if known or match.start() or name in cast.capitals:
            found.append(Mention(cast.full_name(name), match.start(), known))
    return tuple(found)


@lru_cache(maxsize=1024)
def _holder(cast: People, office: Phrase) -> str | None:
    if office.role is None or not office.text.startswith("the "):
        return None
    words = office.text.removeprefix("the ").lower().split()[:-1]
    held = cast.by_role.get(office.role, frozenset())
    fitting = held.intersection(*(cast.by_description.get(word, frozenset()) for word in words))
    return next(iter(fitting)) if len(fitting) == 1 else None


@dataclass(frozen=True, slots=True)
class _Met:
    """Whom an article has named so far."""

    by_surname: dict[str, dict[str, str]] = field(default_factory=dict)
    """By surname and first word, the full name."""
    by_role: dict[str, set[str]] = field(default_factory=dict)
    by_description: dict[str, set[str]] = field(default_factory=dict)

    def meet(self, name: str, roles: Sequence[tuple[str, str]]) -> None:
        """Note a name, by which somebody known may be meant, with the offices it is given: (noun, all words)."""
        first, *rest = name.split()
        if rest:
            full = self.by_surname.setdefault(rest[-1], {}).setdefault(first, name)
        else:
            known = self.by_surname.get(name, {})
            full = next(iter(known.values())) if len(known) == 1 else name
        if roles and not rest:
            self.by_surname.setdefault(name, {}).setdefault(full.split()[0], full)
        for role, words in roles:
            self.by_role.setdefault(role, set()).add(full)
            for word in words.split():
                self.by_description.setdefault(word, set()).add(full)


@lru_cache(maxsize=128)
def people(text: str) -> People:
    """The people of the article with this text."""
    plain = without_quotations(text)
    met = _Met()
    for line in plain.splitlines():
        for match in _NAMES.finditer(line):
            name = _person(line, match)
            if name is not None and not _begins_with_job(name, line, match.start()):
                met.meet(name, _roles(line, match))
    whole = {surname: frozenset(_without_short(names.values())) for surname, names in met.by_surname.items()}
    held, described = (
        {word: frozenset(names) for word, names in by_word.items()} for by_word in (met.by_role, met.by_description)
    )
    cast = People(whole, held, described, {}, always_capital(plain))
    return replace(cast, pronouns=_pronouns(cast, plain))


def _begins_with_job(name: str, line: str, start: int) -> bool:
    """Whether it is open if a name's first word is a name or a job: "Swimmer Lotte Aas", where a sentence begins."""
    first, *rest = name.split()
    begins = not start or line[start - 2] in ".!?"
    return begins and len(rest) > 1 and re.fullmatch(ROLE, first.lower()) is not None


def _without_short(names: Collection[str]) -> list[str]:
    """A surname alone is no other person where it also has a full name."""
    full = [name for name in names if not is_family_name(name)]
    return full or list(names)


def _person(line: str, match: re.Match[str]) -> str | None:
    """The name at `match` without titles, where it may be a person's."""
    left = line[max(0, match.start() - _NEAR) : match.start()]
    if re.search(r"\b(?:the|The)\s\Z", left) or _OWNS.match(line, match.end()):
        return None
    who = phrase(match.group())
    if who is None or who.kind != "name" or ((is_body(who.text) or is_outlet(who.text)) and who.role is None):
        return None
    placed = re.search(r"\b(?:in|at|near|from|outside|across|into|around)\s\Z", left, re.IGNORECASE)
    return None if placed and who.role is None else who.text


def _roles(line: str, match: re.Match[str]) -> list[tuple[str, str]]:
    """The offices given to the name at `match`: (noun, all words)."""
    found = []
    title = phrase(match.group())
    if title and title.role:
        words = match.group().split()
        found.append((title.role, " ".join(words[: -len(title.text.split())]).lower()))
    if (apposed := _APPOSED.match(line, match.end())) and apposed["what"]:
        words_ = _NOUN_END.sub("", apposed["what"]).strip()
        if words_:
            found.append((surname(words_).lower(), words_.lower()))
    left = line[max(0, match.start() - _NEAR) : match.start()]
    before = re.search(
        r"(?:\b(?:the|an?|his|her|its|their)|[’']s?)\s+((?:(?!of\b|for\b|at\b|in\b)[a-z-]+\s+){0,3}(?!of\b)[a-z-]+)(?:\s(?:of|for|at|in)\s[^,.;]{2,40}(?=,))?,?\s\Z",
        left,
        re.IGNORECASE,
    )
    if before and (who := phrase(f"the {before.group(1)}")) and who.role and phrase(f"the {before.group(1)} Anna Holt"):
        apart = left.rstrip().endswith(",")
        if not apart or line.startswith(",", match.end()):
            named = phrase(f"{before.group(1)} Anna Holt")
            if named and named.kind == "name" and named.text == "Anna Holt":
                found.append((who.role, before.group(1).lower()))
    return found


def _pronouns(cast: People, plain: str) -> dict[str, str]:
    seen: dict[str, set[str]] = {}
    for role, names in cast.by_role.items():
        for name in names:
            if role in _MALE | _FEMALE:
                seen.setdefault(name, set()).add("he" if role in _MALE else "she")
    for sentence in re.split(r"(?<=[.!?])\s+|\n", plain):
        named = cast.mentions(sentence)
        if len({mention.name for mention in named}) != 1:
            continue
        rest = sentence[named[-1].start + len(named[-1].name) :]
        called = _CALLED.search(rest)
        if called and not _ANYBODY.search(rest[: called.start()]):
            seen.setdefault(named[0].name, set()).add(called["pronoun"])
    return {name: next(iter(used)) for name, used in seen.items() if len(used) == 1}
