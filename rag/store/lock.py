"""Who owns the embedded indexes of a data folder: a lock that the operating system frees when its holder dies.

Two processes that open one Chroma folder corrupt it, so whoever opens the indexes holds this lock. It guards the
indexes only: the record is SQL and needs none.
"""

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path

from rag.errors import DataFolderBusy, DiskFull, StoreFailed
from rag.system.full_disk import no_room

FILE_NAME = "onrecord.lock"


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that owns a data folder's indexes, and the address it serves, if it does."""

    pid: int
    url: str | None = None


class DataFolderLock:
    """The lock of one data folder, held from when it is made until `release`. Raises DataFolderBusy, naming the holder,
    DiskFull, and StoreFailed.

    `read_only` is for a folder that may only be read: several may hold the lock so, and nothing is made or written
    down. It keeps those out who may write there, if the folder has the lock's file.
    """

    def __init__(self, data_dir: Path, *, read_only: bool = False) -> None:
        self._data_dir = data_dir
        self._read_only = read_only
        self._file = self._opened()
        if self._file < 0:
            return
        if not _locked(self._file, fcntl.LOCK_SH if read_only else fcntl.LOCK_EX):
            said = _read(self._file)
            os.close(self._file)
            raise _busy(data_dir, said)
        try:
            self._write(Holder(os.getpid()))
        except StoreFailed:
            self.release()
            raise

    def announce(self, url: str) -> None:
        """Write down the address this process serves, so that a command line can go through it."""
        self._write(Holder(os.getpid(), url))

    def release(self) -> None:
        """Give the data folder to whoever comes next; doing it twice is harmless."""
        if self._file >= 0:
            if not self._read_only:
                os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = -1

    def _opened(self) -> int:
        """The descriptor of the lock's open file; -1 where a folder that may only be read has none."""
        path = self._data_dir / FILE_NAME
        try:
            if self._read_only:
                return os.open(path, os.O_RDONLY)
            self._data_dir.mkdir(parents=True, exist_ok=True)
            # Not truncated on opening: until the lock is ours, the words in the file are another's.
            return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError as error:
            if self._read_only:
                return -1
            raise _unusable(self._data_dir, error) from error
        except OSError as error:
            raise _unusable(self._data_dir, error) from error

    def _write(self, holder: Holder) -> None:
        if self._read_only:
            return
        content = json.dumps({"pid": holder.pid, "url": holder.url}).encode()
        try:
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, content, 0)
        except OSError as error:
            raise _unusable(self._data_dir, error) from error


def holder(data_dir: Path) -> Holder | None:
    """The process that holds the lock of `data_dir` now; None where nobody does. Holds nothing afterwards."""
    try:
        file = os.open(data_dir / FILE_NAME, os.O_RDONLY)
    except OSError:
        return None
    try:
        said = _read(file)
        # The file is emptied on release, so trying the lock is needed only for what a killed process left behind.
        return said if said is not None and not _locked(file, fcntl.LOCK_EX) else None
    finally:
        os.close(file)


def _locked(file: int, how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: int) -> Holder | None:
    try:
        said = json.loads(os.pread(file, 10_000, 0))
        return Holder(int(said["pid"]), said["url"])
    except (ValueError, KeyError, TypeError):
        return None


def _unusable(data_dir: Path, error: OSError) -> StoreFailed:
    if no_room(error, data_dir):
        hint = "Free some space and run the same command again: what is stored already is kept."
        return DiskFull(f"There is no room left in the data folder {data_dir}.", hint)
    hint = "Check that the folder exists and that you may write to it."
    return StoreFailed(f"The data folder {data_dir} can't be used: {error}.", hint)


def _busy(data_dir: Path, said: Holder | None) -> DataFolderBusy:
    who = f"process {said.pid}" if said else "another process"
    serving = f", which serves {said.url}" if said and said.url else ""
    hint = "Ask through that server, or stop it first." if serving else "Wait until it has finished, or stop it first."
    return DataFolderBusy(f"The indexes of {data_dir} are in use by {who}{serving}.", hint)
