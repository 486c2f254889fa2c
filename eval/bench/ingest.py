"""What an ingest costs beside the embedder alone on the same texts, in time and memory, and what a second one does."""

import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.domain import Article
from rag.errors import NotReady
from rag.models.embedding import Embedder
from rag.reading import read_articles
from rag.reading.split import embedded_text, split

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class IngestBench:
    """An ingest in a process of its own, its start included.

    `embedder_alone` and `ingest` are rates, in passages a second; `memory` is the peak in MB.
    """

    articles: int
    passages: int
    embedder_alone: float
    ingest: float
    memory: float
    again_share: float
    """The time that a second ingest of the same files takes, as a share of the first's."""
    again_changed: int
    """Articles that the second one found new or updated."""

    @property
    def ratio(self) -> float:
        """The ingest's rate divided by that of the embedder alone."""
        return self.ingest / self.embedder_alone


def bench_ingest(paths: Sequence[Path], data_dir: Path, embedder: Embedder) -> IngestBench:
    """Embed one half of the texts, ingest all in a process of its own, embed the other half, and ingest all again.

    In that order, a machine that gets slower or faster meanwhile favours neither. `data_dir` must hold nothing yet.
    Raises what reading raises, and NotReady where the ingest fails.
    """
    articles = [item for path in paths for item in read_articles(path) if isinstance(item, Article)]
    texts = [
        embedded_text(article, passage)
        for article in articles
        for passage in split(article, embedder.count_tokens, embedder.token_limit).passages
    ]
    embedder.warm()
    alone = _seconds(embedder, texts[::2])
    first = _ingested(paths, data_dir)
    alone += _seconds(embedder, texts[1::2])
    second = _ingested(paths, data_dir)
    return IngestBench(
        articles=len(articles),
        passages=len(texts),
        embedder_alone=len(texts) / alone,
        ingest=len(texts) / first.seconds,
        memory=first.memory,
        again_share=second.seconds / first.seconds,
        again_changed=second.changed,
    )


def show_ingest(found: IngestBench) -> str:
    """The figures in lines for people."""
    return "\n".join(
        (
            f"{found.articles:,} articles, {found.passages:,} passages",
            f"embedder alone    {found.embedder_alone:8.1f} passages a second",
            f"ingest            {found.ingest:8.1f} passages a second, {found.ratio:.2f} of that",
            f"peak memory       {found.memory:8,.0f} MB",
            f"a second ingest   {found.again_share:8.1%} of the time, {found.again_changed} articles changed",
        )
    )


@dataclass(frozen=True, slots=True)
class _Ran:
    seconds: float
    memory: float
    changed: int


def _seconds(embedder: Embedder, texts: Sequence[str]) -> float:
    began = time.perf_counter()
    embedder.embed(texts)
    return time.perf_counter() - began


def _ingested(paths: Sequence[Path], data_dir: Path) -> _Ran:
    report = data_dir.with_name(f"{data_dir.name}-report.json")
    environment = {**os.environ, "ONRECORD_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "cli", "ingest", "--json", *map(str, paths)]
    began = time.perf_counter()
    output = [(os.POSIX_SPAWN_OPEN, 1, str(report), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    process = os.posix_spawn(sys.executable, command, environment, file_actions=output)
    _, status, usage = os.wait4(process, 0)  # what subprocess does not tell: the memory of this one process
    seconds = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    if code not in {0, 1}:  # all read, or not all: a file that can't be read is nobody's article here either
        raise NotReady(f"The ingest ended with {code}.", "Run `onrecord ingest` on the same files to see why.")
    done = json.loads(report.read_text(encoding="utf-8"))
    unit = 1 if sys.platform == "darwin" else 1024
    return _Ran(seconds, usage.ru_maxrss * unit / _MB, done["new"] + done["updated"])
