"""How retrieval does on many passages: time to build, memory, disk, time a question, and what the dense index misses.

The corpus is made up (`eval.bench.madeup`), everything else is what answers questions. Timings of one machine, no test.
"""

import resource
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from eval.bench.madeup import DAYS, FIRST_DAY, PASSAGES_EACH, Part, made_up, parts_of
from rag.domain import Article
from rag.errors import BadInput
from rag.indexes import Indexes
from rag.models.embedding import Embeds
from rag.reading import read_articles
from rag.retrieval import Retriever
from rag.store.filters import Filters
from rag.store.record import Record

REAL_PASSAGES, FOR_INGEST = 20_000, 2000
"""How many passages at most are really embedded for a new corpus, and how many for what is stored during an ingest. The
vectors of all others lie near theirs. Embedding more would take longer than all else.
"""
FEWEST = 100
STORED_AT_ONCE = 250
INGESTED_AT_ONCE, PAUSE = 16, 1.0
"""Articles in a commit, as in an ingest, and seconds between commits: about as fast as two cores embed."""
RECALL_AT = 20
WARM_UP = 5
_MIDDLE = FIRST_DAY + timedelta(days=DAYS // 2)
FILTERS = {
    "no filter": Filters(),
    "one day in five years": Filters(since=_MIDDLE, until=_MIDDLE),
    "one outlet of 40": Filters(outlets=("Outlet 7",)),
    "half of the time": Filters(since=_MIDDLE),
    "one language, all have it": Filters(language="en"),
}


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of a question asked in one way, with and without embedding it: median and 95th percentile."""

    name: str
    questions: int
    p50: float
    p95: float
    p50_without_embedding: float
    p95_without_embedding: float


@dataclass(frozen=True, slots=True)
class Scale:
    """What was measured. The seconds are those of building; of storing, None where the corpus was there already.

    `bytes_on_disk` are by record and index, `peak_memory` is in bytes. `recall` is the share of the `recall_at` truly
    nearest passages that the dense index finds.
    """

    passages: int
    embedding_seconds: float | None
    storing_seconds: float | None
    indexing_seconds: float
    exact_seconds: float
    bytes_on_disk: dict[str, int]
    peak_memory: int
    timed: tuple[Timed, ...]
    recall: float
    recall_at: int = RECALL_AT


class Stopwatch:
    """An embedder that adds up the seconds it takes."""

    def __init__(self, embedder: Embeds) -> None:
        self._embedder = embedder
        self.model_id, self.dimensions = embedder.model_id, embedder.dimensions
        self.token_limit, self.count_tokens = embedder.token_limit, embedder.count_tokens
        self.seconds = 0.0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of `texts`, as the embedder gives them; the time is added to `seconds`."""
        began = time.perf_counter()
        vectors = self._embedder.embed(texts)
        self.seconds += time.perf_counter() - began
        return vectors


def bench_scale(
    paths: Sequence[Path], passages: int, folder: Path, embedder: Embeds, questions: int, say: Callable[[str], None]
) -> Scale:
    """Fill `folder` with `passages` made-up passages, or use what an earlier run made there, and time questions on it.

    The questions are up to `questions` headlines of the articles at `paths`, asked in each way. `say` is told what
    takes long. Raises BadInput.
    """
    if passages < FEWEST:
        raise BadInput(f"{passages} passages are too few to measure anything.", f"Ask for {FEWEST} or more.")
    if questions < 1:
        raise BadInput(f"{questions} questions measure nothing.", "Ask 1 or more.")
    articles = [item for path in paths for item in read_articles(path) if isinstance(item, Article)]
    if not articles:
        raise BadInput("No article could be read to make passages of.", "Name files or folders that `ingest` reads.")
    watch = Stopwatch(embedder)
    with Record.open(f"sqlite:///{folder / 'record.sqlite'}") as record:
        fresh = not record.last_seq()
        say("Embedding real passages …")
        began = time.perf_counter()
        parts = parts_of(articles, watch, min(REAL_PASSAGES if fresh else FOR_INGEST, passages))
        embedding, storing = time.perf_counter() - began, None
        if fresh:
            say(f"Storing {passages:,} passages made of {len(parts):,} …")
            storing = _timed(lambda: _store(record, parts, watch.model_id, passages))
        say("Building the indexes …")
        began = time.perf_counter()
        with Indexes.open(record, folder, watch.dimensions) as indexes:
            indexing = time.perf_counter() - began
            exact = _timed(indexes.exact.catch_up)
            asked = _headlines(articles, questions)
            retriever = Retriever(record, indexes, watch)
            say(f"Asking {len(asked)} questions in each of {len(FILTERS) + 3} ways …")
            found = recall(indexes, watch.embed(asked))
            timed = tuple(_all_ways(retriever, record, parts, watch, asked))
            held = record.counts().passages
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Scale(held, embedding, storing, indexing, exact, _sizes(folder), peak, timed, found)


def recall(indexes: Indexes, vectors: NDArray[np.float32], k: int = RECALL_AT) -> float:
    """The share of the `k` truly nearest passages that the dense index finds, averaged over the rows of `vectors`."""
    shares = []
    for vector in vectors:
        true = {hit.id for hit in indexes.exact.query(vector, k)}
        shares.append(len(true & {hit.id for hit in indexes.dense.query(vector, k)}) / len(true))
    return float(np.mean(shares))


def show_scale(scale: Scale, out: TextIO) -> None:
    """Print what was measured as a small table."""
    built = [
        ("embedding", scale.embedding_seconds),
        ("storing", scale.storing_seconds),
        ("opening the indexes", scale.indexing_seconds),
    ]
    built.append(("vectors into memory", scale.exact_seconds))
    print(
        f"{scale.passages:,} passages; seconds: {', '.join(f'{name} {s:.0f}' for name, s in built if s is not None)}",
        file=out,
    )
    disk = ", ".join(f"{name} {size / 1e6:,.0f}" for name, size in scale.bytes_on_disk.items())
    print(f"MB on disk: {disk}; peak memory {scale.peak_memory / 1e6:,.0f} MB", file=out)
    print(f"recall@{scale.recall_at} of the dense index: {scale.recall:.3f}", file=out)
    print(f"{'ms a question':<34} {'p50':>7} {'p95':>7}   without embedding it", file=out)
    for row in scale.timed:
        bare = f"{row.p50_without_embedding:>7.1f} {row.p95_without_embedding:>7.1f}"
        print(f"{row.name:<34} {row.p50:>7.1f} {row.p95:>7.1f}   {bare}", file=out)


def _store(record: Record, parts: Sequence[Part], model: str, passages: int) -> None:
    articles = islice(made_up(parts, model, 0), -(-passages // PASSAGES_EACH))
    while batch := list(islice(articles, STORED_AT_ONCE)):
        record.store(batch)


def _all_ways(
    retriever: Retriever, record: Record, parts: Sequence[Part], watch: Stopwatch, asked: Sequence[str]
) -> Iterator[Timed]:
    for question in asked[:WARM_UP]:
        retriever.hits(question)
    for name, wanted in FILTERS.items():
        yield _times(name, watch, asked, partial(retriever.hits, wanted=wanted))
    # Sentences of passages that were found before are remembered: a question is asked for the first time once only.
    yield _times("to sentences, seen first", watch, asked[:20], partial(retriever.evidence, limit=24))
    yield _times("to sentences, seen before", watch, asked[:20], partial(retriever.evidence, limit=24))
    with _ingesting(record, parts, watch.model_id):
        yield _times("no filter, during an ingest", watch, asked, retriever.hits)
        day = FILTERS["one day in five years"]
        yield _times("one day, during an ingest", watch, asked, partial(retriever.hits, wanted=day))


def _times(name: str, watch: Stopwatch, asked: Sequence[str], ask: Callable[[str], object]) -> Timed:
    whole, bare = [], []
    for question in asked:
        watch.seconds = 0.0
        seconds = _timed(partial(ask, question))
        whole.append(seconds * 1000)
        bare.append((seconds - watch.seconds) * 1000)
    (p50, p95), (bare50, bare95) = (np.percentile(times, (50, 95)).tolist() for times in (whole, bare))
    return Timed(name, len(asked), p50, p95, bare50, bare95)


@contextmanager
def _ingesting(record: Record, parts: Sequence[Part], model: str) -> Iterator[None]:
    """While this is open, articles are stored at the speed at which two cores embed them."""
    done = threading.Event()

    def store() -> None:
        articles = made_up(parts, model, record.last_seq())
        while not done.wait(PAUSE):
            record.store(list(islice(articles, INGESTED_AT_ONCE)))

    thread = threading.Thread(target=store)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _headlines(articles: Sequence[Article], count: int) -> list[str]:
    """Headlines spread over all articles, each once; fewer than `count` where there are fewer."""
    titles = list(dict.fromkeys(article.title for article in articles))
    return titles[:: max(1, len(titles) // count)][:count]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _sizes(folder: Path) -> dict[str, int]:
    """How many bytes the record takes, and each index, by its name."""
    sizes: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            parts = path.relative_to(folder).parts
            name = parts[1].rpartition("-")[0] or parts[1] if len(parts) > 1 else parts[0].partition(".")[0]
            sizes[name] = sizes.get(name, 0) + path.stat().st_size
    return sizes
