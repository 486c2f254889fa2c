"""One remark that two articles quote in different words, as translations and transcripts do: a variant, no contradiction."""

import re
from collections.abc import Callable

from rag.support.countries import same_name
from rag.support.roles import roles
from rag.wording import content_stems, words

SAME_REMARK = 0.7
"""Cosine similarity of two quoted remarks of one speaker from which they are taken for one remark."""
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_SHORTEST = 4
"""Words. Shorter quotations are terms, which many remarks share."""

Similarity = Callable[[str, str], float]


def variants(one: str, other: str, similarity: Similarity) -> bool:
    """Whether two sentences quote the same speaker with the same remark, and not in the same words.

    A remark that is only cut short is no variant, nor is one that differs in punctuation or in function words.
    """
    if not _same_speaker(one, other):
        return False
    return any(
        _reworded(mine, theirs) and similarity(mine, theirs) >= SAME_REMARK
        for mine in _remarks(one)
        for theirs in _remarks(other)
    )


def _same_speaker(one: str, other: str) -> bool:
    mine, theirs = ({role.who for role in roles(text) if role.act == "say"} for text in (one, other))
    return any(same_name(a, b) and same_name(b, a) for a in mine for b in theirs)


def _remarks(text: str) -> list[str]:
    return [remark for remark in _QUOTED.findall(text) if len(words(remark)) >= _SHORTEST]


def _reworded(one: str, other: str) -> bool:
    mine, theirs = content_stems(one), content_stems(other)
    return not (mine <= theirs or theirs <= mine)
