"""A page's lines -> its story: what surrounds a story on a page is taken away, with a reason for every line that goes.

A line goes only if it is a known widget as a whole (`rag.read.widgets`), or if its place on the page gives it away *and* it
is short and does not end as a sentence does. The one exception is the caption of a picture: a single dated sentence right
above the picture's credit. Knows nothing of files or articles; it judges no content, and keeps what it is unsure of.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from rag.read.text import clean
from rag.read.widgets import is_credit, is_name, is_stamp, is_widget
from rag.sentences import ends_sentence, sentence_spans

_BYLINE = re.compile(r"(?:written\s+)?by:?\s+(\S.{1,100})", re.IGNORECASE)
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


def story_of(page: str) -> Story:
    """The story of a page given as text, its headline first where it has one; sub-headings keep their own lines.

    Expects the text of `clean`. Empty where the page was nothing but chrome.
    """
    lines = [line.strip() for line in page.split("\n")]
    kept = [number for number, line in enumerate(lines) if line and not is_widget(line)]
    for step in (_without_foreign_edges, _without_pictures, _without_labels):
        kept = step(lines, kept)
    kept, byline = _without_byline(lines, kept)
    staying = set(kept)
    text = "\n".join(line for number, line in enumerate(lines) if number in staying or not line)
    return Story(clean(text), byline)


def _without_foreign_edges(lines: list[str], kept: list[int]) -> list[int]:
    """Menus and forms of a site in another script than its page: short lines before and after the story's sentences.

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
    """The script that more than `share` of the letters are in, by the first word of their Unicode names."""
    letters = Counter(letter for letter in text if letter.isalpha())
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "?").split(maxsplit=1)[0]] += count
    (name, most), *_ = scripts.most_common(1) or [("", 0)]
    return name if most > share * letters.total() else None


def _without_pictures(lines: list[str], kept: list[int]) -> list[int]:
    """Credits of pictures, and a caption right above one: agencies caption with one sentence that dates the picture."""
    # The first line is the headline, which may name an agency too.
    credit_lines = {number for number in kept[1:] if is_credit(lines[number])}
    pairs = pairwise(kept)
    captions = {above for above, below in pairs if below in credit_lines and _is_caption(lines[above])}
    return [number for number in kept if number not in credit_lines | captions]


def _is_caption(line: str) -> bool:
    return len(line) <= 400 and _DATED.search(line) is not None and len(sentence_spans(line)) == 1


def _without_labels(lines: list[str], kept: list[int]) -> list[int]:
    """Names of site and section, and bare counts, in the strip between headline and story, next to an age or a count.

    Without such a stamp the strip may hold a sub-title, and stays.
    """
    head, _ = _edges(lines, kept)
    labels = {
        number
        for number in head[1:]
        if (
            is_name(lines[number], _LABEL_WORDS)
            and not _BYLINE.fullmatch(lines[number])
            and _beside_stamp(lines, number)
        )
        or _NUMBER.fullmatch(lines[number])
    }
    return [number for number in kept if number not in labels]


def _beside_stamp(lines: list[str], number: int) -> bool:
    before = next((line for line in reversed(lines[:number]) if line), "")
    after = next((line for line in lines[number + 1 :] if line), "")
    return is_stamp(before) or is_stamp(after)


def _without_byline(lines: list[str], kept: list[int]) -> tuple[list[int], str | None]:
    """A line "By Name" below the headline or after the last sentence. The first line is the headline, "By" or not."""
    head, tail = _edges(lines, kept)
    for number in (*head[1:], *tail):
        match = _BYLINE.fullmatch(lines[number])
        name = match[1].strip() if match else ""
        if name and is_name(re.split(r"\s*[,|]\s*", name)[0]):
            return [n for n in kept if n != number], name
    return kept, None


def _edges(lines: list[str], kept: list[int]) -> tuple[list[int], list[int]]:
    """The kept lines before the first sentence of the story, and after its last; both empty in a page without any.

    The headline is the first of them, so a headline that ends in a question mark does not end the head.
    """
    sentences = [n for n in kept if ends_sentence(lines[n]) and (n != kept[0] or lines[n].endswith("."))]
    if not sentences:
        return [], []
    return [n for n in kept if n < sentences[0]], [n for n in kept if n > sentences[-1]]
