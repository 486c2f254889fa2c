"""Which sentences of one copy of a story another copy has as well, word for word or nearly. Knows no record."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TypeVar

from rapidfuzz.fuzz import ratio

from rag.english.numbers import Quantity, quantities
from rag.english.wording import content_stems, negations, spaced_alike, words

NEAREST = 8
"""With how many sentences of a better copy a sentence is compared: those that share most of its words."""
RESPELLED = 8
"""How many words of one sentence may be other spellings of the better copy's."""
ALIGNED = 0.6
"""The least share of their words that two sentences must have in common where one is the other edited."""
SPELLING = 0.8
"""How alike, from 0 to 1, two words with the same first letter must be to count as one word in
two spellings: "tyres", "tires"."""
COUNTED = 1000
"""How many shared words are counted for one sentence or passage, the rarest first: in a text that repeats itself
without end, the words that stand everywhere tell nothing and cost most."""

Key = TypeVar("Key", str, int)
Places = Mapping[str, Mapping[Key, int]]
"""For each word the keys of the texts it stands in, with how often it stands there."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A sentence taken apart: its wording, how often each word stands in it, the words it is `about`, and its figures
    and negations, which only a later copy may change.
    """

    wording: str
    words: Counter[str]
    about: frozenset[str]
    figures: frozenset[Quantity]
    negations: int

    def fixed(self, *, later: bool) -> Hashable:
        """What the same sentence of another copy must have alike: figures and negations, or
        nothing where that copy is `later`.
        """
        return None if later else (self.figures, self.negations)


@lru_cache(maxsize=4096)
def _taken(sentence: str) -> _Taken:
    """`sentence` taken apart. Its figures do not count as what it is `about`, and a sentence without words, such as a
    line of stars, is like any other without words.
    """
    bag = bag_of(sentence)
    about = frozenset(word for word in content_stems(sentence) if not _counts(word))
    wording = spaced_alike(sentence) if bag else ""
    return _Taken(wording, bag, about, frozenset(quantities(sentence)), negations(sentence))


@lru_cache(maxsize=1024)
def repeated(own: tuple[str, ...], better: tuple[str, ...], *, later: bool) -> frozenset[int]:
    """The numbers of those sentences of `own` that `better` says as well or replaces. Each is all sentences of a copy,
    in order; where the better copy is `later`, figures and negations may differ.
    """
    there = _Sentences.of(tuple(map(_taken, dict.fromkeys(better))), later=later)
    known = {sentence: there.have(_taken(sentence)) for sentence in dict.fromkeys(own)}
    return frozenset(number for number, sentence in enumerate(own) if known[sentence])


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of a better copy, `later` or not, found by their words: to compare each with each would
    take the square of their number.
    """

    every: tuple[_Taken, ...]
    wordings: frozenset[str]
    places: Mapping[Hashable, Places[int]]
    later: bool

    @classmethod
    def of(cls, every: tuple[_Taken, ...], *, later: bool) -> "_Sentences":
        """The same sentences by their words; `every` holds them taken apart."""
        alike: dict[Hashable, list[int]] = {}
        for number, taken in enumerate(every):
            alike.setdefault(taken.fixed(later=later), []).append(number)
        places = {fixed: places_of((at, every[at].words) for at in numbers) for fixed, numbers in alike.items()}
        return cls(every, frozenset(taken.wording for taken in every), places, later)

    def have(self, taken: _Taken) -> bool:
        """Whether one of them says what `taken` says, or replaces it."""
        if taken.wording in self.wordings:
            return True
        shared = words_in_common(taken.words, self.places.get(taken.fixed(later=self.later), {}))
        return any(_replaces(self.every[number], taken) for number, _ in shared.most_common(NEAREST))


def places_of(texts: Iterable[tuple[Key, Counter[str]]]) -> Places[Key]:
    """For each word of `texts`, which are words by key, the keys of the texts that have it, with how often they do."""
    places: dict[str, dict[Key, int]] = {}
    for key, bag in texts:
        for word, count in bag.items():
            places.setdefault(word, {})[key] = count
    return places


def words_in_common(bag: Counter[str], places: Places[Key]) -> Counter[Key]:
    """How many words of `bag` stand at each key of `places` that has any; no more than COUNTED
    are counted, the rarest first.
    """
    found = sorted(
        ((count, places[word]) for word, count in bag.items() if word in places), key=lambda each: len(each[1])
    )
    shared = Counter[Key]()
    for key, count in islice(((key, min(count, has)) for count, there in found for key, has in there.items()), COUNTED):
        shared[key] += count
    return shared


def _replaces(better: _Taken, worse: _Taken) -> bool:
    """Whether `worse` is `better` slightly edited, or in another spelling; figures and negations are not looked at."""
    if 2 * (better.words & worse.words).total() < ALIGNED * (better.words.total() + worse.words.total()):
        return False
    lacking, own = worse.about - better.about, better.about - worse.about
    return len(lacking) <= RESPELLED and all(any(_same_word(word, known) for known in own) for word in lacking)


@cache
def _counts(word: str) -> bool:
    return bool(quantities(word))


@lru_cache(maxsize=4096)
def bag_of(text: str) -> Counter[str]:
    """The words of `text`, and how often each stands there."""
    return Counter(word.casefold() for word in words(text))


@lru_cache(maxsize=4096)
def _same_word(one: str, other: str) -> bool:
    return one[:1] == other[:1] and ratio(one, other) >= 100 * SPELLING
