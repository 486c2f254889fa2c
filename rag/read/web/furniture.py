"""Parts of a page that are not its story: menus, forms, comments, teasers of other stories, calls to subscribe.

First what HTML itself says of a part: its element, its role, what it is linked with. The names that authors give to classes
come last and count as whole words only, for boxes of some size, never for a paragraph or for words within a line.
"""

import re
from collections.abc import Iterable
from typing import Any

from rag.read.web.blocks import Block

_ELEMENTS = frozenset(("nav", "button", "menu", "dialog", "search", "footer", "aside", "fieldset"))
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist form button".split()
)
_COMMENTS = frozenset("comment comments disqus commentlist respond usercomments reply replies discussion".split())
_NAMED = frozenset(
    "newsletter newsletters cookie cookies consent gdpr advert adverts advertisement advertising ad ads adbox sponsored "
    "sponsor outbrain taboola breadcrumb breadcrumbs sidebar masthead pagination pager modal popup overlay subscribe signup "
    "login paywall footer nav navbar navigation menu toolbar share sharing social related recommended recommendations "
    "recirculation promo teaser teasers trending popular tags taglist skip".split()
)
_CONTROLS = ("button", "input", "form", "select", "textarea")
_ASKS = re.compile(
    r"subscri|\bsign(?:ed)? (?:up|in)\b|\blog ?in\b|\bregist(?:er|ration)\b|newsletter|\binbox\b|cookies?\b|\bconsent\b|"
    r"\bdonat|\bfree trial\b|\bmembers?(?:hip)?\b|\be-?mail\b|\badverti",
    re.IGNORECASE,
)
_ASKING = re.compile(r"subscri|log-?in|sign-?(?:up|in)|regist|newsletter|donat|membership|checkout", re.IGNORECASE)
_BOXES = frozenset("div section ul ol dl details table form header figure span".split())
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST_CALL = 900


def never_story(tree: Any) -> frozenset[Any]:
    """The elements that HTML itself says are no part of a story."""
    found = set()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if (element.tag in _ELEMENTS or (element.get("role") or "").lower() in _ROLES) and not _is_excused(element):
            found.add(element)
    return frozenset(found)


def _is_excused(element: Any) -> bool:
    if element.tag == "footer":  # who said a quotation stands below it
        return any(True for _ in element.iterancestors("blockquote", "figure"))
    return next(element.iter("h1", "main"), None) is not None


def is_comments(element: Any) -> bool:
    """Whether `element` holds what readers wrote."""
    stated = f"{element.get('itemprop') or ''} {element.get('itemtype') or ''}".lower()
    return "comment" in stated or (_is_box(element) and bool(_COMMENTS & _names(element)))


def is_named_so(element: Any) -> bool:
    """Whether the names of a box say that it is no part of the story."""
    return _is_box(element) and bool(_NAMED & _names(element))


def _is_box(element: Any) -> bool:
    return element.tag in _BOXES or element.tag in {"article", "aside"} or "-" in element.tag


def _names(element: Any) -> set[str]:
    written = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    return {word.lower() for word in _WORD.findall(written)}


def is_call(element: Any, text: str) -> bool:
    """Whether a box with this text asks its reader for something: to subscribe, to log in, to agree."""
    if not _is_box(element) or len(text) > _LONGEST_CALL or not _ASKS.search(text):
        return False
    links = (link.get("href") or "" for link in element.iter("a"))
    return next(element.iter(*_CONTROLS), None) is not None or any(map(_ASKING.search, links)) or is_named_so(element)


def linked_share(blocks: Iterable[Block]) -> float:
    """How much of the text of `blocks` is links to other pages."""
    sizes = [(block.linked, size(block)) for block in blocks]
    whole = sum(all_of for _, all_of in sizes)
    return sum(linked for linked, _ in sizes) / whole if whole else 0.0


def size(block: Block) -> int:
    """The characters of a block, spaces apart."""
    return len("".join(block.text.split()))
