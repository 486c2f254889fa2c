"""From pointers and quotations to stored sentences: the code, not the model, decides whether a citation exists.

`resolve` turns a draft's pointers into evidence. `find_quote` looks a quotation up in an article and fails closed: only
white space and typography may differ, and a quotation that occurs twice is not found. Knows nothing of meaning.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rag.answer import Dropped
from rag.domain import CitedClaim, DraftClaim, Evidence, Span

# Signs that printers, keyboards and content systems swap for one another without changing a word.
_TYPOGRAPHY = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
}


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
    return CitedClaim(draft.text, tuple(offered[pointer] for pointer in in_order))


def find_quote(text: str, quote: str) -> QuoteMatch:
    """Every place where `quote` stands in `text`, up to white space and typography; linear in the length of both.

    Case, letters, digits and order must be the same, and the quotation must not begin or end inside a word or number:
    "30 days" is not found in "130 days". Quotation marks around `quote` are not part of it.
    """
    needle = "".join(piece for piece, _, _ in _folded(quote)).strip().strip("\"'").strip()
    pieces = _folded(text)
    haystack = "".join(piece for piece, _, _ in pieces)
    origin = [index for index, (piece, _, _) in enumerate(pieces) for _ in piece]
    spans = []
    at = haystack.find(needle) if needle else -1
    while at >= 0:
        end = at + len(needle)
        if _stands_alone(haystack, at, end):
            spans.append(Span(pieces[origin[at]][1], pieces[origin[end - 1]][2]))
        at = haystack.find(needle, end)
    kind: Literal["found", "ambiguous", "missing"] = (
        "missing" if not spans else "found" if len(spans) == 1 else "ambiguous"
    )
    return QuoteMatch(kind, tuple(spans))


def _folded(text: str) -> list[tuple[str, int, int]]:
    """`text` as (folded piece, start, end) per character of it; a run of white space becomes one space."""
    pieces: list[tuple[str, int, int]] = []
    in_space = False
    for index, letter in enumerate(text):
        if letter.isspace():
            if in_space:
                piece, start, _ = pieces[-1]
                pieces[-1] = (piece, start, index + 1)
            else:
                pieces.append((" ", index, index + 1))
            in_space = True
            continue
        folded = _TYPOGRAPHY.get(letter)
        if folded is None:
            # Compatibility forms that are one letter for one (ﬁ stays apart): a width or a style, not another word.
            wide = unicodedata.normalize("NFKC", letter)
            folded = wide if len(wide) == 1 and not letter.isalnum() else letter
        if folded:
            in_space = False
        pieces.append((folded, index, index + 1))
    return pieces


def _stands_alone(haystack: str, start: int, end: int) -> bool:
    before, first = haystack[start - 1 : start], haystack[start]
    last, after = haystack[end - 1], haystack[end : end + 1]
    if (before.isalnum() and first.isalnum()) or (last.isalnum() and after.isalnum()):
        return False
    inside_number_before = (
        first.isdigit() and before in {".", ","} and haystack[max(0, start - 2) : start - 1].isdigit()
    )
    inside_number_after = last.isdigit() and after in {".", ","} and haystack[end + 1 : end + 2].isdigit()
    return not (inside_number_before or inside_number_after)
