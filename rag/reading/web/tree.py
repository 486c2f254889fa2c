"""The text of a page -> its tree, without what its readers do not see and without what is struck out.

Parses with libxml2, which mends whatever it is given and nests at most 255 elements. Fetches nothing, runs no script.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from rag.reading.web.styles import Sheets, background_of, hides, hides_its_words, sheets_of, shows_its_words, strikes

_NEVER_SHOWN = frozenset(
    "script style template noscript iframe object embed video audio canvas svg datalist select input textarea map "
    "progress meter rp rt applet area param source track noframes frameset optgroup option head".split()
)
_STRUCK = frozenset(("del", "s", "strike"))
# For screen readers only: what the common style sheets of that name hide, which a saved page may not carry.
_FOR_THE_EAR = re.compile(
    r"(?:^|-)(?:(?:sr|screen-?readers?|a11y|at)-(?:only|text|hidden|hide)|(?:visually|accessibly)-?hidden|"
    r"element-invisible|hidden-visually|off-?screen)(?:-|$)"
)
_WORD = re.compile(r"[A-Z]?[a-z\d]+|[A-Z]+(?![a-z])")
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby rb s samp slot "
    "small span strike strong sub sup time tt u var wbr".split()
)
"""Elements of HTML that stand within a line of text; an unknown element does too, as in a browser."""


_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre search section summary table "
    "tbody tfoot thead tr ul".split()
)
GONE = "gone"
"""The name of the empty element that stands where something was taken out."""


def tree_of(page: str) -> Any | None:
    """The tree of a page, without comments; None where there is nothing in it."""
    from lxml import etree  # noqa: PLC0415 - for this kind of file only

    # Bytes of a known encoding: what the page says of its encoding was true of the file, not of this text.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    return etree.fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser)


def walk_of(root: Any) -> Any:
    """An iterator over `root` that gives ("start", element) and ("end", element), and that can `skip_subtree()`.

    It does not recurse, so that a deep page can't break it.
    """
    from lxml import etree  # noqa: PLC0415 - for this kind of file only

    return etree.iterwalk(root, events=("start", "end"))


def keep_what_is_seen(tree: Any) -> None:
    """Take out of `tree` what the page hides from its readers, or shows struck out. What follows it stays.

    A page as a whole is never hidden: some are, until their scripts have run.
    """
    sheets, elements = sheets_of(tree), list(tree.iter())  # a list, for what is cleared has no next
    shown = _above(element for element in elements if shows_its_words(sheets.of(element)))
    for element in elements:
        if element.tag in {"html", "body"}:
            continue
        style = sheets.of(element)
        if "color" in style and not background_of(style):
            style = {**style, "background": _behind(element, sheets)}
        unseen = _is_unseen(element) or hides(style) or (hides_its_words(style) and element not in shown)
        if unseen or element.tag in _STRUCK or strikes(style):
            element.clear(keep_tail=True)
            element.tag = GONE


def _behind(element: Any, sheets: Sheets) -> str:
    """The background that is stated nearest around `element`; empty where none is."""
    for outer in islice(element.iterancestors(), 20):
        stated = background_of(sheets.of(outer)) or ([outer.get("bgcolor").lower()] if outer.get("bgcolor") else [])
        if stated:
            return " ".join(stated)
    return ""


def _above(elements: Iterable[Any]) -> set[Any]:
    """All elements that hold any of `elements`."""
    found: set[Any] = set()
    for element in elements:
        for outer in element.iterancestors():
            if outer in found:
                break
            found.add(outer)
    return found


def _is_unseen(element: Any) -> bool:
    return (
        element.tag in _NEVER_SHOWN
        or element.get("hidden") is not None
        or element.get("popover") is not None
        or (element.tag == "dialog" and element.get("open") is None)
        or any(_FOR_THE_EAR.search("-".join(words_of(name))) for name in (element.get("class") or "").split()[:50])
        or (element.get("aria-hidden") == "true" and _is_ornament(element))
    )


def words_of(names: str) -> list[str]:
    """The words of class names and ids, in lower case: "CommentBox js-nav" has four."""
    return [word.lower() for word in _WORD.findall(names[:500])]


def _is_ornament(element: Any) -> bool:
    """Whether an element that is hidden from screen readers is an ornament.

    It is none within a line, where they are given the words in another form, nor where it holds the headline or the
    article, which are hidden from them while a dialogue is open.
    """
    return element.tag not in INLINE and next(element.iter("h1", "main", "article"), None) is None


def is_block(node: Any) -> bool:
    """Whether a browser begins a new line for this element; for a cell of a row, only if it holds paragraphs or so."""
    if node.tag in {"td", "th"}:
        return next(node.iter("p", "div", "br", "ul", "ol", "h1", "h2", "h3", "table"), None) is not None
    if "-" in node.tag:
        return not _is_within_line(node)
    return node.tag in _BLOCKS or "display:block" in (node.get("style") or "").replace(" ", "")


def _is_within_line(node: Any) -> bool:
    """Whether a custom element stands within a line: words are right beside it, or what it is in holds words only."""
    parent = node.getparent()
    if parent is None or parent.tag in INLINE or parent.tag in {"p", "h1", "h2", "h3", "h4", "h5", "h6"}:
        return parent is not None
    return any(words_beside(node))


def words_beside(node: Any) -> tuple[bool, bool]:
    """Whether words stand right before `node`, and right after it."""
    parent, before = node.getparent(), node.getprevious()
    left = before.tail if before is not None else parent.text if parent is not None else ""
    return bool((left or "").strip()), bool((node.tail or "").strip())
