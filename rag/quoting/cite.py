"""From pointers and quotations to stored sentences: the code, not the model, decides whether a citation exists.

`resolve` turns a draft's pointers into evidence. `find_quote` looks a quotation up in an article and fails closed: only
typography may differ, and the case of the first letter. Knows nothing of meaning.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from rag.answer import Dropped
from rag.domain import CitedClaim, DraftClaim, Evidence, Span, articles_of
from rag.quoting.typography import folded, folded_with_places


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """Where a quotation stands in a text: one span if `found`, several if `ambiguous`, none if `missing`."""

    kind: Literal["found", "ambiguous", "missing"]
    spans: tuple[Span, ...]


def resolve(draft: DraftClaim, offered: Mapping[str, Evidence]) -> CitedClaim | Dropped:
    """The draft with its pointers resolved against the evidence `offered`, or why it is dropped."""
    unknown = [pointer for pointer in draft.pointers if pointer not in offered]
    if unknown or not draft.pointers:
        reason = f"it points at {', '.join(unknown)}, which was not offered" if unknown else "it points at no sentence"
        return Dropped(text=draft.text, pointers=draft.pointers, gate="pointer", reason=reason)
    in_order = dict.fromkeys(draft.pointers)
    return CitedClaim(draft.text, tuple(offered[pointer] for pointer in in_order), articles_of(offered.values()))


def find_quote(text: str, quote: str) -> QuoteMatch:
    """Every place where `quote` stands in `text`, up to typography and the case of its first letter; in linear time.

    All other letters, digits, signs and their order must be the same, and the quotation must not begin or end inside a
    word or number: "30 days" is not found in "130 days", nor "we can" in "we can't". Quotation marks around `quote` are
    no part of it.
    """
    wanted = as_compared(quote)
    signs = folded(text)
    if not wanted or not any(said in signs for said in in_either_case(wanted)):
        return QuoteMatch("missing", ())
    spans = spans_of(text, wanted)
    return QuoteMatch(("missing", "found", "ambiguous")[min(len(spans), 2)], spans)


def spans_of(text: str, wanted: str) -> tuple[Span, ...]:
    """Where `wanted`, which is folded, stands in `text` as whole words; the other case of its first letter is tried
    only where it stands nowhere as it is.
    """
    there = folded_with_places(text)
    for said in in_either_case(wanted):
        places = there.places(said)
        if spans := tuple(Span(there.starts[start], there.ends[end - 1]) for start, end in places):
            return spans
    return ()


def as_compared(quote: str) -> str:
    """`quote` folded, without white space and quotation marks around it."""
    return folded(unicodedata.normalize("NFC", quote)).strip("\"' ")


def in_either_case(wanted: str) -> tuple[str, str]:
    """`wanted`, and with its first letter in the other case, since a sentence may be quoted from its middle on."""
    return wanted, wanted[:1].swapcase() + wanted[1:]


def printed_at(text: str, sentences: Iterable[Span], quote: str) -> Span | None:
    """Which of `sentences`, spans of `text`, is `quote`, up to case, white space and typography; None where none is.

    Another `text` may be parted into sentences in another way. Where none of them is `quote`, its span is given as
    `find_quote` finds it, if it stands there once.
    """
    wanted = folded(quote).strip().casefold()
    for span in sentences:
        if folded(span.of(text)).strip().casefold() == wanted:
            return span
    match = find_quote(text, quote)
    return match.spans[0] if match.kind == "found" else None
