"""A full disk is `disk_full` wherever it is met: nothing is called broken, and with room again nothing is lost.

The disk is a real one, of a few megabytes, in memory: only root can make it, elsewhere these tests are skipped.
"""

import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from rag.errors import DiskFull
from rag.indexes.indexes import Indexes
from rag.models.recording import Recording
from rag.store.lock import DataFolderLock
from rag.store.record import Record
from rag.store.verify import verify
from tests.rag.store.making import DIMENSIONS, story

pytestmark = pytest.mark.slow


MEGABYTE = 1_000_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no small disk can be made here: {made.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


class Ballast:
    """What fills a disk; `free` leaves so many bytes of it."""

    def __init__(self, disk: Path) -> None:
        self._path = disk / "ballast"

    def leave(self, free: int) -> None:
        """Fill all but `free` bytes, to the page."""
        self.drop()
        with self._path.open("wb", buffering=0) as out:
            try:
                while True:
                    out.write(bytes(4096))
            except OSError:
                pass
        size = self._path.stat().st_size
        with self._path.open("r+b") as out:
            out.truncate(max(0, size - free))

    def drop(self) -> None:
        """Give it all back."""
        self._path.unlink(missing_ok=True)


def _url(data_dir: Path) -> str:
    return f"sqlite:///{data_dir / 'record.sqlite'}"


def _store_without_end(data_dir: Path) -> None:
    with Record.open(_url(data_dir)) as record:
        for batch in count():
            record.store([story(f"b{batch}.{number}") for number in range(20)])


def test_the_lock_and_a_new_record_find_no_room(disk: Path) -> None:
    """The first things that are written in a data folder."""
    Ballast(disk).leave(0)
    with pytest.raises(DiskFull):
        DataFolderLock(disk / "data")
    with pytest.raises(DiskFull):
        Record.open(_url(disk / "data"))


def test_a_lock_that_cannot_be_written_is_not_held(disk: Path) -> None:
    """Its file is there, and has no room for the holder's name."""
    ballast = Ballast(disk)
    DataFolderLock(disk).release()
    ballast.leave(0)
    with pytest.raises(DiskFull):
        DataFolderLock(disk)
    ballast.drop()
    DataFolderLock(disk).release()


@pytest.mark.parametrize("free", [0, 8192, 32768, 131_072, 400_000])
def test_storing_without_room_keeps_all_or_nothing(disk: Path, free: int) -> None:
    """Whichever of SQLite's files it is that does not fit."""
    ballast = Ballast(disk)
    with Record.open(_url(disk)) as record:
        record.store([story(f"a{number}") for number in range(20)])
    ballast.leave(free)
    with pytest.raises(DiskFull):
        _store_without_end(disk)
    ballast.drop()
    with Record.open(_url(disk)) as record:
        assert len(record.articles()) % 20 == 0
        assert verify(record) == []
        record.store([story("c")])


@pytest.mark.parametrize("free", [0, 600_000, 2_500_000])
def test_indexes_without_room_are_not_broken_and_are_built_when_there_is(disk: Path, free: int) -> None:
    """At whatever step of building them it ends; nothing half built is left. scripts/soak tries more of them."""
    build_without_room(disk, free)


def build_without_room(disk: Path, free: int) -> None:
    """Build indexes with so many bytes of room, then with all of it."""
    ballast = Ballast(disk)
    with Record.open(_url(disk)) as record:
        record.store([story(f"a{number}") for number in range(1500)])
        record.last_seq()
        ballast.leave(free)
        with pytest.raises(DiskFull):
            Indexes.open(record, disk, DIMENSIONS)
        ballast.drop()
        with Indexes.open(record, disk, DIMENSIONS) as indexes:
            assert verify(record, indexes.ids()) == []


@pytest.mark.parametrize("free", [0, 200_000])
def test_indexes_that_can_not_follow_for_want_of_room_follow_later(disk: Path, free: int) -> None:
    """In the same process, and in the next one. scripts/soak tries more of it."""
    follow_without_room(disk, free)


def follow_without_room(disk: Path, free: int) -> None:
    """Let indexes follow with so many bytes of room, then with all of it."""
    ballast = Ballast(disk)
    with Record.open(_url(disk)) as record:
        record.store([story(f"a{number}") for number in range(50)])
        Indexes.open(record, disk, DIMENSIONS).close()
        with Indexes.open(record, disk, DIMENSIONS) as indexes:
            record.store([story(f"b{number}") for number in range(1500)])
            ballast.leave(free)
            with pytest.raises(DiskFull):
                indexes.catch_up()
            ballast.drop()
            indexes.catch_up()
            assert verify(record, indexes.ids()) == []
            record.store([story(f"c{number}") for number in range(50)])
            ballast.leave(free)
        ballast.drop()
        with Indexes.open(record, disk, DIMENSIONS) as indexes:
            assert verify(record, indexes.ids()) == []
            assert indexes.trouble() is None


def test_a_recording_that_does_not_fit_is_disk_full(disk: Path) -> None:
    """The one that was there stays."""
    Ballast(disk).leave(0)
    with pytest.raises(DiskFull):
        Recording().save(disk / "recording")
