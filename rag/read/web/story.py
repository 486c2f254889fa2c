"""The blocks of a page -> the blocks of its story, and its headline.

The story is what follows the headline within the article's own element, or where the page has none within the element that
holds most of its sentences; without the boxes in it that are furniture (`rag.read.web.furniture`) or mostly links.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rag.read.web.blocks import Block, blocks_of
from rag.read.web.furniture import (
    corrects,
    is_box,
    is_call,
    is_comments,
    is_named_for_links,
    is_named_imprint,
    is_named_story,
    is_named_so,
    linked_share,
    never_story,
    size,
)
from rag.read.web.linked_data import likeness
from rag.split import ends_sentence

_LONG = 100
_SHORT = 60
_MOST = 0.6
_TELLING = frozenset(("li", "dd", "dt", "tr", "td", "th", "p", "blockquote", "pre", "figcaption", "caption"))
_QUOTES = frozenset('“”„«»「」"')
_BY = re.compile(r"by\b", re.IGNORECASE)
_MEDIA = ("img", "picture", "video", "amp-img", "source")


@dataclass(frozen=True, slots=True)
class Found:
    """The story of a page, and its headline where one is marked as such."""

    headline: str | None
    blocks: tuple[Block, ...]
    scope: Any
    foreign: frozenset[Any]

    def holds(self, element: Any) -> bool:
        """Whether `element` stands in the part of the page that is the article's, and not in a box of another."""
        above = [element, *element.iterancestors()]
        return self.scope in above and self.foreign.isdisjoint(above)


def story_in(tree: Any, titles: Sequence[str]) -> Found:
    """The story in a tree of what readers see; `titles` are what the page's metadata calls it."""
    return _Page(tree, titles).found()


def prose(block: Block) -> int:
    """How many characters of `block` are sentences and no link."""
    if block.heading or not (ends_sentence(block.text) or size(block) > _LONG):
        return 0
    return max(0, size(block) - block.linked)


