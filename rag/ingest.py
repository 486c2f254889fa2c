"""Reading into the record: files -> articles -> sentences and passages -> vectors -> one commit a batch.

An article is acknowledged when the record has committed it; a kill at any instant loses nothing that was. What is
unchanged is not split or embedded again. The indexes follow the record by themselves. Knows nothing of questions.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rag.domain import Article
from rag.embed import Embeds, vector_key
from rag.errors import NotReady, UnreadableSource
from rag.language import detected
from rag.read.apart import read_apart
from rag.read.walk import PassedOver
from rag.split import Split, embedded_text, split
from rag.store.record import Record
from rag.store.rows import KeyedVector, Outcome, Prepared
from rag.wording import spaced_alike

BATCH_ARTICLES = 16
"""Articles a commit: a kill costs at most a few seconds of embedding, and progress is shown that often."""
BATCH_PASSAGES = 256
"""Passages a commit, where nothing but their vectors changes."""

Progress = Callable[[int, Outcome | UnreadableSource], None]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest did, by article: how many were new, updated or unchanged, what could not be read, and what was passed
    over in the folders.
    """

    new: int
    updated: int
    unchanged: int
    unreadable: tuple[UnreadableSource, ...]
    passed_over: tuple[PassedOver, ...] = ()


def ingest(paths: Sequence[Path], record: Record, embedder: Embeds, progress: Progress | None = None) -> Ingested:
    """Read every file and folder of `paths` into `record`. Raises UnreadableSource, before anything is stored, for a
    path that can't be read at all; a bad file inside a folder, and an article that states the id or address of another
    outlet's, is listed in the result, and the others are stored.
    """
    refuse_mixed_vectors(record, embedder)
    reading = read_apart(paths)
    items = [*_owned(reading, record)]
    unreadable = tuple(item for item in items if isinstance(item, UnreadableSource))
    articles = [item for item in items if isinstance(item, Article)]
    kinds: list[str] = []
    for problem in unreadable:
        _tell(progress, len(items), problem)
    for outcome in store_all(articles, record, embedder):
        kinds.append(outcome.kind)
        _tell(progress, len(items), outcome)
    counts = (kinds.count("new"), kinds.count("updated"), kinds.count("unchanged"))
    return Ingested(*counts, unreadable, reading.passed_over)


def _owned(read: Iterable[Article | UnreadableSource], record: Record) -> Iterator[Article | UnreadableSource]:
    """What was read, in order; in the place of an article that would take over another outlet's, why it may not."""
    owners: dict[str, Article] = {}
    for item in read:
        if isinstance(item, UnreadableSource):
            yield item
            continue
        owner = owners.get(item.id) or record.live(item.id)
        if owner and not _may_update(owner, item):
            yield UnreadableSource(
                f"{item.source}: it states the id or address of an article of {owner.outlet or 'an unknown outlet'} ({item.id}), "
                f"and is of {item.outlet or 'an unknown outlet'}.",
                "Give it an id or an address of its own.",
            )
            continue
        owners[item.id] = item
        yield item


def _may_update(owner: Article, item: Article) -> bool:
    """Whether an article read may become a version of the one with its id: of one outlet, from one place, or no change."""
    alike = spaced_alike(owner.outlet or "") == spaced_alike(item.outlet or "")
    return alike or owner.source == item.source or owner.content_hash == item.content_hash


def store_all(articles: Iterable[Article], record: Record, embedder: Embeds) -> Iterator[Outcome]:
    """Store any number of articles, a batch a commit; an outcome is yielded once its article is acknowledged."""
    waiting = iter(articles)
    while batch := list(islice(waiting, BATCH_ARTICLES)):
        yield from store_batch(batch, record, embedder)


def store_batch(articles: Sequence[Article], record: Record, embedder: Embeds) -> list[Outcome]:
    """Split, embed and commit `articles`; returns one outcome each, in order, once they are acknowledged."""
    changed = [article for article in articles if not record.unchanged(article)]
    stored = iter(record.store(_prepared(changed, record, embedder)) if changed else [])
    waiting = {id(article) for article in changed}
    return [
        next(stored) if id(article) in waiting else Outcome(article.id, article.version, "unchanged")
        for article in articles
    ]


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
    """Note the language of every live article where none is known and its words tell it; returns how many there were.

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


def _prepared(articles: Sequence[Article], record: Record, embedder: Embeds) -> list[Prepared]:
    splits = [split(article, embedder.count_tokens, embedder.token_limit) for article in articles]
    texts = [
        embedded_text(article, passage)
        for article, parts in zip(articles, splits, strict=True)
        for passage in parts.passages
    ]
    vectors = _vectors(texts, record, embedder)
    return [_one(article, parts, vectors) for article, parts in zip(articles, splits, strict=True)]


def _detected(article: Article) -> str | None:
    """The language that the article's words tell surely."""
    return detected(f"{article.title}\n{article.text}")


def _one(article: Article, parts: Split, vectors: Iterator[KeyedVector]) -> Prepared:
    by_number = {passage.number: next(vectors) for passage in parts.passages}
    told = None if article.language else _detected(article)
    return Prepared(article, parts.sentences, parts.passages, by_number, told)


def _vectors(texts: Sequence[str], record: Record, embedder: Embeds) -> Iterator[KeyedVector]:
    """A vector for each text, from the record where it has one: nothing is embedded twice."""
    keys = [vector_key(text, embedder.model_id) for text in texts]
    known = record.known_vectors(keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    fresh = dict(zip(missing, embedder.embed(list(missing.values())), strict=True)) if missing else {}
    for key in keys:
        yield KeyedVector(key, embedder.model_id, fresh[key] if key in fresh else known[key])


def _tell(progress: Progress | None, total: int, what: Outcome | UnreadableSource) -> None:
    if progress is not None:
        progress(total, what)
