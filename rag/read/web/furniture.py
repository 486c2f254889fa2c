"""Parts of a page that are not its story: menus, forms, comments, teasers of other stories, calls to subscribe.

First what HTML itself says of a part: its element, its role, what it is linked with. The names that authors give to classes
come last and count as whole words only, for boxes of some size, never for a paragraph or for words within a line.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from rag.read.web.blocks import Block
from rag.read.web.tree import words_of

_ELEMENTS = frozenset(
    ("nav", "button", "menu", "dialog", "search", "footer", "aside", "fieldset", "form", "amp-ad", "amp-embed")
)
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist form button".split()
)
_COMMENTS = frozenset("comment comments disqus commentlist respond usercomments reply replies discussion".split())
_NAMED = frozenset(
    "newsletter newsletters cookie cookies consent gdpr advert adverts advertisement advertising ad ads adbox sponsored "
    "sponsor outbrain taboola breadcrumb breadcrumbs sidebar masthead pagination pager modal popup overlay subscribe signup "
    "login footer foot nav navbar navigation menu toolbar recommended recommendations recirculation promo teaser teasers trending "
    "popular donate bio".split()
)
_LINKING = frozenset("share sharing social related tags taglist paywall more".split())
"""Names of boxes that may hold a part of the story too: they count where the box is links or no sentence."""
_STORIES = frozenset("story post article entry hentry news item".split())
_IMPRINT = frozenset(
    "meta byline stamp timestamp date datetime time updated published author authors credit credits info".split()
)
_CONTROLS = ("button", "input", "form", "select", "textarea")
_ASKS = re.compile(
    r"subscri|\bsign(?:ed)? (?:up|in)\b|\blog ?in\b|\bregist(?:er|ration)\b|newsletter|\binbox\b|cookies?\b|\bconsent\b|"
    r"\bdonat|\bfree trial\b|\bmembers?(?:hip)?\b|\be-?mail\b|\badverti",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\bcorrect(?:ion|ed)\b|\bclarif|\bamended\b|\bearlier version\b", re.IGNORECASE)
_ASKING = re.compile(r"subscri|log-?in|sign-?(?:up|in)|regist|newsletter|donat|membership|checkout", re.IGNORECASE)
_BOXES = frozenset("div section ul ol dl details form header span article aside center font".split())
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
    if element.tag == "form":  # some pages are one form
        return (
            next(element.iter("h1", "article", "main"), None) is not None or len(list(islice(element.iter("p"), 4))) > 3
        )
    if element.tag == "footer":  # who said a quotation stands below it, and what an article corrects
        said = "".join(islice(element.itertext(), 30))
        return any(
            True for _ in element.iterancestors(*(["article"] if corrects(said) else []), "blockquote", "figure")
        )
    return next(element.iter("h1", "main", *(["blockquote"] if element.tag == "aside" else [])), None) is not None


def is_comments(element: Any) -> bool:
    """Whether `element` holds what readers wrote."""
    stated = f"{element.get('itemprop') or ''} {element.get('itemtype') or ''}".lower()
    return "comment" in stated or (is_box(element) and bool(_COMMENTS & _names(element)))


def is_named_so(element: Any) -> bool:
    """Whether the names of a box say that it is no part of the story, whatever it holds."""
    return is_box(element) and bool(_NAMED & _names(element))


def is_named_story(element: Any) -> bool:
    """Whether the names of a box say that it is a story, of which a page may show several."""
    return bool(_STORIES & _names(element))


def is_named_imprint(element: Any) -> bool:
    """Whether the names of an element say that it tells who wrote a story, and when."""
    return bool(_IMPRINT & _names(element))


def is_named_for_links(element: Any) -> bool:
    """Whether the names of a box say that it leads away from the story."""
    return is_box(element) and bool(_LINKING & _names(element))


def is_box(element: Any) -> bool:
    """Whether `element` groups what it holds, and is no paragraph, heading, quotation or table of its own."""
    if element.tag in {"table", "tbody", "tr", "td"}:
        return not _holds_data(element)
    return element.tag in _BOXES or "-" in element.tag


def _holds_data(element: Any) -> bool:
    """Whether a table, or the one around a row or cell, has rows of cells, and is not there to lay out a page."""
    table = next((e for e in (element, *element.iterancestors()) if e.tag == "table"), element)
    rows = [row for row in islice(table.iter("tr"), 3)]
    nested = next((True for inner in table.iter("table", "p", "h1", "h2") if inner is not table), False)
    return len(rows) > 1 and max(map(len, rows)) > 1 and not nested


def _names(element: Any) -> set[str]:
    own = element.tag if "-" in element.tag else ""
    return set(words_of(f"{own} {element.get('class') or ''} {element.get('id') or ''}"))


def is_call(element: Any, text: str) -> bool:
    """Whether a box with this text asks its reader for something: to subscribe, to log in, to agree."""
    if not is_box(element) or len(text) > _LONGEST_CALL or not _ASKS.search(text):
        return False
    if next(element.iter(*_CONTROLS), None) is not None:
        return True
    links = list(islice(element.iter("a"), 20))
    return any(_ASKING.search(link.get("href") or "") or {"button", "btn"} & _names(link) for link in links)


def corrects(text: str) -> bool:
    """Whether `text` says that something is or was corrected."""
    return _CORRECTS.search(text) is not None


def linked_share(blocks: Iterable[Block]) -> float:
    """How much of the text of `blocks` is links to other pages."""
    sizes = [(block.linked, size(block)) for block in blocks]
    whole = sum(all_of for _, all_of in sizes)
    return sum(linked for linked, _ in sizes) / whole if whole else 0.0


def size(block: Block) -> int:
    """The characters of a block, spaces apart."""
    return len("".join(block.text.split()))