class _Page:
    """A page while its story is being looked for."""

    def __init__(self, tree: Any, titles: Sequence[str]) -> None:
        self._tree = tree
        never = never_story(tree)
        self._foreign = set(never)
        self._blocks = _without_captions(blocks_of(tree, never))
        self._above: dict[Any, tuple[Any, ...]] = {}
        self._headline = self._find_headline(titles)
        guarded = set(self._ancestors(self._headline)) if self._headline else set()
        self._foreign |= self._drop(e for e in self._boxes() if is_comments(e) and e not in guarded)
        self._foreign |= self._drop(self._other_stories())
        own = self._own_article()
        self._scope = tree if own is None else own
        self._trunk = self._find_trunk()

    def found(self) -> Found:
        blocks = tuple(self._story())
        return Found(self._headline.text if self._headline else None, blocks, self._scope, frozenset(self._foreign))

    def _ancestors(self, block: Block) -> tuple[Any, ...]:
        """The element of `block` and all above it, the innermost first."""
        element = block.element
        if element not in self._above:
            self._above[element] = (element, *element.iterancestors())
        return self._above[element]

    def _boxes(self) -> list[Any]:
        return list({element: None for block in self._blocks for element in self._ancestors(block)})

    def _drop(self, elements: Iterable[Any]) -> set[Any]:
        gone = set(elements)
        if gone:
            self._blocks = [block for block in self._blocks if gone.isdisjoint(self._ancestors(block))]
        return gone

    def _find_headline(self, titles: Sequence[str]) -> Block | None:
        tops = [block for block in self._blocks if block.element.tag == "h1"]
        others = [block for block in self._blocks if block.element.tag in {"h2", "h3"}]
        rated = [
            (max((likeness(block.text, title) for title in titles), default=0.0), block) for block in (*tops, *others)
        ]
        likest = max(rated, key=lambda pair: pair[0], default=(0.0, None))
        return likest[1] if likest[0] else next(iter(tops), None)

    def _sums(self, within: Any) -> dict[Any, int]:
        """How much prose each element within `within` holds."""
        sums: dict[Any, int] = defaultdict(int)
        for block in self._blocks:
            above = self._ancestors(block)
            if within in above:
                for element in above[: above.index(within) + 1]:
                    sums[element] += prose(block)
        return sums

    def _own_article(self) -> Any | None:
        """The page's own `article` element: the one with the headline, else the only one that holds most of the prose.

        Several beside each other under one headline are the parts of one story, as in a live report, unless their own
        headings are links: those announce other pages.
        """
        sums = self._sums(self._tree)
        linked = {e for b in self._blocks if b.heading and _is_link(b) for e in self._ancestors(b)}
        articles = [e for e in sums if e.tag == "article" and not any(a in sums for a in e.iterancestors("article"))]
        own = [e for e in articles if self._headline and e in self._ancestors(self._headline)]
        full = [e for e in articles if e not in linked and sums[e]]
        if own and sums[own[0]] >= 0.3 * max(sums[e] for e in articles):
            self._foreign |= self._drop(e for e in articles if e is not own[0])
            return own[0]
        most = max(full, key=lambda e: sums[e], default=None)
        if most is not None and sums[most] > sums[self._tree] / 2:
            return most
        self._foreign |= self._drop(e for e in articles if e in linked)
        return None

    def _other_stories(self) -> list[Any]:
        """The boxes that are stories too, each with a headline, beside the one that holds this headline."""
        found: list[Any] = []
        for own in self._ancestors(self._headline)[1:] if self._headline else ():
            if own.get("class") and is_named_story(own):
                beside = (e for e in own.itersiblings(own.tag) if e.get("class") == own.get("class"))
                found += [e for e in beside if next(e.iter("h1", "h2", "h3"), None) is not None]
        return found

    def _find_trunk(self) -> set[Any]:
        """The smallest element that holds most of the prose, and all above it."""
        sums = self._sums(self._scope)
        node = self._scope
        while True:
            child = next((e for e in node if sums.get(e, 0) > _MOST * sums[self._scope]), None)
            if child is None or child.tag in {"p", "li"}:
                self._leaf = node
                return {node, *node.iterancestors()}
            node = child

    def _story(self) -> list[Block]:
        self._blocks = self._in_reach()
        self._drop_boxes()
        kept = [block for block in self._blocks if not _is_link(block)]
        kept = self._after_headline(kept)
        first = next((n for n, b in enumerate(kept) if prose(b) and self._leaf in self._ancestors(b)), 0)
        return _without_empty_headings([b for n, b in enumerate(kept) if n >= first or not _is_imprint(b)])

    def _in_reach(self) -> list[Block]:
        """The blocks of the scope, and what stands between a headline above it and its first line."""
        within = [self._scope in self._ancestors(block) for block in self._blocks]
        first = within.index(True) if True in within else 0
        start = self._blocks.index(self._headline) if self._headline in self._blocks[:first] else first
        return [b for n, b in enumerate(self._blocks) if within[n] or (start <= n < first and (prose(b) or n == start))]

    def _drop_boxes(self) -> None:
        """Take out the boxes that are furniture; an element of the trunk, or one that holds the headline, is no box."""
        guarded = self._trunk | set(self._ancestors(self._headline) if self._headline else ())
        held: dict[Any, list[Block]] = defaultdict(list)
        for block in self._blocks:
            for element in self._ancestors(block):
                if element in guarded:
                    break
                held[element].append(block)
        self._drop([element for element, blocks in held.items() if _is_furniture(element, blocks)])
        self._drop(self._trailing(held))

    def _trailing(self, held: dict[Any, list[Block]]) -> list[Any]:
        """The boxes after the last paragraph that stands in the trunk itself, or in a box like others before: what a page
        adds below a story. A correction is no addition.
        """
        found: list[Any] = []
        for block in reversed(self._blocks):
            outermost = next((e for e in reversed(self._ancestors(block)) if e in held), None)
            if outermost is None or not is_box(outermost) or self._is_repeated(outermost, held):
                if prose(block):
                    break
                continue
            if outermost.getparent() is not self._leaf and not corrects(block.text):
                found.append(outermost)
        return found

    def _is_repeated(self, element: Any, held: dict[Any, list[Block]]) -> bool:
        """Whether `element` is one of several of its kind, or holds much of the story."""
        kind = (element.tag, element.get("class"))
        beside = (other for other in held if other.getparent() is element.getparent() and other.tag != "td")
        alike = sum((other.tag, other.get("class")) == kind for other in beside)
        said = sum(prose(block) for block in held[element])
        alike += (self._leaf.tag, self._leaf.get("class")) == kind != ("td", None)
        return alike > 1 or said > 0.25 * sum(map(prose, self._blocks))

    def _after_headline(self, blocks: list[Block]) -> list[Block]:
        if self._headline in blocks:
            return blocks[blocks.index(self._headline) + 1 :]
        return blocks


