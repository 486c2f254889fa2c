"""Which stretches of an article stand in quotation marks. Their words belong to somebody; who, this does not know.

Marks are paired within a line; single ones, which are apostrophes as well, count where a mark of punctuation stands
before the one that closes, as in a remark: ‘It will fall,’ she said. A line that opens a quotation and does not close
it is followed, by the custom of the press, by lines that open it again: the last of them closes it.
"""

import re
from functools import lru_cache

from rag.domain import Evidence, Span
from rag.reading.enclosed import enclosed

HIDDEN = "\ue000"
"""Stands for each character inside quotation marks, so that offsets stay; no article's own, it is for private use."""

_WORDS = re.compile(r"\S")
MARK = re.compile(r"[“”\"„«»]")
"""A quotation mark that opens or closes."""
_SINGLE = frozenset("‘'‚‹")
_ENDS_REMARK = frozenset(".,!?…")
_CLOSING = {"“": "”", "„": "“”", "«": "»", '"': '"'}


@lru_cache(maxsize=256)
def quotations(text: str) -> tuple[Span, ...]:
    """The quotations of `text` with their marks, in order; one that its line does not close ends with the line."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip()
        double = _double(body)
        found += [Span(start + span.start, start + span.end) for span in _with_single(body, double)]
        start += len(line)
    return tuple(found)


def _double(body: str) -> list[Span]:
    """The quotations in double marks of a line without outer whitespace."""
    found, opened = [], None
    for at, mark in enumerate(body):
        if opened is None:
            inches = mark == '"' and at > 0 and body[at - 1].isdigit()
            opened = at if mark in _CLOSING and not inches else None
        elif mark in _CLOSING[body[opened]]:
            found.append(Span(opened, at + 1))
            opened = None
    if opened is not None and opened + 1 < len(body):
        found.append(Span(opened, len(body)))
    return found


def _with_single(body: str, double: list[Span]) -> list[Span]:
    """`double` and, between them, the remarks in single marks, in order."""
    single = [span for span in enclosed(body) if body[span.start] in _SINGLE and body[span.end - 2] in _ENDS_REMARK]
    kept: list[Span] = []
    for span in sorted((*double, *single), key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


@lru_cache(maxsize=256)
def without_quotations(text: str) -> str:
    """`text` of the same length, with every character of a quotation HIDDEN: what the article says in its own voice."""
    plain = list(text.replace(HIDDEN, " "))
    for span in quotations(text):
        plain[span.start : span.end] = HIDDEN * (span.end - span.start)
    return "".join(plain)


def goes_on(text: str, quotation: Span) -> bool:
    """Whether `quotation` is left open by its line and taken up again by the next line that has words."""
    mark = text[quotation.start]
    closed = mark in _SINGLE or (quotation.end - quotation.start > 1 and text[quotation.end - 1] in _CLOSING[mark])
    following = _WORDS.search(text, quotation.end)
    return not closed and following is not None and following.group() == mark


def cut_quotation(sentence: str) -> bool:
    """Whether a quotation begins or ends outside the sentence, so that nobody can tell what in it is quoted."""
    return len(MARK.findall(sentence)) % 2 == 1


def stands_in_quotation(piece: Evidence) -> bool:
    """Whether the sentence has somebody's words in quotation marks, or stands among such words."""
    span = piece.sentence.span
    return any(each.start < span.end and span.start < each.end for each in quotations(piece.article.text))
