"""A statement that is compared with another: its parse, its topic, its names and its times.

Finds no contradiction; it only says which statements are about different things, or different times, and so can't
contradict each other. Who says something, and when they said it, is no part of the statement.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rag.checking.countries import carried_by
from rag.english import Deed, Parsed, Word, by_parse, deeds_in, parse
from rag.english.months import CALENDAR
from rag.english.numbers import numbers_in
from rag.english.quantity import ORDINAL
from rag.english.word_holders import NOT_HOLDING
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
"""What happens to people who are counted, injured or killed: a stem for each, whichever word says it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says. `told` are the places of its words, without those for who says so, to whom and when. `topic`
    are the roots of its words of meaning, `named` the words of its names. `days` are its days, months and parts of
    days, `times` its other words for times; neither has lengths of time, which are figures.
    """

    sentence: Parsed
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
        """What the text says. It is read once and kept."""
        return _said(self.text)

    @property
    def ahead(self) -> bool:
        """Whether it tells of something that is still to come, or may be."""
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


def _saying(sentence: Parsed) -> Iterator[int]:
    """The places of the words for who says what is stated, to whom and when. Whoever denies something is not left out:
    the statement may be about them.
    """
    for at, word in enumerate(sentence.words):
        says = word.lemma in NOT_HOLDING and word.tag.startswith("VB") and bool(sentence.below(at, "ccomp"))
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
    """Whether a word names a day, a month or a part of a day. An hour is none: it belongs to the other times, because a
    count may change from one hour to the next.
    """
    part = word.name == "TIME" and word.text.isalpha() and word.text.lower() not in {"noon", "midnight"}
    return part or (word.name == "DATE" and (word.tag == "CD" or word.text in CALENDAR))


def _times(text: str, words: list[Word]) -> Iterator[Word]:
    lengths = [
        each
        for each in numbers_in(text)
        if each.quantity.unit not in {None, ORDINAL} and not _AGO.match(text, each.end)
    ]
    for word in words:
        is_time = word.name in {"DATE", "TIME", "ORDINAL"} and word.tag not in {"DT", "IN", ",", "."}
        counted = any(each.start <= word.start < each.end for each in lengths)
        if word.text.lower() in _STAGES or (is_time and not counted):
            yield word


def root(word: str) -> str:
    """The stem of `word`; one and the same for all words that say injured, or killed: "hurt" and "injured"."""
    return _STATES.get(stem(word), stem(word))


def roots(sentence: Parsed, places: Iterable[int]) -> frozenset[str]:
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
    """The share, in [0, 1], of the words of the shorter topic that the other has too, not counting words in `but`. It
    is 0 where they share fewer than AT_LEAST words, unless the topics are the same.
    """
    mine, theirs = one.said.topic - but, other.said.topic - but
    fewer, shared = min(len(mine), len(theirs)), len(mine & theirs)
    return shared / fewer if shared >= AT_LEAST or (fewer and mine == theirs) else 0.0


def are_about_different_things(one: Statement, other: Statement, *, dated: bool = True) -> bool:
    """Whether each statement has a name that the other lacks (two places, firms or people), or they are about different
    times; with `dated`, different days and months count as well.
    """
    names = (one.said.named, other.said.named)
    return (bool(only_in(*names)) and bool(only_in(*names[::-1]))) or apart_in_time(one, other, dated=dated)


def apart_in_time(one: Statement, other: Statement, *, dated: bool = True) -> bool:
    """Whether the statements are about different times: years, "last year", "in the draft"; with
    `dated`, days and months as well.
    """
    days = (one.said.days, other.said.days)
    within = days[0] <= days[1] or days[1] <= days[0] or not dated
    return one.said.times != other.said.times or not within or not _same_year(one, other)


def only_in(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The names of `one` that `other` lacks."""
    return tuple(name for name in one if not carried_by(name, frozenset(other)))


def _same_year(one: Statement, other: Statement) -> bool:
    """Whether both may be about one year: one that the text names, else that of publication, because counts and holders
    of an office change from year to year.
    """
    named = [set(_YEAR.findall(each.text)) for each in (one, other)]
    first, second = (years or {str(each.year)} for years, each in zip(named, (one, other), strict=True))
    return bool(first & second) or (not any(named) and None in {one.year, other.year})
