"""Backups made beside a writer, put back whole or not at all, into either database."""

import json
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from rag.errors import BadInput, DatabaseVersion, DataFolderBusy, DiskFull, OnRecordError, StoreFailed
from rag.keeping.backup import DATABASE, MANIFEST, back_up
from rag.keeping.restore import restore
from rag.store.lock import DataFolderLock
from rag.store.record import Record
from rag.store.schema import current_version
from rag.store.verify import verify
from rag.system import write_whole
from tests.rag.store.making import story
from tests.rag.store.schemas import make

pytestmark = pytest.mark.slow


def _state(record: Record) -> dict[str, object]:
    """All that a backup has to bring back."""
    return {
        "kept": list(record.kept()),
        "counts": record.counts(),
        "answers": [record.answer(name) for name in ("q1", "q2")],
        "changes": record.changes_after(0, 99),
        "vectors": record.vectors_of(sorted(record.live_passage_ids())).matrix.tolist(),
        "stories": record.copies(record.live_article_ids()),
    }


def _record_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'record.sqlite'}"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A backup of a record with a little of everything."""
    make.main(_record_url(tmp_path / "made"))
    file = tmp_path / "made.backup"
    with Record.open(_record_url(tmp_path / "made")) as record:
        back_up(record, file)
    return file


def test_a_backup_brings_everything_back_on_either_database(url: str, tmp_path: Path) -> None:
    """From SQLite or PostgreSQL into an empty one of the same kind; numbers go on where they were."""
    make.main(url)
    file = tmp_path / "b.zip"
    with Record.open(url) as record:
        manifest, before = back_up(record, file), _state(record)
        record.store([story("later")])
    assert (manifest.articles, manifest.versions, manifest.answers) == (3, 5, 2)
    restore(file, url, tmp_path / "data", force=True)
    with Record.open(url) as record:
        assert _state(record) == before
        assert verify(record) == []
        assert [record.cursor(name) for name in ("dense", "lexical")] == [0, 0]
        assert record.index_location("dense") is None
        record.store([story("later")])
        assert record.last_seq() == 7


