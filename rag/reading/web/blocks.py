"""A tree -> its blocks of text in the order of the page: paragraphs, headings, items, rows, as a browser lays them out.

What stands within a line stays in it, whatever it is called: `<time>`, `<label>`, a custom element. `<q>` brings its
marks, a note's figure goes, a power keeps its height. Which blocks are the story is not known here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rag.reading.web.notes import figure_of, is_note, marks_of_notes
from rag.reading.web.tree import GONE, is_block, walk_of

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# What a browser sets around a quotation and around one within it, by language: from Unicode's CLDR, the larger
# languages of news.
_MARKS = {
    "de": ("„“", "‚‘"),
    "pl": ("„”", "«»"),
    "ru": ("«»", "„“"),
    "fr": ("«»", "«»"),
    "es": ("«»", "“”"),
    "it": ("«»", "“”"),
}
_ENGLISH = ("“”", "‘’")
_SMALL_PRINT = frozenset(("1", "-1", "-2", "-3"))
_OPENERS = frozenset("\"“„«‘‹'")

# Code points that Unicode promises never to make characters: they stand for what is no character.
_HELD, _BREAK, _LINK, _END, _ASIDE, _BACK = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
_SIGNS = re.compile("[\ufdd0-\ufdd5]")
_DEPTH = {_LINK: (1, 0), _END: (-1, 0), _ASIDE: (0, 1), _BACK: (0, -1)}
_SPACES = re.compile(r"\s+")
_GAP = re.compile(rf"\s*{_HELD}[\s{_HELD}]*+")
_CLINGING = frozenset((*",.;:!?)]”’…", _BREAK, ""))
_BREAKS = re.compile(rf"\s*{_BREAK}\s*")
_MARKED = re.compile(f"([{''.join(_DEPTH)}])")
_PARAGRAPHS = re.compile(rf"(?:\s*{_BREAK}){{2,}}\s*")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A run of text that no other block parts, and the element of the page that it stands in."""

    text: str
    element: Any
    size: int
    """The number of its characters, without spaces."""
    linked: int
    """How many of its characters are part of a link to another page."""
    aside: int
    """How many of its characters are in italics or in small print."""
    timed: bool
    """Whether a `time` stands in it."""

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.element.tag in HEADINGS


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a tree, and which of them each element holds."""

    blocks: tuple[Block, ...]
    spans: Mapping[Any, range]

    def within(self, element: Any) -> range:
        """The numbers of the blocks in `element`."""
        return self.spans.get(element, range(0))

    def elements(self) -> list[Any]:
        """The elements that hold a block, the outer before the inner."""
        return [element for element, span in self.spans.items() if span]


def outline_of(root: Any, skipped: frozenset[Any] = frozenset()) -> Outline:
    """The blocks of `root` in the order of the page; `skipped` elements are left out with all that is in them."""
    reader, walk = _Reader(marks_of_notes(root)), walk_of(root)
    left_out: Any = None
    for event, node in walk:
        if event == "start":
            if node in skipped or not reader.begin(node):
                left_out = node
                walk.skip_subtree()
            continue
        if node is left_out:
            left_out = None
        else:
            reader.end(node)
        if node is not root:
            reader.say(node.tail)
    reader.flush()
    return Outline(tuple(reader.blocks), reader.spans)


@dataclass(slots=True)
class _Run:
    """The text since the last block began."""

    parts: list[str] = field(default_factory=list)
    timed: bool = False

    def ending(self) -> str:
        """The end of the run, a few words long, without our own signs."""
        return _SIGNS.sub("", "".join(part[-20:] for part in self.parts[-8:]))


class _Reader:
    """Makes blocks of what a walk over a tree meets, in its order."""

    def __init__(self, marks: frozenset[str]) -> None:
        self._marks = marks
        self.blocks: list[Block] = []
        self.spans: dict[Any, range] = {}
        self._run = _Run()
        self._owners: list[Any] = []
        self._closers: list[str] = []
        self._links = self._asides = 0

    def begin(self, node: Any) -> bool:
        """Read the beginning of `node`. Returns whether what is in it is to be read as well."""
        tag, run = node.tag, self._run
        if tag in {GONE, "br", "hr"}:
            run.parts.append({GONE: _HELD, "br": _BREAK, "hr": _BREAK * 2}[tag])
            return False
        before = run.ending() if tag in {"a", "sup", "sub", "span", "q"} else ""
        if tag != "q" and is_note(node, before, self._marks):
            run.parts.append(_HELD)
            return False
        if tag in {"sup", "sub"}:
            self.say(figure_of(node, before))
            return False
        if is_block(node):
            self.flush()
            self._owners.append(node)
        self.spans[node] = range(len(self.blocks), len(self.blocks))
        self._begin_within_line(node, before)
        self.say(node.text)
        return True

    def _begin_within_line(self, node: Any, before: str) -> None:
        if node.tag in {"td", "th"} and node is not self._owners[-1] and node.getprevious() is not None:
            self.say(" | ")
        if node.tag == "q":
            self._quote(node, before)
        if _leads_elsewhere(node):
            self._links += 1
            self._run.parts.append(_LINK)
        if _is_aside(node):
            self._asides += 1
            self._run.parts.append(_ASIDE)
        if node.tag == "time":
            self._run.timed = True

    def end(self, node: Any) -> None:
        """Read the end of `node`, after what is in it."""
        if node.tag == "q":
            self.say(self._closers.pop())
        if _leads_elsewhere(node):
            self._links -= 1
            self._run.parts.append(_END)
        if _is_aside(node):
            self._asides -= 1
            self._run.parts.append(_BACK)
        if node is self._owners[-1]:
            self.flush()
            self._owners.pop()
        self.spans[node] = range(self.spans[node].start, len(self.blocks))

    def _quote(self, node: Any, before: str) -> None:
        """Say the mark that a browser sets before a quotation, unless the page has typed one itself."""
        language = next((e.get("lang") for e in (node, *node.iterancestors()) if e.get("lang")), "")[:2].lower()
        opening, closing = tuple(_MARKS.get(language, _ENGLISH)[len(self._closers) % 2])
        said = (part for part in reversed(self._run.parts) if part not in _DEPTH)
        ours = bool(self._closers) and next(said, "") in _OPENERS
        typed = (node.text or "").strip()[:1] in _OPENERS or (before[-1:] in _OPENERS and not ours)
        self.say("" if typed else opening)
        self._closers.append("" if typed else closing)

    def say(self, text: str | None) -> None:
        """Add `text` to the line."""
        if text and self._owners:
            text = _SIGNS.sub("", text)
            preformatted = self._owners[-1].tag == "pre"
            self._run.parts.append(text.strip("\n").replace("\n", _BREAK) if preformatted else text)

    def flush(self) -> None:
        """End the line, and the block."""
        run, self._run = self._run, _Run([_LINK] * self._links + [_ASIDE] * self._asides)
        text = _GAP.sub(_closed, _SPACES.sub(" ", "".join(run.parts)))
        owner = self._owners[-1] if self._owners else None
        if owner is None or not text.strip():
            return
        if owner.tag in HEADINGS:
            text = text.replace(_BREAK, " ")
        depths = (0, 0)
        for paragraph in _PARAGRAPHS.split(text):
            words, linked, aside, depths = _measured(paragraph, depths)
            words = words.strip(" |") if owner.tag == "tr" else words
            if words:
                size = len("".join(words.split()))
                self.blocks.append(Block(words, owner, size, min(size, linked), min(size, aside), run.timed))


def _measured(marked: str, depths: tuple[int, int]) -> tuple[str, int, int, tuple[int, int]]:
    """The words of `marked`, a text with our signs in it; how many of their characters are links; how many are set
    aside; and the depths at its end.

    `depths` is how many links, and how many elements in italics or small print, are open where it begins.
    """
    linked = aside = 0
    parts = _MARKED.split(marked)
    for part in parts:
        if part in _DEPTH:
            depths = (depths[0] + _DEPTH[part][0], depths[1] + _DEPTH[part][1])
            continue
        size = len("".join(part.split()))
        linked += size if depths[0] > 0 else 0
        aside += size if depths[1] > 0 else 0
    words = _SPACES.sub(" ", "".join(part for part in parts if part not in _DEPTH))
    return _BREAKS.sub("\n", words).strip(), linked, aside, depths


def _closed(gap: re.Match[str]) -> str:
    """What stands in place of something taken out: one space between its neighbours, but none before a full stop."""
    following = gap.string[gap.end() : gap.end() + 1]
    return " " if " " in gap[0] and following not in _CLINGING else ""


def _leads_elsewhere(node: Any) -> bool:
    """Whether `node` is a link to another page: not to a part of its own, and not only the target of such a link."""
    if node.tag != "a":
        return False
    href = (node.get("href") or "").strip()
    return not (href.startswith("#") and len(href) > 1) and bool(href or not (node.get("id") or node.get("name")))


def _is_aside(node: Any) -> bool:
    """Whether `node` sets its words in italics or in small print."""
    return node.tag in {"em", "i", "small"} or (node.tag == "font" and node.get("size") in _SMALL_PRINT)
