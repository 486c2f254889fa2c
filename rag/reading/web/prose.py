"""What the text of one block is: a sentence, a link to another page, something told without a sentence."""

import re
from collections.abc import Iterable
from itertools import islice

from rag.reading.sentences import ends_sentence
from rag.reading.web.blocks import Block

_LONG = 100
_MOSTLY = 0.7
_TELLING = frozenset(("li", "dd", "dt", "tr", "td", "th", "p", "blockquote", "pre", "figcaption", "caption"))
_MARKS = frozenset('“”„«»「」"')
_CLOSING = "”\"’'»)"
_CORRECTS = re.compile(r"\bcorrect(?:ion|ed)\b|\bclarif|\bamended\b|\bearlier version\b", re.IGNORECASE)


def sentence_characters(block: Block) -> int:
    """How many characters of `block` are in sentences and in no link; 0 for a heading."""
    if block.heading or not (block.size > _LONG or ends_sentence(block.text)):
        return 0
    return max(0, block.size - block.linked)


def linked_share(blocks: Iterable[Block]) -> float:
    """The share of the text of `blocks` that is links to other pages, 0 to 1."""
    listed = list(blocks)
    whole = sum(block.size for block in listed)
    return sum(block.linked for block in listed) / whole if whole else 0.0


def is_linked_sentence(block: Block) -> bool:
    """Whether a block ends as a statement does, so that it counts as one even if all of it is a link.

    The headline of another story does not end so. Items of lists and cells never count: with a full stop too, they are
    such headlines.
    """
    return block.element.tag not in {"li", "td"} and block.text.rstrip(_CLOSING).endswith((".", "…"))


def is_link(block: Block) -> bool:
    """Whether a block leads to another page and says nothing by itself."""
    return block.linked > _MOSTLY * block.size and not is_linked_sentence(block)


def is_told(block: Block) -> bool:
    """Whether a block tells something though it may be no sentence.

    That may be an item, a cell, a line of verse, words in quotation marks, or who said the quotation above it.
    """
    if is_linked_sentence(block) or _stands_below_a_quotation(block):
        return True
    marked = block.element.tag in _TELLING or "\n" in block.text or has_quotation_marks(block.text)
    return marked and not is_link(block)


def _stands_below_a_quotation(block: Block) -> bool:
    before = block.element.getprevious()
    if before is None or is_link(block):
        return False
    above = "".join(islice(before.itertext(), 9)).strip()
    return before.tag == "blockquote" or (above[:1] in _MARKS and above[-1:] in _MARKS)


def has_quotation_marks(text: str) -> bool:
    """Whether there are quotation marks in `text`."""
    return not _MARKS.isdisjoint(text)


def corrects(text: str) -> bool:
    """Whether `text` says that something is or was corrected."""
    return _CORRECTS.search(text) is not None
