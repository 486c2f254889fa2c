"""A raw page of text (`.txt`) -> an article: its headline, its story without chrome, and a byline where one is stated.

Such a page names no outlet and no date that could be told from the story's own words, so both stay unknown.
"""

from dataclasses import dataclass

from rag.domain import Article
from rag.reading.chrome import story_of
from rag.reading.fields import Fields, Origin, article_of
from rag.reading.files import load
from rag.reading.sentences import ends_sentence, sentence_spans
from rag.reading.text import clean, one_line
from rag.reading.wrapped import unwrapped

_LONGEST_HEADLINE = 300


@dataclass(frozen=True, slots=True)
class Titled:
    """A title and the text under it."""

    title: str
    text: str


def read_page(origin: Origin) -> Article:
    """The article on the page of text at `origin`; raises UnreadableSource where there is none."""
    return article_in(load(origin), origin)


def article_in(text: str, origin: Origin) -> Article:
    """The article in `text`, which was read at `origin`; raises UnreadableSource where there is none."""
    story = story_of(unwrapped(clean(text)))
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
