"""A statement to be held against another: its parse, what it is about, whom it names, of which time it is. Knows of no contradiction:
two statements that plainly differ here say nothing of each other. Who says something, and when, is no part of what is said.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rag.checking.countries import carried_by
from rag.english import Deed, Sentence, Word, by_parse, deeds_in, parse
from rag.english.holders import SAYING
from rag.english.months import CALENDAR
from rag.english.numbers import placed
from rag.english.quantity import ORDINAL
from rag.english.wording import stem
from rag.english.words import CONTENT_TAGS

AT_LEAST = 3
"""How many words of their topic two statements must share at least to speak of the same thing."""
_NUMBERS = frozenset("CARDINAL QUANTITY MONEY PERCENT DATE TIME ORDINAL".split())
"""The kinds of names that spaCy gives to numbers and times."""
_STAGES = frozenset(
    "previous previously original originally initial initially former formerly draft earlier old latest".split()
)
_YEAR, _AGO = re.compile(r"(?:19|20)\d\d"), re.compile(r"\s(?:ago|earlier|later|before|after)\b")
_STATES = {
    stem(word): stem(state.split()[0])
    for state in ("injured hurt wounded injury", "killed died dead death fatal fatality")
    for word in state.split()
}
STATES = frozenset(_STATES.values())
"""What happens to people who are counted, each in its several words."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: `told` are the places of what is stated, without who says so; `days` its days and months, and `times` its
    other words for times, both without lengths of time, which are counted.
    """

    sentence: Sentence
    told: frozenset[int]
    deeds: tuple[Deed, ...]
    topic: frozenset[str]
    named: tuple[str, ...]
    days: frozenset[str]
    times: frozenset[str]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; `year` is the year its article was published in."""

    text: str
    year: int | None = None

    @property
    def said(self) -> Said:
        """What it says, read once."""
        return _said(self.text)

    @property
    def ahead(self) -> bool:
        """Whether it tells of what is still to come."""
        return any(deed.standing.how in {"will", "may"} for deed in self.said.deeds)


@by_parse(4096)
def _said(text: str) -> Said:
    sentence = parse(text)
    told = frozenset(range(len(sentence))) - frozenset(_saying(sentence))
    words = [sentence[at] for at in sorted(told)]
    names = tuple(word.text for word in words if word.tag.startswith("NNP") and not _is_counted(word))
    times = list(_times(text, words))
    days = frozenset(word.text for word in times if _is_day(word))
    deeds = tuple(deed for deed in deeds_in(sentence) if deed.at in told)
    others = frozenset(word.text.lower() for word in times if word.text not in days)
    return Said(sentence, told, deeds, roots(sentence, told), names, days, others)


def _saying(sentence: Sentence) -> Iterator[int]:
    """The places of who says what is stated, to whom and when; who denies something may be whom it is about."""
    for at, word in enumerate(sentence.words):
        says = word.lemma in SAYING and word.tag.startswith("VB") and bool(sentence.below(at, "ccomp"))
        if says:
            yield at
        if says or word.lemma == "deny":
            # "The agency said that it had": without its subject, nobody is named.
            named = says and not any(
                sentence[who].tag == "PRP"
                for each in sentence.below(at, "ccomp")
                for who in sentence.below(each, "nsubj", "nsubjpass")
            )
            beside = ("prep", "npadvmod", "advmod", *(("nsubj", "dobj", "dative") if named else ()))
            yield from (place for each in sentence.below(at, *beside) for place in sentence.under(each))
        if word.text.lower() == "according":
            yield from sentence.under(at)


def _is_counted(word: Word) -> bool:
    return word.name in _NUMBERS or word.text in CALENDAR


def _is_day(word: Word) -> bool:
    """Whether a word names a day, a month or a part of a day; not an hour, at which counts may differ from those of another."""
    part = word.name == "TIME" and word.text.isalpha() and word.text.lower() not in {"noon", "midnight"}
    return part or (word.name == "DATE" and (word.tag == "CD" or word.text in CALENDAR))


def _times(text: str, words: list[Word]) -> Iterator[Word]:
    lengths = [
        each for each in placed(text) if each.quantity.unit not in {None, ORDINAL} and not _AGO.match(text, each.end)
    ]
    for word in words:
        is_time = word.name in {"DATE", "TIME", "ORDINAL"} and word.tag not in {"DT", "IN", ",", "."}
        counted = any(each.start <= word.start < each.end for each in lengths)
        if word.text.lower() in _STAGES or (is_time and not counted):
            yield word


def root(word: str) -> str:
    """The stem of `word`; one for all words of a state: "hurt" and "injured"."""
    return _STATES.get(stem(word), stem(word))


def roots(sentence: Sentence, places: Iterable[int]) -> frozenset[str]:
    """The roots of the words of meaning at `places`, without numbers and times."""
    return frozenset(
        root(word.lemma if word.tag.startswith("VB") else word.text)
        for word in (sentence[at] for at in places)
        if word.tag.startswith(CONTENT_TAGS)
        and word.role not in {"aux", "auxpass", "neg"}
        and word.lemma not in {"be", "have", "do"}
        and not _is_counted(word)
    )


def share(one: Statement, other: Statement, but: frozenset[str] = frozenset()) -> float:
    """Of the fewer words of both topics, without those in `but`, the part that both have; 0 for fewer than three, unless it is all."""
    mine, theirs = one.said.topic - but, other.said.topic - but
    fewer, shared = min(len(mine), len(theirs)), len(mine & theirs)
    return shared / fewer if shared >= AT_LEAST or (fewer and mine == theirs) else 0.0


def apart(one: Statement, other: Statement, *, dated: bool = True) -> bool:
    """Whether each side names what the other does not, two places, firms or people, or they speak of different times; with `dated`,
    of different days and months as well.
    """
    names = (one.said.named, other.said.named)
    return (bool(only_in(*names)) and bool(only_in(*names[::-1]))) or apart_in_time(one, other, dated=dated)


def apart_in_time(one: Statement, other: Statement, *, dated: bool = True) -> bool:
    """Whether both speak of different times: years, "last year", "in the draft", with `dated` days and months as well."""
    days = (one.said.days, other.said.days)
    within = days[0] <= days[1] or days[1] <= days[0] or not dated
    return one.said.times != other.said.times or not within or not _same_year(one, other)


def only_in(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The names of `one` that `other` lacks."""
    return tuple(name for name in one if not carried_by(name, frozenset(other)))


def _same_year(one: Statement, other: Statement) -> bool:
    """Whether both may be of one year; that of publication where none is named: counts and holders change from year to year."""
    named = [set(_YEAR.findall(each.text)) for each in (one, other)]
    first, second = (years or {str(each.year)} for years, each in zip(named, (one, other), strict=True))
    return bool(first & second) or (not any(named) and None in {one.year, other.year})