def test_a_record_moves_from_sqlite_to_postgresql_and_back(
    made: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A backup does not say which database it came from."""
    with request.getfixturevalue("postgres").database() as there:
        restore(made, there, tmp_path / "there")
        with Record.open(there) as record:
            back_up(record, tmp_path / "back.zip")
    restore(tmp_path / "back.zip", _record_url(tmp_path / "back"), tmp_path / "back")
    with Record.open(_record_url(tmp_path / "made")) as first, Record.open(_record_url(tmp_path / "back")) as last:
        assert _state(first) == _state(last)


def test_the_manifest_proves_the_database(made: Path) -> None:
    """It says when and by what the backup was made and what is in it; anyone can read both."""
    import hashlib

    with zipfile.ZipFile(made) as packed:
        assert packed.namelist() == [MANIFEST, DATABASE]
        manifest, database = json.loads(packed.read(MANIFEST)), packed.read(DATABASE)
    assert manifest["sha256"] == hashlib.sha256(database).hexdigest()
    assert (manifest["schema_version"], manifest["articles"], manifest["versions"]) == (current_version(), 3, 5)
    assert manifest["made_by"].startswith("onrecord ")
    assert manifest["made_at"].endswith("+00:00")
    assert database.startswith(b"SQLite format 3")


def test_a_backup_is_its_owners_alone(made: Path) -> None:
    """And so is what is restored from it."""
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    folder = made.parent / "again"
    restore(made, _record_url(folder), folder)
    assert stat.S_IMODE((folder / "record.sqlite").stat().st_mode) == 0o600


def test_a_backup_beside_a_writer_holds_whole_batches(tmp_path: Path) -> None:
    """Three at once is what the writer commits; each backup verifies clean, and holds what was acknowledged before it."""
    folder = tmp_path / "data"
    command = [sys.executable, "-m", "tests.rag.store.ingesting", _record_url(folder), "w", "0"]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer,
        Record.open(_record_url(folder)) as record,
    ):
        assert writer.stdout is not None
        for number in range(4):
            acknowledged = {writer.stdout.readline().strip() for _ in range(12)}
            back_up(record, tmp_path / f"{number}.zip")
            to = tmp_path / f"restored{number}"
            restore(tmp_path / f"{number}.zip", _record_url(to), to)
            with Record.open(_record_url(to)) as restored:
                ids = set(restored.live_article_ids())
                assert acknowledged <= ids
                assert len(ids) % 3 == 0
                assert verify(restored) == []
        writer.kill()


def test_a_backup_replaces_an_older_one_and_nothing_else(made: Path, tmp_path: Path) -> None:
    """A name that was mistyped costs nobody a file."""
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    with Record.open(_record_url(tmp_path / "made")) as record:
        record.remove("ferry")
        assert back_up(record, made).articles == 2
        with pytest.raises(BadInput, match="is no backup"):
            back_up(record, other)
        for place in (tmp_path, tmp_path / "nowhere" / "b.zip"):
            with pytest.raises(BadInput, match="folder"):
                back_up(record, place)
    assert other.read_text() == "mine"


def test_a_link_stays_a_link_and_a_device_a_device(made: Path, tmp_path: Path) -> None:
    """What is linked to is replaced, for a backup as for a record; a pipe is refused."""
    folder, linked = tmp_path / "data", tmp_path / "disk" / "news.sqlite"
    for place in (folder, linked.parent):
        place.mkdir()
    (folder / "record.sqlite").symlink_to(linked)
    (folder / "b.zip").symlink_to(made)
    os.mkfifo(tmp_path / "pipe")
    restore(made, _record_url(folder), folder)
    with Record.open(_record_url(folder)) as record:
        back_up(record, folder / "b.zip")
        with pytest.raises(BadInput, match="a device or a pipe"):
            back_up(record, tmp_path / "pipe")
    with pytest.raises(BadInput, match="it is no file"):
        restore(tmp_path / "pipe", _record_url(folder), folder)
    assert (folder / "record.sqlite").readlink() == linked
    assert (folder / "b.zip").readlink() == made


def test_a_disk_that_is_full_leaves_no_half_backup(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older backup stays as it was, and what was begun is gone."""
    before, listed = made.read_bytes(), sorted(tmp_path.iterdir())

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write_whole, "brought_to_disk", full)
    with Record.open(_record_url(tmp_path / "made")) as record, pytest.raises(DiskFull):
        back_up(record, made)
    assert made.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == listed


@pytest.mark.skipif(os.getuid() != 0 or shutil.which("mount") is None, reason="only root can mount a small disk")
def test_a_small_disk_is_named_as_full(made: Path, tmp_path: Path) -> None:
    """A real one: neither backing up nor restoring leaves anything there."""
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        with Record.open(_record_url(tmp_path / "made")) as record, pytest.raises(DiskFull):
            back_up(record, small / "b.zip")
        assert list(small.iterdir()) == []
        with pytest.raises(DiskFull):
            restore(made, _record_url(small), small)
        assert not (small / "record.sqlite").exists()
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_record_that_holds_something_is_replaced_only_by_force(made: Path, tmp_path: Path) -> None:
    """Even where all of it was removed; an empty one is no loss."""
    folder = tmp_path / "data"
    with Record.open(_record_url(folder)) as record:
        record.store([story("a")])
        record.remove("a")
    with pytest.raises(BadInput, match="holds 0 articles and 0 answers, which would be replaced"):
        restore(made, _record_url(folder), folder)
    with Record.open(_record_url(folder)) as record:
        assert record.counts().versions == 1
    restore(made, _record_url(folder), folder, force=True)
    with Record.open(_record_url(folder)) as record:
        assert record.counts().articles == 3
    (tmp_path / "empty").mkdir()
    Record.open(_record_url(tmp_path / "empty")).close()
    restore(made, _record_url(tmp_path / "empty"), tmp_path / "empty")


