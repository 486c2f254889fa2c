"""Question to hits, and hits to evidence: dense and BM25 rankings fused, then the nearest sentences of what they found.

Rankings are fused by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009), k = 60. Hits are completed from the
record, so what was deleted or superseded drops out. Knows nothing of models that write.
"""

import math
import re
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from rag.domain import Article, Evidence, Hit, Passage, Sentence
from rag.embed import Embeds
from rag.indexes import Indexes
from rag.store.record import Record
from rag.wanted import Wanted
from rag.wording import content_stems

RRF_K = 60
POOL = 40
"""How many passages each ranking contributes: over-fetched, because some drop out when completed."""
PASSAGES = 16
"""How many fused passages give their sentences: measured on the seed articles, where fewer lose a condition."""
MIN_WORDS = 5
MAX_SENTENCE = 800
"""Characters. Two such sentences fit the embedded model's context even at two tokens a character."""
_ENDS_LIKE_SENTENCE = re.compile(r"[.!?…][”\"’')\]]*$")
_CACHED_SENTENCES = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """Ranked evidence, best first, and for each key the sentence before it in its article, where there is one."""

    ranked: tuple[Evidence, ...]
    before: Mapping[str, Evidence]


class Retriever:
    """Finds passages and sentences near a question in one record and its indexes; safe to share between threads.

    `exact` scans all vectors instead of asking the dense index, which is approximate: the same on every machine.
    """

    def __init__(self, record: Record, indexes: Indexes, embedder: Embeds, *, exact: bool = False) -> None:
        self._exact = exact
        self._record = record
        self._indexes = indexes
        self._embedder = embedder
        self._sentence_vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def hits(self, query: str, limit: int = PASSAGES, wanted: Wanted = Wanted()) -> list[Hit]:  # frozen
        """The `limit` best live passages for `query`, best first; the score is the fused one."""
        self._indexes.catch_up()
        vector = self._embedder.embed([query])[0]
        if wanted.everything and not self._exact:
            dense = self._indexes.dense.query(vector, POOL)
        else:
            dense = self._indexes.exact.query(vector, POOL, wanted)
        lexical = self._indexes.lexical.query(query, POOL, wanted)
        fused = reciprocal_rank_fusion([[hit.id for hit in ranking] for ranking in (dense, lexical)])
        live = self._record.passages_by_id(fused)
        return [Hit(live[key], score) for key, score in fused.items() if key in live][:limit]

    def evidence(
        self,
        query: str,
        limit: int,
        wanted: Wanted = Wanted(),
        known: Sequence[Evidence] = (),  # frozen
    ) -> Found:
        """The `limit` sentences nearest to `query` among its best passages, each once, best first.

        Sentences already `known` are left out; keys count on from theirs: s1, s2, …
        """
        hits = self.hits(query, wanted=wanted)
        if not hits:
            return Found((), {})
        sentences = self._record.sentences([hit.passage for hit in hits])
        articles = self._record.articles_by_key({(h.passage.article_id, h.passage.version) for h in hits})
        candidates = [
            (hit, sentence, articles[sentence.article_id, sentence.version])
            for hit in hits
            for sentence in sentences[hit.passage.id]
        ]
        seen = {evidence.sentence for evidence in known}
        usable = _distinct(
            [item for item in candidates if item[1] not in seen and is_sentence(item[1].span.of(item[2].text))]
        )
        if not usable:
            return Found((), {})
        texts = [sentence.span.of(article.text) for _, sentence, article in usable]
        order = self._ranked(query, texts, [hit.score for hit, _, _ in usable])
        chosen = [(usable[index], score) for index, score in order[:limit]]
        ranked = tuple(
            Evidence(f"s{n}", article, sentence, score)
            for n, ((_, sentence, article), score) in enumerate(chosen, len(known) + 1)
        )
        return Found(ranked, self._before(ranked, known, sentences.values()))

    def similarity(self, first: str, second: str) -> float:
        """The cosine similarity of two short texts, in [-1, 1]."""
        one, other = self._vectors([first, second])
        return float(_cosines(one[None, :], other)[0])

    def _ranked(self, query: str, texts: Sequence[str], passage_scores: Sequence[float]) -> list[tuple[int, float]]:
        """Indices of `texts` by fused sentence similarity, shared words and passage score."""
        similarity = _cosines(self._vectors(texts), self._vectors([query])[0])
        shared = np.array(shared_words(query, texts))
        rankings = [np.argsort(-scores, kind="stable") for scores in (similarity, shared, np.array(passage_scores))]
        fused = reciprocal_rank_fusion([[str(index) for index in ranking] for ranking in rankings])
        return [(int(index), float(similarity[int(index)])) for index in fused]

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Sentence vectors, remembered: the same sentences come up for question after question."""
        cache = self._sentence_vectors
        # Taken out first: while this thread embeds, another may push them out of the cache.
        known = {text: row for text in texts if (row := cache.get(text)) is not None}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        fresh = dict(zip(missing, self._embedder.embed(missing), strict=True)) if missing else {}
        rows = np.stack([known[text] if text in known else fresh[text] for text in texts])
        cache.update(fresh)
        while len(cache) > _CACHED_SENTENCES:
            cache.popitem(last=False)
        return rows

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


class PassageRetriever(BaseRetriever):
    """On Record's retrieval as a LangChain retriever: each Document is a passage, with its article and offsets."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Any
    record: Any
    limit: int = PASSAGES

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # BaseRetriever's signature
    ) -> list[Document]:
        hits: list[Hit] = self.retriever.hits(query, self.limit)
        articles = self.record.articles_by_key({(hit.passage.article_id, hit.passage.version) for hit in hits})
        return [_document(hit, articles[hit.passage.article_id, hit.passage.version]) for hit in hits]


