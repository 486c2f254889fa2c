"""Where a quotation stands in many articles, in which sense, and what differs: what `onrecord verify-quote` says.

It stands there exactly, typed otherwise (with other quotation marks or dashes, say), or edited as the quotation itself
says by "[…]" and the like. Else it is missing, and the nearest passage is shown, which is not it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rag.domain import Article, Span
from rag.keeping.nearest_quotation import Difference, Near, Nearest
from rag.quoting import RESHAPED, Edited, Folded, as_compared, find_edited, find_quote, parts_of_edited
from rag.store.record import Record

VerdictKind = Literal["exact", "typography", "edited", "missing"]
AT_ONCE = 200
"""So many articles are read from the record at once."""
_AROUND = "\"'“”‘’«»„‚` "
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands: a slice of an article's text, or of its headline, and what differs there."""

    article: Article
    in_headline: bool
    span: Span
    kind: VerdictKind
    differs: tuple[Difference, ...]

    @property
    def quote(self) -> str:
        """The words that stand there; of an edited quotation, with those that it leaves out."""
        return self.span.of(self.article.title if self.in_headline else self.article.text)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a quotation was found: `kind` is the surest kind of its `places`, `missing` where there are none.

    `nearest` is given only where the quotation is missing and anything comes near it.
    """

    kind: VerdictKind
    places: tuple[Place, ...]
    nearest: Near | None
    looked_at: int
    """How many articles were looked through."""


def newest_first(record: Record) -> Iterator[Article]:
    """All live articles, the newest first. Some hundred are read at a time: one by one would take a query for each."""
    keys = [(entry.id, entry.version) for entry in record.articles()]
    for start in range(0, len(keys), AT_ONCE):
        found = record.articles_by_key(keys[start : start + AT_ONCE])
        yield from (found[key] for key in keys[start : start + AT_ONCE] if key in found)


def look_up(articles: Iterable[Article], quote: str) -> Verdict:
    """Where `quote` stands in the texts and headlines of `articles`. Reads each article once.

    Places where it was edited are given only where it stands nowhere as it is.
    """
    typed: list[Place] = []
    edited: list[Place] = []
    needed, near, looked_at = _needed(quote), Nearest(quote), 0
    for article in articles:
        looked_at += 1
        for in_headline, text in enumerate((article.text, article.title)):
            if all(word in text for word in needed) or RESHAPED.search(text):
                typed += _typed(article, text, quote, in_headline=bool(in_headline))
                edited += () if typed else _edited(article, text, quote, in_headline=bool(in_headline))
        if not typed and not edited:
            near.see(article)
    places = tuple(typed or edited)
    kind: VerdictKind = (
        "missing" if not places else "exact" if any(p.kind == "exact" for p in places) else places[0].kind
    )
    return Verdict(kind, places, None if places else near.found(), looked_at)


def _needed(quote: str) -> tuple[str, ...]:
    """The words that a text must hold to have the quotation, the longest first. The first letter of each part of the
    quotation is left out, since it may differ.
    """
    words = (word for part in parts_of_edited(quote)[0] for word in _WORD.findall(as_compared(part)[1:]))
    return tuple(sorted(words, key=len, reverse=True))


def _typed(article: Article, text: str, quote: str, *, in_headline: bool) -> Iterator[Place]:
    asked = unicodedata.normalize("NFC", quote).strip().strip(_AROUND)
    for span in find_quote(text, quote).spans:
        differs = typed_otherwise(asked, span.of(text))
        yield Place(article, in_headline, span, "typography" if differs else "exact", differs)


def _edited(article: Article, text: str, quote: str, *, in_headline: bool) -> Iterator[Place]:
    for found in find_edited(text, quote):
        whole = Span(found.spans[0].start, found.spans[-1].end)
        yield Place(article, in_headline, whole, "edited", tuple(_changes(text, found)))


def _changes(text: str, found: Edited) -> Iterator[Difference]:
    """What the editor's marks stand for, and what is typed otherwise between them, in order."""
    ends = [found.spans[0].start, *(span.end for span in found.spans)]
    starts = [*(span.start for span in found.spans), found.spans[-1].end]
    for at, joint in enumerate(found.joints):
        if typed := joint.typed.strip():
            yield Difference(typed, text[ends[at] : starts[at]].strip())
        if at < len(found.parts):
            yield from typed_otherwise(found.parts[at], found.spans[at].of(text))


def typed_otherwise(asked: str, stands: str) -> tuple[Difference, ...]:
    """What is typed otherwise in `stands` than in `asked`, which has the same words; () where both are equal."""
    if asked == stands:
        return ()
    one, other = Folded.of(asked), Folded.of(stands)
    if len(one.signs) != len(other.signs):  # cut where the signs around it decide how it is compared
        return (Difference(asked, stands),)
    differs = []
    for word in re.finditer("[^ ]+", one.signs):
        pair = [text.text[text.starts[word.start()] : text.ends[word.end() - 1]] for text in (one, other)]
        if pair[0] != pair[1]:
            differs.append(Difference(*pair))
    return tuple(dict.fromkeys(differs)) or (Difference(asked, stands),)  # only their white space differs
