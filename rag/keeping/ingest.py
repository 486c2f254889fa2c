"""Reading into the record: files -> articles -> sentences and passages -> vectors -> one commit a batch.

An article is acknowledged when the record has committed it; a kill at any instant loses nothing that was. What is
unchanged is not split or embedded again. The indexes follow the record by themselves. Knows nothing of questions.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from rag.domain import Article
from rag.errors import NotReady, UnreadableSource
from rag.keeping.takeovers import refuse_takeovers
from rag.models.embedding import Embeds, vector_key
from rag.reading.in_child import Reading, read_apart
from rag.reading.language import detected
from rag.reading.split import Split, embedded_text, split
from rag.reading.walk import PassedOver
from rag.store.record import Record
from rag.store.rows import KeyedVector, Outcome, Prepared
from rag.system.work_ahead import Ahead, nothing

BATCH_ARTICLES = 16
"""Articles a commit: a kill costs at most a few seconds of embedding, and progress is shown that often."""
BATCH_PASSAGES = 256
"""Passages a commit, where nothing but their vectors changes."""

FOLLOWED_AT_ONCE = 256
"""Stored articles that may wait for `follow` to be called with them; beyond that, storing waits too."""

Stage = Literal["read", "split", "embedded", "stored"]
Tell = Callable[[Stage, int], None]
"""Called with a stage, and how many more articles (read, stored) or passages (split, embedded) have passed it, from the
thread that works on that stage. What could not be read counts as read and as stored."""
Follow = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest did: how many articles were new, updated or unchanged; what could not be read; and what was passed
    over in the folders.
    """

    new: int
    updated: int
    unchanged: int
    unreadable: tuple[UnreadableSource, ...]
    passed_over: tuple[PassedOver, ...] = ()


def together(done: Sequence[Ingested]) -> Ingested:
    """What several ingests did, as one."""
    return Ingested(
        sum(each.new for each in done),
        sum(each.updated for each in done),
        sum(each.unchanged for each in done),
        tuple(problem for each in done for problem in each.unreadable),
        tuple(passed for each in done for passed in each.passed_over),
    )


@dataclass(frozen=True, slots=True)
class _Batch:
    """Articles on their way to one commit: all that were read, and those of them that are new or changed, split."""

    articles: tuple[Article, ...]
    changed: tuple[Article, ...]
    splits: tuple[Split, ...]

    @property
    def texts(self) -> list[str]:
        """What is embedded of it, in the order of articles and passages."""
        split_articles = zip(self.changed, self.splits, strict=True)
        return [embedded_text(article, passage) for article, parts in split_articles for passage in parts.passages]


def _nobody(_stage: Stage, _number: int) -> None:
    """Tell nobody."""


def ingest(
    paths: Sequence[Path],
    record: Record,
    embedder: Embeds,
    tell: Tell = _nobody,
    follow: Follow | None = None,
) -> Ingested:
    """Read every file and folder of `paths` into `record`, as `ingest_read` does.

    Raises UnreadableSource, before anything is stored, for a path that can't be read at all.
    """
    with read_apart(paths) as reading:
        return ingest_read(reading, record, embedder, tell, follow)


def ingest_read(
    reading: Reading,
    record: Record,
    embedder: Embeds,
    tell: Tell = _nobody,
    follow: Follow | None = None,
) -> Ingested:
    """Store all that `reading` gives in `record`; reading, splitting, embedding and storing overlap.

    `follow` is called with each outcome once its article is acknowledged, while others are worked on: indexes can
    follow. The result lists bad files inside a folder, and articles that state the id or address of another outlet's
    article; all others are stored.
    """
    refuse_mixed_vectors(record, embedder)
    unreadable: list[UnreadableSource] = []

    def readable() -> Iterator[Article]:
        for item in refuse_takeovers(reading, record):
            tell("read", 1)
            if isinstance(item, Article):
                yield item
            else:
                unreadable.append(item)
                tell("stored", 1)

    outcomes = store_all(readable(), record, embedder, tell, reading.stop)
    followed = outcomes if follow is None else _followed(outcomes, follow, reading.stop)
    kinds = Counter(outcome.kind for outcome in followed)
    return Ingested(kinds["new"], kinds["updated"], kinds["unchanged"], tuple(unreadable), reading.passed_over)


def _followed(outcomes: Generator[Outcome, None, None], follow: Follow, stop: Callable[[], None]) -> Iterator[Outcome]:
    """The outcomes, each after `follow` was called with it."""
    with closing(Ahead(outcomes, FOLLOWED_AT_ONCE, stop=stop)) as acknowledged:
        for outcome in acknowledged:
            follow(outcome)
            yield outcome


def store_all(
    articles: Iterable[Article],
    record: Record,
    embedder: Embeds,
    tell: Tell = _nobody,
    stop: Callable[[], None] = nothing,
) -> Generator[Outcome, None, None]:
    """Store any number of articles, a batch a commit; an outcome is yielded once its article is acknowledged.

    While one batch is stored, the next is embedded and the one after that split. `stop` is called where the caller
    takes no more outcomes: it should make `articles` end.
    """
    with (
        closing(Ahead(_batched(articles, record, embedder, tell), stop=stop)) as batches,
        closing(Ahead(_embedded(batches, record, embedder, tell), stop=stop)) as embedded,
    ):
        for batch, vectors in embedded:
            outcomes = _stored(batch, vectors, record)
            tell("stored", len(outcomes))
            yield from outcomes


