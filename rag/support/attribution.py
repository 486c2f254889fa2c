"""Whose words a sentence of an article carries, and how they came: speaker, via, translated by. Uncertain is None.

    quotations   what stands in quotation marks              quotations.py
    remarks      "Okafor said", "according to", in a sentence  speech.py, phrases.py
    people       full names, offices, pronouns               people.py
    via          "told Reuters", "wrote on Telegram"         outlets.py

This file puts them together over several sentences: a quotation that began earlier, "he said", "the minister said". A
speaker is always words of the article, the name in full as it introduces the person, without titles.
"""

import re
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rag.domain import Article, Span
from rag.sentences import sentence_spans
from rag.support import outlets
from rag.support.people import People, people
from rag.support.phrases import Phrase, is_body, surname
from rag.support.quotations import HIDDEN, goes_on, quotations, without_quotations
from rag.support.speech import Remark, covers, outermost, remarks

_BACK = 3
"""So many sentences before "he said" are searched for a name; a reader's memory for whom a pronoun means is short."""
_RIVAL_BODY = re.compile(
    r"\b(?:company|ministry|government|agency|council|court|authority|club|bank|party|firm|union|office|commission|committee"
    r"|group|army|police|parliament|regulator|operator|airline|university|hospital)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:an?|the|another|one)\s+(?:[a-z-]+\s+){0,3}?(?:official|man|woman|boy|girl|spokes\w+|minister|president|captain|lawyer"
    r"|witness|resident|leader|officer|driver|doctor|teacher|judge|mayor|diplomat|aide|neighbou?r|passenger|expert|analyst)\b",
    re.IGNORECASE,
)
_REPORTEDLY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly)\b|\b(?:is|are|was|were) (?:said|reported|alleged|believed|rumou?red|accused|thought) (?:to|of)\b"
    r"|\bit (?:was|is|has been) (?:said|reported|alleged|claimed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SourceChain:
    """Who said it, through whom it came and who translated it, in the article's words; None where it does not say.

    `attributed` is whether the article gives the words to anybody at all, be it one it does not name plainly.
    """

    speaker: str | None = None
    via: str | None = None
    translated_by: str | None = None
    attributed: bool = False


def source_chain(article: Article, span: Span) -> SourceChain:
    """The chain of the words of `article` at `span`. Over several sentences it holds only what all of them share."""
    chains = [chain for chain in chains_of(article.text, span) if chain is not None]
    if not chains:
        return SourceChain()
    first, *rest = chains
    return SourceChain(
        speaker=first.speaker if all(chain.speaker == first.speaker for chain in rest) else None,
        via=first.via if all(chain.via == first.via for chain in rest) else None,
        translated_by=first.translated_by
        if all(chain.translated_by == first.translated_by for chain in rest)
        else None,
        attributed=any(chain.attributed for chain in chains),
    )


def chains_of(text: str, span: Span) -> tuple[SourceChain, ...]:
    """The chain of each sentence that `span` touches, in order."""
    told = _told(text)
    return tuple(told.chain(number) for number in _touched(told.sentences, span))


@lru_cache(maxsize=128)
def _told(text: str) -> "_Telling":
    sentences = sentence_spans(text)
    return _Telling(text, sentences, without_quotations(text), people(text), iter(range(len(sentences))))


def _touched(spans: Sequence[Span], span: Span) -> range:
    """The numbers of those `spans`, which are in order and apart, that share a character with `span`."""
    first = bisect_right(spans, span.start, key=lambda each: each.end)
    return range(first, max(first, bisect_left(spans, span.end, key=lambda each: each.start)))


@lru_cache(maxsize=32)
def _written(plain: str) -> frozenset[str]:
    """The words of a text as they are written, and each with the one after it."""
    words = re.findall(r"\w+", plain)
    return frozenset((*words, *map(" ".join, pairwise(words))))


@lru_cache(maxsize=1024)
def _first(text: str, words: str) -> int:
    return text.find(words)


class _Rests(Exception):
    """The chain of a sentence rests on that of sentence `number`, which is not known yet."""

    def __init__(self, number: int) -> None:
        self.number = number


