"""Countries, their peoples and capitals: which words of the news name the same one ("Oslo", "Norwegian", "Norway").

The data is the library countryinfo's. Used to compare names, never to rewrite: what is shown is what an article
says. Who speaks for a country is read from the article alone ("Norwegian Foreign Minister …"). Knows no person,
party or event.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache

from countryinfo import CountryInfo, all_countries

from rag.checking.quotations import without_quotations
from rag.english import by_parse, parse
from rag.english.wording import CASED_NAMES, stem

_OF_A_NATION = frozenset("i is an ans n ns ian ians ese ish".split())
"""Endings that make the word for a people from its country's, where that is regular: "Karsk", "Karskan"."""
_PLACED = re.compile(r"\b(?:in|at|near|outside|around|to|from|of|visited|left|reached)\s(?:the\s)?$", re.IGNORECASE)
_UMLAUT = re.compile(r"(?<=[^\Waeiouy\d_])([aou])e(?=[^\Waeiouy\d_])")
_CODE = 3
"""Letters of a country's code, at most: "UK" is one, "Mali" is not."""


def same_name(claimed: str, cited: str) -> bool:
    """Whether `cited` carries the name `claimed`: equal but for ending or spelling, or a word for the same country."""
    return carried_by(claimed, frozenset({cited}))


def carried_by(name: str, words: AbstractSet[str]) -> bool:
    """Whether any of `words` carries `name`: equal but for ending or spelling, or a word for the same country.

    Takes no longer for many words than for one, once they were seen together.
    """
    there, bare = _seen(frozenset(words)), _bare(name)
    if countries_of(bare) & there.countries:
        return True
    if bare in CASED_NAMES:
        return bare in there.words
    if stem(bare) in there.stems or _spelling(bare) in there.spellings:
        return True
    if len(bare) <= _CODE or not bare[:1].isupper():
        return False
    shorter = (bare.removesuffix(end) for end in _OF_A_NATION if bare.endswith(end) and len(bare) - len(end) > _CODE)
    return any(word in there.words for word in (*shorter, *(f"{bare}{end}" for end in _OF_A_NATION)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """Words, and the forms in which they are compared."""

    words: AbstractSet[str]
    stems: AbstractSet[str]
    spellings: AbstractSet[str]
    countries: AbstractSet[str]


@lru_cache(maxsize=512)
def _seen(words: frozenset[str]) -> _Seen:
    bare = frozenset(map(_bare, words))
    plain = bare - CASED_NAMES
    countries = frozenset(country for word in bare for country in countries_of(word))
    return _Seen(bare, frozenset(map(stem, plain)), frozenset(map(_spelling, plain)), countries)


def countries_of(word: str) -> frozenset[str]:
    """The countries that `word` may name; several for the word "Congolese", none for a word that is no country's."""
    return _table().get(_bare(word), frozenset())


def country_pattern() -> re.Pattern[str]:
    """The pattern of any word or words that name a country, its people or its capital."""
    return _pattern()


def is_capital(name: str) -> bool:
    """Whether `name` is a country's capital."""
    return _bare(name) in _capitals()


def is_placed_capital(text: str, start: int) -> bool:
    """Whether the name at `start` is a capital meant as a place: "in Oslo", not "Oslo said"."""
    found = _pattern().match(text, start)
    return found is not None and found.group() in _capitals() and bool(_PLACED.search(text[:start]))


@by_parse(256)
def spokesmen_in(text: str) -> Mapping[str, frozenset[str]]:
    """By surname, the countries of everyone whom `text` introduces by a word for a country, outside quotations: Italy
    for "Holt" in "Italian President Anna Holt".
    """
    found: dict[str, frozenset[str]] = {}
    for match in _introduction().finditer(without_quotations(text)):
        if not countries_of(match["surname"]) and (of := _introduced_by(match.group())):
            found.setdefault(match["surname"], of)
    return found


def _introduced_by(words: str) -> frozenset[str]:
    """The countries of the last word for a country in `words`, which end with a name: "Italian President Anna Holt".
    Empty where a verb or a preposition follows that word: "Italy accused President Anna Holt" introduces nobody.
    """
    barred = [word.start for word in parse(words).words if word.tag[:2] in {"VB", "IN", "TO"} and word.text.islower()]
    named = [match for match in _pattern().finditer(words) if not any(match.start() < start for start in barred)]
    return countries_of(named[-1].group()) if named else frozenset()


@cache
def _introduction() -> re.Pattern[str]:
    # Bounded throughout: a text of nothing but names must not take longer than any other.
    return re.compile(
        rf"(?P<country>{_pattern().pattern})(?:[’']s)?(?:\s[\w-]+){{0,4}}?"
        r"(?:\s[A-ZÀ-Þ](?:[\w’-]+|\.)){1,3}\s(?P<surname>[A-ZÀ-Þ][\w’-]+)(?![\w’-]|\s[A-ZÀ-Þ])"
    )


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for country in all_countries():
        for word in _words(country):
            table.setdefault(word, set()).add(country.name())
    return {word: frozenset(names) for word, names in table.items()}


@cache
def _capitals() -> frozenset[str]:
    return frozenset(city for country in all_countries() if (city := _capital(country)))


def _capital(country: CountryInfo) -> str:
    city: object = country.capital()  # the library's one list is the Vatican's, which is its own capital
    return city.removesuffix(" D.C.") if isinstance(city, str) else ""


def _words(country: CountryInfo) -> Iterator[str]:
    name, people = country.name(), country.demonym() or ""
    yield from (word for word in (name, people, _capital(country)) if word)
    yield from (word for word in (country.native_name(), people.removesuffix("n")) if word and _is_latin(word))
    if people and not people.endswith(("s", "sh", "ch", "ese")):
        yield f"{people}s"
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    for one in country.alt_spellings() or ():
        if (len(one) > _CODE or (len(initials) > 1 and one in (initials, f"{initials}A"))) and _is_latin(one):
            yield one.removeprefix("The ")
            yield one.removeprefix("Great ")


def _is_latin(word: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in word if letter.isalpha())


@cache
def _pattern() -> re.Pattern[str]:
    alternatives = "|".join(sorted(map(re.escape, _table()), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{alternatives}|U\.S\.?A?|U\.K)(?![\w-])")


def _bare(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s").replace(".", "")


@lru_cache(maxsize=4096)
def _spelling(name: str) -> str:
    """The form in which spellings of a name are compared: small letters without accents, "u" for "ü" as for "ue", and
    one ending for the many that Slavic names have in English.
    """
    letters = unicodedata.normalize("NFKD", _bare(name).casefold())
    plain = _UMLAUT.sub(r"\1", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    return re.sub(r"(?:iy|yy|yi|ij|ii|y|i)$", "y", plain).replace("ye", "e") if len(plain) > 4 else plain
