"""What became of a quotation, as the command line tells it: one JSON object, or lines for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from rag.domain import Article, Span
from rag.keeping import Difference, Verdict
from rag.telling.terminal import safe

_SHOWN = 8
"""How many differences of one place are told in lines; JSON has all."""
_HOW = {"exact": "", "typography": ", typed otherwise", "edited": ", edited as it says"}


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as a JSON object, with every place where the quotation stands; where it stands nowhere, the nearest.

    `start` and `end` of a place are offsets into the article's text, or into its title where `in` says headline.
    """
    near = verdict.nearest
    return {
        "found": verdict.kind != "missing",
        "kind": verdict.kind,
        "places": [
            {**_place(p.article, p.span, p.differs, in_headline=p.in_headline), "kind": p.kind} for p in verdict.places
        ],
        "nearest": _place(near.article, near.span, near.differs, in_headline=near.in_headline) if near else None,
    }


def as_lines(verdict: Verdict) -> Iterator[str]:
    """The verdict in lines for people: each place with what differs there, then in how many articles it was found.

    Control characters of the articles are spelt out, so that a terminal obeys none.
    """
    for place in verdict.places:
        yield from _told(place.article, place.span, place.differs, in_headline=place.in_headline)
    if verdict.places:
        articles = len({place.article.id for place in verdict.places})
        yield f"Found in {articles} of {verdict.looked_at} articles{_HOW[verdict.kind]}."
        return
    yield "Not in any article, word for word."
    if near := verdict.nearest:
        yield "Nearest, and not the quotation:"
        yield from _told(near.article, near.span, near.differs, in_headline=near.in_headline)
        if not near.differs:
            yield "  the same words, parted in another way"


def _place(article: Article, span: Span, differs: Sequence[Difference], *, in_headline: bool) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "version": article.version,
        "title": article.title,
        "in": "headline" if in_headline else "text",
        "start": span.start,
        "end": span.end,
        "quote": span.of(article.title if in_headline else article.text),
        "differs": [{"asked": each.asked, "stands": each.stands} for each in differs],
    }


def _told(article: Article, span: Span, differs: Sequence[Difference], *, in_headline: bool) -> Iterator[str]:
    where = "its headline, " if in_headline else ""
    yield f"{safe(article.title)} ({safe(article.id)}, version {article.version}) at {where}{span.start}–{span.end}:"
    yield f"  “{safe(span.of(article.title if in_headline else article.text))}”"
    for each in differs[:_SHOWN]:
        yield f"  {_difference(each)}"
    if len(differs) > _SHOWN:
        yield f"  and {len(differs) - _SHOWN} more differences"


def _difference(each: Difference) -> str:
    if each.asked.split() == each.stands.split():
        return "other white space"
    asked, stands = safe(each.asked), safe(each.stands)
    if not stands:
        return f"“{asked}” does not stand there"
    return f"“{asked}” stands as “{stands}”" if asked else f"“{stands}” stands there besides"