def _is_furniture(element: Any, blocks: list[Block]) -> bool:
    """Whether a box that holds `blocks` is no part of the story."""
    if not is_box(element):
        return False
    said, share = sum(map(prose, blocks)), linked_share(blocks)
    if is_named_so(element) or is_call(element, " ".join(block.text for block in blocks)):
        return True
    if is_named_for_links(element) and share > 0.2:
        return True
    if any(block.heading and _is_link(block) for block in blocks) and said < 250 and len(blocks) > 1:
        return True
    if not said and not any(map(_is_told, blocks)) and not all(b.heading or _is_link(b) for b in blocks):
        return True
    return share > 0.5 and not any(map(_is_linked_sentence, blocks))


def _is_told(block: Block) -> bool:
    """Whether a block without a sentence may tell something: an item, a cell, a heading, a line of verse, words that are
    said.
    """
    before = block.element.getprevious()
    if _is_linked_sentence(block) or (before is not None and before.tag == "blockquote"):
        return True
    if block.element.tag in _TELLING or "\n" in block.text or _QUOTES.intersection(block.text):
        return not _is_link(block)
    return False


def _is_imprint(block: Block) -> bool:
    """Whether a block above a story says when and by whom it was written, or how to pass it on. A line "By …" is none, for
    it is read later.
    """
    element, text = block.element, block.text
    boxed = is_box(element) and any(map(str.isdigit, text))
    if block.heading or _BY.match(text) or prose(block) > (_SHORT if boxed else 0):
        return False
    timed = any(element in (time.getparent(), *time.iterancestors("p")) for time in islice(element.iter("time"), 3))
    dated = sum(map(str.isdigit, text)) > 0.4 * sum(map(str.isalnum, text))
    return timed or dated or boxed or element.tag == "li" or is_named_imprint(element)


def _without_captions(blocks: list[Block]) -> list[Block]:
    """Without the captions of pictures, unless the story is told in them, as in a gallery. The caption of a quotation, a
    table or a list says whose it is and stays.
    """
    captions = {block for block in blocks if _is_caption(block)}
    told = sum(map(size, captions))
    if len(captions) > 2 and told > sum(prose(block) for block in blocks if block not in captions) / 2:
        return blocks
    return [block for block in blocks if block not in captions]


def _is_caption(block: Block) -> bool:
    figure = next((e for e in (block.element, *block.element.iterancestors()) if e.tag == "figure"), None)
    if figure is None or next(figure.iter(*_MEDIA), None) is None:
        return False
    return next(figure.iter("blockquote", "table", "ul", "ol"), None) is None


def _is_link(block: Block) -> bool:
    return block.linked > 0.7 * size(block) and not _is_linked_sentence(block)


def _is_linked_sentence(block: Block) -> bool:
    return block.element.tag not in {"li", "td"} and block.text.rstrip("”\"’'»)").endswith((".", "…"))


def _without_empty_headings(blocks: list[Block]) -> list[Block]:
    """Without the headings that nothing stands under: what they announced was taken away."""
    kept: list[Block] = []
    for block in reversed(blocks):
        below = kept[-1] if kept else None
        empty = block.heading and (below is None or (below.heading and below.element.tag <= block.element.tag))
        if not empty:
            kept.append(block)
    return kept[::-1]
