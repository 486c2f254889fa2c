"""Where the story of a page is, and what of the page is none: told by links, sentences and places more than by names."""

import pytest

from rag.reading.web.story import story_in
from tests.rag.reading.web.trees import seen

TITLE = "East pier to close for eight weeks"
ONE, TWO, THREE = (
    "The harbour board voted on Tuesday to close the east pier for eight weeks.",
    "Engineers found rust in eleven of the forty piles in March, it was told.",
    "The ferry will leave from the west steps until the work is done.",
)
STORY = f"<h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>"
TEASER = (
    "<div><a href='/1'><h3>Zoo loses its last lynx</h3></a><p>The keeper found it on Monday, and it was cold.</p></div>"
)


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
        f"<h1>{TITLE}</h1><article><p>{ONE}</p>{TEASER}<p>{TWO}</p><p>{THREE}</p></article><ul><li>{TEASER}</li></ul>",
        f"<h1>{TITLE}</h1><article>{TEASER}<p>{ONE}</p><p>{TWO}</p>{TEASER}<p>{THREE}</p></article>",
        f"<section class='story'><h1>{TITLE}</h1></section><section class='story'><h2></h2><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></section>",
        f"<table><tr><td>Est. 1871</td></tr><tr><td>{STORY}<p>{THREE}</p></td></tr><tr><td>We answer every letter.</td></tr></table>",
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
        "<details open><summary>Show 14 comments</summary><div><p>Good riddance to it, I say.</p></div></details>",
        "<div><h4>Would you walk?</h4><label>Yes</label><button>Vote</button></div>",
        "<div><p>Were you on the pier?</p><p>Write to us at desk@pier.example</p></div>",
        "<a href='/1'><div>Zoo loses its last lynx</div><div>The keeper found it on Monday.</div></a>",
        "<table align=right><tr><td>CLICK HERE!<br>Win a trip</td></tr></table>",
        "<p><em>Sign up to hear from us on Fridays.</em></p>",
        "<div><p>We have no owner.</p><a href='/membership'>Join in</a></div>",
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
        ("<p><em>Do you pay by e-mail?</em></p><p>No, never.</p>", ["Do you pay by e-mail?", "No, never."]),
        ("<div><p>Where is it?</p><p>— Bo Lind (@bo)</p></div>", ["Where is it?", "— Bo Lind (@bo)"]),
        ("<table align=right><tr><th>Cost</th><td>40</td></tr></table>", ["Cost | 40"]),
        ("<details open><summary>The mayor's comments</summary><p>It is safe, she said.</p></details>", ["The mayor's comments", "It is safe, she said."]),
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


@pytest.mark.parametrize(
    "name", ["comments-open", "comment-free", "no-replies", "promo", "sidebar", "newsletter ad", "teaser"]
)
@pytest.mark.parametrize(
    "part", ["", TEASER, "<ol id='comments'><li><p>Good.</p></li><li><p>Good riddance to it, I say.</p></li></ol>"]
)
def test_no_name_takes_away_the_story(name: str, part: str) -> None:
    """Whatever the box is called that holds most of the page's sentences, with teasers and comments in it or below it."""
    text = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
    assert told(f"<h1>{TITLE}</h1><div class='{name}'>{text}{part}</div>") == [ONE, TWO, THREE]
    boxes = "".join(f"<div class='par'>{line}</div>" for line in (ONE, TWO, THREE))
    assert told(f"<h1>{TITLE}</h1><div class='{name}'>{boxes}</div>{part}") == [ONE, TWO, THREE]
    assert told(f"<h1>{TITLE}</h1><article class='post {name}'>{text}</article><div>{part}</div>") == [ONE, TWO, THREE]


def test_comments_may_be_longer_than_the_story() -> None:
    """What several people write is theirs, however much it is."""
    comments = "".join(f"<li class='comment c{n}'><p>{TWO} {THREE}</p></li>" for n in range(9))
    page = f"<h1>{TITLE}</h1><div class='post comments-open'><p>{ONE}</p></div><ol class='comments'>{comments}</ol>"
    assert told(page) == [ONE]


def test_the_last_lines_in_italics_speak_of_the_outlet() -> None:
    """If they lead elsewhere or ask for something; not the last words of the story, and no correction."""
    page = f"<article>{STORY}<p>{THREE}</p>"
    for line in (
        "Follow us on <a href='/x'>X</a>.",
        "Write to bo@pier.example",
        "It was our own reporter who fell in.",
    ):
        assert told(f"{page}<p><i>{line}</i></p></article>") == [ONE, TWO, THREE]
    for line in ("And so it was.", "This article was amended: an earlier version named our pier."):
        assert told(f"{page}<p><i>{line}</i></p></article>") == [ONE, TWO, THREE, line]


def test_a_writers_note_stays_with_what_it_asks_for() -> None:
    """A line that asks its readers for something only at its end says something else before that."""
    note = "I fell in as a child. If you liked this story, please become a member."
    assert told(f"<article>{STORY}<hr><p><b>A word from the writer</b></p><p>{note}</p></article>")[-1] == note


def test_the_first_rank_may_be_the_sites_name() -> None:
    """Then the heading in the article's own header is the headline."""
    site = f"<header><h1>{TITLE}</h1></header>"
    article = f"<article><header><h3>Goat found</h3></header><p>{ONE}</p><p>{TWO}</p></article>"
    assert story_in(seen(site + article), [TITLE]).headline == "Goat found"
    standfirst = f"<article><header><h2>Divers look</h2></header><p>{ONE}</p><p>{TWO}</p></article>"
    assert story_in(seen(f"<h1>{TITLE}</h1>{standfirst}"), [TITLE]).headline == TITLE
