"""From a question to hits, and from hits to evidence: what the dense and BM25 rankings
find, then its nearest sentences.

Both rankings fill one pool; its passages are ordered by their scores (see rag.retrieval.fuse), how near
the whole article is, and how new it is on the day of the question. Hits are completed from the record, so
what was deleted or superseded drops out. Knows nothing of models that write. Weights were chosen on
development halves: docs/decisions/0015.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.answer import AlsoIn
from rag.domain import Evidence, Hit, Passage, Sentence
from rag.indexes import Indexes, ScoredPassage
from rag.models.embedding import Embeds
from rag.reading.split import embedded_text
from rag.retrieval.copies import CopiesSeen, also_in
from rag.retrieval.found import Candidate, Found
from rag.retrieval.fuse import DECIMALS, Scores, Signal, best_first, combined, scaled_to_unit_range
from rag.retrieval.scored import distinct, is_sentence, of_previous, shared_words
from rag.retrieval.time_prior import SpokenOf, days_spoken_of, time_prior
from rag.store.filters import Filters
from rag.store.reading import ArticleKey
from rag.store.record import Record
from rag.store.rows import About, Vector

POOL = 40
"""How many passages each ranking contributes: over-fetched, because some drop out when completed."""
LEXICAL_DEPTH = 200
"""How many BM25 scores are asked for, to know those of passages that the dense ranking alone contributes."""
DENSE, LEXICAL, ARTICLE = 0.5, 0.5, 0.3
"""The weights of a passage's cosine, its BM25 score and its article's cosine. Weights near these do as well."""
RERANKED = 32
"""How many of the best hits a reranker reads: each costs a pass of its model."""
PASSAGES = 16
"""How many passages give their sentences, at least: measured on collected pages, where fewer lose a condition."""
SENTENCES = 2
"""How many sentences one passage is reckoned to give: whoever asks for more sentences gets them from more passages."""
PASSAGE, BEFORE = 0.7, 0.3
"""The weights of its passage's score, and of the score of the sentence before it, in the score of a sentence; its
own cosine and its shared words weigh 1 each, and all of them are scaled to [0, 1]. The sentence before says of
whom, or what, the next one speaks."""
_CACHED_SENTENCES = _CACHED_ARTICLES = 20_000


class Reranks(Protocol):
    """What reorders hits: a reranker, or a test's stand-in for one."""

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """How well each text answers `query`, higher is better."""
        ...


