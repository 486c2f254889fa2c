"""Whether every name of a claim is in the words it cites: by spelling, country, abbreviation, or the weekday of a date.

Headline and outlet count as cited: they are shown with every quotation. A name that the question brought in needs only
the article. Who speaks for a country is read from how the article introduces people. Knows nothing of who does what.
"""

import re
from functools import lru_cache

from rag.checking.attribution import source_chain
from rag.checking.countries import (
    carried_by,
    countries_of,
    country_pattern,
    is_capital,
    is_placed_capital,
    spokesmen_in,
)
from rag.domain import CitedClaim, Evidence
from rag.english.days import weekdays
from rag.english.months import MONTHS
from rag.english.numbers import numbers_in
from rag.english.wording import names, words

# Part of how people are addressed: an article that has the word at all may have it anywhere.
_TITLES = frozenset(
    """President Prime Minister Premier Foreign Defence Defense Finance Interior Chancellor Secretary Governor Senator
    Mayor Judge Justice Professor Captain General Colonel Ambassador Bishop Archbishop Mr Mrs Ms Dr Sir Dame Lord Lady
    King Queen Prince Princess Pope State""".split()
)
# "National Transport Authority (NTA)": the words in capitals before a bracket, small ones such as "of" among them.
_INTRODUCED = re.compile(
    r"(?P<long>(?:[A-ZÀ-Þ][\w’-]{1,40})(?:\s+(?:(?:of|for|the|and|on|de|du|la)\s+){0,2}[A-ZÀ-Þ][\w’-]{1,40}){1,8})"
    r"(?:[’']s)?,?\s+\(?(?:or |known as )?(?P<short>[A-ZÀ-Þ][A-Za-zÀ-Þ.]{1,7})\)"
)
_DOTTED = re.compile(r"[\w.]+")
# A name even where it opens a sentence.
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_RUN = re.compile(r"[A-ZÀ-Þ][\w’-]{1,40}(?:\s+(?:(?:of|for|the|and|on)\s+){0,2}[A-ZÀ-Þ][\w’-]{1,40})+")


def unknown_name(claim: CitedClaim, question: str) -> str | None:
    """The fault, in a sentence, where a name of `claim` is not in the words it cites, in whatever form; else None.

    Example: the claim "Mayor Anna Holt resigned" on "The mayor resigned", under a headline without her name.
    """
    articles = [evidence.article for evidence in claim.evidence]
    shown = "\n".join(dict.fromkeys(_shown_with(evidence) for evidence in claim.evidence))
    whole = "\n".join(dict.fromkeys(f"{article.title}\n{article.text}" for article in articles))
    cited = with_abbreviations(f"{shown}\n{claim.words}", whole)
    for name in _missing_countries(claim.text, cited, whole):
        if not (may_be_about(whole, name, question) and mentions(question, name)):
            return f"the name {name} is not in the cited words"
    known = words_and_countries(cited) | weekdays(claim.text, claim.words, articles[-1])
    rest = country_pattern().sub(lambda found: "x" * len(found.group()), _without_numbers(claim.text))
    told = (*names(rest, known="\n".join((*(article.text for article in articles), question))), *_WEEKDAY.findall(rest))
    for name in dict.fromkeys(told):
        there = carried_by(name, known) or (name in _TITLES and name in words(whole))
        # An article of March need not say "March"; what days a question speaks of is held against its date elsewhere.
        asked = mentions(question, name) and (name in MONTHS or mentions(with_abbreviations(whole, whole), name))
        if not (there or asked or (mentions(whole, name) and _goes_before(name, claim.text, known))):
            return f"the name {name} is not in the cited words"
    return None


def _without_numbers(text: str) -> str:
    """`text` with an x for each sign of its numbers: "World War Two" and "40 degrees Celsius" count as numbers."""
    for number in numbers_in(text):
        text = f"{text[: number.start]}{'x' * (number.end - number.start)}{text[number.end :]}"
    return text


def _shown_with(evidence: Evidence) -> str:
    """What a reader sees beside the cited words: headline, outlet, and whose words they are."""
    speaker = source_chain(evidence.article, evidence.sentence.span).speaker
    return "\n".join((evidence.article.title, evidence.article.outlet or "", speaker or ""))


def _missing_countries(text: str, cited: str, whole: str) -> list[str]:
    """The words for a country in `text` for which `cited`, the cited text, has nothing: neither a word for the same
    country nor somebody whom `whole`, the article, introduces by one. A capital meant as a place ("in Oslo") must be
    there itself.
    """
    there = words_and_countries(cited)
    spoken = frozenset(country for name, of in spokesmen_in(whole).items() if name in there for country in of)
    missing = []
    for found in country_pattern().finditer(text):
        name = found.group()
        if name in there:
            continue
        if is_placed_capital(text, found.start()) or not (carried_by(name, there) or countries_of(name) & spoken):
            missing.append(name)
    return missing


def mentions(text: str, name: str) -> bool:
    """Whether `text` has the name, in whatever form."""
    return carried_by(name, words_and_countries(text))


def may_be_about(text: str, name: str, question: str) -> bool:
    """Whether `text`, an article's, may be about `name`, a name of the question. It may if it has the name. It may as
    well if it names no country at all, and `name` is the only country that the question names, by no capital: a paper
    leaves out its own.
    """
    if mentions(text, name):
        return True
    asked = {found.group() for found in country_pattern().finditer(question)}
    one = len({of for each in asked for of in countries_of(each)}) == 1 and not any(map(is_capital, asked))
    return one and bool(countries_of(name)) and country_pattern().search(text) is None


@lru_cache(maxsize=256)
def words_and_countries(text: str) -> frozenset[str]:
    """The words of `text`, and the names of countries in it that are several words."""
    return frozenset((*words(text), *(found.group() for found in country_pattern().finditer(text))))


@lru_cache(maxsize=256)
def with_abbreviations(text: str, article: str) -> str:
    """`text` followed by what its abbreviations stand for, and by the abbreviations of its names, as far as known.

    An abbreviation is the initials of a name, or what the article introduces in brackets: "National Transport
    Authority (NTA)".
    """
    more = []
    there = {part for run in _DOTTED.findall(text) for part in (run.strip("."), *run.split("."))}
    for long, short in () if text == article else _introduced(article):  # an article has both already
        if short in there:
            more.append(long)
        if long in text:
            more.append(short)
    for run in _RUN.findall(text):
        parts = [word for word in run.split() if word[0].isupper()]
        # "Transport Authority" may be what is left of a name that opens its sentence with "The".
        more += ["".join(part[0] for part in parts[first:]) for first in (0, 1) if len(parts[first:]) > 1]
    return " ".join([text, *more])


@lru_cache(maxsize=256)
def _introduced(article: str) -> tuple[tuple[str, str], ...]:
    found = []
    for match in _INTRODUCED.finditer(article):
        parts = match["long"].split()
        letters = [letter for letter in match["short"] if letter.isupper()]
        capitals = [at for at, part in enumerate(parts) if part[0].isupper()]
        first = capitals[-len(letters)] if 1 < len(letters) <= len(capitals) else None
        if first is not None and parts[first][0] == letters[0]:
            found.append((" ".join(parts[first:]), match["short"]))
    return tuple(found)


def _goes_before(name: str, claim: str, known: frozenset[str]) -> bool:
    """Whether `name` is a given name or a title of somebody whom the cited words name: "Anna Holt" for their "Holt"."""
    following = re.search(rf"\b{re.escape(name)}\s+([A-ZÀ-Þ][\w’-]+)", claim)
    return following is not None and carried_by(following.group(1), known)
