"""Words that speak of the same topic, from synonyms.toml. Used to compare topics, never to accept a fact."""

import tomllib
from functools import cache
from pathlib import Path

from rag.wording import stem


@cache
def _groups(of: str = "groups") -> tuple[frozenset[str], ...]:
    table = tomllib.loads((Path(__file__).parent / "synonyms.toml").read_text(encoding="utf-8"))
    return tuple(frozenset(stem(word) for word in group.split()) for group in table[of])


@cache
def topic_of(word: str) -> str:
    """One word, as a stem, for all that mean much the same as the stem `word`; the word itself where it stands alone."""
    return next((min(group) for group in _groups("alike") if word in group), word)


def related(stems: frozenset[str]) -> frozenset[str]:
    """Every word, as a stem, that speaks of the same topic as one of `stems`."""
    return frozenset().union(*(group for group in _groups() if group & stems))
