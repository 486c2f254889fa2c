"""Owns both indexes of one data folder, and keeps them level with the record.

Each index follows the record's change log behind a cursor, which moves only after the index has committed, so that any
instant is a fine one to be killed at: what was not noted as applied is applied again. An index that is damaged, or that
holds other passages than the record, is built again from stored vectors in a new folder, and then swapped in. From a
record that has lost what its indexes hold nothing is built, unless that is asked for.
"""

import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from rag.errors import IndexBroken, OnRecordError
from rag.indexes.dense import DenseIndex
from rag.indexes.derived import index_errors_as_ours
from rag.indexes.exact import ExactIndex
from rag.indexes.followed import dense_kind, lexical_kind
from rag.indexes.follower import Follower
from rag.indexes.in_use import Marker
from rag.indexes.lexical import LexicalIndex
from rag.indexes.note import FOLDER, forget_notes, refuse_lost
from rag.models.embedding.embedder import Progress
from rag.store.lock import DataFolderLock
from rag.store.record import Record

LAG_SECONDS = 30
"""How long an index may lag behind the record before the service is not ready: a question would have to wait for it."""

_log = logging.getLogger(__name__)


class Indexes:
    """Both indexes of one data folder, open and owned by this process; safe to share between threads.

    `dense` and `lexical` are the live ones: read them anew for each question, because they may be built
    again meanwhile. `exact` ranks as `dense` does, from memory, missing nothing and under any filter;
    it is no file and needs no lock.
    """

    def __init__(
        self,
        lock: DataFolderLock,
        marker: Marker,
        record: Record,
        data_dir: Path,
        dense: Follower[DenseIndex],
        lexical: Follower[LexicalIndex],
    ) -> None:
        self.lock = lock
        self._marker = marker
        self._record = record
        self._data_dir = data_dir
        self._dense = dense
        self._lexical = lexical
        self.exact = ExactIndex(record)
        self._turn = threading.Lock()
        self._undo = ExitStack()
        self._closed = False
        self._healing: threading.Thread | None = None
        self._behind_since: float | None = None

    @classmethod
    def open(
        cls,
        record: Record,
        data_dir: Path,
        dimensions: int,
        progress: Progress | None = None,
        *,
        accept_loss: bool = False,
    ) -> "Indexes":
        """Take the data folder's lock, open its indexes, and bring them level with `record`.

        `dimensions` is the length of the record's vectors. Of a folder that may only be read, a copy is opened. Raises
        DataFolderBusy where another process has them open, IndexBroken where one can't even be rebuilt, DiskFull, and
        RecordLost where they hold more than the record; `accept_loss` builds both from what the record holds now.
        """
        with ExitStack() as undo:
            scratch = record.database.read_only or not _writable(data_dir)
            lock = DataFolderLock(data_dir, read_only=scratch)
            undo.callback(lock.release)
            if not accept_loss:
                refuse_lost(record, data_dir)
            if scratch:
                data_dir = undo.enter_context(_copied(data_dir))
            if accept_loss:
                forget_notes(data_dir)
            marker = Marker(data_dir / FOLDER)
            undo.callback(marker.leave, closed=False)
            left = replace(marker.left, disowned=accept_loss)
            with ExitStack() as opened:
                dense = Follower(dense_kind(dimensions), record, data_dir, progress, left, scratch=scratch)
                opened.callback(dense.close)
                lexical = Follower(lexical_kind(), record, data_dir, progress, left, scratch=scratch)
                opened.callback(lexical.close)
                indexes = cls(lock, marker, record, data_dir, dense, lexical)
                indexes._level(progress)
                opened.pop_all()
            indexes._undo = undo.pop_all()
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

        An index that has broken is built again. One small query where there is nothing to do, so call it before each
        question. Raises RecordLost where the record was emptied or set back meanwhile, DiskFull, or IndexBroken.
        """
        if self._is_level():
            return 0
        with self._turn:
            if self._closed:
                return 0
            refuse_lost(self._record, self._data_dir)
            return self._dense.catch_up(progress) + self._lexical.catch_up(None)

    def reindex(self, progress: Progress | None = None) -> None:
        """Build both indexes again from the record's vectors; questions are answered meanwhile."""
        with self._turn:
            self._dense.rebuild(progress)
            self._lexical.rebuild(None)

    def trouble(self) -> str | None:
        """What keeps questions from being answered as they should, as a sentence without
        paths; None where nothing does.

        Asks each index a question. What can be mended is mended in a thread of its own: ask again later.
        """
        last = self._record.last_seq()
        for follower in (self._dense, self._lexical):
            if follower.fault() or not follower.answers():
                self._heal()
                return f"The {follower.name} index can't be asked; it is being built again."
        behind = last - min(self._dense.seq, self._lexical.seq)
        if behind < 0:
            return "The record holds less than its indexes have applied."
        if behind == 0:
            self._behind_since = None
            return None
        since = self._behind_since = self._behind_since or time.monotonic()
        self._heal()
        return (
            f"The indexes are {behind} changes behind the record." if time.monotonic() - since > LAG_SECONDS else None
        )

    def ids(self) -> Mapping[str, set[str]]:
        """The passage ids in each index, by its name: what `verify` compares."""
        return {"dense": self.dense.ids(), "lexical": self.lexical.ids()}

    def close(self) -> None:
        """Close both, and give the data folder to whoever comes next. No question may be under way."""
        with self._turn:
            if not self._closed:
                self._closed = True
                closed = [follower.close() for follower in (self._dense, self._lexical)]
                self._marker.leave(closed=all(closed))
                self._undo.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _is_level(self) -> bool:
        last = self._record.last_seq()
        return all(follower.seq == last and not follower.fault() for follower in (self._dense, self._lexical))

    def _level(self, progress: Progress | None) -> None:
        for follower in (self._dense, self._lexical):
            follower.catch_up(progress)
            if follower.agrees():
                continue
            follower.rebuild(progress, "it holds or finds other passages than the record")
            if not follower.agrees():
                message = "An index was built again and still disagrees with the record."
                raise IndexBroken(message, "`onrecord verify` says in what.")

    def _heal(self) -> None:
        if self._healing is None or not self._healing.is_alive():
            self._healing = threading.Thread(target=self._catch_up_alone, name="indexes", daemon=True)
            self._healing.start()

    def _catch_up_alone(self) -> None:
        try:
            self.catch_up()
        except OnRecordError:
            _log.exception("The indexes can't be brought level with the record.")


def _writable(data_dir: Path) -> bool:
    """Whether indexes can be kept in `data_dir`, which need not be there yet."""
    return all(os.access(folder, os.W_OK) for folder in (data_dir, data_dir / FOLDER) if folder.exists())


@contextmanager
def _copied(data_dir: Path) -> Iterator[Path]:
    """A temporary folder with a copy of the indexes of `data_dir`, as far as they can be
    read; it is deleted at the end.
    """
    with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
        with index_errors_as_ours("copy of the indexes", Path(scratch)), suppress(shutil.Error):
            # What can't be copied is missing there, and what is not whole is built again.
            if (data_dir / FOLDER).is_dir():
                shutil.copytree(data_dir / FOLDER, Path(scratch) / FOLDER)
        yield Path(scratch)