@dataclass(frozen=True, slots=True)
class _Telling:
    """One article's sentences, and who tells each. Threads share it, and take turns."""

    text: str
    sentences: tuple[Span, ...]
    plain: str
    people: People
    unheard: Iterator[int]
    """The sentences that nobody has looked at yet for somebody who speaks."""
    speakers: set[str | None] = field(default_factory=set)
    """Whoever speaks in a chain that is known."""
    known: dict[int, SourceChain] = field(default_factory=dict)
    waiting: dict[int, None] = field(default_factory=dict)
    """The sentences whose chain is being found, each of which rests on the next."""
    turn: threading.Lock = field(default_factory=threading.Lock)

    def chain(self, number: int) -> SourceChain:
        """The chain of sentence `number`."""
        with self.turn:
            if number not in self.known:
                self._find(number)
            return self.known[number]

    def _find(self, number: int) -> None:
        """Find a chain, and those it rests on first: one after the other, however long a speech goes on, not call in call."""
        self.waiting[number] = None
        try:
            while self.waiting:
                last = next(reversed(self.waiting))
                try:
                    self.known[last] = self._chain(last)
                except _Rests as rests:  # once that is known, this one begins again
                    self.waiting[rests.number] = None
                else:
                    self.speakers.add(self.known[last].speaker)
                    del self.waiting[last]
        finally:
            self.waiting.clear()

    def _other(self, number: int) -> SourceChain:
        """The chain of another sentence; of one that waits for this one itself, nothing is known."""
        if number in self.known or number in self.waiting:
            return self.known.get(number, SourceChain())
        raise _Rests(number)

    def _chain(self, number: int) -> SourceChain:
        words = self._plain(number)
        found = remarks(words)
        reports = [remark.who.text for remark in found if remark.who and _is_report(remark)]
        own_via = outlets.via(words) or (reports[0] if len(reports) == 1 else None)
        translator = outlets.translated_by(words)
        if not found and HIDDEN in words and (carried := self._carried(number)):
            return SourceChain(
                carried.speaker, own_via or carried.via, translator or carried.translated_by, attributed=True
            )
        speaker = self._speaker(number, found)
        attributed = bool(found or own_via or HIDDEN in words or _REPORTEDLY.search(words))
        return SourceChain(speaker, own_via, translator, attributed)

    def _plain(self, number: int) -> str:
        return self.sentences[number].of(self.plain)

    def _speaker(self, number: int, found: Sequence[Remark]) -> str | None:
        if not found:
            return self._of_headline(number)
        outer = [remark for remark in outermost(tuple(found)) if not _is_report(remark)]
        if not outer or not covers(self._plain(number), tuple(outer)):
            return None
        if len({remark.place == "according" for remark in outer}) > 1:
            return None
        speakers = {self._name(number, remark) for remark in outer}
        return speakers.pop() if len(speakers) == 1 else None

    def _name(self, number: int, remark: Remark) -> str | None:
        """The name of who made a remark of sentence `number`."""
        who = remark.who
        if who is None or who.kind == "unnamed":
            return None
        if who.kind == "name":
            return self.people.full_name(who.text) if self._is_name(who.text) else who.text.lower()
        if who.kind == "office":
            return self._known_before(self.people.holder(who), number) or who.text
        return self._meant(who.text, number, remark.start)

    def _is_name(self, word: str) -> bool:
        """Whether a capital is not only that of a sentence's first word, as in "Spectators said"."""
        if word in self.people.capitals:
            return True
        parts = re.findall(r"\w+", word.lower())
        return not _written(self.plain).issuperset(map(" ".join, pairwise(parts)) if len(parts) > 1 else parts)

    def _known_before(self, name: str | None, number: int) -> str | None:
        return name if name and 0 <= _first(self.plain, surname(name)) < self.sentences[number].end else None

    def _of_headline(self, number: int) -> str | None:
        """Of "Ministry: no deadline": who stands before the colon of a line that is no sentence, if the article lets them speak."""
        words = self._plain(number)
        head, colon, rest = words.partition(": ")
        ends = words.rstrip().endswith((".", "!", "?", HIDDEN))
        if not (colon and head.strip() and rest.strip()) or ends or len(head) > 60:
            return None
        name = self.people.full_name(head.strip())
        meant = {name, f"the {name}"}
        if not meant & self.speakers:
            for other in self.unheard:
                if remarks(self._plain(other)):
                    self._other(other)  # where it is not known yet, this begins again when it is
        return name if meant & self.speakers else None

    def _carried(self, number: int) -> SourceChain | None:
        """The chain of a sentence that has a quotation and no remark of its own."""
        quotes = quotations(self.text)
        inside = _touched(quotes, self.sentences[number])
        for quote in inside:
            if chain := self._of_split(quotes[quote], number):
                return chain
        if re.search(r"\w", self._plain(number).replace(HIDDEN, " ")):
            return None
        return self._continued(inside[0], number) if self._starts_line(number) else self._spoken_before(number)

    def _of_split(self, quote: Span, number: int) -> SourceChain | None:
        """Of a quotation cut into sentences: who is named where it ends, else where it begins."""
        touched = _touched(self.sentences, quote)
        for other in (touched[-1], touched[0]):
            if other != number and remarks(self._plain(other)):
                return self._other(other)
        return None

    def _continued(self, quote: int, number: int) -> SourceChain | None:
        """Of a line that takes up, with the quotation of that number, the one which the line before left open."""
        before = quotations(self.text)[quote - 1] if quote else None
        if not before or not number or not goes_on(self.text, before):
            return None
        return self._other(number - 1) if before.end > self.sentences[number - 1].start else None

    def _spoken_before(self, number: int) -> SourceChain | None:
        """Of a quotation that stands alone behind a sentence which says who speaks, in one paragraph."""
        found = remarks(self._plain(number - 1))
        pure = not re.search(r"\w", self._plain(number - 1).replace(HIDDEN, " "))
        return self._other(number - 1) if found or pure else None

    def _starts_line(self, number: int) -> bool:
        return not number or "\n" in self.text[self.sentences[number - 1].end : self.sentences[number].start]

    def _meant(self, pronoun: str, number: int, start: int) -> str | None:
        """Whom "he", "she" or "it" means that stands before `start` in sentence `number`: None unless only one can be."""
        if pronoun == "it":
            return self._body_before(number)
        if pronoun not in {"he", "she"}:
            return None
        here = self._plain(number)[:start]
        if self.people.mentions(here):
            return self._one_of(here, (), pronoun, None)
        spoken = (back for back in range(number - 1, max(-1, number - 1 - _BACK), -1) if self._tells_who(back))
        return next((self._last_named(back, pronoun) for back in spoken), None)

    def _tells_who(self, number: int) -> bool:
        """Whether a sentence outside quotations has somebody whom a pronoun after it may mean."""
        words = self._plain(number)
        return bool(self.people.mentions(words) or remarks(words) or _SOMEBODY.search(words))

    def _last_named(self, back: int, pronoun: str) -> str | None:
        words = self._plain(back)
        found = outermost(remarks(words))
        if self.people.mentions(words):
            return self._one_of(words, found, pronoun, self._other(back).speaker)
        return self._same_again(back, found, pronoun)

    def _same_again(self, back: int, found: Sequence[Remark], pronoun: str) -> str | None:
        """Of "She said A. She said B.": both the same, where the first is known."""
        speaker = self._other(back).speaker
        kinds = {remark.who.text for remark in found if remark.who and remark.who.kind == "pronoun"}
        return speaker if kinds == {pronoun} else None

    def _one_of(self, words: str, found: Sequence[Remark], pronoun: str, speaker: str | None) -> str | None:
        """The one person named in `words` whom the pronoun can mean; who speaks there comes before who is spoken of."""
        mentions = [each for each in self.people.mentions(words) if self.people.may_be(each.name, pronoun)]
        sure = {each.name for each in mentions if each.sure}
        if any(len(self.people.by_surname.get(surname(name), ())) > 1 for name in sure):
            return None
        if speaker in sure and len(found) == 1:
            spoken_of = {each.name for each in mentions if each.start > found[0].end and found[0].place != "after"}
            return speaker if not spoken_of - {speaker} else None
        if found or len({each.name for each in mentions}) != 1 or not sure:
            return None
        before = words[: mentions[0].start]
        others = [other.end() for other in _SOMEBODY.finditer(before)]
        return sure.pop() if not others or not before[others[-1] :].strip(" ,") else None

    def _body_before(self, number: int) -> str | None:
        """The body that spoke in the sentence before: whom "it said" goes on about, unless another is named there."""
        if not number or self._starts_line(number):
            return None
        found = outermost(remarks(self._plain(number - 1)))
        if len(found) != 1 or not found[0].who or found[0].who.kind not in {"name", "office"}:
            return None
        name, content = self._name(number - 1, found[0]), self._plain(number - 1)[found[0].end :]
        if name is None or self._is_person(name, found[0].who):
            return None
        rivals = _RIVAL_BODY.search(content) or any(is_body(word) for word in re.findall(r"[A-Z][\w’-]+", content))
        return None if rivals else name

    def _is_person(self, name: str, who: Phrase) -> bool:
        human = _SOMEBODY.search(name) or re.match(r"an?\s", name)
        return bool(human) or (
            who.kind == "name" and not is_body(name) and name in self.people.by_surname.get(surname(name), ())
        )


def _is_report(remark: Remark) -> bool:
    """Whether a remark is an outlet's report, which is the way the words came, not who said them."""
    return remark.who is not None and remark.who.kind in {"name", "office"} and outlets.is_outlet(remark.who.text)
