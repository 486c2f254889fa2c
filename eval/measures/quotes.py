"""Quote exactness: is what is shown as an article's words what the article says, at that place?

Held against the article as it was read for the evaluation, character by character. Each quotation shown is one of:

    found          article.text[start:end] == quote
    misattributed  the words stand in another article, and not in this one
    stitched       every part of it stands in this article, but not side by side
    altered        most of its words, in their order, stand close together in this article
    misplaced      the words stand in this article, but not at the offsets given
    missing        none of these (also: the article is not known)

After the BBC's test of assistants (2025), where 13 % of quotations were altered or absent.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from eval.matching import folded_for_matching
from eval.measures.base import Graded, Measure, Score, any_question, ratio
from eval.yardstick.words import words
from rag.answer import Quoted
from rag.domain import Article

Place = Literal["found", "misplaced", "misattributed", "stitched", "altered", "missing"]

ALTERED_SHARE = 0.6
"""The share of a quotation's words that must stand in the article, in order, for it to count as altered."""
_PART_WORDS = 3
_PARTS = re.compile(r"(?<=[.!?…;])[”’\"']*\s+|\s*\[?(?:…|\.\.\.)\]?\s*|\s*\[\s*")


def place_of(quote: Quoted, graded: Graded) -> Place:
    """Where the words of `quote` stand, by the list above."""
    article = graded.sources.get(quote.article_id)
    if article is None or not quote.quote:
        return "misattributed" if _elsewhere(quote, graded) else "missing"
    # A slice that counts from the end is a place that no reader finds.
    if quote.start >= 0 and article.text[quote.start : quote.end] == quote.quote:
        return "found"
    if quote.quote in article.text:
        return "misplaced"
    if _elsewhere(quote, graded):
        return "misattributed"
    if _stitched(quote.quote, article):
        return "stitched"
    return "altered" if _words_in_order(quote.quote, article) >= ALTERED_SHARE else "missing"


def _elsewhere(quote: Quoted, graded: Graded) -> bool:
    others = [article for article in graded.sources.values() if article.id != quote.article_id]
    return bool(quote.quote) and any(quote.quote in article.text for article in others)


def _stitched(quote: str, article: Article) -> bool:
    parts = [part for part in _PARTS.split(quote) if part]
    side_by_side = " ".join(quote.split()) in " ".join(article.text.split())
    return (
        len(parts) > 1
        and not side_by_side
        and all(len(part.split()) >= _PART_WORDS and part.rstrip("] ") in article.text for part in parts)
    )


def _words_in_order(quote: str, article: Article) -> float:
    said, stored = words(folded_for_matching(quote)), words(folded_for_matching(article.text))
    shared = SequenceMatcher(None, said, stored, autojunk=False).get_matching_blocks()
    # Looked at again around each place: what it shares with the article is also found where it was not taken from.
    starts = {block.b - block.a for block in shared if block.size}
    return max((_kept(said, stored, start) for start in starts), default=0.0)


def _kept(said: Sequence[str], stored: Sequence[str], start: int) -> float:
    """The share of `said` that stands near `start`, in order: words from all over the article are no quotation."""
    near = stored[max(0, start - len(said)) : start + 2 * len(said)]
    blocks = SequenceMatcher(None, said, near, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(said)


def _measure(name: str, definition: str, places: tuple[Place, ...], *, good: bool) -> Measure:
    def score(graded: Graded) -> Score:
        found = [place_of(quote, graded) for quote in graded.quotes]
        return ratio(sum(place in places for place in found), len(found))

    def explain(graded: Graded) -> str:
        wrong = [quote for quote in graded.quotes if (place_of(quote, graded) in places) != good]
        return "; ".join(
            f"{place_of(q, graded)} in {q.article_id} [{q.start}, {q.end}): “{q.quote[:90]}”" for q in wrong[:3]
        )

    return Measure(
        name,
        definition,
        score,
        any_question,
        better="higher" if good else "lower",
        source="On Record; BBC 2025",
        promise=1,
        explain=explain,
    )


QUOTE_EXACT = _measure(
    "quote found",
    "share of shown quotations for which article.text[start:end] == quote",
    ("found",),
    good=True,
)
QUOTE_MISATTRIBUTED = _measure(
    "quote misattributed",
    "share of shown quotations whose words stand in another article than the one named",
    ("misattributed",),
    good=False,
)
QUOTE_STITCHED = _measure(
    "quote stitched",
    "share of shown quotations joined from parts that do not stand side by side",
    ("stitched",),
    good=False,
)
QUOTE_ALTERED = _measure(
    "quote altered",
    "share of shown quotations that are not in the article but for most of their words",
    ("altered",),
    good=False,
)
QUOTE_MISSING = _measure(
    "quote missing",
    "share of shown quotations that stand in no article",
    ("missing",),
    good=False,
)
