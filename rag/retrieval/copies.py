"""One place for a story: which passages and sentences of its copies say only what a better copy says already.

Nothing is lost that the best copy does not print: what another copy adds stays evidence, a few passages of it. Knows
nothing of how passages are ranked, nor of how stories are found (`rag.store.signatures`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rag.answer import AlsoIn
from rag.domain import Article, Evidence, Passage, Sentence, Span
from rag.english.wording import spaced_alike
from rag.quoting import printed_at
from rag.retrieval.repeated import Places, bag_of, places_of, repeated, words_in_common
from rag.store.filters import Filters
from rag.store.record import Record
from rag.store.stories import Copy

LISTED = 20
"""How many copies are listed under one citation at most: the best ones."""
WIDER = 4
"""How many times as many passages are fetched where copies left too few."""
ADDED = 4
"""How many passages of its other copies a story may have in one ranking, beside those of its best copy."""
COMPARED = 4
"""With how many better copies a copy is compared, sentence by sentence."""


class CopiesSeen:
    """The copies of stories as one question sees them, within its filters: what of each copy only repeats a
    better one. Belongs to one thread.
    """

    def __init__(self, record: Record, wanted: Filters) -> None:
        self._record = record
        self._wanted = wanted
        self._copies: dict[str, tuple[Copy, ...]] = {}
        self._repeated: dict[str, frozenset[int]] = {}
        self._found: dict[str, Passage | None] = {}
        self._told: dict[str, tuple[str, ...]] = {}
        self._wordings: dict[str, frozenset[str]] = {}
        self._by_word: dict[str, Places[str]] = {}
        self.stood_for: dict[str, set[str]] = {}
        """By the id of a best copy's passage, the ids of the passages of other copies that it was put in the place of:
        it counts as being as near as they are."""

    def found(self, ids: Iterable[str]) -> list[Passage]:
        """The live passages among `ids`, in their order, each read once for one question."""
        asked = list(dict.fromkeys(ids))
        new = [key for key in asked if key not in self._found]
        if new:
            self._found |= dict.fromkeys(new) | self._record.passages_by_id(new)
        return [passage for key in asked if (passage := self._found[key]) is not None]

    def look_up(self, ids: Iterable[str]) -> None:
        """Read at once what `passages` needs to know of these passages, rather than ranking by ranking."""
        self._look_up(passage.article_id for passage in self.found(ids))

    def passages(self, fetch: Callable[[int], Sequence[str]], enough: int) -> list[str]:
        """The first `enough` passage ids of a ranking, without those that only repeat a better copy. `fetch(k)` gives
        the best k ids of that ranking.

        Fetches on until there are enough, so that a story with many copies pushes nothing out.
        """
        wide = enough
        while True:
            ids = fetch(wide)
            kept = self._once(ids)
            if len(kept) >= enough or len(ids) < wide:
                return kept[:enough]
            wide *= WIDER

    def repeats(self, sentence: Sentence) -> bool:
        """Whether a better copy of its story says what `sentence` says already, or, as a correction or a later text of
        the same outlet, says something else in its place.
        """
        self._look_up([sentence.article_id])
        own, _ = self._better(sentence.article_id)
        if own is None or own.version != sentence.version:  # updated since it was found
            return False
        return sentence.number in self._repeated_of(sentence.article_id)

    def withdrawn(self, sentence: Sentence) -> bool:
        """Whether a better copy says something else in the place of `sentence`, so that it
        may not even be shown as context.
        """
        if not self.repeats(sentence):
            return False
        _, better = self._better(sentence.article_id)
        words = spaced_alike(self._told[sentence.article_id][sentence.number])
        return not any(words in self._wordings_of(copy.article_id) for copy in better)

    def _wordings_of(self, article_id: str) -> frozenset[str]:
        """The sentences of an article, without regard to white space and capitals."""
        if article_id not in self._wordings:
            self._wordings[article_id] = frozenset(map(spaced_alike, self._told[article_id]))
        return self._wordings[article_id]

    def _once(self, ids: Sequence[str]) -> list[str]:
        passages = self.found(ids)
        self._look_up(passage.article_id for passage in passages)
        self._read({passage.article_id for passage in passages})
        kept: dict[str, None] = {}
        added = Counter[str]()
        for passage in passages:
            key = passage.id
            copies = self._copies[passage.article_id]
            if not copies or copies[0].article_id == passage.article_id:
                kept[key] = None
            elif not self._adds(passage):
                # Under another headline the best copy's own passage may be far down, or not found at all.
                if instead := self._of_best(passage, copies[0]):
                    self.stood_for.setdefault(instead, set()).add(key)
                    kept[instead] = None
            elif added[copies[0].story] < ADDED:
                added[copies[0].story] += 1
                kept[key] = None
        return list(kept)

    def _of_best(self, passage: Passage, best: Copy) -> str | None:
        """The id of the best copy's passage that has most of the words of `passage`; None where none has any."""
        alike = words_in_common(bag_of(self._words(passage)), self._words_of(best.article_id))
        return max(alike, key=lambda key: (alike[key], key), default=None)

    def _words_of(self, article_id: str) -> Places[str]:
        """Where the words of an article stand, by passage."""
        if article_id not in self._by_word:
            passages = self.found(sorted(self._record.passage_ids_of([article_id])))
            self._by_word[article_id] = places_of((passage.id, bag_of(self._words(passage))) for passage in passages)
        return self._by_word[article_id]

    def _words(self, passage: Passage) -> str:
        told = self._told[passage.article_id]
        return " ".join(told[passage.first_sentence : passage.last_sentence + 1])

    def _look_up(self, article_ids: Iterable[str]) -> None:
        new = {article_id for article_id in article_ids if article_id not in self._copies}
        if new:
            found = self._record.copies(new, self._wanted)
            self._copies |= {article_id: found.get(article_id, ()) for article_id in new}

    def _adds(self, passage: Passage) -> bool:
        numbers = range(passage.first_sentence, passage.last_sentence + 1)
        return not self._repeated_of(passage.article_id).issuperset(numbers)

    def _repeated_of(self, article_id: str) -> frozenset[int]:
        if article_id not in self._repeated:
            self._repeated[article_id] = self._compare(article_id)
        return self._repeated[article_id]

    def _compare(self, article_id: str) -> frozenset[int]:
        own, better = self._better(article_id)
        if own is None or not better:
            return frozenset()
        self._read([article_id])
        told = self._told[own.article_id]
        # What an outlet's correction lacks may have been withdrawn: nothing older of it is offered beside.
        mine = next((copy for copy in better if _one_outlet(copy, own)), None)
        if mine and mine.corrects and mine.rank > own.rank and not _later(own, mine):
            return frozenset(range(len(told)))
        found = (repeated(told, self._told[copy.article_id], later=_wins(copy, own)) for copy in better)
        return frozenset[int]().union(*found)

    def _better(self, article_id: str) -> tuple[Copy | None, tuple[Copy, ...]]:
        """The article among its story's copies, and the better copies that it is compared with; None and
        nothing where it has no copies.
        """
        copies = self._copies[article_id]
        place = next((at for at, copy in enumerate(copies) if copy.article_id == article_id), None)
        return (None, ()) if place is None else (copies[place], copies[: min(place, COMPARED)])

    def _read(self, article_ids: Iterable[str]) -> None:
        """Read the sentences of these copies and of the better ones, all that were not read yet at once."""
        sides = [self._better(article_id) for article_id in article_ids]
        wanted = {copy for own, better in sides if own and better for copy in (own, *better)}
        keys = [(copy.article_id, copy.version) for copy in wanted if copy.article_id not in self._told]
        if not keys:
            return
        articles = self._record.articles_by_key(keys)
        sentences = self._record.sentences_of_articles(keys)
        for key in keys:
            self._told[key[0]] = tuple(sentence.span.of(articles[key].text) for sentence in sentences.get(key, ()))


