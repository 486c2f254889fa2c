"""Owns both indexes of one data folder, and keeps them level with the record.

Each index follows the record's change log behind a cursor, which moves only after the index has committed, so that any
instant is a fine one to be killed at: what was not noted as applied is applied again. An index that can't be opened, or
that holds other passages than the record, is built again from stored vectors in a new folder, and then swapped in.
"""

import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import numpy as np

from rag.derived import reported
from rag.errors import IndexBroken
from rag.exact import ExactIndex
from rag.follower import FOLDER, Follower, Kind, Progress
from rag.index import DenseIndex, IndexedPassage, can_open
from rag.lexical import LexicalEntry, LexicalIndex
from rag.store.lock import DataFolderLock
from rag.store.record import Record
from rag.store.rows import Indexable

MARKER = "in-use"
"""Lies in the indexes' folder while they are open; found at opening, it tells that they were not closed."""

_SURE = 7 / 8


class Indexes:
    """Both indexes of one data folder, open and owned by this process; safe to share between threads.

    `dense` and `lexical` are the live ones: read them anew for each question, because `reindex` swaps them. `exact` ranks
    as `dense` does, from memory, missing nothing and under any filter; it is no file and needs no lock.
    """

    def __init__(
        self,
        lock: DataFolderLock,
        marker: Path,
        record: Record,
        dense: Follower[DenseIndex],
        lexical: Follower[LexicalIndex],
    ) -> None:
        self.lock = lock
        self._marker = marker
        self._record = record
        self._dense = dense
        self._lexical = lexical
        self.exact = ExactIndex(record)
        self._turn = threading.Lock()

    @classmethod
    def open(cls, record: Record, data_dir: Path, dimensions: int, progress: Progress | None = None) -> "Indexes":
        """Take the data folder's lock, open its indexes, and bring them level with `record`.

        `dimensions` is the length of the record's vectors. Raises DataFolderBusy where another process has them open,
        and IndexBroken where one can't even be rebuilt.
        """
        with ExitStack() as undo:
            lock = DataFolderLock(data_dir)
            undo.callback(lock.release)
            marker = data_dir / FOLDER / MARKER
            suspect = marker.exists()
            with reported("indexes", marker.parent):
                marker.parent.mkdir(parents=True, exist_ok=True)
                marker.touch()
            dense = Follower(_dense_kind(dimensions), record, data_dir, progress, suspect=suspect)
            undo.callback(dense.close)
            lexical = Follower(_lexical_kind(), record, data_dir, progress, suspect=suspect)
            undo.callback(lexical.close)
            indexes = cls(lock, marker, record, dense, lexical)
            indexes._level(progress)
            undo.pop_all()
        return indexes

    @property
    def dense(self) -> DenseIndex:
        """The live dense index."""
        return self._dense.index

    @property
    def lexical(self) -> LexicalIndex:
        """The live lexical index."""
        return self._lexical.index

    def catch_up(self, progress: Progress | None = None) -> int:
        """Apply what has been stored since, by whichever process; returns how many changes the indexes applied.

        One small query where there is nothing to do, so call it before each question.
        """
        last = self._record.last_seq()
        if self._dense.seq >= last and self._lexical.seq >= last:
            return 0
        with self._turn:
            return self._dense.catch_up(progress) + self._lexical.catch_up(None)

    def reindex(self, progress: Progress | None = None) -> None:
        """Build both indexes again from the record's vectors; questions are answered meanwhile."""
        with self._turn:
            self._dense.rebuild(progress)
            self._lexical.rebuild(None)

    def ids(self) -> Mapping[str, set[str]]:
        """The passage ids in each index, by its name: what `verify` compares."""
        return {"dense": self.dense.ids(), "lexical": self.lexical.ids()}

    def close(self) -> None:
        """Close both, and give the data folder to whoever comes next. No question may be under way."""
        with self._turn:
            self._dense.close()
            self._lexical.close()
            self._marker.unlink(missing_ok=True)
            self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _level(self, progress: Progress | None) -> None:
        for follower in (self._dense, self._lexical):
            follower.catch_up(progress)
            if follower.agrees():
                continue
            follower.rebuild(progress)
            if not follower.agrees():
                message = "An index was built again and still disagrees with the record."
                raise IndexBroken(message, "`onrecord verify` says in what.")


def _dense_kind(dimensions: int) -> Kind[DenseIndex]:
    return Kind(
        name="dense",
        open=lambda folder: DenseIndex.open(folder, dimensions),
        can_open=lambda folder: can_open(folder, dimensions),
        apply=lambda index, added, removed: index.apply(
            [IndexedPassage(entry.passage, entry.article, entry.vector) for entry in added], removed
        ),
        answers_well=_finds_by_vector,
    )


def _finds_by_vector(index: DenseIndex, record: Record, sample: Sequence[str]) -> bool:
    """Whether passages are found by their own vectors: damaged files may open, and find the wrong things."""
    table = record.vectors_of(sample)
    found = 0
    for vector in table.matrix:
        norm = float(np.linalg.norm(vector)) or 1.0
        hits = index.query(vector / np.float32(norm), 1)
        found += bool(hits and hits[0].score > 0.99)
    # The search is approximate: a few misses are no damage.
    return found >= len(table.ids) * _SURE


def _lexical_kind() -> Kind[LexicalIndex]:
    return Kind(
        name="lexical",
        open=LexicalIndex.open,
        can_open=lambda _: True,  # tantivy reports damage, and does not crash on it
        apply=lambda index, added, removed: index.apply([_lexical_entry(entry) for entry in added], removed),
        answers_well=_finds_by_words,
    )


def _lexical_entry(entry: Indexable) -> LexicalEntry:
    article = entry.article
    return LexicalEntry(
        entry.passage.id,
        article.title,
        entry.passage.span.of(article.text),
        article.id,
        article.published.earliest(),
        article.published.latest(),
        article.outlet,
        article.language,
    )


def _finds_by_words(index: LexicalIndex, record: Record, sample: Sequence[str]) -> bool:
    """Whether the words of passages find something."""
    passages = record.passages_by_id(sample).values()
    articles = record.articles_by_key({(passage.article_id, passage.version) for passage in passages})
    texts = [passage.span.of(articles[passage.article_id, passage.version].text) for passage in passages]
    # A passage of nothing but dashes or stop words finds nothing in a sound index either.
    telling = [text for text in texts if index.has_words(text)]
    return sum(bool(index.query(text, 1)) for text in telling) >= len(telling) * _SURE
