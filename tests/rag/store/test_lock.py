"""One process at a time owns the indexes of a data folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import DataFolderBusy, StoreFailed
from rag.store.lock import FILE_NAME, DataFolderLock, Holder, holder

HOLD = """
import pathlib, sys
from rag.store.lock import DataFolderLock
lock = DataFolderLock(pathlib.Path(sys.argv[1]))
if len(sys.argv) > 2:
    lock.announce(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


def _holding(folder: Path, *url: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLD, str(folder), *url]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_process_is_told_who_holds_the_folder_and_where_it_serves(tmp_path: Path) -> None:
    """Process id and address, so that a command line can go through the server."""
    url = "http://127.0.0.1:8300"
    process = _holding(tmp_path, url)
    try:
        assert holder(tmp_path) == Holder(process.pid, url)
        with pytest.raises(DataFolderBusy, match=rf"process {process.pid}, which serves {url}"):
            DataFolderLock(tmp_path)
    finally:
        process.kill()
        process.communicate()


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    """The operating system frees the lock; what the dead process wrote is no holder."""
    process = _holding(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (tmp_path / FILE_NAME).read_text()
    assert holder(tmp_path) is None
    lock = DataFolderLock(tmp_path)
    assert holder(tmp_path) == Holder(os.getpid())
    lock.release()


def test_released_means_free(tmp_path: Path) -> None:
    """Also within one process; releasing twice is harmless."""
    lock = DataFolderLock(tmp_path / "new")
    with pytest.raises(DataFolderBusy):
        DataFolderLock(tmp_path / "new")
    lock.release()
    lock.release()
    assert holder(tmp_path / "new") is None
    DataFolderLock(tmp_path / "new").release()


def test_asking_for_the_holder_makes_nothing(tmp_path: Path) -> None:
    """A folder that is not there has no holder, and is not made."""
    assert holder(tmp_path / "nowhere") is None
    assert not (tmp_path / "nowhere").exists()


def test_a_longer_address_leaves_no_rest_behind_a_shorter_one(tmp_path: Path) -> None:
    """Announcing again replaces all of it."""
    lock = DataFolderLock(tmp_path)
    for url in ("http://a-very-long-name.example.org:8300", "http://b"):
        lock.announce(url)
        assert holder(tmp_path) == Holder(os.getpid(), url)
    lock.release()


def test_a_data_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    """A file lies where the folder should be."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreFailed, match="file"):
        DataFolderLock(tmp_path / "file")
