"""A parsed sentence: its words, each with its tag and with what it depends on. Knows no parser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

CONTENT_TAGS = ("NN", "VB", "JJ", "RB", "CD")
"""The beginnings of the tags of words that carry meaning."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a parsed sentence.

    `tag` is its tag of the Penn Treebank, `role` its dependency label of ClearNLP, as spaCy's English models give them.
    `head` is the place of the word that it depends on (its own, if it is the root), `name` the kind of name that it is
    part of, or empty, and `start` its offset in the text.
    """

    text: str
    lemma: str
    tag: str
    role: str
    head: int
    name: str
    start: int


@dataclass(frozen=True)
class Parsed:
    """The words of a text that was parsed as one, in order. Several sentences have several roots.

    A *place* is a word's index among them.
    """

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
        """The places of the words that depend on no other."""
        return tuple(at for at, word in enumerate(self.words) if word.head == at)

    def below(self, at: int, *roles: str) -> tuple[int, ...]:
        """The places of the words that depend on the one at `at`, in order; of the given roles only, if any."""
        return tuple(each for each in self._below[at] if not roles or self.words[each].role in roles)

    def first(self, at: int, *roles: str) -> int | None:
        """The first place of `below`; None where there is none."""
        return next(iter(self.below(at, *roles)), None)

    def above(self, at: int) -> Iterator[int]:
        """The place of the word that the one at `at` depends on, then of the one that this depends on, up to a root."""
        while self.words[at].head != at:
            at = self.words[at].head
            yield at

    def under(self, at: int) -> Iterator[int]:
        """`at` and the places of everything that depends on it, directly or not, in no order."""
        waiting = [at]
        while waiting:
            place = waiting.pop()
            yield place
            waiting.extend(self._below[place])