def _document(hit: Hit, article: Article) -> Document:
    passage: Passage = hit.passage
    shown = {
        "article_id": article.id,
        "version": article.version,
        "start": passage.span.start,
        "end": passage.span.end,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.value,
        "score": hit.score,
    }
    return Document(page_content=passage.span.of(article.text), metadata=shown, id=passage.id)


def reciprocal_rank_fusion(rankings: Sequence[Sequence[str]], k: int = RRF_K) -> dict[str, float]:
    """Keys with the sum of 1 / (k + rank) over the rankings they occur in, best first, ties by key.

    Cormack, Clarke and Büttcher (2009), "Reciprocal Rank Fusion outperforms Condorcet and individual rank learning
    methods"; they found k = 60 near the best on every collection they tried.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1 / (k + rank)
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def _cosines(rows: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float64]:
    """Each row's cosine with `vector`, all of unit length, in double precision: how a processor sums then decides no tie."""
    return rows.astype(np.float64) @ vector.astype(np.float64)


def is_sentence(text: str) -> bool:
    """Whether `text` can be evidence: it ends like a sentence, has five words or more, and fits a prompt in any script."""
    return len(text) <= MAX_SENTENCE and len(text.split()) >= MIN_WORDS and bool(_ENDS_LIKE_SENTENCE.search(text))


def _distinct(candidates: Sequence[tuple[Hit, Sentence, Article]]) -> list[tuple[Hit, Sentence, Article]]:
    """Each wording once: copies of one story must not fill the evidence."""
    seen: dict[str, tuple[Hit, Sentence, Article]] = {}
    for item in candidates:
        seen.setdefault(" ".join(item[1].span.of(item[2].text).split()).casefold(), item)
    return list(seen.values())


def shared_words(query: str, texts: Sequence[str]) -> list[float]:
    """For each text the query words it has, each weighted by how few of the texts have it (an inverse frequency)."""
    wanted = content_stems(query)
    found = [wanted & content_stems(text) for text in texts]
    frequency = Counter(word for words in found for word in words)
    return [sum(math.log(1 + len(texts) / frequency[word]) for word in sorted(words)) for words in found]
