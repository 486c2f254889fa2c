"""Who is speaking or acting: which party a name stands for, and which one a sentence is about. Knows nothing of claims.

Parties come from aliases.toml, and from the article itself: "Ukrainian Foreign Minister Andrii Sybiha" says whose
minister he is. Where that leaves doubt, the answer is None, never a guess.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rag.wording import CASED_NAMES, stem

# A quotation holds somebody's words: names inside it are spoken of, they do not speak.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# "According to unnamed sources cited by Bloomberg, …" tells the way a report came, not who acts in it.
_VIA = re.compile(
    r"^\W*(?:according to|as reported by|citing|(?:in|during|after) an? (?:[\w-]+ )?(?:interview|briefing|press conference))\b[^,]*,",
    re.IGNORECASE,
)

# Whoever "he" is was named before; a party named after him is spoken of.
_PRONOUN = re.compile(r"^\W*(?:he|she|they)\b", re.IGNORECASE)

_ATTITUDES = (
    "condition|demand|term|requirement|stipulation|position|stance|proposal|offer|aim|goal|call|refusal|request|insistence"
    "|want|insist|require|reject|refuse|accept|agree|oppose|urge|seek|say|said|warn|propose|call(?:s|ed)? for|claim|deny|denie"
)


# What stands before a party whose attitude is only supposed, or wanted by others.
_SUPPOSED = re.compile(
    r"\b(?:provided(?: that)?|(?:on|under the) condition that|as long as|if|unless|until|once|whether|without(?: the)?"
    r"|(?:call(?:s|ed|ing)? (?:for|on|upon)|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)|press(?:es|ed|ing)?|(?:want|expect)(?:s|ed|ing)?)(?: the)?)\s+$",
    re.IGNORECASE,
)
_OF_A_NATION = frozenset("i is an ans n ns ian ians ese ish".split())


@dataclass(frozen=True, slots=True)
class _Party:
    name: str
    words: tuple[str, ...]
    people: tuple[str, ...]
    cities: tuple[str, ...] = ()


@cache
def _parties() -> tuple[_Party, ...]:
    tables = tomllib.loads((Path(__file__).parent / "aliases.toml").read_text(encoding="utf-8"))["party"]
    return tuple(_Party(**table) for table in tables)


@cache
def _table() -> dict[str, str]:
    return {alias: party.name for party in _parties() for alias in (*party.words, *party.cities, *party.people)}


@cache
def _people() -> frozenset[str]:
    return frozenset(name for party in _parties() for name in party.people)


@cache
def _cities() -> frozenset[str]:
    return frozenset(name for party in _parties() for name in party.cities)


@cache
def alias_pattern() -> re.Pattern[str]:
    """Any word or words that name a party or speak for one."""
    alternatives = "|".join(sorted(map(re.escape, _table()), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")


def party_of(word: str) -> str | None:
    """The party that `word` names or speaks for, None where it is no name we know."""
    return _table().get(word.removesuffix("’s").removesuffix("'s"))


def is_person(word: str) -> bool:
    """Whether `word` is the surname of somebody whom aliases.toml knows to speak for a party."""
    return _bare(word) in _people()


def same_name(claimed: str, cited: str) -> bool:
    """Whether `cited` carries the name `claimed`: equal but for spelling, or a word for the same party (Kyiv, Kiev).

    Anyone who speaks for a party carries the party's name, but a party's name carries nobody's: "Putin said" shows what
    Russia said, and "Russia said" does not show what Putin said.
    """
    if claimed in CASED_NAMES or cited in CASED_NAMES:
        if claimed == cited:
            return True
    elif stem(claimed) == stem(cited) or _spelling(claimed) == _spelling(cited) or _same_nation(claimed, cited):
        return True
    party = party_of(claimed)
    return party is not None and party == party_of(cited) and _bare(claimed) not in _people()


@cache
def _nations() -> dict[str, str]:
    rows = tomllib.loads((Path(__file__).parent / "nations.toml").read_text(encoding="utf-8"))["nations"]
    return {word: row.split()[0] for row in rows for word in row.split()}


def _same_nation(one: str, other: str) -> bool:
    """Whether one word is a country and the other its people's, by the table or by a regular ending: "Karsk", "Karskan"."""
    one, other = _bare(one), _bare(other)
    known = _nations().get(one), _nations().get(other)
    if any(known):
        return known[0] == known[1]
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and short[:1].isupper() and long.startswith(short) and long[len(short) :] in _OF_A_NATION


def names_place(text: str, start: int) -> bool:
    """Whether the city that stands at `start` is meant as a place: "in Moscow", not "Moscow said"."""
    city = re.match(r"[\w]+", text[start:])
    placed = re.search(
        r"\b(?:in|at|near|outside|around|to|from|of|visited|left|reached)\s$", text[:start], re.IGNORECASE
    )
    return city is not None and city.group() in _cities() and placed is not None


def _bare(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s")


@lru_cache(maxsize=4096)
def _spelling(name: str) -> str:
    """A name as it sounds: without accents, and with one ending for the many ways to write Zelensky or Andrii."""
    letters = unicodedata.normalize("NFKD", _bare(name).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"(?:iy|yy|yi|ij|ii|y|i)$", "y", plain).replace("ye", "e") if len(plain) > 4 else plain


@lru_cache(maxsize=256)
def speakers(text: str) -> Mapping[str, str]:
    """Surname to party for everyone the text introduces by a party's name: {"Grushko": "Russia"}."""
    introduced = re.compile(
        rf"({alias_pattern().pattern})(?:[’']s)?(?:\s+[\w-]+){{0,4}}?(?:\s+[A-ZÀ-Þ][\w’-]+){{1,3}}\s+([A-ZÀ-Þ][\w’-]+)"
        r"(?![\w’-]|\s+[A-ZÀ-Þ])"
    )
    found: dict[str, str] = {}
    for match in introduced.finditer(_QUOTED.sub(" ", text)):
        surname = match.group(2)
        if surname not in _table():
            found.setdefault(surname, _table()[match.group(1)])
    return found


def unquoted(sentence: str) -> str:
    """The sentence with its quotations, and the way its report came, blanked out."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted.group()), _VIA.sub("", sentence))


def acting_party(sentence: str, article_text: str) -> str | None:
    """The party a sentence is about: the first one named in it, outside quotations and outside "according to …".

    People that the article introduces count for their party. None where the sentence names no party, as with "he".
    """
    if _PRONOUN.match(sentence):
        return None
    plain = unquoted(sentence)
    introduced = speakers(article_text)
    candidates = [(match.start(), _table()[match.group()]) for match in alias_pattern().finditer(plain)]
    candidates += [
        (match.start(), introduced[match.group()])
        for match in re.finditer(r"[A-ZÀ-Þ][\w’-]+", plain)
        if match.group() in introduced
    ]
    if not candidates:
        return None
    return min(candidates)[1]


def attitude_holders(text: str) -> tuple[str, ...]:
    """The parties to which `text` gives a demand, a position or a remark: "Russia's ceasefire conditions are" -> Russia.

    In order; those that we do not know are left out, and so is what somebody else supposes or wants of a party: "provided
    that Russia accepts it", "called on Russia to accept it", "without Russian conditions".
    """
    return tuple(
        _table()[found.group(1)]
        for found in _attitude_pattern().finditer(text)
        if not _SUPPOSED.search(text[: found.start()])
    )


@cache
def _attitude_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])({alias_pattern().pattern})(?![\w-])(?:[’']s?)?(?:\s+[\w-]+){{0,2}}?\s+(?:{_ATTITUDES})(?:s|ed|d)?\b"
    )