class Retriever:
    """Finds passages and sentences near a question in one record and its indexes; safe to share between threads.

    `exact` scans all vectors instead of asking the dense index, which is approximate: the same on every machine.
    `reranker`, where there is one, reorders the best hits.
    """

    def __init__(
        self,
        record: Record,
        indexes: Indexes,
        embedder: Embeds,
        *,
        exact: bool = False,
        reranker: Reranks | None = None,
    ) -> None:
        self._exact = exact
        self._reranker = reranker
        self._record = record
        self._indexes = indexes
        self._embedder = embedder
        self._sentence_vectors: OrderedDict[str, Vector] = OrderedDict()
        self._articles: OrderedDict[ArticleKey, About] = OrderedDict()

    def hits(
        self,
        query: str,
        limit: int = PASSAGES,
        wanted: Filters = Filters(),  # frozen
        as_of: date | None = None,
    ) -> list[Hit]:
        """The `limit` best live passages for `query`, best first; scores compare within one call only.

        `as_of` is the day of the question: of passages that are equally near, the one comes first that was published
        nearer to the days that the question speaks of (see rag.retrieval.time_prior). None prefers no days.
        """
        return self._hits(query, limit, CopiesSeen(self._record, wanted), wanted, as_of)

    def _hits(self, query: str, limit: int, place: CopiesSeen, wanted: Filters, as_of: date | None) -> list[Hit]:
        self._indexes.catch_up()
        vector = self._embedder.embed([query])[0]
        self._remember({query: vector})  # the sentences are held against it next
        indexes = self._indexes
        approximate = wanted.everything and not self._exact

        def nearest(k: int) -> list[str]:
            hits = indexes.dense.query(vector, k) if approximate else indexes.exact.query(vector, k, wanted)
            return [hit.id for hit in hits]

        lexical = indexes.lexical.query(query, LEXICAL_DEPTH, wanted)
        first = nearest(POOL)
        place.look_up([*first, *(hit.id for hit in lexical[:POOL])])
        dense = place.passages(lambda k: first if k == POOL else nearest(k), POOL)
        wordiest = place.passages(lambda k: [hit.id for hit in self._deep(lexical, query, k, wanted)[:k]], POOL)
        pool = place.found([*dense, *wordiest])
        days = days_spoken_of(query, as_of) if as_of else None
        scores = self._scores(pool, vector, lexical, place.stood_for, days)
        ordered = [Hit(pool[at], float(scores[at])) for at in best_first(scores, [passage.id for passage in pool])]
        if self._reranker is not None:
            ordered = [*self._reranked(self._reranker, query, ordered[:RERANKED]), *ordered[RERANKED:]]
        return ordered[:limit]

    def evidence(
        self,
        query: str,
        limit: int,
        wanted: Filters = Filters(),
        known: Sequence[Evidence] = (),  # frozen
        as_of: date | None = None,
    ) -> Found:
        """The `limit` sentences nearest to `query` among its best passages, each once, best first.

        Sentences already `known` are left out; keys count on from theirs: s1, s2, … `as_of` is as in `hits`.
        """
        place = CopiesSeen(self._record, wanted)
        hits = self._hits(query, max(PASSAGES, limit // SENTENCES), place, wanted, as_of)
        if not hits:
            return Found((), {})
        sentences = self._record.sentences([hit.passage for hit in hits])
        articles = self._record.articles_by_key({(h.passage.article_id, h.passage.version) for h in hits})
        candidates = [
            Candidate(hit, sentence, articles[sentence.article_id, sentence.version])
            for hit in hits
            for sentence in sentences[hit.passage.id]
        ]
        seen = {evidence.sentence for evidence in known}
        fresh = [item for item in candidates if item.sentence not in seen and is_sentence(item.words)]
        usable = distinct([item for item in fresh if not place.repeats(item.sentence)])
        if not usable:
            return Found((), {})
        chosen = [(usable[at], score) for at, score in self._ranked(query, usable)[:limit]]
        ranked = tuple(
            Evidence(f"s{n}", item.article, item.sentence, score)
            for n, (item, score) in enumerate(chosen, len(known) + 1)
        )
        told = [[sentence for sentence in run if not place.withdrawn(sentence)] for run in sentences.values()]
        before = self._before(ranked, known, told)
        keyed = {evidence.sentence: evidence for evidence in (*before.values(), *known, *ranked)}
        return Found(ranked, before, _passages(hits, candidates, keyed, place))

    def similarity(self, first: str, second: str) -> float:
        """The cosine similarity of two short texts, in [-1, 1]."""
        one, other = self._vectors([first, second])
        return float(_cosines(one[None, :], other)[0])

    def also_in(self, evidence: Evidence, wanted: Filters = Filters()) -> tuple[AlsoIn, ...]:  # frozen
        """The copies of its story, among those that `wanted` admits, that print the sentence of `evidence` as well."""
        return also_in(self._record, evidence, wanted)

    def _deep(self, known: Sequence[ScoredPassage], query: str, k: int, wanted: Filters) -> Sequence[ScoredPassage]:
        """The `k` best by BM25: those `known`, unless more are wanted."""
        return known if k <= LEXICAL_DEPTH else self._indexes.lexical.query(query, k, wanted)

    def _scores(
        self,
        pool: Sequence[Passage],
        vector: NDArray[np.float32],
        lexical: Sequence[ScoredPassage],
        stood_for: Mapping[str, AbstractSet[str]],
        days: SpokenOf | None,
    ) -> Scores:
        """One score for each passage of the pool, from its BM25 score, its cosine, the cosine of its article, and how
        near its article's day is to `days`.

        A passage that stands for passages of other copies (`stood_for`), which say the same under another headline, has
        the best BM25 score and the best cosine of all of them.
        """
        if not pool:
            return np.empty(0)
        keys = [(passage.article_id, passage.version) for passage in pool]
        words = {hit.id: hit.score for hit in lexical}
        # Where all that match were fetched, the others match nothing; else they match less than the last.
        least = lexical[-1].score if len(lexical) == LEXICAL_DEPTH else 0.0
        about = self._abouts(keys)
        groups = [(passage.id, *sorted(stood_for.get(passage.id, ()))) for passage in pool]
        every = list(dict.fromkeys(key for group in groups for key in group))
        near = dict(zip(every, _cosines(self._record.vectors_of(every).matrix, vector), strict=True))
        relevance = combined(
            [
                Signal(DENSE, [max(near[key] for key in group) for group in groups]),
                Signal(LEXICAL, [max(words.get(key, least) for key in group) for group in groups]),
                Signal(ARTICLE, _cosines(np.stack([about[key].vector for key in keys]), vector)),
            ]
        )
        if days is None:
            return relevance
        published = [(about[key].earliest, about[key].latest) for key in keys]
        return (relevance + time_prior(published, days)).round(DECIMALS)

    def _reranked(self, reranker: Reranks, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """The same passages in the order of the reranker's scores, which become theirs."""
        passages = [hit.passage for hit in hits]
        articles = self._record.articles_by_key({(passage.article_id, passage.version) for passage in passages})
        texts = [embedded_text(articles[passage.article_id, passage.version], passage) for passage in passages]
        scores = reranker.scores(query, texts)
        order = best_first(scores, [passage.id for passage in passages])
        return [Hit(passages[at], float(scores[at])) for at in order]

    def _abouts(self, keys: Sequence[ArticleKey]) -> Mapping[ArticleKey, About]:
        """What each article is about, remembered: a version of an article never changes."""
        cache = self._articles
        known = {key: row for key in keys if (row := cache.get(key)) is not None}
        fresh = self._record.abouts(set(keys) - known.keys())
        cache.update(fresh)
        while len(cache) > _CACHED_ARTICLES:
            cache.popitem(last=False)
        return known | fresh

    def _ranked(self, query: str, usable: Sequence[Candidate]) -> list[tuple[int, float]]:
        """Positions of `usable` with their cosines, best first: by meaning, shared words,
        passage, and what stands before.
        """
        texts = [candidate.words for candidate in usable]
        similarity = _cosines(self._vectors(texts), self._vectors([query])[0])
        alone = scaled_to_unit_range(similarity) + scaled_to_unit_range(shared_words(query, texts))
        passages = scaled_to_unit_range([candidate.hit.score for candidate in usable])
        scores = (alone + PASSAGE * passages + BEFORE * of_previous(usable, scaled_to_unit_range(alone))).round(
            DECIMALS
        )
        order = best_first(scores, [f"{at:06d}" for at in range(len(usable))])
        return [(at, float(similarity[at])) for at in order]

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Sentence vectors, remembered: the same sentences come up for question after question."""
        cache = self._sentence_vectors
        # Taken out first: while this thread embeds, another may push them out of the cache.
        known = {text: row for text in texts if (row := cache.get(text)) is not None}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        fresh = dict(zip(missing, self._embedder.embed(missing), strict=True)) if missing else {}
        rows = np.stack([known[text] if text in known else fresh[text] for text in texts])
        self._remember(fresh)
        return rows

    def _remember(self, vectors: Mapping[str, Vector]) -> None:
        cache = self._sentence_vectors
        cache.update(vectors)
        while len(cache) > _CACHED_SENTENCES:
            cache.popitem(last=False)

    def _before(
        self, ranked: Sequence[Evidence], known: Sequence[Evidence], found: Iterable[Sequence[Sentence]]
    ) -> dict[str, Evidence]:
        by_number = {(s.article_id, s.version, s.number): s for run in found for s in run}
        # A sentence has one key: one that is evidence itself is not offered under a second one.
        keyed = {evidence.sentence: evidence for evidence in (*known, *ranked)}
        before = {}
        for evidence in ranked:
            at = evidence.sentence
            previous = by_number.get((at.article_id, at.version, at.number - 1))
            if previous and is_sentence(previous.span.of(evidence.article.text)):
                own = Evidence(f"{evidence.key}a", evidence.article, previous, evidence.score)
                before[evidence.key] = keyed.get(previous, own)
        return before


def _cosines(rows: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float64]:
    """Each row's cosine with `vector`, all of unit length. It is in double precision, so that how a
    processor sums decides no tie.
    """
    return rows.astype(np.float64) @ vector.astype(np.float64)


def _passages(
    hits: Sequence[Hit], candidates: Sequence[Candidate], keyed: Mapping[Sentence, Evidence], place: CopiesSeen
) -> tuple[tuple[Evidence, ...], ...]:
    """The sentences of each hit, in reading order; a sentence that two passages share
    stands in the better one alone.
    """
    by_passage: dict[str, list[Evidence]] = {hit.passage.id: [] for hit in hits}
    seen = set[Sentence]()
    for item in candidates:
        if item.sentence in seen or place.withdrawn(item.sentence) or not is_sentence(item.words):
            continue
        seen.add(item.sentence)
        own = Evidence(f"p{len(seen)}", item.article, item.sentence, item.hit.score)
        by_passage[item.hit.passage.id].append(keyed.get(item.sentence, own))
    return tuple(tuple(run) for run in by_passage.values() if run)
