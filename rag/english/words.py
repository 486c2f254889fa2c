"""A parsed sentence: its words, each with its tag and with what it depends on. Knows no parser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

CONTENT_TAGS = ("NN", "VB", "JJ", "RB", "CD")
"""How the tags of words begin that carry meaning."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its tag is the Penn Treebank's, its role the dependency label of ClearNLP, as spaCy's English models give it;
    `head` is the place of the word it depends on (of the root, its own), `name` the kind of name it is part of, or empty.
    """

    text: str
    lemma: str
    tag: str
    role: str
    head: int
    name: str
    start: int


@dataclass(frozen=True)
class Sentence:
    """The words of one text that was parsed as one, in order; several sentences have several roots."""

    words: tuple[Word, ...]
    _below: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.words]
        for at, word in enumerate(self.words):
            if word.head != at:
                below[word.head].append(at)
        object.__setattr__(self, "_below", tuple(map(tuple, below)))

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: int) -> Word:
        return self.words[at]

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """The places of the words that depend on none."""
        return tuple(at for at, word in enumerate(self.words) if word.head == at)

    def below(self, at: int, *roles: str) -> tuple[int, ...]:
        """The places that depend on `at`, in order; of the given roles only, where any are given."""
        return tuple(each for each in self._below[at] if not roles or self.words[each].role in roles)

    def first(self, at: int, *roles: str) -> int | None:
        """The first of `below`; None where there is none."""
        return next(iter(self.below(at, *roles)), None)

    def above(self, at: int) -> Iterator[int]:
        """The places that `at` depends on, the nearest first."""
        while self.words[at].head != at:
            at = self.words[at].head
            yield at

    def under(self, at: int) -> Iterator[int]:
        """`at` and everything that depends on it, in no order."""
        waiting = [at]
        while waiting:
            place = waiting.pop()
            yield place
            waiting.extend(self._below[place])
