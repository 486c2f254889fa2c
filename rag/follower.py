"""One index that follows the record: opened, brought level behind its cursor, built again where it must be.

Works the same for every kind of index, and imports none: what differs between them comes in a `Kind`.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from rag.errors import IndexBroken
from rag.store.record import Record
from rag.store.rows import Indexable

FOLDER = "indexes"
CHANGES_AT_ONCE = 200
ARTICLES_AT_ONCE = 100
SAMPLE = 16

Progress = Callable[[int, int], None]
"""Called with how many changes or articles are done, and how many there are."""


class FollowingIndex(Protocol):
    """What both indexes can do."""

    def ids(self) -> set[str]:
        """The ids of all passages it holds; raises IndexBroken."""
        ...

    def close(self) -> None:
        """Let go of its folder."""
        ...


SomeIndex = TypeVar("SomeIndex", bound=FollowingIndex)


@dataclass(frozen=True, slots=True)
class Kind(Generic[SomeIndex]):
    """How one kind of index is opened, tried in a child process, fed, and found to answer well."""

    name: str
    open: Callable[[Path], SomeIndex]
    can_open: Callable[[Path], bool]
    apply: Callable[[SomeIndex, Sequence[Indexable], Iterable[str]], None]
    answers_well: Callable[[SomeIndex, Record, Sequence[str]], bool]


class Follower(Generic[SomeIndex]):
    """One index that follows the record: where it lies, and how far it has come."""

    def __init__(
        self, kind: Kind[SomeIndex], record: Record, data_dir: Path, progress: Progress | None, *, suspect: bool
    ) -> None:
        self._kind = kind
        self._record = record
        self._data_dir = data_dir
        self._retired: list[SomeIndex] = []
        self.seq = record.cursor(kind.name)
        self._location = record.index_location(kind.name)
        self._sweep()
        opened = self._try_to_open(suspect=suspect)
        self.index = opened if opened is not None else self._build(progress)

    def catch_up(self, progress: Progress | None) -> int:
        """Apply what the record has and the index has not; returns how many changes that were."""
        before = self.seq
        try:
            self._follow(progress)
        except IndexBroken:
            self.rebuild(progress)
        return self.seq - before

    def rebuild(self, progress: Progress | None) -> None:
        """Build the index again in a new folder, and swap it in."""
        fresh = self._build(progress)
        # A question in another thread may be using the old one: it is closed, and its folder deleted, at the end.
        self._retired.append(self.index)
        self.index = fresh

    def agrees(self) -> bool:
        """Catch up, and say whether the index then holds just the record's live passages, and finds them."""
        try:
            while True:
                self.catch_up(None)
                live, held = self._record.live_passage_ids(), self.index.ids()
                # Another process may have stored something between the two looks: then they prove nothing.
                if self._record.last_seq() == self.seq:
                    return held == live and self._kind.answers_well(self.index, self._record, _sample(live))
        except IndexBroken:
            return False

    def close(self) -> None:
        """Close the index and whatever it has replaced."""
        for index in (*self._retired, self.index):
            with suppress(IndexBroken):
                index.close()
        self._sweep()

    def _try_to_open(self, *, suspect: bool) -> SomeIndex | None:
        folder = self._data_dir / self._location if self._location else None
        if folder is None or not folder.is_dir() or (suspect and not self._kind.can_open(folder)):
            return None
        try:
            return self._kind.open(folder)
        except IndexBroken:
            return None

    def _follow(self, progress: Progress | None) -> None:
        begin, last = self.seq, self._record.last_seq()
        while changes := self._record.changes_after(self.seq, CHANGES_AT_ONCE):
            touched = sorted({change.article_id for change in changes})
            live = self._record.indexable(touched)
            gone = self._record.passage_ids_of(touched) - {entry.passage.id for entry in live}
            self._kind.apply(self.index, live, gone)
            self._record.move_cursor(self._kind.name, changes[-1].seq)
            self.seq = changes[-1].seq
            if progress is not None:
                progress(min(self.seq, last) - begin, last - begin)

    def _build(self, progress: Progress | None) -> SomeIndex:
        # Read before the articles: changes made meanwhile are then applied again, not missed.
        seq = self._record.last_seq()
        folder = self._next_folder()
        index = self._kind.open(folder)
        try:
            ids = self._record.live_article_ids()
            for start in range(0, len(ids), ARTICLES_AT_ONCE):
                self._kind.apply(index, self._record.indexable(ids[start : start + ARTICLES_AT_ONCE]), ())
                if progress is not None:
                    progress(min(start + ARTICLES_AT_ONCE, len(ids)), len(ids))
            location = folder.relative_to(self._data_dir).as_posix()
            self._record.adopt_index(self._kind.name, location, seq)
        except BaseException:
            with suppress(IndexBroken):
                index.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._location, self.seq = location, seq
        return index

    def _folders(self) -> list[Path]:
        found = (self._data_dir / FOLDER).glob(f"{self._kind.name}-*")
        return [folder for folder in found if folder.name.rpartition("-")[2].isdecimal()]

    def _next_folder(self) -> Path:
        numbers = [int(folder.name.rpartition("-")[2]) for folder in self._folders()]
        return self._data_dir / FOLDER / f"{self._kind.name}-{max(numbers, default=0) + 1}"

    def _sweep(self) -> None:
        """Delete what was replaced, or was left half built by a process that was killed."""
        for folder in self._folders():
            if folder != self._data_dir / (self._location or ""):
                shutil.rmtree(folder, ignore_errors=True)


def _sample(ids: set[str]) -> list[str]:
    ordered = sorted(ids)
    return ordered[:: max(1, len(ordered) // SAMPLE)]
