"""Quote exactness: is what is shown as an article's words what the article says, at that place?

Held against the article as it was read for the evaluation, character by character. Each quotation shown is one of:

    found          article.text[start:end] == quote
    misattributed  the words stand in another article, and not in this one
    stitched       every part of it stands in this article, but not side by side
    altered        most of its words, in their order, stand in this article
    missing        none of these (also: the article is not known)

After the BBC's test of assistants (2025), where 13 % of quotations were altered or absent.
"""

import re
from difflib import SequenceMatcher
from typing import Literal

from eval.measures.base import Graded, Measure, Score, any_question, share
from rag.answer import Quoted
from rag.domain import Article

Place = Literal["found", "misplaced", "misattributed", "stitched", "altered", "missing"]

ALTERED_SHARE = 0.6
"""The share of a quotation's words that must stand in the article, in order, for it to count as altered."""
_PART_WORDS = 3
_PARTS = re.compile(r"(?<=[.!?…;])\s+|\s*(?:…|\.\.\.|\[)\s*")


def place_of(quote: Quoted, graded: Graded) -> Place:
    """Where the words of `quote` stand. `misplaced`: in its article, but not at the offsets given."""
    article = graded.sources.get(quote.article_id)
    if article is None:
        return "misattributed" if _elsewhere(quote, graded) else "missing"
    if article.text[quote.start : quote.end] == quote.quote:
        return "found"
    if quote.quote in article.text:
        return "misplaced"
    if _elsewhere(quote, graded):
        return "misattributed"
    if _stitched(quote.quote, article):
        return "stitched"
    return "altered" if _words_in_order(quote.quote, article) >= ALTERED_SHARE else "missing"


def _elsewhere(quote: Quoted, graded: Graded) -> bool:
    return any(quote.quote in article.text for article in graded.sources.values() if article.id != quote.article_id)


def _stitched(quote: str, article: Article) -> bool:
    parts = [part for part in _PARTS.split(quote) if part]
    return len(parts) > 1 and all(
        len(part.split()) >= _PART_WORDS and part.rstrip("] ") in article.text for part in parts
    )


def _words_in_order(quote: str, article: Article) -> float:
    said, stored = quote.casefold().split(), article.text.casefold().split()
    blocks = SequenceMatcher(None, said, stored, autojunk=False).get_matching_blocks()
    # Within one stretch of the article: words from all over it are no quotation.
    best = 0
    for first in blocks:
        near = [block for block in blocks if 0 <= block.b - first.b <= 2 * len(said)]
        best = max(best, sum(block.size for block in near))
    return best / len(said) if said else 0.0


def _measure(name: str, definition: str, places: tuple[Place, ...], *, good: bool) -> Measure:
    def score(graded: Graded) -> Score:
        found = [place_of(quote, graded) for quote in graded.quotes]
        return share(sum(place in places for place in found), len(found))

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
