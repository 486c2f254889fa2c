"""The passage nearest to a quotation that no article has, and word by word what differs. It is not the quotation."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import heappush, heappushpop

from rag.domain import Article, Span
from rag.quoting import folded

LONGEST = 400
"""So many words and signs of a quotation are compared."""
KEPT = 12
"""In so many articles, those with most of its letters in words of theirs, the nearest passage is sought."""
LEAST = 0.5
"""The share of a quotation's words, by their length, that a near passage must have: "of the" is in every passage."""
_TELLING = 4
_TOKEN = re.compile(r"\w+(?:['’.]\w+|(?<=\d)[-‐‑]\w+|[,\u00a0\u2009\u202f]\d{3}\b)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Difference:
    """What was `asked` for and what `stands` in its place; either may be empty."""

    asked: str
    stands: str


@dataclass(frozen=True, slots=True)
class Near:
    """A passage of an article, of its headline where `in_headline`, with what differs from the quotation."""

    article: Article
    in_headline: bool
    span: Span
    differs: tuple[Difference, ...]


class Nearest:
    """Sees articles one by one, keeps the few most alike, and says in the end which passage of them comes nearest."""

    def __init__(self, quote: str) -> None:
        self._asked = _Tokens(quote, 0, LONGEST)
        telling = {key for key in self._asked.keys if len(key) >= _TELLING}
        self._telling = telling or {key for key in self._asked.keys if key.isalnum()}
        self._kept: list[tuple[int, int, Article]] = []
        self._seen = 0

    def see(self, article: Article) -> None:
        """Look at one more article; about as fast as its text can be scanned."""
        text = f"{article.title}\n{article.text}".casefold()
        alike = sum(len(word) for word in self._telling if word in text)
        self._seen += 1
        keep = heappush if len(self._kept) < KEPT else heappushpop
        if alike:
            keep(self._kept, (alike, -self._seen, article))

    def found(self) -> Near | None:
        """The nearest passage, the first seen of equals; None where none has enough of the quotation."""
        near = [
            (found[0], order, -in_headline, Near(article, bool(in_headline), *found[1:]))
            for _, order, article in self._kept
            for in_headline, text in enumerate((article.text, article.title))
            if (found := self._in(text))
        ]
        return max(near, key=lambda each: each[:3])[3] if near else None

    def _in(self, text: str) -> tuple[float, Span, tuple[Difference, ...]] | None:
        """How much of the quotation the nearest passage of a text has, where it stands, and what differs."""
        there, length = _Tokens(text), len(self._asked.keys)
        begin = _densest(there.keys, Counter(self._asked.keys), length)
        first, last = max(0, begin - length // 2), begin + length + length // 2
        window = there.keys[first:last]
        match = SequenceMatcher(None, self._asked.keys, window, autojunk=False)
        same = [block for block in match.get_matching_blocks() if block.size]
        had = sum(_weight(self._asked.keys[block.a + at]) for block in same for at in range(block.size))
        wanted = sum(map(_weight, self._asked.keys))
        if not had or had < LEAST * wanted:
            return None
        # What is asked before the first and behind the last word they share stands for as much of the text.
        first += max(0, same[0].b - same[0].a)
        last = first - max(0, same[0].b - same[0].a) + same[-1].b + length - same[-1].a
        near = _Tokens(text, there.at[first].start(), None, there.at[min(last, len(there.at)) - 1].end())
        return had / wanted, near.span, self._differences(near)

    def _differences(self, near: "_Tokens") -> tuple[Difference, ...]:
        match = SequenceMatcher(None, self._asked.keys, near.keys, autojunk=False)
        differs = []
        for same, i, j, k, m in match.get_opcodes():
            if same != "equal":
                differs.append(Difference(self._asked.words(i, j), near.words(k, m)))
                continue
            pairs = ((self._asked.words(i + at, i + at + 1), near.words(k + at, k + at + 1)) for at in range(j - i))
            differs += [Difference(*pair) for pair in pairs if folded(pair[0]) != folded(pair[1])]
        return tuple(differs)


class _Tokens:
    """The words and signs of a part of a text, as they are compared, each with where it stands."""

    def __init__(self, text: str, start: int = 0, most: int | None = None, end: int | None = None) -> None:
        self.text = text
        self.at = list(_TOKEN.finditer(text, start, len(text) if end is None else end))[:most]
        self.keys = [folded(found.group()).casefold() for found in self.at]

    @property
    def span(self) -> Span:
        return Span(self.at[0].start(), self.at[-1].end())

    def words(self, first: int, last: int) -> str:
        """The text from the `first` token to before the `last`."""
        return self.text[self.at[first].start() : self.at[last - 1].end()] if first < last else ""


def _weight(key: str) -> int:
    return len(key) if key[:1].isalnum() else 0


def _densest(keys: Sequence[str], wanted: Counter[str], length: int) -> int:
    """Where a run of `length` keys begins that has most of what is `wanted`, each as often as that has it."""
    held = Counter[str]()
    score = best = begin = 0
    for at, key in enumerate(keys):
        held[key] += 1
        score += held[key] <= wanted[key]
        if at >= length:
            gone = keys[at - length]
            score -= held[gone] <= wanted[gone]
            held[gone] -= 1
        if score > best:
            best, begin = score, max(0, at + 1 - length)
    return begin
