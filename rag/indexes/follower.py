"""One index that follows the record: opened, brought level behind its cursor, built again where it must be.

Works the same for every kind of index, and imports none: what differs between them comes in a `IndexKind`.
"""

import logging
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic

from rag.errors import DiskFull, IndexBroken
from rag.indexes.derived import index_errors_as_ours
from rag.indexes.index_kind import IndexKind, Left, SomeIndex, damage
from rag.indexes.note import FOLDER, Noted, digests, folders, read_note, write_note
from rag.models.embedding.embedder import Progress
from rag.store.record import Record
from rag.system.full_disk import is_full

CHANGES_AT_ONCE = 200
ARTICLES_AT_ONCE = 100
SAMPLE = 16
TRIAL_SAMPLE = 64

_log = logging.getLogger(__name__)


class Follower(Generic[SomeIndex]):
    """One index that follows the record: where it lies, and how far it has come.

    `left` is how the process before left the indexes. `scratch` is for a copy that nobody will find again: then
    nothing is said of it in the record.
    """

    def __init__(
        self,
        kind: IndexKind[SomeIndex],
        record: Record,
        data_dir: Path,
        progress: Progress | None,
        left: Left,
        *,
        scratch: bool = False,
    ) -> None:
        self._kind = kind
        self._record = record
        self._data_dir = data_dir
        self._scratch = scratch
        self._retired: list[SomeIndex] = []
        self._note = read_note(data_dir, kind.name)
        self._was_written = False
        self.seq = record.cursor(kind.name)
        self._location = record.index_location(kind.name)
        self._sweep()
        opened = self._opened(left)
        if opened is None:
            self.index = self._build(progress)
            return
        self.index = opened
        if self._note is None:
            self._write_down(None)

    @property
    def name(self) -> str:
        """What the index is called."""
        return self._kind.name

    def catch_up(self, progress: Progress | None) -> int:
        """Apply what the record has and the index has not; returns how many changes that were.

        An index that has failed, or whose files are gone, is built again.
        """
        before = self.seq
        if reason := self.fault():
            self.rebuild(progress, reason)
            return self.seq - before
        try:
            self._follow(progress)
        except IndexBroken as error:
            self.rebuild(progress, error.message)
        return self.seq - before

    def rebuild(self, progress: Progress | None, reason: str | None = None) -> None:
        """Build the index again in a new folder, and swap it in. A `reason` is logged; where the disk is full, DiskFull
        is raised instead of building.
        """
        if reason:
            self._tell(reason)
        fresh = self._build(progress)
        # A question in another thread may be using the old one: it is closed, and its folder deleted, at the end.
        self._retired.append(self.index)
        self.index = fresh

    def fault(self) -> str | None:
        """Why the open index can't go on; None where it can. Cheap while nothing has failed."""
        if not (self.index.folder / self._kind.heart).is_file():
            return "its files are gone"
        if self.index.stuck:
            return "there was no room to go on with it"
        # One question may fail for a reason of its own; an index that answers none is broken.
        return "it failed while it was in use" if self.index.broken and not self.answers() else None

    def agrees(self) -> bool:
        """Catch up, and say whether the index then holds just the record's live passages, and finds them."""
        try:
            while True:
                self.catch_up(None)
                live, held = self._record.live_passage_ids(), self.index.ids()
                # Another process may have stored something between the two looks: then they prove nothing.
                if self._record.last_seq() == self.seq:
                    return held == live and self._answers_well(live)
        except IndexBroken:
            return False

    def answers(self) -> bool:
        """Whether the index answers a question, now."""
        try:
            self.index.check()
        except IndexBroken:
            return False
        return True

    def close(self) -> bool:
        """Close the index and those it has replaced. True if all were closed without a failure and the
        digests of their files are noted.
        """
        whole = True
        for index in (*self._retired, self.index):
            try:
                index.close()
            except (IndexBroken, DiskFull):
                whole = False
        self._sweep()
        return whole and not self.index.broken and self._note_files()

    def _answers_well(self, live: set[str]) -> bool:
        return self._kind.answers_well(self.index, self._kind.questions(self._record, _sample(live, SAMPLE)))

    def _opened(self, left: Left) -> SomeIndex | None:
        """The index where it is whole; None where it must be built. Why it must be is
        logged, unless there was none yet.
        """
        if self._location is None:
            return None
        folder = self._data_dir / self._location
        reason = damage(self._kind, folder, self._files_noted(), left, self._trial_questions)
        if reason is None:
            try:
                return self._kind.open(folder)
            except IndexBroken as error:
                reason = error.message
        self._tell(reason)
        return None

    def _files_noted(self) -> Mapping[str, str] | None:
        note = self._note
        return note.files if note and note.location == self._location else None

    def _trial_questions(self) -> Sequence[Any]:
        return self._kind.questions(self._record, _sample(self._record.live_passage_ids(), TRIAL_SAMPLE))

    def _tell(self, reason: str) -> None:
        if is_full(self._data_dir):
            hint = "Free some space; the record is whole, and the index is then built from it."
            raise DiskFull(f"There is no room left in {self._data_dir} for the {self._kind.name} index.", hint)
        _log.warning("The %s index is built again from the record: %s.", self._kind.name, reason.rstrip("."))

    def _follow(self, progress: Progress | None) -> None:
        begin, last = self.seq, self._record.last_seq()
        while changes := self._record.changes_after(self.seq, CHANGES_AT_ONCE):
            touched = sorted({change.article_id for change in changes})
            live = self._record.indexable(touched)
            gone = self._record.passage_ids_of(touched) - {entry.passage.id for entry in live}
            self._will_write()
            self._kind.apply(self.index, live, gone)
            if not self._scratch:
                self._record.move_cursor(self._kind.name, changes[-1].seq)
            self.seq = changes[-1].seq
            self._write_down(None)
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
            if not self._scratch:
                self._record.adopt_index(self._kind.name, location, seq)
        except BaseException:
            with suppress(IndexBroken, DiskFull):
                index.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._location, self.seq, self._was_written = location, seq, True
        self._write_down(None)
        return index

    def _will_write(self) -> None:
        """Before the first change, note that the files will no longer be those that were closed."""
        if not self._was_written:
            self._was_written = True
            self._write_down(None)

    def _write_down(self, files: Mapping[str, str] | None) -> None:
        self._note = Noted(self._location or "", self.seq, files)
        with index_errors_as_ours(f"note of the {self._kind.name} index", self._data_dir / FOLDER):
            write_note(self._data_dir, self._kind.name, self._note)

    def _note_files(self) -> bool:
        """Note what the files are now that they are closed; false where that fails, and the next opening tries them."""
        try:
            found = digests(self.index.folder)
            noted = self._note.files if self._note else None
            if not self._was_written and noted is not None:
                # Only what opening writes by itself may be new: damage done meanwhile must not be noted as whole.
                found = {**noted, **{path: digest for path, digest in found.items() if self._kind.is_restless(path)}}
            write_note(self._data_dir, self._kind.name, Noted(self._location or "", self.seq, found))
        except OSError:
            return False
        return True

    def _next_folder(self) -> Path:
        # Not the live one's either, where that is gone: its library may still know that path.
        known = [*folders(self._data_dir, self._kind.name), *([Path(self._location)] if self._location else [])]
        numbers = [int(folder.name.rpartition("-")[2]) for folder in known]
        return self._data_dir / FOLDER / f"{self._kind.name}-{max(numbers, default=0) + 1}"

    def _sweep(self) -> None:
        """Delete what was replaced, or was left half built by a process that was killed."""
        for folder in folders(self._data_dir, self._kind.name):
            if folder != self._data_dir / (self._location or ""):
                shutil.rmtree(folder, ignore_errors=True)
                with suppress(OSError):  # a file may lie in a folder's place
                    folder.unlink()


def _sample(ids: set[str], size: int) -> list[str]:
    ordered = sorted(ids)
    return ordered[:: max(1, len(ordered) // size)]