def store_batch(articles: Sequence[Article], record: Record, embedder: Embeds) -> list[Outcome]:
    """Split, embed and commit `articles`; returns one outcome each, in order, once they are acknowledged."""
    batch = _batch(articles, record, embedder, set())
    return _stored(batch, _vectors(batch.texts, record, embedder), record)


def refuse_mixed_vectors(record: Record, embedder: Embeds) -> None:
    """Raise NotReady where stored passages were embedded by another model: their vectors must not meet in one index."""
    others = len(record.passages_not_embedded_by(embedder.model_id))
    if others:
        raise NotReady(
            f"{others} of the stored passages were embedded by another model than {embedder.model_id}.",
            "Run `onrecord reindex`, or set ONRECORD_EMBEDDER to the model they were embedded by.",
        )


def embed_again(record: Record, embedder: Embeds) -> int:
    """Embed every live passage that another model embedded, a batch a commit; returns how many there were.

    The indexes follow, but can't mix vectors of two models: rebuild them before they are searched.
    """
    waiting = record.passages_not_embedded_by(embedder.model_id)
    for start in range(0, len(waiting), BATCH_PASSAGES):
        batch = waiting[start : start + BATCH_PASSAGES]
        articles = record.articles_by_key({(passage.article_id, passage.version) for passage in batch})
        texts = [embedded_text(articles[passage.article_id, passage.version], passage) for passage in batch]
        vectors = _vectors(texts, record, embedder)
        record.replace_vectors({passage.id: vector for passage, vector in zip(batch, vectors, strict=True)})
    return len(waiting)


def find_languages(record: Record) -> int:
    """Note the language of every live article where none is known and its words tell it; returns how many were noted.

    Articles that were stored before languages were known have none.
    """
    found = 0
    unknown = record.of_unknown_language()
    for start in range(0, len(unknown), BATCH_PASSAGES):
        batch = record.articles_by_key(unknown[start : start + BATCH_PASSAGES])
        languages = {key: _detected(article) for key, article in batch.items()}
        told = {key: language for key, language in languages.items() if language}
        record.set_languages(told)
        found += len(told)
    return found


def prepared(articles: Sequence[Article], record: Record, embedder: Embeds) -> list[Prepared]:
    """Articles, split and embedded, ready to be stored."""
    batch = _split(articles, articles, embedder)
    return _prepared(batch, _vectors(batch.texts, record, embedder))


def _batched(
    articles: Iterable[Article], record: Record, embedder: Embeds, tell: Tell
) -> Generator[_Batch, None, None]:
    waiting = iter(articles)
    passed: set[str] = set()
    while some := list(islice(waiting, BATCH_ARTICLES)):
        batch = _batch(some, record, embedder, passed)
        tell("split", sum(len(parts.passages) for parts in batch.splits))
        yield batch


def _batch(articles: Sequence[Article], record: Record, embedder: Embeds, passed: set[str]) -> _Batch:
    """A batch of `articles`, in which those that are new or changed are split.

    An article also counts as changed where its id is in `passed`: then another version of it waits to be stored. The
    ids of those that are changed are added to `passed`.
    """
    changed = []
    for article in articles:
        if article.id in passed or not record.unchanged(article):
            changed.append(article)
            passed.add(article.id)
    return _split(articles, changed, embedder)


def _split(articles: Sequence[Article], changed: Sequence[Article], embedder: Embeds) -> _Batch:
    splits = tuple(split(article, embedder.count_tokens, embedder.token_limit) for article in changed)
    return _Batch(tuple(articles), tuple(changed), splits)


def _embedded(
    batches: Iterable[_Batch], record: Record, embedder: Embeds, tell: Tell
) -> Generator[tuple[_Batch, list[KeyedVector]], None, None]:
    for batch in batches:
        vectors = _vectors(batch.texts, record, embedder)
        tell("embedded", len(vectors))
        yield batch, vectors


def _stored(batch: _Batch, vectors: Sequence[KeyedVector], record: Record) -> list[Outcome]:
    """Commit a batch: one outcome for each article that was read, in order."""
    stored = iter(record.store(_prepared(batch, vectors)) if batch.changed else [])
    waiting = {id(article) for article in batch.changed}
    return [
        next(stored) if id(article) in waiting else Outcome(article.id, article.version, "unchanged")
        for article in batch.articles
    ]


def _detected(article: Article) -> str | None:
    """The ISO 639-1 code of the language that the article's words are in; None where they do not tell it surely."""
    return detected(f"{article.title}\n{article.text}")


def _prepared(batch: _Batch, vectors: Sequence[KeyedVector]) -> list[Prepared]:
    of_passages = iter(vectors)
    return [
        Prepared(
            article,
            parts.sentences,
            parts.passages,
            {passage.number: next(of_passages) for passage in parts.passages},
            None if article.language else _detected(article),
        )
        for article, parts in zip(batch.changed, batch.splits, strict=True)
    ]


def _vectors(texts: Sequence[str], record: Record, embedder: Embeds) -> list[KeyedVector]:
    """A vector for each text, from the record where it has one: nothing is embedded twice."""
    keys = [vector_key(text, embedder.model_id) for text in texts]
    known = record.known_vectors(keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    fresh = dict(zip(missing, embedder.embed(list(missing.values())), strict=True)) if missing else {}
    return [KeyedVector(key, embedder.model_id, fresh[key] if key in fresh else known[key]) for key in keys]
