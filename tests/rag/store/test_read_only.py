"""A data folder that may only be read is searched, asked and verified as any other, and nothing in it is touched.

Root may write everywhere, so the folder is mounted for reading only: where that can't be done these tests are skipped.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.answer import AskRequest
from rag.errors import ReadOnly
from rag.indexes.indexes import Indexes
from rag.indexes.note import digests
from rag.models.chat.fake import FakeChat
from rag.settings import Settings
from rag.store.lock import DataFolderLock
from rag.store.record import Record
from tests.conftest import Command, OpenFake
from tests.rag.store.making import DIMENSIONS, story

pytestmark = pytest.mark.slow


Sealed = Callable[[Path], None]


@pytest.fixture
def seal() -> Iterator[Sealed]:
    """Makes a folder one that may only be read."""
    sealed: list[Path] = []

    def mount(folder: Path) -> None:
        for options in (["--bind", str(folder), str(folder)], ["-o", "remount,ro,bind", str(folder)]):
            made = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
            if made.returncode:
                pytest.skip(f"no folder can be mounted here: {made.stderr.strip()}")
            if folder not in sealed:
                sealed.append(folder)

    yield mount
    for folder in sealed:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def read_only(filled: Settings, seal: Sealed) -> Path:
    """A data folder of the examples that may only be read."""
    seal(filled.data_dir)
    with pytest.raises(OSError, match="Read-only"):
        (filled.data_dir / "new").touch()
    return filled.data_dir


def test_it_is_searched_and_verified_as_ever(read_only: Path, command: Command) -> None:
    """The same sentences, no violation, and no file another one than before."""
    before = digests(read_only)
    found = command("search", "Why is the bridge closed?", "--json")
    assert found.code == 0, found.err
    assert json.loads(found.out)["evidence"]
    verified = command("verify", "--json")
    assert verified.code == 0, verified.out
    assert json.loads(verified.out) | {"checked": None} == {"violations": [], "checked": None, "indexes_checked": True}
    assert command("articles").code == 0
    assert digests(read_only) == before


def test_it_is_asked_and_the_answer_is_not_stored_and_says_so(
    read_only: Path, filled: Settings, open_fake: OpenFake, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer comes all the same."""
    before = digests(read_only)
    engine = open_fake(filled, FakeChat(), capable=False)
    events = list(engine.ask(AskRequest(question="Why is the bridge closed?")))
    assert events[-1].type == "done"
    assert "The answer is not stored" in caplog.text
    assert engine.record.counts().answers == 0
    assert engine.trouble() is None
    assert digests(read_only) == before


def test_what_would_change_it_is_refused(read_only: Path, command: Command) -> None:
    """With the code that says why."""
    new = read_only.parent / "new.txt"
    new.write_text("A ferry sailed at dawn.\n\nIt was the first of the year.\n")
    ran = command("ingest", str(new), "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["error"]["code"] == "read_only"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of 30 made-up articles, indexed."""
    folder = tmp_path / "small"
    with _record(folder) as record:
        record.store([story(f"a{number}") for number in range(30)])
        Indexes.open(record, folder, DIMENSIONS).close()
    return folder


def _record(folder: Path) -> Record:
    return Record.open(f"sqlite:///{folder / 'record.sqlite'}")


def _asked(folder: Path) -> tuple[set[str], set[str]]:
    with _record(folder) as record, Indexes.open(record, folder, DIMENSIONS) as indexes:
        return indexes.dense.ids(), indexes.lexical.ids()


@pytest.mark.parametrize("damage", ["nothing", "behind", "no indexes", "damaged", "left open"])
def test_indexes_that_are_not_level_are_brought_level_elsewhere(small: Path, seal: Sealed, damage: str) -> None:
    """In a copy that is gone afterwards."""
    if damage == "behind":
        with _record(small) as record:
            record.store([story("new")])
    elif damage == "no indexes":
        shutil.rmtree(small / "indexes")
    elif damage == "damaged":
        (vectors,) = (small / "indexes" / "dense-1").glob("*.sqlite3")
        vectors.write_bytes(b"")
    elif damage == "left open":
        (small / "indexes" / "in-use").touch()
    seal(small)
    before = digests(small)
    with _record(small) as record:
        live = record.live_passage_ids()
    assert _asked(small) == (live, live)
    assert digests(small) == before


def test_what_was_not_yet_in_the_main_file_of_the_record_is_seen(small: Path, seal: Sealed) -> None:
    """A record whose writer was killed: its last commits are in the log beside it."""
    kept = small.parent / "kept"
    with _record(small) as record:
        record.store([story("late")])
        shutil.copytree(small, kept)  # as a kill at this moment would leave it
    assert (kept / "record.sqlite-wal").stat().st_size
    seal(kept)
    with _record(kept) as record:
        assert record.article("late").title == "Title of late"
        assert record.database.read_only
        with pytest.raises(ReadOnly):
            record.store([story("more")])
    assert "late.1.0" in _asked(kept)[0]


def test_several_may_read_at_once(small: Path, seal: Sealed) -> None:
    """None of them changes anything."""
    seal(small)
    first, second = DataFolderLock(small, read_only=True), DataFolderLock(small, read_only=True)
    with _record(small) as one, _record(small) as other, Indexes.open(one, small, DIMENSIONS) as indexes:
        assert len(other.articles()) == 30
        assert indexes.dense.count() == 60
    first.release()
    second.release()
