"""A tree -> its blocks of text in the order of the page: paragraphs, headings, items, cells, as a browser lays them out.

What stands within a line stays in it, whatever it is called: `<time>`, `<label>`, a custom element. `<q>` brings its marks, a
note's figure goes, a power keeps its height. Which blocks are the story is not known here.
"""

import re
from dataclasses import dataclass
from typing import Any

from rag.read.web.notes import figure_of, is_note
from rag.read.web.tree import GONE, INLINE

_MARKS = (("“", "”"), ("‘", "’"))
_HELD = "\ue000"  # where something was taken out
_BREAK = "\ue001"  # a line that the page itself breaks
_SPACES = re.compile(r"\s+")
_GAP = re.compile(rf"\s*{_HELD}[\s{_HELD}]*+")
_CLINGING = frozenset((*",.;:!?)]”’…", _BREAK, ""))
_OPENERS = frozenset("\"“„«‘‹'")
_BREAKS = re.compile(rf"\s*{_BREAK}\s*")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A run of text that no other block parts, and the element of the page that it stands in."""

    text: str
    element: Any
    linked: int
    """How many of its characters are a link to another page."""

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.element.tag in HEADINGS


class _Run:
    """The text since the last block began."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0


def blocks_of(root: Any, skipped: frozenset[Any] = frozenset()) -> list[Block]:
    """The blocks of `root` in the order of the page; `skipped` elements are left out with all that is in them."""
    return _Reader(root, skipped).blocks


class _Reader:
    """One walk over a tree, without recursion, so that depth can't end it."""

    def __init__(self, root: Any, skipped: frozenset[Any]) -> None:
        self.blocks: list[Block] = []
        self._root = root
        self._run = _Run()
        self._links = 0
        self._closers: list[str] = []
        self._skipped = skipped
        self._owner = [root]
        self._read()

    def _read(self) -> None:
        node, entering = self._root, True
        while True:
            if entering:
                deeper = self._enter(node)
                if deeper and len(node):
                    node = node[0]
                    continue
                if deeper:
                    self._leave(node)
            else:
                self._leave(node)
            if node is self._root:
                self._flush()
                return
            self._say(node.tail)
            following = node.getnext()
            node, entering = (node.getparent(), False) if following is None else (following, True)

    def _enter(self, node: Any) -> bool:
        """Begin `node`; whether what is in it is read."""
        tag = node.tag
        if not isinstance(tag, str) or node in self._skipped:
            return False
        if tag == GONE:
            self._run.parts.append(_HELD)
            return False
        if tag in {"br", "hr"}:
            self._run.parts.append(_BREAK)
            return False
        high = tag in {"a", "sup", "sub", "span"}
        before = "".join(part[-20:] for part in self._run.parts[-8:]) if high or tag == "q" else ""
        if high and is_note(node, before):
            self._run.parts.append(_HELD)
            return False
        if is_block(node):
            self._flush()
            self._owner.append(node)
        elif tag in {"td", "th"} and node.getprevious() is not None and self._run.parts:
            self._say(" | ")
        if tag == "q":
            self._open(node, before)
        if _leads_elsewhere(node):
            self._links += 1
        if tag in {"sup", "sub"}:
            self._say(figure_of(node, before))
            return False
        self._say(node.text)
        return True

    def _leave(self, node: Any) -> None:
        if node.tag == "q":
            self._say(self._closers.pop())
        if _leads_elsewhere(node):
            self._links -= 1
        if is_block(node):
            self._flush()
            self._owner.pop()

    def _open(self, node: Any, before: str) -> None:
        """The mark that a browser sets before a quotation, unless the page has typed one itself."""
        opening, closing = _MARKS[len(self._closers) % 2]
        ours = self._closers and self._run.parts[-1] in {"“", "‘"}
        typed = (node.text or "").strip()[:1] in _OPENERS or (before[-1:] in _OPENERS and not ours)
        self._say("" if typed else opening)
        self._closers.append("" if typed else closing)

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self._owner[-1].tag == "pre":
            text = text.strip("\n").replace("\n", _BREAK)
        self._run.parts.append(text)
        if self._links:
            self._run.linked += len(_SPACES.sub("", text))

    def _flush(self) -> None:
        run, self._run = self._run, _Run()
        text = _GAP.sub(_closed, _SPACES.sub(" ", "".join(run.parts)))
        owner = self._owner[-1]
        if owner.tag == "tr":
            text = text.strip(" |")
        if owner.tag in HEADINGS:
            text = _SPACES.sub(" ", text.replace(_BREAK, " "))
        for paragraph in re.split(rf"(?:\s*{_BREAK}){{2,}}\s*", text):
            lines = _BREAKS.sub("\n", paragraph).strip()
            if lines:
                self.blocks.append(Block(lines, owner, run.linked))


def _closed(gap: re.Match[str]) -> str:
    """What stands in place of something taken out: the one space that parts its neighbours, none before a full stop."""
    following = gap.string[gap.end() : gap.end() + 1]
    return " " if " " in gap[0] and following not in _CLINGING else ""


def is_block(node: Any) -> bool:
    """Whether a browser begins a new line for this element: cells of a row do not, unless they hold paragraphs."""
    if node.tag in {"td", "th"}:
        return next(node.iter("p", "div", "br", "ul", "ol", "h1", "h2", "h3", "table"), None) is not None
    if "-" in node.tag:
        return not _is_within_line(node)
    return node.tag not in INLINE and (
        node.tag in _BLOCKS or "display:block" in (node.get("style") or "").replace(" ", "")
    )


def _is_within_line(node: Any) -> bool:
    """Whether an element of the page's own making has words right beside it, or stands in what holds words only."""
    parent, before = node.getparent(), node.getprevious()
    left = before.tail if before is not None else parent.text if parent is not None else ""
    within = parent is not None and (parent.tag in INLINE or parent.tag in HEADINGS or parent.tag == "p")
    return within or bool((left or "").strip() or (node.tail or "").strip())


_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre search section summary table tbody tfoot "
    "thead tr ul".split()
)


def _leads_elsewhere(node: Any) -> bool:
    """Whether `node` is a link, but not to a part of its own page, and no mere target of one."""
    if node.tag != "a":
        return False
    href = (node.get("href") or "").strip()
    return not (href.startswith("#") and len(href) > 1) and bool(href or not (node.get("id") or node.get("name")))