def test_a_damaged_record_is_replaced_by_force(made: Path, tmp_path: Path) -> None:
    """That is what backups are for; its log of the damaged one is not played into the restored one."""
    folder = tmp_path / "data"
    shutil.copytree(tmp_path / "made", folder)
    (folder / "record.sqlite").write_bytes(b"These are the good old news of yesterday.\n" * 500)
    (folder / "record.sqlite-wal").write_bytes(b"7" * 5000)
    with pytest.raises(BadInput, match="can't be read"):
        restore(made, _record_url(folder), folder)
    restore(made, _record_url(folder), folder, force=True)
    with Record.open(_record_url(folder)) as record:
        assert verify(record) == []
        assert record.counts().articles == 3
    assert sorted(path.name for path in folder.iterdir()) == ["onrecord.lock", "record.sqlite"]


def test_indexes_of_the_old_record_are_gone(made: Path, tmp_path: Path) -> None:
    """What they hold is not what was restored."""
    folder = tmp_path / "data"
    (folder / "indexes" / "dense-1").mkdir(parents=True)
    restore(made, _record_url(folder), folder)
    assert not (folder / "indexes").exists()


def test_a_record_apart_from_its_indexes_is_restored_where_it_lies(made: Path, tmp_path: Path) -> None:
    """Its folder may be on another disk than the indexes: it is unpacked beside it."""
    apart = tmp_path / "apart" / "news.db"
    restore(made, f"sqlite:///{apart}", tmp_path / "data")
    with Record.open(f"sqlite:///{apart}") as record:
        assert record.counts().articles == 3
    assert [path.name for path in apart.parent.iterdir()] == ["news.db"]
    assert not (tmp_path / "data" / "record.sqlite").exists()


def test_nothing_is_restored_while_somebody_uses_the_record(made: Path, tmp_path: Path) -> None:
    """A server holds the lock; a reader of articles has the database open."""
    folder = tmp_path / "data"
    lock = DataFolderLock(folder)
    with pytest.raises(DataFolderBusy):
        restore(made, _record_url(folder), folder)
    lock.release()
    with Record.open(_record_url(folder)) as record:
        record.store([story("a")])
        with pytest.raises(StoreFailed, match="in use by another process"):
            restore(made, _record_url(folder), folder, force=True)
        assert record.store([story("b")])[0].kind == "new"


def _repacked(file: Path, **changed: object) -> None:
    """The backup with another manifest; what it holds stays."""
    with zipfile.ZipFile(file) as packed:
        manifest, database = json.loads(packed.read(MANIFEST)), packed.read(DATABASE)
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(MANIFEST, json.dumps({**manifest, **changed}))
        packed.writestr(DATABASE, database)


def test_a_backup_of_a_newer_release_is_refused_by_name(made: Path, tmp_path: Path) -> None:
    """Whether its schema or its form is newer; the message names the file and both versions."""
    folder = tmp_path / "data"
    for changed in ({"schema_version": current_version() + 1}, {"format": 2}):
        _repacked(made, **{"schema_version": current_version(), "format": 1, **changed})
        with pytest.raises(DatabaseVersion, match=rf"made\.backup .* versions 1 to {current_version()}"):
            restore(made, _record_url(folder), folder)
    assert not (folder / "record.sqlite").exists()


@pytest.mark.parametrize(
    "changed", [{"articles": 7}, {"sha256": "0" * 64}, {"bytes": 10}, {"kind": "other"}, {"schema_version": "four"}]
)
def test_a_manifest_that_is_not_true_is_refused(made: Path, tmp_path: Path, changed: dict[str, object]) -> None:
    """Each fact it states is held against the database."""
    _repacked(made, **changed)
    with pytest.raises(BadInput, match=r"made\.backup is no backup of On Record, or is damaged"):
        restore(made, _record_url(tmp_path / "data"), tmp_path / "data")


