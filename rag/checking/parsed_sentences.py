"""The sentences of an article, parsed one at a time, their quotations shortened: “Yes,” parses as well, and faster.

Only what is asked for is parsed. A stretch in marks that is no whole utterance stays, for the sentence needs it: called
it “a farce”.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.checking.quotations import HIDDEN, without_quotations
from rag.domain import Span
from rag.english import Parsed, by_parse, parse
from rag.english.speaking import Saying, outermost, sayings
from rag.reading.sentences import sentence_spans

_HIDDEN = re.compile(f"{HIDDEN}+")
_LEFT_OFF = re.compile(r"\A[’'”\"»](?=\s)")
"""The mark that is left of a quotation which was cut."""
_UTTERED = re.compile(r"[,.!?…]\W*\Z")
"""Where the press puts a stop inside the marks, they hold what somebody said, not a part of the writer's sentence."""


@dataclass(frozen=True)
class Heard:
    """A parsed sentence. `quoted` are the places of its words inside quotation marks, `said` its remarks, and `outer`
    those remarks that take in the whole sentence.
    """

    sentence: Parsed
    quoted: frozenset[int]
    said: tuple[Saying, ...]
    outer: tuple[Saying, ...]


@lru_cache(maxsize=128)
def spans_of_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of an article's text."""
    return sentence_spans(text)


def touched(spans: Sequence[Span], span: Span) -> range:
    """The numbers of those of `spans`, which are in order and do not overlap, that share a character with `span`."""
    first = bisect_right(spans, span.start, key=lambda each: each.end)
    return range(first, max(first, bisect_left(spans, span.end, key=lambda each: each.start)))


def is_silent(text: str, number: int) -> bool:
    """Whether sentence `number` is a quotation and nothing else."""
    words = _plain(text, number)
    return HIDDEN in words and not re.search(r"\w", words.replace(HIDDEN, " "))


def starts_line(text: str, number: int) -> bool:
    """Whether sentence `number` begins a line."""
    spans = spans_of_sentences(text)
    return not number or "\n" in text[spans[number - 1].end : spans[number].start]


@by_parse(4096)
def heard(text: str, number: int) -> Heard:
    """Sentence `number` of an article's text, parsed."""
    words, hidden = spans_of_sentences(text)[number].of(text), _LEFT_OFF.sub(HIDDEN, _plain(text, number))
    shown, inside, at = "", list[Span](), 0
    for run in _HIDDEN.finditer(hidden):
        shown += words[at : run.start()]
        quote = _shortened(words[run.start() : run.end()], is_last=not re.search(r"\w", hidden[run.end() :]))
        inside.append(Span(len(shown), len(shown) + len(quote)))
        shown, at = shown + quote, run.end()
    sentence = parse(shown + words[at:])
    starts = [word.start for word in sentence.words]
    quoted = frozenset(place for span in inside for place in range(*_between(starts, span)))
    return Heard(sentence, quoted, sayings(sentence, quoted), outermost(sentence, quoted))


def _between(starts: Sequence[int], span: Span) -> tuple[int, int]:
    return bisect_left(starts, span.start), bisect_left(starts, span.end)


def _plain(text: str, number: int) -> str:
    return spans_of_sentences(text)[number].of(without_quotations(text))


def _shortened(quote: str, *, is_last: bool) -> str:
    """A whole utterance as one word; anything else as it is."""
    stop = _UTTERED.search(quote)
    if not stop and len(quote) > 1:
        return quote
    return f"“Yes{stop.group()[0]}”" if stop and is_last else "“Yes,”"
