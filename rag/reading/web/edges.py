"""What stands at the edges of a story and is not told by it: captions of pictures, its date and author, empty headings."""

import re
from collections.abc import Sequence
from typing import Any

from rag.reading.web.blocks import Block
from rag.reading.web.furniture import is_aside, is_asking, is_box, is_notice
from rag.reading.web.names import says_imprint
from rag.reading.web.prose import prose

_MEDIA = ("img", "picture", "video", "amp-img", "source")
_FEW = 2
_MOST_AUTHORS = 20
_SHORT = 60
_BY = re.compile(r"by\b", re.IGNORECASE)


def captions_in(blocks: Sequence[Block]) -> list[int]:
    """The numbers of the blocks that are captions of pictures; none where the story is told in them, as in a gallery.

    The caption of a quotation, a table or a list says whose it is, and is none.
    """
    pictures: dict[Any, bool] = {}
    captions = [number for number, block in enumerate(blocks) if _is_caption(block, pictures)]
    told = sum(blocks[number].size for number in captions)
    other = sum(map(prose, blocks)) - sum(prose(blocks[number]) for number in captions)
    return [] if len(captions) > _FEW and told > other / 2 else captions


def _is_caption(block: Block, pictures: dict[Any, bool]) -> bool:
    above = (block.element, *block.element.iterancestors())
    figure = next((e for e in above if e.tag == "figure"), None)
    if figure is not None and figure not in pictures:
        shows = next(figure.iter(*_MEDIA), None) is not None
        pictures[figure] = shows and next(figure.iter("blockquote", "table", "ul", "ol"), None) is None
    if figure is None or not pictures[figure]:
        return False
    return not prose(block) or any(element.tag == "figcaption" for element in above)


def is_imprint(block: Block) -> bool:
    """Whether a block above a story says when and by whom it was written, or how to pass it on. A line "By …" is none, for
    it is read later.
    """
    text = block.text
    boxed = is_box(block.element) and any(map(str.isdigit, text))
    if block.heading or _BY.match(text) or prose(block) > (_SHORT if boxed else 0):
        return False
    dated = sum(map(str.isdigit, text)) > 0.4 * sum(map(str.isalnum, text))
    return block.timed or dated or boxed or block.element.tag in {"li", "dt", "dd"} or says_imprint(block.element)


def without_notices(blocks: Sequence[Block]) -> list[Block]:
    """Without the lines that are set apart to speak of the outlet, and without the last ones that ask to subscribe, as stand
    where a story is cut off for those who have not. Where many lines are set apart, they are a part of the story: questions
    of a conversation, a letter.
    """
    told = sum(map(is_aside, blocks)) > _FEW
    end = len(blocks)
    while end and (is_asking(blocks[end - 1]) or (not told and is_notice(blocks[end - 1], last=True))):
        end -= 1
    return [block for block in blocks[: end or len(blocks)] if told or not is_notice(block, last=False)]


def without_empty_headings(blocks: Sequence[Block]) -> list[Block]:
    """Without the headings that nothing stands under: what they announced was taken away."""
    kept: list[Block] = []
    for block in reversed(blocks):
        below = kept[-1] if kept else None
        empty = block.heading and (below is None or (below.heading and below.element.tag <= block.element.tag))
        if not empty:
            kept.append(block)
    return kept[::-1]


def without_bios(blocks: Sequence[Block], names: Sequence[str]) -> list[Block]:
    """Without the lines that tell who wrote a story: they begin with the name of one of its authors, whom no other line names.
    In a conversation that name is followed by a colon.
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