@contextmanager
def refused(said: str) -> Iterator[None]:
    """Whatever is refused inside is refused in these words."""
    try:
        yield
    except OnRecordError as error:
        if said not in error.message:
            pytest.fail(error.message)
        raise


def test_a_damaged_backup_is_refused_by_name_and_changes_nothing(made: Path, tmp_path: Path) -> None:
    """Cut short, or with bytes of noise, at sixty places: never a traceback, never another record than before."""
    folder = tmp_path / "data"
    with Record.open(_record_url(folder)) as record:
        record.store([story("mine")])
    whole = made.read_bytes()
    for seed in range(60):
        rng = random.Random(seed)  # noqa: S311  # only to vary the place
        at = rng.randrange(len(whole))
        made.write_bytes(whole[:at] if seed % 2 else whole[:at] + rng.randbytes(8) + whole[at + 8 :])
        with suppress(OnRecordError), refused("made.backup is no backup"):
            restore(made, _record_url(folder), folder, force=True)
        with Record.open(_record_url(folder)) as record:
            # Noise may fall on bytes that mean nothing, such as a time in the ZIP.
            assert record.live_article_ids() in (["mine"], ["bridge", "ferry", "undated"])
            assert verify(record) == []
    assert not list(folder.glob("*restoring*"))
    for other in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(BadInput):
            restore(other, _record_url(folder), folder)


def test_a_backup_of_an_older_release_is_brought_forward(tmp_path: Path) -> None:
    """Its schema is migrated before it becomes the record."""
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as raw:
        raw.executescript((Path(make.__file__).parent / "1.sqlite.sql").read_text(encoding="utf-8"))
    raw.close()
    content = old.read_bytes()
    import hashlib

    manifest = {
        "kind": "onrecord backup", "format": 1, "made_at": "2026-11-22T00:00:00+00:00", "made_by": "onrecord 0.1.0",
        "schema_version": 1, "articles": 3, "versions": 5, "passages": 4, "answers": 2,
        "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as packed:
        packed.writestr(MANIFEST, json.dumps(manifest))
        packed.writestr(DATABASE, content)
    restore(tmp_path / "old.zip", _record_url(tmp_path / "data"), tmp_path / "data")
    with Record.open(_record_url(tmp_path / "data")) as record:
        assert verify(record) == []
        assert record.article("bridge", 1).text.startswith("The bridge is closed.")


KILLED = """
import os, sys
from pathlib import Path
from rag.keeping import restore
real = os.link if sys.argv[3] == "link" else Path.replace
def die(*given):
    if sys.argv[3] == "before":
        os._exit(9)
    real(*given)
    os._exit(9)
if sys.argv[3] == "link":
    os.link = die
else:
    Path.replace = die
restore.restore(Path(sys.argv[1]), f"sqlite:///{sys.argv[2]}/record.sqlite", Path(sys.argv[2]), force=True)
"""


@pytest.mark.parametrize(
    ("moment", "left"), [("link", ["mine"]), ("before", ["mine"]), ("after", ["bridge", "ferry", "undated"])]
)
def test_a_restore_that_is_killed_leaves_the_one_record_or_the_other(
    made: Path, tmp_path: Path, moment: str, left: list[str]
) -> None:
    """Whole, and verified clean; the next restore goes through."""
    folder = tmp_path / "data"
    with Record.open(_record_url(folder)) as record:
        record.store([story("mine")])
    ended = subprocess.run([sys.executable, "-c", KILLED, made, folder, moment], check=False)
    assert ended.returncode == 9
    with Record.open(_record_url(folder)) as record:
        assert record.live_article_ids() == left
        assert verify(record) == []
    restore(made, _record_url(folder), folder, force=True)
    assert sorted(path.name for path in folder.iterdir()) == ["onrecord.lock", "record.sqlite"]
