"""Words as they are held against each other: by their root, and by the noun that stands after an act. Knows no statement."""

import re
from functools import lru_cache
from itertools import takewhile

from rag.wording import is_function_word, stem, words

_STATES = ("injured injury wounded hurt", "killed died dies dead death fatal")
"""What happens to people who are counted, each in its several words."""
_ROOTS = {stem(word): stem(state.split()[0]) for state in _STATES for word in state.split()}
STATES = frozenset(_ROOTS.values())
_DETERMINERS = frozenset("the a an its his her their this these those any all".split())


def root(word: str) -> str:
    """The stem of `word`; one for all words of a state: "hurt" and "injured"."""
    return _ROOTS.get(stem(word), stem(word))


@lru_cache(maxsize=2048)
def roots(text: str) -> frozenset[str]:
    """The roots of all words of `text` that are no function words."""
    return frozenset(root(word) for word in words(text) if not is_function_word(word))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Of the fewer roots, the part that the other side has as well; 0 where a side is empty."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0


def one_object(one: str, other: str, act: str, their_act: str) -> bool:
    """Whether both may do it to the same: "the bill" and "the water bill", not "the tax bill" and "the water bill"."""
    places = ((one, where(one, act)), (other, where(other, their_act)))
    mine, theirs = (frozenset(leading(text[place.end() :]) if place else ()) for text, place in places)
    return mine <= theirs or theirs <= mine


def where(text: str, act: str) -> re.Match[str] | None:
    """The first word of `text` with the root `act`."""
    return next((found for found in re.finditer(r"\w[\w’'-]*", text) if root(found.group()) == act), None)


def leading(text: str) -> list[str]:
    """The roots of the noun that `text` begins with and of its adjectives, in order: up to a preposition or a mark."""
    noun = words(re.split(r"[,.;:!?“”()–—]", text, maxsplit=1)[0])
    told = takewhile(lambda word: not is_function_word(word) or word.casefold() in _DETERMINERS, noun)
    return [root(word) for word in told if word.casefold() not in _DETERMINERS]
