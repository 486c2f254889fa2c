"""The articles of a retrieval bench: which ones, and kept where, so that none is embedded twice.

Both indexes are built from the kept vectors each time: what is measured is how they are built today, and their time is
today's. Knows nothing of questions but which articles they have as relevant ones.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from eval.questions import Dataset, hash_order
from eval.run import Say
from rag.domain import Article
from rag.errors import BadDataset
from rag.indexes import FOLDER, Indexes
from rag.keeping import BATCH_ARTICLES, store_batch
from rag.models.embedding import Embeds
from rag.reading.split import embedded_text, split
from rag.settings import Settings
from rag.store.record import Record
from rag.telling.terminal import spoken

DISTRACTORS = 800
"""Articles of a quick corpus that are relevant to no question."""
SAMPLE = 16
SECONDS_BETWEEN = 10.0
_SPENT = "embedding.json"


@dataclass(frozen=True, slots=True)
class KeptCorpus:
    """What the articles became, and what that took: seconds, and bytes on disk.

    `embedding_seconds` were spent when the articles were split, embedded and stored, maybe days ago; `indexing_seconds`
    on building both indexes from the record, now.
    """

    articles: int
    passages: int
    embedded_now: int
    embedding_seconds: float
    indexing_seconds: float
    index_bytes: int
    record_bytes: int


def chosen_articles(dataset: Dataset, *, quick: bool) -> tuple[Article, ...]:
    """The one corpus of a set. `quick` keeps only the articles that are relevant to a question and 800 others, by hash.

    The same for either half of the questions. Raises BadDataset where questions are asked of a corpus each.
    """
    corpora = {question.corpus for question in dataset.questions}
    if len(corpora) > 1:
        raise BadDataset(
            f"{dataset.name} asks its questions of {len(corpora)} corpora of their own; "
            "there is nothing to find in them.",
            "Take a set with one corpus, or `onrecord eval run --retrieval`.",
        )
    articles = dataset.articles(*corpora)
    if not quick:
        return articles
    labelled = frozenset[str]().union(*(question.relevant for question in dataset.questions))
    others = sorted((article.id for article in articles if article.id not in labelled), key=hash_order)
    wanted = labelled | set(others[:DISTRACTORS])
    return tuple(article for article in articles if article.id in wanted)


def folder_of(home: Path, name: str, articles: Sequence[Article], embedder: Embeds) -> Path:
    """The folder below `home` for these articles; it is another one once they, the embedder or the splitting change."""
    sample = sorted(articles, key=lambda article: hash_order(article.id))[:SAMPLE]
    parts = [(article, split(article, embedder.count_tokens, embedder.token_limit)) for article in sample]
    embedded = [embedded_text(article, passage) for article, cut in parts for passage in cut.passages]
    contents = sorted(f"{article.id} {article.content_hash}" for article in articles)
    made_of = "\x00".join([embedder.model_id, *contents, *embedded])
    return home / f"{name}-{sha256(made_of.encode()).hexdigest()[:12]}"


def store_and_index(articles: Sequence[Article], settings: Settings, embedder: Embeds, say: Say) -> KeptCorpus:
    """Store and embed in the data folder of `settings` what is not there yet, build both indexes, and say what it took.

    A run that was stopped goes on where it was. Raises DataFolderBusy, StoreFailed or DiskFull.
    """
    folder = settings.data_dir
    with Record.open(settings.record_url) as record:
        embedded = _stored(articles, record, embedder, folder / _SPENT, say)
        indexing = _indexed(record, folder, embedder, say)
        counts = record.counts()
    return KeptCorpus(
        articles=counts.articles,
        passages=counts.passages,
        embedded_now=embedded,
        embedding_seconds=round(_spent(folder / _SPENT), 1),
        indexing_seconds=round(indexing, 1),
        index_bytes=_bytes(folder / FOLDER),
        record_bytes=sum(path.stat().st_size for path in folder.glob("record.sqlite*")),
    )


class WorkProgress:
    """Says how far a piece of work is, and how long it may still take, every ten seconds."""

    def __init__(self, what: str, say: Say) -> None:
        self._what = what
        self._say = say
        self._began = self._said = time.perf_counter()

    def __call__(self, done: int, total: int) -> None:
        """Told that `done` of `total` are done; says so if ten seconds have passed since the last time."""
        now = time.perf_counter()
        if now - self._said < SECONDS_BETWEEN:
            return
        self._said = now
        left = spoken((now - self._began) / max(done, 1) * (total - done))
        self._say(f"{self._what}: {done:,} of {total:,} ({left} left)")


def _stored(articles: Sequence[Article], record: Record, embedder: Embeds, spent: Path, say: Say) -> int:
    """Store the articles that are missing, in batches, and note in `spent` what each took; how many were missing."""
    missing = [article for article in articles if not record.unchanged(article)]
    if missing:
        say(f"{len(missing):,} of {len(articles):,} articles have to be embedded; they are kept in {spent.parent}.")
    progress = WorkProgress("Embedding", say)
    for start in range(0, len(missing), BATCH_ARTICLES):
        began = time.perf_counter()
        batch = missing[start : start + BATCH_ARTICLES]
        store_batch(batch, record, embedder)
        _spend(spent, time.perf_counter() - began)
        progress(start + len(batch), len(missing))
    return len(missing)


def _indexed(record: Record, folder: Path, embedder: Embeds, say: Say) -> float:
    """Build both indexes of the record, whatever is there already; returns how many seconds that took."""
    fresh = not (folder / FOLDER).exists()
    began = time.perf_counter()
    with Indexes.open(record, folder, embedder.dimensions, WorkProgress("Indexing", say)) as indexes:
        if not fresh:
            began = time.perf_counter()
            indexes.reindex(WorkProgress("Indexing again", say))
        return time.perf_counter() - began


def _spent(path: Path) -> float:
    """Seconds of embedding so far; 0 where nothing is written down, or half of it by a kill."""
    try:
        return float(json.loads(path.read_text(encoding="utf-8"))["seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0


def _spend(path: Path, seconds: float) -> None:
    path.write_text(json.dumps({"seconds": _spent(path) + seconds}), encoding="utf-8")


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
