"""What became of an article since it was cited: whether its current version still has the words, and what that says
otherwise, sentence by sentence.

Knows no record: whoever asks has both versions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.answer import Answer
from rag.domain import Article
from rag.reading.sentences import sentence_spans

MOST = 2000
"""Sentences of either version that are compared, once what both begin and end with is set aside."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Sentences that stood together in the older version, and those that stand in their place now; one may be empty."""

    gone: tuple[str, ...]
    come: tuple[str, ...]


def since(answer: Answer, current: Callable[[str], Article | None]) -> Mapping[str, str]:
    """By its marker, a sentence of each citation whose article has changed since; `current` gives an article's current
    version by its id, None where it was deleted.
    """
    now = {article_id: current(article_id) for article_id in {each.article_id for each in answer.citations.values()}}
    told = {
        marker: _told(citation.version, citation.quote, now[citation.article_id])
        for marker, citation in answer.citations.items()
    }
    return {marker: sentence for marker, sentence in told.items() if sentence}


def _told(version: int, quote: str, current: Article | None) -> str | None:
    if current is None:
        return "The article was deleted since."
    if current.version == version:
        return None
    if quote in current.text:
        return "The article has changed since, and still says this."
    return "The article was corrected since: these words are no longer in it."


def changes(older: str, newer: str) -> tuple[Changed, ...]:
    """What the newer text says otherwise, in its order; empty where they have the same sentences, or too many."""
    old, new = ([span.of(text) for span in sentence_spans(text)] for text in (older, newer))
    first = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    old, new = old[first:], new[first:]
    while old and new and old[-1] == new[-1]:
        old.pop()
        new.pop()
    if max(len(old), len(new)) > MOST:
        return ()
    match = SequenceMatcher(None, old, new, autojunk=False)
    found = ((tuple(old[a:b]), tuple(new[c:d])) for same, a, b, c, d in match.get_opcodes() if same != "equal")
    return tuple(Changed(gone, come) for gone, come in found)
