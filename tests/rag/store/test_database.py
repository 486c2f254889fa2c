"""Opening, versions, and what happens when the disk is full."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, text

from rag.errors import BadSetting, DatabaseVersion, DiskFull, StoreFailed
from rag.store.database import Database
from rag.store.record import Record
from rag.store.schema import MIGRATIONS, current_version, migrate
from tests.rag.store.making import story

pytestmark = pytest.mark.slow


def _url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.mark.parametrize("version", [str(current_version() + 1), "999", "0", "one"])
def test_a_version_this_release_does_not_know_is_refused_and_left_alone(tmp_path: Path, version: str) -> None:
    """The message names both versions; the file keeps its content."""
    path = tmp_path / "record.sqlite"
    Record.open(_url(path)).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (version,))
    raw.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseVersion, match=rf"version {version}; .* versions 1 to {current_version()}") as caught:
        Record.open(_url(path))
    assert "release" in caught.value.hint
    assert path.read_bytes() == before


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    """A database with tables of its own is not taken for an empty record."""
    path = tmp_path / "record.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.close()
    with pytest.raises(DatabaseVersion, match="none that say it is an On Record database"):
        Record.open(_url(path))


def test_an_older_database_is_walked_forward_step_by_step(tmp_path: Path) -> None:
    """Each missing step runs once, in order, in the caller's transaction."""
    path = tmp_path / "record.sqlite"
    Record.open(_url(path)).close()
    engine = create_engine(_url(path))
    ran: list[str] = []

    def second(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE answers ADD COLUMN stars INTEGER"))
        ran.append("second")

    more = [*MIGRATIONS, second]
    with engine.begin() as connection:
        migrate(connection, "here", more)
        migrate(connection, "here", [*more, lambda _: ran.append("third")])
    with engine.begin() as connection:
        migrate(connection, "here", [*more, lambda _: ran.append("third")])
        assert connection.execute(text("SELECT value FROM meta WHERE key = 'schema_version'")).scalar() == str(
            current_version() + 2
        )
    engine.dispose()
    assert ran == ["second", "third"]


def test_a_database_from_before_conversations_learns_them(tmp_path: Path) -> None:
    """What version 1 kept stays; from then on the answers of a conversation are found, as in a new database."""
    path = tmp_path / "record.sqlite"
    with Record.open(_url(path)) as record:
        record.save_answer("old", "Who?", "{}")
    with sqlite3.connect(path) as raw:
        whole = raw.execute("SELECT sql FROM sqlite_master WHERE name LIKE 'answers%' ORDER BY name").fetchall()
        raw.execute("ALTER TABLE versions DROP COLUMN language")
        raw.execute("DROP INDEX answers_by_conversation")
        raw.execute("ALTER TABLE answers DROP COLUMN conversation_id")
        raw.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
    raw.close()
    with Record.open(_url(path)) as record:
        assert record.answer("old") == "{}"
        record.save_answer("new", "And she?", '{"n": 1}', "talk-1")
        assert record.conversation("talk-1", 5) == ['{"n": 1}']
    with sqlite3.connect(path) as raw:
        indexes = raw.execute("SELECT name FROM sqlite_master WHERE name LIKE 'answers%' ORDER BY name").fetchall()
    raw.close()
    assert len(indexes) == len(whole) == 2


def test_a_database_from_before_languages_learns_them(tmp_path: Path) -> None:
    """What version 2 kept is of an unknown language; what is stored from then on keeps its own."""
    path = tmp_path / "record.sqlite"
    with Record.open(_url(path)) as record:
        record.store([story("old", language="en")])
    with sqlite3.connect(path) as raw:
        raw.execute("ALTER TABLE versions DROP COLUMN language")
        raw.execute("UPDATE meta SET value = '2' WHERE key = 'schema_version'")
    raw.close()
    with Record.open(_url(path)) as record:
        record.store([story("new", language="de")])
        assert [record.article(name).language for name in ("old", "new")] == [None, "de"]


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """A text file where the record should be is said to be none, and is not overwritten."""
    path = tmp_path / "record.sqlite"
    path.write_text("These are the good old news of yesterday.\n" * 50)
    with pytest.raises(StoreFailed, match="is not a database") as caught:
        Record.open(_url(path))
    assert str(path) in caught.value.message
    assert path.read_text().startswith("These are")


def test_a_place_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """A file in the folder's place, and a folder in the file's place."""
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file" / "record.sqlite", tmp_path / "folder"):
        with pytest.raises(StoreFailed, match=str(path)):
            Record.open(_url(path))


@pytest.mark.parametrize("url", ["", "nonsense", "nosuchdatabase://x/y"])
def test_a_url_that_is_none_is_a_bad_setting(url: str) -> None:
    """Whoever mistypes ONRECORD_DATABASE_URL reads what it looks like."""
    with pytest.raises(BadSetting, match="database URL"):
        Record.open(url)


@pytest.mark.parametrize("url", ["postgresql://me@here/record", "mysql://me@here/record"])
def test_a_driver_that_is_not_installed_is_named_with_its_extra(url: str) -> None:
    """Not as a module that Python misses."""
    with pytest.raises(BadSetting, match="is not installed") as caught:
        Database.open(url)
    assert "module" not in str(caught.value)
    assert "onrecord[postgres]" in caught.value.hint
    assert "postgresql+psycopg://" in caught.value.hint


def test_a_full_disk_keeps_what_was_acknowledged_and_nothing_half_done(tmp_path: Path) -> None:
    """DiskFull, whole batches only; with room again the same batch goes in."""
    path = tmp_path / "record.sqlite"
    with Record.open(_url(path)) as record:
        record.store([story("before")])
        with record.database.reading() as connection:
            pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        _limit_pages(record.database, pages + 3)
        big = [story(f"a{number}", "x" * 5000) for number in range(20)]
        with pytest.raises(DiskFull, match="no room left") as caught:
            record.store(big)
        assert "again" in caught.value.hint
        assert record.counts().articles == 1
        _limit_pages(record.database, 1_000_000)
        assert len(record.store(big)) == 20
        assert record.counts().articles == 21


def _limit_pages(database: Database, pages: int) -> None:
    """Let the file grow to so many pages only: what SQLite then reports is what it reports on a full disk."""
    database.close()
    event.listen(
        database._engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count={pages}")
    )


def test_many_processes_may_open_and_write_one_record(url: str) -> None:
    """Four at once, from an empty database on: each waits its turn, and nothing is lost."""
    command = [sys.executable, "-m", "tests.rag.store.ingesting", url]
    running = [
        subprocess.Popen([*command, f"p{number}-", "4"], stdout=subprocess.PIPE, text=True) for number in range(4)
    ]
    printed = [process.communicate(timeout=120)[0].split() for process in running]
    assert [process.returncode for process in running] == [0] * 4
    with Record.open(url) as record:
        assert {listed.id for listed in record.articles()} == {name for names in printed for name in names}
        assert record.counts().articles == 4 * 4 * 3


def test_writes_are_as_durable_as_sqlite_can_make_them(tmp_path: Path) -> None:
    """WAL, synchronous FULL, foreign keys on, and a busy timeout of a minute, on every connection."""
    asked = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60_000}
    with Record.open(_url(tmp_path / "record.sqlite")) as record, record.database.reading() as connection:
        for pragma, value in asked.items():
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_new_record_is_its_owners_alone(tmp_path: Path) -> None:
    """What SQLite puts beside it as well, whatever the process would make files with."""
    before = os.umask(0)
    try:
        with Record.open(_url(tmp_path / "data" / "record.sqlite")):
            made = list((tmp_path / "data").iterdir())
            assert {file.stat().st_mode & 0o777 for file in made} == {0o600}
    finally:
        os.umask(before)