def also_in(record: Record, evidence: Evidence, wanted: Filters) -> tuple[AlsoIn, ...]:
    """Where other copies of its story print the very sentence of `evidence`: of those that `wanted`
    admits, the LISTED best, best first.
    """
    article = evidence.article
    copies = record.copies([article.id], wanted).get(article.id, ())
    keys = [(copy.article_id, copy.version) for copy in copies if copy.article_id != article.id][:LISTED]
    articles = record.articles_by_key(keys)
    sentences = record.sentences_of_articles(keys)
    places = ((articles[key], [s.span for s in sentences.get(key, ())]) for key in keys if key in articles)
    return tuple(found for other, spans in places if (found := _printed(other, spans, evidence.quote)))


def _printed(other: Article, spans: Iterable[Span], quote: str) -> AlsoIn | None:
    span = printed_at(other.text, spans, quote)
    return AlsoIn.of(other, span) if span else None


def _later(one: Copy, other: Copy) -> bool:
    """Whether `one` was surely published after `other`."""
    first, last = one.published.earliest(), other.published.latest()
    return first is not None and last is not None and first > last


def _wins(better: Copy, own: Copy) -> bool:
    """Whether `better` may replace what `own` says by something else: only a copy of the same outlet
    may, which corrects or is later.

    Otherwise whoever prints a near-copy with another figure and a later date would silence
    the outlet that it is taken from.
    """
    return _one_outlet(better, own) and (better.corrects > own.corrects or _later(better, own))


def _one_outlet(one: Copy, other: Copy) -> bool:
    """Whether both state the same outlet."""
    return bool(one.outlet and other.outlet) and spaced_alike(one.outlet or "") == spaced_alike(other.outlet or "")
