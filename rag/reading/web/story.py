"""The blocks of a page -> its headline, and the blocks of its story.

The story is what follows the headline within the article's own element, or where the page has none within the element
that holds most of its sentences; without the boxes in it that are furniture (`rag.reading.web.furniture`) or mostly
links, and without what stands above it to say when and by whom it was written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from rag.reading.web.blocks import Block, Outline, outline_of
from rag.reading.web.edges import captions_in, is_imprint, without_empty_headings, without_notices
from rag.reading.web.furniture import LONGEST_TEASER, is_box, is_furniture, never_story
from rag.reading.web.linked_data import likeness
from rag.reading.web.names import says_comments, says_story
from rag.reading.web.prose import corrects, is_link, is_told, sentence_characters

_RANKS = frozenset(("h1", "h2", "h3"))
_CELLS = frozenset(("tr", "td"))
_MOST = 0.6
_MUCH = 0.25


@dataclass(frozen=True, slots=True)
class StoryFound:
    """The story of a page, its headline where one is marked as such, and where in the tree the story stands."""

    headline: str | None
    blocks: tuple[Block, ...]
    scope: Any
    foreign: frozenset[Any]

    def holds(self, element: Any) -> bool:
        """Whether `element` stands in the part of the page that is the article's, and not among what others wrote."""
        above = [element, *element.iterancestors()]
        return self.scope in above and self.foreign.isdisjoint(above)


def story_in(tree: Any, titles: Sequence[str]) -> StoryFound:
    """The story in a tree of what readers see; `titles` are what the page's metadata calls it."""
    return _Page(tree, titles).found


