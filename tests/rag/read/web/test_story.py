"""Where the story of a page is, and what of the page is none: told by links, sentences and places more than by names."""

import pytest

from rag.read.web.story import story_in
from tests.rag.read.web.trees import seen

TITLE = "East pier to close for eight weeks"
ONE, TWO, THREE = (
    "The harbour board voted on Tuesday to close the east pier for eight weeks.",
    "Engineers found rust in eleven of the forty piles in March, it was told.",
    "The ferry will leave from the west steps until the work is done.",
)
STORY = f"<h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>"


def told(body: str) -> list[str]:
    """The lines of the story on a page."""
    return [block.text for block in story_in(seen(body), [TITLE]).blocks]


@pytest.mark.parametrize(
    "body",
    [
        f"<main><article>{STORY}<p>{THREE}</p></article></main>",
        f"{STORY}<p>{THREE}</p>",
        f"<h1>{TITLE}</h1><div><div>{ONE}</div><div>{TWO}</div><div>{THREE}</div></div>",
        f"<h1>{TITLE}</h1><div>{ONE}<br><br>{TWO}<br><br>{THREE}</div>",
        f"<table><tr><td><a href='/'>Home</a></td><td>{STORY}<p>{THREE}</p></td></tr></table>",
        f"<form><div><a href='/'>Home</a></div><div>{STORY}<p>{THREE}</p></div></form>",
        f"<header><h1>{TITLE}</h1><p>{ONE}</p></header><article><p>{TWO}</p><p>{THREE}</p></article>",
        f"<x-app><x-story><h1>{TITLE}</h1><x-p>{ONE}</x-p><x-p>{TWO}</x-p><x-p>{THREE}</x-p></x-story></x-app>",
    ],
)
def test_a_story_is_found_however_a_page_is_laid_out(body: str) -> None:
    """With an element of its own, in the bare body, in boxes, lines, tables, forms and elements of the page's making."""
    assert told(body) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "part",
    [
        "<nav><p>The news of the day.</p></nav>",
        "<ul><li><a href='/1'>Zoo loses its last lynx</a></li><li><a href='/2'>Crane falls</a></li></ul>",
        "<div><h3><a href='/1'>Zoo loses its last lynx</a></h3><p>The keeper found it on Monday.</p></div>",
        "<a href='/1'><h3>Zoo loses its last lynx</h3><p>The keeper found it on Monday.</p></a>",
        "<div><p>Sign up for our letter.</p><form><input></form></div>",
        "<div><h2>Keep reading</h2><p>Subscribe for one florin.</p><a href='/subscribe'>See offers</a></div>",
        "<section class='CommentList'><p>Good riddance to it, I say.</p></section>",
        "<div itemprop='comment'><p>Good riddance to it, I say.</p></div>",
        "<div>Watch us live on your telephone</div>",
        "<figure><img><figcaption>The pier in winter.</figcaption></figure>",
        "<h2>Read next</h2><ul><li><a href='/1'>Zoo loses its last lynx</a></li></ul>",
    ],
)
def test_what_is_no_part_of_a_story(part: str) -> None:
    """Menus, teasers, calls, comments, labels, captions, and the headings of what was taken away."""
    assert told(f"<article>{STORY}{part}<p>{THREE}</p></article>") == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("<p><a href='/1'>The rust was found in January, a letter shows.</a></p>", ["The rust was found in January, a letter shows."]),
        ("<h2>Who pays</h2>", ["Who pays"]),
        ("<ul><li>Piles: forty</li><li>Rusty: eleven</li></ul>", ["Piles: forty", "Rusty: eleven"]),
        ("<table><tr><th>Pier</th><th>Cost</th></tr><tr><td>East</td><td>40</td></tr></table>", ["Pier | Cost", "East | 40"]),
        ("<blockquote>Not one florin.<footer>— Ilse Marrow</footer></blockquote>", ["Not one florin.", "— Ilse Marrow"]),
        ("<figure><blockquote>No.</blockquote><figcaption>Bo Lind</figcaption></figure>", ["No.", "Bo Lind"]),
        ("<div class='share-box'><p>The clerk, Ida Moe, stays.</p></div>", ["The clerk, Ida Moe, stays."]),
        ("<p>He said <button>on Monday</button> that it is safe.</p>", ["He said on Monday that it is safe."]),
    ],
)  # fmt: skip
def test_what_is_part_of_a_story(part: str, lines: list[str]) -> None:
    """Sentences that are links, sub-headings, items, rows, who said a quotation, and what bears a suspicious name."""
    assert told(f"<article>{STORY}{part}<p>{THREE}</p></article>") == [ONE, TWO, *lines, THREE]


def test_the_parts_of_a_live_report_are_one_story() -> None:
    """Its articles stand beside each other under one headline."""
    parts = "".join(f"<article><h2>At {n}</h2><p>{line}</p></article>" for n, line in enumerate((ONE, TWO, THREE)))
    assert told(f"<h1>{TITLE}</h1><div>{parts}</div>") == ["At 0", ONE, "At 1", TWO, "At 2", THREE]


def test_a_second_story_on_the_page_is_another() -> None:
    """In an article of its own, or in a box of the same kind."""
    other = f"<h2>Zoo loses its last lynx</h2><p>{THREE}</p>"
    assert told(f"<article>{STORY}</article><article>{other}</article>") == [ONE, TWO]
    assert told(f"<div class='story'>{STORY}</div><div class='story'>{other}</div>") == [ONE, TWO]


def test_additions_below_a_story_go_and_corrections_stay() -> None:
    """A box after the element that holds the story, with sentences too."""
    page = f"<h1>{TITLE}</h1><div class='text'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    assert told(f"{page}<div class='bio'><p>Ada Brock covers piers.</p></div>") == [ONE, TWO, THREE]
    correction = "Correction: an earlier version named the wrong pier."
    assert told(f"{page}<div class='note'><p>{correction}</p></div>") == [ONE, TWO, THREE, correction]
