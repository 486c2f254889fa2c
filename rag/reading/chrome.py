"""A page's lines -> its story: what surrounds a story on a page is taken away, for a reason that holds for each line.

A line goes only if as a whole it is a known widget (`rag.reading.widgets`), or if its place on the page gives it away
*and* it is short and does not end as a sentence does. The one exception is the caption of a picture: a single dated
sentence right above the picture's credit, where the story goes on below it. Knows nothing of files or articles; it
judges no content, and keeps what it is unsure of.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from itertools import pairwise

from rag.reading.bylines import byline_in
from rag.reading.sentences import ends_sentence, sentence_spans
from rag.reading.text import clean
from rag.reading.widgets import (
    is_credit,
    is_furniture_at_the_edge,
    is_name,
    is_of_picture,
    is_stamp,
    is_titled_link,
    is_widget,
)

_LABEL_WORDS = 4
_SHORT = 100
_OURS = 0.6
_QUOTE_MARKS = frozenset('"“”„«»‘’‹›「」『』')
_NUMBER = re.compile(r"[\d.,]{1,9}")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATED = re.compile(rf"\b{_MONTH} \d{{1,2}},? \d{{4}}|\b\d{{1,2}} {_MONTH},? \d{{4}}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Story:
    """A page without its chrome: the lines that are left, and who the page says wrote them."""

    text: str
    byline: str | None = None


def story_of(page: str, headings: Container[str] = ()) -> Story:
    """The story of a page given as text, its headline first where it has one; sub-headings keep their own lines.

    `headings` are lines known to be sub-headings, which stay even where they read like links ("Related: how piers
    rust"). Expects the text of `clean`. Empty where the page was nothing but chrome.
    """
    lines = [line.strip() for line in page.split("\n")]
    kept = [number for number, line in enumerate(lines) if line and not is_widget(line)]
    kept = kept[:1] + [number for number in kept[1:] if lines[number] in headings or not is_titled_link(lines[number])]
    for step in (_without_buttons, _without_foreign_edges, _without_pictures, _without_labels):
        kept = step(lines, kept)
    kept, byline = _without_byline(lines, kept)
    staying = set(kept)
    text = "\n".join(line for number, line in enumerate(lines) if number in staying or not line)
    return Story(clean(text), byline)


def _without_buttons(lines: list[str], kept: list[int]) -> list[int]:
    """The lines of `kept` without menus, buttons, ages and tags above the story's first sentence and below its last.

    Where all above is such, the last of it stays, as the headline.
    """
    head, tail = _edges(lines, kept)
    if not any(ends_sentence(lines[number]) for number in kept):  # all of it is beside a story that is not there
        tail = kept
    beside = {number for number in (*head, *tail) if is_furniture_at_the_edge(lines[number])}
    if head and beside.issuperset(head):
        beside.remove(head[-1])
    return [number for number in kept if number not in beside]


def _without_foreign_edges(lines: list[str], kept: list[int]) -> list[int]:
    """The lines of `kept` without menus and forms in another script than the page's: short lines around the sentences.

    Between the sentences nothing goes: a foreign line there may be a slogan that the story is about.
    """
    ours = _script(" ".join(lines[number] for number in kept), _OURS)
    story = [number for number in kept if ends_sentence(lines[number]) and _script(lines[number]) == ours]
    if ours is None or not story:
        return kept
    return [n for n in kept if story[0] < n < story[-1] or not _is_foreign(lines[n], ours)]


def _is_foreign(line: str, ours: str) -> bool:
    return (
        len(line) <= _SHORT
        and not ends_sentence(line)
        and not _QUOTE_MARKS.intersection(line)
        and _script(line, 0.8) not in (None, ours)
    )


def _script(text: str, share: float = 0.5) -> str | None:
    """The script of more than `share` of the letters, by the first word of their Unicode names, else None."""
    letters = Counter({letter: count for letter, count in Counter(text).items() if letter.isalpha()})
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "?").split(maxsplit=1)[0]] += count
    (name, most), *_ = scripts.most_common(1) or [("", 0)]
    return name if most > share * letters.total() else None


def _without_pictures(lines: list[str], kept: list[int]) -> list[int]:
    """The lines of `kept` without the credits of pictures, and without a caption right above one, within the story.

    A caption is one sentence that dates the picture, as agencies write it.
    """
    # The first line is the headline, which may name an agency too.
    credit_lines = {number for number in kept[1:] if is_credit(lines[number]) or _is_credited_caption(lines[number])}
    below_story = set(_edges(lines, kept)[1])
    captions = {
        above
        for above, below in pairwise(kept)
        if below in credit_lines
        and below not in below_story
        and is_of_picture(lines[below])
        and _is_caption(lines[above])
    }
    gone = credit_lines | captions
    return [number for number in kept if number not in gone]


def _is_caption(line: str) -> bool:
    return len(line) <= 400 and _DATED.search(line) is not None and len(sentence_spans(line)) == 1


def _is_credited_caption(line: str) -> bool:
    """Whether `line` is a caption and, in brackets, whose picture it is."""
    caption, mark, credit = line.rpartition(" (")
    return bool(mark) and is_credit(f"({credit}") and _is_caption(caption)


def _without_labels(lines: list[str], kept: list[int]) -> list[int]:
    """The lines of `kept` without the names of site and section, and bare counts, between headline and story.

    Names go only next to an age or a count: without such a stamp they may be a sub-title, and stay.
    """
    head, _ = _edges(lines, kept)
    filled = [number for number, line in enumerate(lines) if line]
    beside_stamp = (
        {
            near
            for above, below in pairwise(filled)
            for near, stamp in ((above, below), (below, above))
            if is_stamp(lines[stamp])
        }
        if len(head) > 1
        else set()
    )
    labels = {
        number
        for number in head[1:]
        if (number in beside_stamp and is_name(lines[number], _LABEL_WORDS) and not byline_in(lines[number]))
        or _NUMBER.fullmatch(lines[number])
    }
    return [number for number in kept if number not in labels]


def _without_byline(lines: list[str], kept: list[int]) -> tuple[list[int], str | None]:
    """The lines of `kept` without one that reads "By Name", below the headline or after the last sentence;
    and that name.

    The first line is the headline, "By" or not.
    """
    head, tail = _edges(lines, kept)
    for number in (*head[1:], *tail):
        if name := byline_in(lines[number]):
            return [n for n in kept if n != number], name
    return kept, None


def _edges(lines: list[str], kept: list[int]) -> tuple[list[int], list[int]]:
    """The kept lines before the first sentence of the story, and after its last; both empty in a page without any.

    The headline is the first of them: where it ends in a question mark, it is not yet the story's first sentence.
    """
    sentences = [n for n in kept if ends_sentence(lines[n]) and (n != kept[0] or lines[n].endswith("."))]
    if not sentences:
        return [], []
    return [n for n in kept if n < sentences[0]], [n for n in kept if n > sentences[-1]]