class _Page:
    """A page while its story is being looked for: what is no part of it is dropped, in steps."""

    def __init__(self, tree: Any, titles: Sequence[str]) -> None:
        self._tree, self._foreign = tree, set(never_story(tree))
        self._outline: Outline = outline_of(tree, frozenset(self._foreign))
        self._blocks = self._outline.blocks
        self._alive = [True] * len(self._blocks)
        self._hide(captions_in(self._blocks))
        self._top = self._headline(titles)
        self._guarded, self._trunk, self._laid_out = set(self._above(self._top)), set[Any](), set[Any]()
        self._drop_comments()
        self._drop_foreign(self._other_stories())
        self._scope = self._own_article()
        self._leaf = self._smallest_with_most()
        self._trunk = {self._leaf, *self._leaf.iterancestors()}
        self._laid_out = {e.getparent() for e in self._trunk if e.tag in _CELLS}
        self._guarded |= self._trunk
        self._keep_what_is_in_reach()
        self._drop(e for e in self._boxes() if self._lays_out(e) and self._tells_nothing(e))
        self._drop(e for e in self._boxes() if is_furniture(e, list(self._in(e))) and not self._is_subheading(e))
        self._drop(self._trailing())
        self._hide(self._below())
        headline = None if self._top is None else self._blocks[self._top].text
        self.found = StoryFound(headline, tuple(self._story()), self._scope, frozenset(self._foreign))

    def _above(self, number: int | None) -> list[Any]:
        """The element of a block and all above it."""
        if number is None:
            return []
        element = self._blocks[number].element
        return [element, *element.iterancestors()]

    def _in(self, element: Any) -> Iterator[Block]:
        """The blocks in `element` that are not dropped."""
        return (self._blocks[number] for number in self._outline.within(element) if self._alive[number])

    def _boxes(self) -> Iterator[Any]:
        """The boxes that hold something, the outer before the inner; none of them holds the headline or the story."""
        for element in self._outline.elements():
            if element not in self._guarded and self._is_box(element) and any(True for _ in self._in(element)):
                yield element

    def _lays_out(self, element: Any) -> bool:
        """Whether `element` is a row or a cell beside the one that holds the story."""
        return element.tag in _CELLS and element.getparent() in self._laid_out and element not in self._trunk

    def _tells_nothing(self, element: Any) -> bool:
        return not any(map(sentence_characters, self._in(element))) and next(element.iter("table"), None) is None

    def _is_box(self, element: Any) -> bool:
        return self._lays_out(element) or is_box(element)

    def _hide(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._alive[number] = False

    def _drop(self, elements: Iterable[Any]) -> None:
        for element in list(elements):
            self._hide(self._outline.within(element))

    def _drop_foreign(self, elements: Iterable[Any]) -> None:
        """Drop what is another's: what readers wrote, other stories. What is stated in it is not stated of this one."""
        gone = set(elements)
        self._foreign |= gone
        self._drop(gone)

    def _headline(self, titles: Sequence[str]) -> int | None:
        """The number of the headline's block: the heading (h1 to h3) that is most like a title, else the first h1,
        else None. Where every h1 is the site's own, the header of the article that holds most of the prose is
        looked at first.
        """
        said, sites = self._prose(), not self._tree.xpath(".//h1[not(ancestor::header) or ancestor::article]")
        for header in self._tree.xpath("(.//article/header)[position() < 50]") if sites else ():
            inside = [n for n in self._outline.within(header) if self._blocks[n].element.tag in _RANKS]
            if inside and said.get(header.getparent(), 0) > said.get(self._tree, 0) / 2:
                return inside[0]
        tops = [n for n, block in enumerate(self._blocks) if block.element.tag == "h1"]
        others = [n for n, block in enumerate(self._blocks) if block.element.tag in {"h2", "h3"}]
        rated = [
            (max((likeness(self._blocks[n].text, title) for title in titles), default=0.0), n) for n in (*tops, *others)
        ]
        likest = max(rated, key=lambda pair: pair[0], default=(0.0, None))
        return likest[1] if likest[0] else next(iter(tops), None)

    def _prose(self) -> dict[Any, int]:
        """How much prose each element holds."""
        said = list(
            accumulate(
                (sentence_characters(b) if a else 0 for a, b in zip(self._alive, self._blocks, strict=True)), initial=0
            )
        )
        return {e: said[span.stop] - said[span.start] for e, span in self._outline.spans.items()}

    def _drop_comments(self) -> None:
        """Drop the boxes named as what readers wrote: those of several writers, then those with no more than half of
        the rest. "comments-open" may stand on the story itself: what begins it and holds most of the prose stays.
        """
        said, first = (
            self._prose(),
            next((n for n in range(self._top or 0, len(self._blocks)) if sentence_characters(self._blocks[n])), 0),
        )
        story = {e for e in self._above(first) if said[e] > said[self._tree] / 2} if self._blocks else set()
        named = [e for e in self._boxes() if says_comments(e) and e not in story]
        lists = [e for e in named if _are_several(e, said)]
        outer = {a for e in lists for a in e.iterancestors()}
        self._drop_foreign(e for e in lists if e not in outer)
        said = self._prose()
        most = said.get(self._tree, 0) / 2
        self._drop_foreign(e for e in named if said[e] <= most or _are_several(e, said))

    def _other_stories(self) -> list[Any]:
        """The boxes that are stories too, each with a heading, beside the one that holds this headline."""
        found: list[Any] = []
        said = self._prose()
        for own in self._above(self._top)[1:]:
            if own.get("class") and says_story(own):
                beside = (e for e in own.itersiblings(own.tag) if e.get("class") == own.get("class"))
                beside = (e for e in beside if _MUCH * said.get(e, 0) <= said[own])
                found += [e for e in beside if next(e.iter("h1", "h2", "h3"), None) is not None]
        return found

    def _own_article(self) -> Any:
        """The page's own `article` element: that with the headline, else that with most of the prose; else
        the whole page.

        Several beside each other under one headline are the parts of one story, as in a live report, unless their own
        headings are links: those announce other pages, where they say no more than an announcement does.
        """
        said = self._prose()
        articles = [e for e in said if e.tag == "article" and not any(a in said for a in e.iterancestors("article"))]
        own = next((e for e in articles if e in self._guarded), None)
        if own is not None and said[own] >= _MUCH * max(said[e] for e in articles):
            self._drop_foreign(e for e in articles if e is not own)
            return own
        most = max(articles, key=lambda e: said[e], default=None)
        announcing = {e for e in articles if self._announces(e, said)}
        if most is not None and most not in announcing and said[most] > said.get(self._tree, 0) / 2:
            return most
        if sum(said[e] for e in announcing) < said.get(self._tree, 0):
            self._drop_foreign(announcing)
        return self._tree

    def _announces(self, article: Any, said: Mapping[Any, int]) -> bool:
        """Whether one of an `article`'s headings is a link, and all its sentences stand with it: none is its own."""
        if said[article] >= LONGEST_TEASER:
            return False
        links = (block.element for block in self._in(article) if block.heading and is_link(block))
        around = (next((e for e in link.iterancestors() if said.get(e)), article) for link in links)
        return any(said[box] >= said[article] for box in around)

    def _smallest_with_most(self) -> Any:
        """The smallest element of the scope that holds most of its prose."""
        said = self._prose()
        node, whole = self._scope, said.get(self._scope, 0)
        while True:
            child = next((e for e in node if said.get(e, 0) > _MOST * whole), None)
            if child is None or child.tag in {"p", "li"}:
                return node
            node = child

    def _keep_what_is_in_reach(self) -> None:
        """Drop what is outside of the scope, but for sentences between a headline above it and its first line. Drop the
        headline, and all above it, too.
        """
        scope, top = self._outline.within(self._scope), self._top
        for number, block in enumerate(self._blocks):
            between = top is not None and top < number < scope.start and sentence_characters(block) > 0
            if not (number in scope or between) or (top is not None and number <= top):
                self._alive[number] = False

    def _is_subheading(self, box: Any) -> bool:
        """Whether a box is a sub-heading: one block without a link, between two like boxes that hold sentences."""
        span = self._outline.within(box)
        around = [self._blocks[n] for n in (span.start - 1, span.stop) if 0 <= n < len(self._blocks)]
        alike = [
            b.element.getparent() is box.getparent() and b.element.tag == box.tag and sentence_characters(b) > 0
            for b in around
        ]
        return len(span) == 1 and alike == [True, True] and not self._blocks[span.start].linked

    def _trailing(self) -> set[Any]:
        """The boxes that a page adds below its story: after the last paragraph in no box, or in one like others before
        it. A correction is no addition.
        """
        said, whole = self._prose(), max(1, self._prose().get(self._tree, 0))
        kinds = Counter((e.getparent(), *_kind(e)) for e in self._boxes() if e.tag != "td")
        found: set[Any] = set()
        for number in reversed([n for n, alive in enumerate(self._alive) if alive]):
            box = self._outermost(number)
            if (
                box is None
                or said[box] > _MUCH * whole
                or (kinds[box.getparent(), *_kind(box)] > 1 and not self._lays_out(box))
                or _like(box, self._leaf)
            ):
                if sentence_characters(self._blocks[number]):
                    break
            elif box.getparent() is not self._leaf and not corrects(self._blocks[number].text):
                found.add(box)
        return found

    def _below(self) -> list[int]:
        """The numbers of the blocks below the story's element that are no sentences, down to the end of the page."""
        end, below = self._outline.within(self._leaf).stop, []
        for number in reversed([n for n, alive in enumerate(self._alive) if alive and n >= end]):
            if sentence_characters(self._blocks[number]) or is_told(self._blocks[number]):
                break
            below.append(number)
        return below

    def _outermost(self, number: int) -> Any | None:
        """The outermost box that a block stands in and that is no part of the trunk."""
        above = [element for element in self._above(number) if element not in self._guarded]
        return above[-1] if above and self._is_box(above[-1]) else None

    def _story(self) -> list[Block]:
        kept = [n for n, block in enumerate(self._blocks) if self._alive[n] and not is_link(block)]
        left = frozenset(kept)
        leaf = self._outline.within(self._leaf)
        first = next((n for n in kept if n in leaf and sentence_characters(self._blocks[n])), 0)
        told = [self._blocks[n] for n in kept if n >= first or not is_imprint(self._blocks[n])]
        told = [block for block in told if not (block.heading and self._announces_nothing(block.element, left))]
        return without_empty_headings(without_notices(told))

    def _announces_nothing(self, heading: Any, kept: frozenset[int]) -> bool:
        """Whether a list follows `heading` of which nothing is in `kept`."""
        below = heading.getnext()
        listed = below is not None and below.tag in {"ul", "ol"}
        return listed and kept.isdisjoint(self._outline.within(below))


def _kind(element: Any) -> tuple[str, str | None]:
    return (element.tag, element.get("class"))


def _are_several(element: Any, said: Mapping[Any, int]) -> bool:
    """Whether most of what `element` holds is in several boxes or items of one kind that stand beside each other."""
    entries: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for entry in element.iterdescendants():
        if said.get(entry) and _is_entry(entry):
            entries[entry.getparent(), *_kind(entry)[: 1 if entry.tag == "li" else 2]].append(said[entry])
    return any(len(sizes) > 1 and sum(sizes) > said[element] / 2 for sizes in entries.values())


def _is_entry(element: Any) -> bool:
    return element.tag in {"li", "article", "dd", "tr"} or (element.tag == "div" and element.get("class") is not None)


def _like(box: Any, other: Any) -> bool:
    return box.tag != "td" and _kind(box) == _kind(other)
