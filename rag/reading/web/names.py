"""The words that authors of pages name their boxes with, and what each says of a box. A reader's last resort.

Whole words only, of the class, the id and an element of the page's own making: "migrating" holds no rating. They are
asked about boxes, never about a paragraph or about words within a line.
"""

import re
from typing import Any

from rag.reading.web.tree import words_of

_COMMENTS = frozenset("comment comments disqus commentlist respond usercomments reply replies discussion".split())
_NO_STORY = frozenset(
    "newsletter newsletters cookie cookies consent gdpr advert adverts advertisement advertising ad ads adbox "
    "sponsored sponsor outbrain taboola breadcrumb breadcrumbs sidebar masthead subscribe signup promo footer foot nav "
    "navbar navigation modal popup overlay recirculation teaser teasers".split()
)
_LINKS = frozenset(
    "share sharing social related tags taglist paywall more pagination pager login menu toolbar recommended "
    "recommendations trending popular donate bio".split()
)
_STORIES = frozenset("story post article entry hentry news item".split())
_IMPRINT = frozenset(
    "meta byline stamp timestamp date datetime time updated published author authors credit credits info".split()
)
_COUNT = re.compile(r"\s*(?:\w+\s+)?\(?\d*\)?\s*comments?\s*\(?\d*\)?\s*", re.IGNORECASE)
_BUTTONS = frozenset(("button", "btn"))


def says_comments(element: Any) -> bool:
    """Whether a box holds what readers wrote: its names, its markup or what opens it ("Show 14 comments") say so."""
    stated = f"{element.get('itemprop') or ''} {element.get('itemtype') or ''}".lower()
    opener = element.findtext("summary") if element.tag == "details" else None
    return (
        "comment" in stated or not _COMMENTS.isdisjoint(_words(element)) or _COUNT.fullmatch(opener or "") is not None
    )


def says_no_story(element: Any) -> bool:
    """Whether a box is named as no part of a story, whatever it holds."""
    return not _NO_STORY.isdisjoint(_words(element))


def says_links(element: Any) -> bool:
    """Whether a box is named as one that leads away from the story; it may hold a part of the story too."""
    return not _LINKS.isdisjoint(_words(element))


def says_story(element: Any) -> bool:
    """Whether a box is named as a story, of which a page may show several."""
    return not _STORIES.isdisjoint(_words(element))


def says_imprint(element: Any) -> bool:
    """Whether an element is named as what tells who wrote a story, and when."""
    return not _IMPRINT.isdisjoint(_words(element))


def says_button(element: Any) -> bool:
    """Whether a link is named as a button."""
    return not _BUTTONS.isdisjoint(_words(element))


def _words(element: Any) -> list[str]:
    own = element.tag if "-" in element.tag else ""
    return words_of(f"{own} {element.get('class') or ''} {element.get('id') or ''}")
