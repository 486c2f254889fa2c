"""Parts of a page that are not its story: menus, forms, teasers of other stories, calls to subscribe.

First counts what HTML itself says of a part: its element, its role, what is in it and where that leads. The names that
authors give to their boxes (`rag.reading.web.names`) come last.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from rag.reading.sentences import sentence_spans
from rag.reading.web.blocks import Block
from rag.reading.web.names import says_button, says_links, says_no_story
from rag.reading.web.prose import (
    corrects,
    has_quotation_marks,
    is_link,
    is_linked_sentence,
    is_told,
    linked_share,
    sentence_characters,
)
from rag.reading.web.tree import is_block, words_beside

_ELEMENTS = frozenset(
    ("nav", "button", "menu", "dialog", "search", "footer", "aside", "fieldset", "form", "amp-ad", "amp-embed")
)
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist form "
    "button".split()
)
_BOXES = frozenset("div section ul ol dl details form header a span article aside center font".split())
_CONTROLS = ("button", "input", "form", "select", "textarea")
_ASKS = re.compile(
    r"subscri|\bsign(?:ed)? (?:up|in)\b|\blog ?in\b|\bregist(?:er|ration)\b|newsletter|\binbox\b|cookies?\b|"
    r"\bconsent\b|\bdonat|\bfree trial\b|\bmembers?(?:hip)?\b|\be-?mail\b|\badverti",
    re.IGNORECASE,
)
_TO_THE_READER = re.compile(
    r"\b(?:you|your|this (?:article|story)|continue|keep|unlock|already|free|trial|today|now)\b", re.IGNORECASE
)
_ASKING = re.compile(r"subscri|log-?in|sign-?(?:up|in)|regist|newsletter|donat|membership|checkout", re.IGNORECASE)
_OURS = re.compile(r"\b(?:you|your|our|us)\b", re.IGNORECASE)
_E_MAIL = re.compile(r"\w@\w")
_LAST = re.compile(r"@|\bour\b", re.IGNORECASE)
_WHOLLY = 0.9
_LONGEST_CALL = 900
LONGEST_TEASER = 250
"""Characters. A box with longer sentences does more than announce another story."""


def never_story(tree: Any) -> frozenset[Any]:
    """The elements that HTML itself says are no part of a story."""
    return frozenset(element for element in tree.iter() if _is_set_apart(element) and not _is_excused(element))


def _is_set_apart(element: Any) -> bool:
    stated = (element.get("role") or "").lower() in _ROLES and element.tag not in {"html", "body"}
    return stated or element.tag in _ELEMENTS


def _is_excused(element: Any) -> bool:
    """Whether an element that HTML sets apart holds the story, or a part of it, all the same."""
    if all(words_beside(element)):  # a word of a sentence that can be pressed
        return True
    if element.tag == "form":  # some pages are one form
        whole = next(element.iter("h1", "article", "main"), None) is not None
        return whole or len(list(islice(element.iter("p"), 4))) > 3
    if element.tag == "footer":  # who said a quotation stands below it, and so does what an article corrects
        within = ["blockquote", "figure"] + (["article"] if corrects(" ".join(islice(element.itertext(), 30))) else [])
        return next(element.iterancestors(*within), None) is not None
    held = ["h1", "main"] + (["blockquote", "table", "dl"] if element.tag == "aside" else [])
    return next(element.iter(*held), None) is not None


def is_box(element: Any) -> bool:
    """Whether `element` is a box: it groups what it holds, and is no paragraph, heading, quotation or table of its own.

    Tables and cells that only lay out a page are boxes.
    """
    if element.tag in {"td", "th"}:
        return is_block(element)
    if element.tag == "tr":
        alone = element.getprevious() is None and element.getnext() is None
        return alone or any(is_block(cell) for cell in islice(element, 20))
    if element.tag in {"table", "tbody"}:
        return any(map(is_box, islice(element.iter("tr"), 3)))
    return element.tag in _BOXES or "-" in element.tag


def is_furniture(element: Any, blocks: Sequence[Block]) -> bool:
    """Whether a box that holds `blocks` is no part of the story."""
    if says_no_story(element) or any(of_kind(element, blocks) for of_kind in (_is_call, _is_poll, _is_set_beside)):
        return True
    said, share = sum(map(sentence_characters, blocks)), linked_share(blocks)
    if says_links(element) and share > 0.2:
        return True
    if (_is_teaser(blocks) or _is_card(element, blocks)) and said < LONGEST_TEASER:
        return True
    if not said and not any(map(is_told, blocks)) and not all(block.heading or is_link(block) for block in blocks):
        return True
    return share > 0.5 and not any(map(is_linked_sentence, blocks))


def is_asking(block: Block) -> bool:
    """Whether a line by itself, from its first sentence on, asks its reader to subscribe or to log in.

    A line with quotation marks does not count: someone in a story may ask for it too.
    """
    text = block.text
    if (
        block.size >= LONGEST_TEASER
        or has_quotation_marks(text)
        or not (_ASKS.search(text) and _TO_THE_READER.search(text))
    ):
        return False
    first = next((text[span.start : span.end] for span in sentence_spans(text)), text)
    return any(asks.search(first) for asks in (_ASKS, _TO_THE_READER))


def is_set_in_italics(block: Block) -> bool:
    """Whether a line is wholly in italics or in small print."""
    return block.aside >= _WHOLLY * block.size


def is_notice(block: Block, *, last: bool) -> bool:
    """Whether a line in italics or in small print speaks of its outlet, not of its story.

    It does where it asks its readers for something. Where it is the `last`, so that no sentence of the story follows,
    it also does where it leads elsewhere or gives an address.
    """
    text = block.text
    if (
        not is_set_in_italics(block)
        or block.size > _LONGEST_CALL
        or has_quotation_marks(text)
        or corrects(text)
        or text.endswith("?")
    ):
        return False
    asks = _ASKS.search(text) is not None
    return (asks and _OURS.search(text) is not None) or (
        last and (asks or block.linked > 0 or _LAST.search(text) is not None)
    )


def _is_poll(element: Any, blocks: Sequence[Block]) -> bool:
    """Whether a box asks its reader a question and gives something to answer with, and tells next to nothing."""
    if not any(block.text.endswith(("?", "？")) for block in blocks):
        return False
    if next(element.iter("form"), None) is not None or (
        _is_alone(element) and any(_E_MAIL.search(block.text) for block in blocks)
    ):
        return sum(map(sentence_characters, blocks)) < LONGEST_TEASER
    told = any(sentence_characters(block) and not block.text.endswith(("?", "？")) for block in blocks)
    return not told and next(element.iter("button"), None) is not None


def _is_alone(element: Any) -> bool:
    """Whether `element` is unlike what stands beside it: no entry of a row of questions and answers."""
    beside = (e for e in (element.getprevious(), element.getnext()) if e is not None)
    return all((e.tag, e.get("class")) != (element.tag, element.get("class")) for e in beside)


def _is_set_beside(element: Any, blocks: Sequence[Block]) -> bool:
    """Whether a table of one column stands beside the text, as boxes of links and of advertisements do."""
    style = (element.get("style") or "").replace(" ", "").lower()
    if element.tag != "table" or not ((element.get("align") or "").lower() == "right" or "float:right" in style):
        return False
    return not any(map(sentence_characters, blocks)) and all(
        len(row.findall("td") + row.findall("th")) == 1 for row in element.iter("tr")
    )


def _is_card(element: Any, blocks: Sequence[Block]) -> bool:
    """Whether a box of several lines is a single link."""
    return element.tag == "a" and len(blocks) > 1 and sum(block.size for block in blocks) < 2 * LONGEST_TEASER


def _is_teaser(blocks: Sequence[Block]) -> bool:
    """Whether one of the headings is a link: it announces another story, which the rest sums up."""
    return len(blocks) > 1 and any(block.heading and is_link(block) for block in blocks)


def _is_call(element: Any, blocks: Sequence[Block]) -> bool:
    """Whether a box asks its reader to subscribe, to log in, to agree: in words, and with something to press."""
    size = sum(block.size for block in blocks)
    if size > _LONGEST_CALL:
        return False
    if not any(_ASKS.search(block.text) for block in blocks):
        alone = any(is_link(block) for block in blocks) and size < LONGEST_TEASER
        return alone and any(_ASKING.search(link.get("href") or "") for link in islice(element.iter("a"), 20))
    if next(element.iter(*_CONTROLS), None) is not None:
        return True
    return any(_ASKING.search(link.get("href") or "") or says_button(link) for link in islice(element.iter("a"), 20))
