"""Article -> sentences and passages: the spans that citations point at and that are searched.

Passages are runs of whole sentences (see sentences), each small enough to be embedded in full. It knows no model: how
long a text is in tokens is asked of `count_tokens`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.domain import Article, Passage, Sentence, Span
from rag.reading.sentences import cuttable, ends_sentence, sentence_spans

TARGET_TOKENS = 110
"""Tokens of text a passage aims at, about 60 to 90 words. Every 30 tokens of prompt cost the embedded model most of a
second, and evidence is single sentences: a passage only has to hold enough around one to be found and understood."""

HEADER_BYTES = 160
"""How much of a title stands above each embedded passage, in UTF-8 bytes of its decomposed form: no tokenizer makes
more tokens than that, so a title can never crowd out the passage, whatever its script. An English title fits whole."""

_PARAGRAPH_ENOUGH = 0.75  # of the target: a passage this long ends with its paragraph
_SENTENCE_ENOUGH = 0.5  # of the target: one this long ends before a sentence that would make it too long
_TOO_LONG = 1.25
_REMNANT = 0.4  # of the target: a last passage shorter than this joins the one before it


@dataclass(frozen=True, slots=True)
class Split:
    """An article's sentences and passages, numbered in reading order."""

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]


def split(article: Article, count_tokens: Callable[[str], int], limit: int = 256) -> Split:
    """The sentences of `article`, and passages of whole sentences, each sentence in exactly one of them.

    `count_tokens(embedded_text(article, passage)) <= limit` for every passage; a sentence too long for that
    becomes several. `count_tokens` must count all tokens, without truncation. Raises ValueError where the title
    alone fills `limit`.
    """

    def fits(span: Span) -> bool:
        return count_tokens(_embedded(article, span)) <= limit

    spans = [part for span in sentence_spans(article.text) for part in _fitting(article.text, span, fits)]
    sentences = tuple(Sentence(article.id, article.version, number, span) for number, span in enumerate(spans))
    groups = _grouped(article.text, spans, count_tokens, fits)
    passages = tuple(
        Passage(article.id, article.version, number, _hull(spans, group), group.start, group.stop - 1)
        for number, group in enumerate(groups)
    )
    return Split(sentences, passages)


def embedded_text(article: Article, passage: Passage) -> str:
    """What is embedded for `passage`: the title, a newline, its text. A very long title is cut."""
    return _embedded(article, passage.span)


def _embedded(article: Article, span: Span) -> str:
    return f"{_header(article.title)}\n{span.of(article.text)}"


def _header(title: str) -> str:
    """As much of `title` as fits into HEADER_BYTES, cut at a space where there is one."""

    def weight(text: str) -> int:
        return len(unicodedata.normalize("NFD", text).encode())

    if weight(title) <= HEADER_BYTES:
        return title
    longest = max(end for end in range(HEADER_BYTES + 1) if weight(title[:end]) <= HEADER_BYTES)
    return title[:longest].rsplit(" ", 1)[0].rstrip()


def _trimmed(text: str, span: Span) -> Span | None:
    """`span` without outer whitespace; None where it holds nothing else."""
    words = span.of(text)
    start = span.end - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def _fitting(text: str, span: Span, fits: Callable[[Span], bool]) -> Iterator[Span]:
    """`span` in parts that fit, each as long as it can be.

    It is cut at whitespace, else between letters, and in a letter of hundreds of accents within that.
    """
    rest: Span | None = span
    while rest and not fits(rest):
        spaces = [rest.start + match.start() for match in re.finditer(r"\s+", rest.of(text))]
        anywhere = range(rest.start + 1, rest.end)
        places = [cut for cut in anywhere if cuttable(text, cut)]
        tried = (_last_fitting(rest.start, cuts, fits) for cuts in (spaces, places, anywhere))
        cut = next((found for found in tried if found), None)
        if cut is None:
            raise ValueError("the limit leaves no room for text below the title")
        yield Span(rest.start, cut)
        rest = _trimmed(text, Span(cut, rest.end))
    if rest:
        yield rest


def _last_fitting(start: int, cuts: Sequence[int], fits: Callable[[Span], bool]) -> int | None:
    """The last of the ascending `cuts` up to which the text fits, found by bisection; None where not even the first."""
    low, high, best = 0, len(cuts) - 1, None
    while low <= high:
        middle = (low + high) // 2
        if fits(Span(start, cuts[middle])):
            low, best = middle + 1, cuts[middle]
        else:
            high = middle - 1
    return best


def _grouped(
    text: str, spans: Sequence[Span], count_tokens: Callable[[str], int], fits: Callable[[Span], bool]
) -> list[range]:
    """Which sentences make up each passage."""
    sizes = [count_tokens(span.of(text)) for span in spans]
    groups: list[range] = []
    start = 0
    for number in range(1, len(spans)):
        group = range(start, number)
        too_much = not fits(_hull(spans, range(start, number + 1)))
        if too_much or _ends_passage(text, spans, sizes, group):
            groups.append(group)
            start = number
    last = range(start, len(spans))
    if groups and sum(sizes[last.start :]) < _REMNANT * TARGET_TOKENS:
        whole = range(groups[-1].start, last.stop)
        if fits(_hull(spans, whole)):
            return [*groups[:-1], whole]
    return [*groups, last]


def _ends_passage(text: str, spans: Sequence[Span], sizes: Sequence[int], group: range) -> bool:
    """Whether the passage of the sentences `group` should end before the sentence that follows them."""
    size, following = sum(sizes[group.start : group.stop]), group.stop
    last = spans[following - 1]
    ends_paragraph = "\n" in text[last.end : spans[following].start]
    if ends_paragraph and not ends_sentence(last.of(text)) and size < _TOO_LONG * TARGET_TOKENS:
        return False  # a heading stays with what it stands over
    if ends_paragraph and size >= _PARAGRAPH_ENOUGH * TARGET_TOKENS:
        return True
    return size >= _SENTENCE_ENOUGH * TARGET_TOKENS and size + sizes[following] > _TOO_LONG * TARGET_TOKENS


def _hull(spans: Sequence[Span], group: range) -> Span:
    return Span(spans[group.start].start, spans[group.stop - 1].end)
