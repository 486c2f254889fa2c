"""What stands at the edges of a story and is not told by it.

Captions of pictures, the story's date and author, calls to subscribe, and headings with nothing under them.
"""

import re
from collections.abc import Sequence
from typing import Any

from rag.reading.web.blocks import Block
from rag.reading.web.furniture import is_asking, is_box, is_notice, is_set_in_italics
from rag.reading.web.names import says_imprint
from rag.reading.web.prose import sentence_characters

_MEDIA = ("img", "picture", "video", "amp-img", "source")
_FEW = 2
_MOST_AUTHORS = 20
_SHORT = 60
_BY = re.compile(r"by\b", re.IGNORECASE)


def captions_in(blocks: Sequence[Block]) -> list[int]:
    """The numbers of the blocks that are captions of pictures; none where the story is told in them, as in a gallery.

    The caption of a quotation, a table or a list says whose it is, and does not count.
    """
    pictures: dict[Any, bool] = {}
    captions = [number for number, block in enumerate(blocks) if _is_caption(block, pictures)]
    told = sum(blocks[number].size for number in captions)
    other = sum(map(sentence_characters, blocks)) - sum(sentence_characters(blocks[number]) for number in captions)
    return [] if len(captions) > _FEW and told > other / 2 else captions


def _is_caption(block: Block, pictures: dict[Any, bool]) -> bool:
    above = (block.element, *block.element.iterancestors())
    figure = next((e for e in above if e.tag == "figure"), None)
    if figure is not None and figure not in pictures:
        shows = next(figure.iter(*_MEDIA), None) is not None
        pictures[figure] = shows and next(figure.iter("blockquote", "table", "ul", "ol"), None) is None
    if figure is None or not pictures[figure]:
        return False
    return not sentence_characters(block) or any(element.tag == "figcaption" for element in above)


def is_imprint(block: Block) -> bool:
    """Whether a block above a story says when and by whom it was written, or how to pass it on.

    A line "By …" does not count, for it is read later.
    """
    text = block.text
    boxed = is_box(block.element) and any(map(str.isdigit, text))
    if block.heading or _BY.match(text) or sentence_characters(block) > (_SHORT if boxed else 0):
        return False
    dated = sum(map(str.isdigit, text)) > 0.4 * sum(map(str.isalnum, text))
    return block.timed or dated or boxed or block.element.tag in {"li", "dt", "dd"} or says_imprint(block.element)


def without_notices(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` without those that are no part of the story though they stand in it.

    Those are lines in italics or small print that speak of the outlet, and the last lines where they ask to subscribe,
    as where a story is cut off for those who have not. Where many lines are in italics or small print, these are a part
    of the story: questions of a conversation, a letter.
    """
    told = sum(map(is_set_in_italics, blocks)) > _FEW
    end = len(blocks)
    while end and (is_asking(blocks[end - 1]) or (not told and is_notice(blocks[end - 1], last=True))):
        end -= 1
    return [block for block in blocks[: end or len(blocks)] if told or not is_notice(block, last=False)]


def without_empty_headings(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` without the headings that nothing stands under: what they announced was taken away."""
    kept: list[Block] = []
    for block in reversed(blocks):
        below = kept[-1] if kept else None
        empty = block.heading and (below is None or (below.heading and below.element.tag <= block.element.tag))
        if not empty:
            kept.append(block)
    return kept[::-1]


def without_bios(blocks: Sequence[Block], names: Sequence[str]) -> list[Block]:
    """`blocks` without the lines that tell who wrote a story; `names` are its authors.

    Such a line begins with an author's name: "Anna Holt is a reporter in Vale." The lines stay where any line names
    that author in another way, as in a conversation, where a colon follows the name, or where the first line does.
    """
    gone: set[Block] = set()
    for name in names[:_MOST_AUTHORS]:
        naming = [block for block in blocks if name in block.text]
        if (
            " " in name
            and naming[:1] != list(blocks[:1])
            and all(re.match(rf"{re.escape(name)} +\w", block.text) for block in naming)
        ):
            gone.update(naming)
    return [block for block in blocks if block not in gone]
