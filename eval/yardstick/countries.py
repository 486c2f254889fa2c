"""Countries by all they are called: their names, their people's, and their capitals, from the library countryinfo.

    "Canada", "Canadians", "Ottawa"      one country
    "the U.S.", "the United States"      one country
    "Congolese"                          either of two

Used to compare names, never to rewrite one. Knows nobody who speaks for a country. The only importer of countryinfo.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from eval.yardstick.words import POSSESSIVE, stem

# What stands before a country's own name, "Great Britain", and after a capital's, "Washington D.C.".
_STYLE = re.compile(r"^(?:[Tt]he|Great|(?:Republic|Kingdom|State) of(?: the)?) | D\.C$")
_NAME = re.compile(r"[A-ZÀ-Þ][^(,]*")
_CODE = re.compile(r"[A-Z]{2,4}")


def countries_named(text: str) -> list[str]:
    """The names of countries, peoples and capitals in `text`, in order, as written; "United States" is one name."""
    return [found.group() for found in _pattern().finditer(text)]


def without_countries(text: str) -> str:
    """`text` with every letter of such a name replaced by "x", so that offsets stay what they are."""
    return _pattern().sub(lambda found: "x" * len(found.group()), text)


def countries_of(name: str) -> frozenset[str]:
    """The countries that `name` may stand for; empty where it is the name of none."""
    return _countries().get(_key(name), frozenset())


def _key(name: str) -> str:
    """One key for all forms of a name: "U.S" and "US", "Canadian" and "Canadians’"; "" for a word in small letters."""
    plain = " ".join(re.sub("[.,]", "", POSSESSIVE.sub("", name)).split())
    if " " in plain:
        return plain.removesuffix("s")
    if _CODE.fullmatch(plain):
        return plain
    return stem(plain) if plain[:1].isupper() else ""


@cache
def _pattern() -> re.Pattern[str]:
    ways = sorted({_way(name) for name, _ in _called()}, key=lambda way: (-len(way), way))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})(?![\w-])")


def _way(name: str) -> str:
    """A pattern of one name, however it is spaced: a code with dots or without, anything else with a plural's "s"."""
    if _CODE.fullmatch(name):
        return r"\.?".join(name)
    return r",?\s+".join(map(re.escape, name.split())) + "s?"


@cache
def _countries() -> Mapping[str, frozenset[str]]:
    """The key of each name with the countries that it stands for."""
    made: dict[str, set[str]] = {}
    for name, country in _called():
        made.setdefault(_key(name), set()).add(country)
    return {key: frozenset(countries) for key, countries in made.items()}


@cache
def _called() -> tuple[tuple[str, str], ...]:
    """Each name with each country that is called so."""
    from countryinfo import all_countries  # noqa: PLC0415  # reads 270 files

    return tuple((name, country.name()) for country in all_countries() for name in _names_of(country.info()))


def _names_of(info: Mapping[str, Any]) -> Iterator[str]:
    """All names that a country is called by; codes only where they are the initials of one, as "US" is."""
    capital, demonym = info.get("capital") or "", info.get("demonym") or ""
    capitals = capital if isinstance(capital, list) else [capital]
    listed = (info["name"], *re.split("[,/]", demonym), *capitals, *info.get("altSpellings", ()))
    full = [name.strip().rstrip(".") for name in listed]
    called = dict.fromkeys((*full, *(_STYLE.sub("", name) for name in full)))
    initials = {"".join(re.findall(r"\b[A-Z]", name)) for name in called if " " in name}
    yield from (name for name in called if _NAME.fullmatch(name) and (not _CODE.fullmatch(name) or name in initials))
