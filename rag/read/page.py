"""A raw page of text (`.txt`) -> an article: its headline, its story without chrome, and a byline where one is stated.

Such a page names no outlet and no date that could be told from the story's own words, so both stay unknown.
"""

from dataclasses import dataclass
from itertools import pairwise

from rag.domain import Article
from rag.read.chrome import story_of
from rag.read.fields import Fields, Origin, article_of
from rag.read.files import load
from rag.read.text import clean, one_line
from rag.sentences import ends_sentence, sentence_spans

_LONGEST_HEADLINE = 300
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 45


@dataclass(frozen=True, slots=True)
class Titled:
    """A title and the text under it."""

    title: str
    text: str


def read_page(origin: Origin) -> Article:
    """The article on the page of text at `origin`; raises UnreadableSource where there is none."""
    story = story_of(_unwrapped(clean(load(origin))))
    titled = title_and_text(story.text)
    return article_of(Fields(title=titled.title, text=titled.text, byline=story.byline), origin)


def title_and_text(story: str) -> Titled:
    """The headline taken off `story`; where it has none, its first sentence is the title and stays in the text too.

    A first line that ends in a full stop, or holds several sentences, is no headline: nothing is ever invented or lost.
    """
    first, _, rest = story.partition("\n")
    if _is_headline(first) and rest.strip():
        return Titled(first, clean(rest))
    sentences = sentence_spans(first[:2000])
    return Titled(one_line(sentences[0].of(first)) if sentences else "", story)


def _is_headline(line: str) -> bool:
    if len(line) > _LONGEST_HEADLINE or (ends_sentence(line) and not line.endswith(("?", "!"))):
        return False
    return len(sentence_spans(line)) == 1


def _unwrapped(page: str) -> str:
    """`page` with one line per paragraph, where it was typed with lines broken at a fixed width; else as it is.

    Everything after this takes the end of a line for the end of a sentence.
    """
    lines = page.split("\n")
    inner = [line for line, below in pairwise(lines) if line and below]
    wrapped = [line for line in inner if len(line) >= _NARROWEST_WRAP and not ends_sentence(line)]
    if len(inner) < 4 or len(wrapped) < 0.6 * len(inner) or max(map(len, lines)) > _WIDEST_WRAP:
        return page
    breaks = [" " if line and len(above) >= _NARROWEST_WRAP else "\n" for above, line in pairwise(lines)]
    return "".join(part for pair in zip(lines, [*breaks, ""], strict=True) for part in pair)
