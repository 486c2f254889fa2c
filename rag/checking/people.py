"""The people an article names: in full, by the office it gives them, and by the pronoun that its titles allow.

A surname is looked up among the article's words with capitals; only the sentences that introduce it are parsed. Titles
are kept out of names ("Marina Okafor", not "Dr Marina Okafor"). A surname that two people bear is nobody's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.checking.countries import countries_of
from rag.checking.outlets import is_outlet
from rag.checking.parsed_sentences import Heard, heard, spans_of_sentences, touched
from rag.checking.quotations import without_quotations
from rag.domain import Span
from rag.english import Parsed, by_parse
from rag.english.naming import PARTICLES, Office, bare_name, is_person, offices
from rag.english.wording import FUNCTION_WORDS

_INTRODUCING = 4
"""At most so many ways to write a name are looked up by parsing, and twice as many places that name an office: the
first tell who it is."""
_PARTICLE = rf"(?:(?:{'|'.join(sorted(PARTICLES))})\s+)"
_WORD = r"(?:(?:[^\W\d_a-z]\.)+|(?:(?:al|el|d)[-’'])?(?=[^\W\d_])[^\Wa-z](?:[\w-]|[’'](?=\w\w)|\.(?=\w))*)"
_RUN = re.compile(rf"(?<![\w’'-])(?P<first>{_WORD})(?:[^\S\n]+{_PARTICLE}{{0,3}}{_WORD}){{0,7}}")
_HE = frozenset(
    (
        "mr mr. sir lord king prince father chairman spokesman businessman fisherman husband son brother actor salesman"
    ).split()
)
_SHE = frozenset(
    (
        "mrs mrs. ms ms. miss dame lady queen princess sister chairwoman spokeswoman businesswoman wife widow daughter "
        "mother actress"
    ).split()
)
_NO_PERSON = frozenset("GPE LOC FAC NORP DATE TIME ORG EVENT LANGUAGE LAW MONEY PERCENT PRODUCT WORK_OF_ART".split())
_PLACED = frozenset("in at near from outside across into around".split())


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody introduced: the name in full, and the offices given beside it."""

    name: str
    offices: tuple[Office, ...]


@lru_cache(maxsize=128)
def _runs(text: str) -> dict[str, dict[str, int]]:
    """By last word, the runs of words with capitals outside quotations, mostly names, each with its first offset."""
    found: dict[str, dict[str, int]] = {}
    for match in _RUN.finditer(without_quotations(text)):
        words = match.group().split()
        if words[0].lower() not in FUNCTION_WORDS or len(words) > 2:
            found.setdefault(words[-1], {}).setdefault(" ".join(words), match.start())
    return found


@by_parse(4096)
def introduced(text: str, surname: str) -> tuple[Person, ...]:
    """Those whom the article names in full with `surname` as the last word, in order; empty where it names none."""
    full = [start for run, start in _runs(text).get(surname, {}).items() if " " in run]
    found: dict[str, Person] = {}
    for start in full[:_INTRODUCING]:
        for number in touched(spans_of_sentences(text), Span(start, start + 1)):
            for at, person in _persons(heard(text, number)):
                if heard(text, number).sentence[at].text.strip(".") == surname.strip(".") and _is_full(person.name):
                    found.setdefault(person.name.split()[0], person)
    return tuple(found.values())


def _is_full(name: str) -> bool:
    """Whether a name is more than a surname with its particles: "Berg", "van der Berg" and "Van der Berg" are not."""
    first, *rest = name.split()
    return bool(rest) and not first.islower() and not (rest[0].islower() and first.lower() in PARTICLES)


def full_name(text: str, name: str) -> str:
    """`name` in full, where the article introduces exactly one person whose name ends so; else as it is."""
    if countries_of(name):
        return name  # "Ukraine" is not short for "Global Pictures Ukraine"
    last = name.rsplit(maxsplit=1)[-1]
    known = introduced(text, last.title() if last.isupper() else last)
    fitting = {person.name for person in known if f" {person.name}".lower().endswith(f" {name}".lower())}
    return fitting.pop() if len(fitting) == 1 else name


@by_parse(1024)
def office_holder(text: str, office: str) -> str | None:
    """Who "the foreign minister" is: the one person to whom the article gives that office in those words; else None."""
    words = office.lower().removeprefix("the ").split()
    role = re.compile(rf"\b{re.escape(words[-1])}\b", re.IGNORECASE)
    held: set[str] = set()
    for match, _ in zip(role.finditer(without_quotations(text)), range(2 * _INTRODUCING), strict=False):
        for number in touched(spans_of_sentences(text), Span(*match.span())):
            for _at, person in _persons(heard(text, number)):
                if any(each.role == words[-1] and each.words.issuperset(words) for each in person.offices):
                    held.add(full_name(text, person.name))
    return held.pop() if len(held) == 1 else None


def alone_in_office(text: str, name: str) -> frozenset[str]:
    """The offices that the article gives to the person `name` and to nobody else."""
    roles = {
        office.role
        for person in introduced(text, name.rsplit(maxsplit=1)[-1])
        if person.name == name
        for office in person.offices
    }
    return frozenset(role for role in roles if office_holder(text, role) == name)


def may_be(text: str, name: str, pronoun: str) -> bool:
    """Whether the article may call `name` by `pronoun`, "he" or "she": no title beside the name says the other."""
    last = name.rsplit(maxsplit=1)[-1]
    titles = {run.split()[0].lower() for run in _runs(text).get(last, {}) if " " in run}
    titles |= {office.role for person in introduced(text, last) if person.name == name for office in person.offices}
    return not titles & (_SHE if pronoun == "he" else _HE)


def mentioned(text: str, number: int) -> Iterator[tuple[int, str, bool]]:
    """Those whom sentence `number` names outside quotations: place, full name, and whether it is surely a person's."""
    there = heard(text, number)
    for at, person in _persons(there, sure=False):
        name = full_name(text, person.name)
        known = bool(introduced(text, name.rsplit(maxsplit=1)[-1]))
        sure = (
            (known or is_person(there.sentence, at)) if " " in name else (is_person(there.sentence, at) and not known)
        )
        if (sure or there.sentence[at].name not in _NO_PERSON) and not is_outlet(name):
            yield at, name, sure


def _persons(there: Heard, *, sure: bool = True) -> Iterator[tuple[int, Person]]:
    """The names outside quotations that may be a person's, each with its place in the sentence. Where `sure`, those
    that the parser takes for something else count only with an office.
    """
    sentence = there.sentence
    for at, word in enumerate(sentence.words):
        if (
            at in there.quoted
            or not word.tag.startswith("NNP")
            or not word.text[0].isupper()
            or word.role in {"compound", "nmod"}
            or _is_place(sentence, at)
        ):
            continue
        held = tuple(offices(sentence, at))
        if not sure or held or word.name not in _NO_PERSON:
            yield at, Person(bare_name(sentence, at), held)


def _is_place(sentence: Parsed, at: int) -> bool:
    return sentence[at].role == "pobj" and sentence[sentence[at].head].text.lower() in _PLACED
