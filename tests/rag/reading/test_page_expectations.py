"""What is expected of the sixty saved pages stands on them: sentences in order in what a browser shows, chrome anywhere."""

import re
from importlib import import_module
from typing import Any

import pytest

from eval.bench.reading import kept_in_order
from eval.bench.saved_pages import PAGES, SavedPage, folded, load_pages

SAVED = load_pages(PAGES)
INLINE = set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp slot small "
    "span strike strong sub sup time tt u var wbr".split()
)
NO_TEXT = {"script", "style"}
UNSEEN = {"del", "s", "strike", "template", "title"}
NOTE = re.compile(r"[\[\]\d]{1,4}")


def named(page: SavedPage) -> str:
    """A page as a test's name."""
    return page.name


def tree_of(page: SavedPage) -> Any:
    """The page in the encoding that it names; the pages in UTF-8 all say so or have none other."""
    found = re.search(rb"(?:charset|encoding)=[\"']?([\w-]+)", page.html[:1500])
    html = import_module("lxml.html")
    parser = html.HTMLParser(encoding=found[1].decode() if found else "utf-8")
    return html.document_fromstring(page.html, parser=parser)


def struck(element: Any) -> bool:
    """Whether a browser shows an element crossed out or not at all."""
    style = element.get("style", "").replace(" ", "")
    return (
        element.tag in UNSEEN or "line-through" in style or "display:none" in style or element.get("hidden") is not None
    )


def is_note(element: Any, before: str) -> bool:
    """Whether it is a footnote's mark; a square of kilometres is none."""
    return element.tag == "sup" and not before.endswith("km") and bool(NOTE.fullmatch(element.text_content()))


def words(element: Any, before: str, *, everything: bool) -> str:
    """The text `before`, and the element's in order, blocks set apart, with the marks that a browser puts around <q>."""
    if not isinstance(element.tag, str) or element.tag in NO_TEXT:
        return before
    if not everything and (struck(element) or is_note(element, before)):
        return before
    edge = "" if element.tag in INLINE else " "
    text = before + edge + ("“" if element.tag == "q" else "") + (element.text or "")
    for child in element:
        text = words(child, text, everything=everything) + (child.tail or "")
    return text + ("”" if element.tag == "q" else "") + edge


@pytest.mark.parametrize("page", SAVED, ids=named)
def test_what_is_expected_stands_on_the_page(page: SavedPage) -> None:
    """Every sentence in order in what is seen, every other string somewhere, and no chrome that the story says too."""
    tree, expected = tree_of(page), page.expected
    seen = folded(words(tree, "", everything=False))
    everything = folded(words(tree, "", everything=True))
    kept = kept_in_order([folded(sentence) for sentence in expected.sentences], seen)
    assert [one for number, one in enumerate(expected.sentences) if number not in kept] == []
    assert [one for one in (*expected.chrome, *expected.may, *expected.once) if folded(one) not in everything] == []
    assert [one for one in expected.chrome if any(one in sentence for sentence in expected.sentences)] == []
    assert [one for one in expected.once if everything.count(folded(one)) < 2] == []
