"""Opens the record's database: transactions that are durable, one writer at a time, failures told in plain words.

The only file that speaks of SQLite's own settings. Knows nothing of what the tables hold.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from rag.errors import BadSetting, DiskFull, ReadOnly, StoreFailed
from rag.store.file import refuse_damaged
from rag.store.rows import DamagedRow
from rag.store.schema import VERSION_KEY, meta, migrate, needs_migration
from rag.system.full_disk import no_room

BUSY_SECONDS = 60
_WANTS_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
"""What SQLite calls a full disk, depending on which of its files it could not write."""
_DAMAGED = ("not a database", "malformed", "Could not decode", "no such table", "no such column")
"""What SQLite says of a file whose bytes are no longer those that it wrote."""


class Database:
    """One open database; safe to share between threads. `where` names it in messages, without its password.

    `read_only` says that it is a file that may only be read; then nothing is made beside it either.
    """

    def __init__(self, engine: Engine, where: str, *, read_only: bool = False) -> None:
        self.read_only = read_only
        # Elsewhere than on SQLite each statement of a transaction would see another moment.
        self._engine = engine if _on_sqlite(engine) else engine.execution_options(isolation_level="REPEATABLE READ")
        self._writer = engine.execution_options(writes=True)
        # A writer that SQLite lets wait looks again only now and then, and may never find the moment between two
        # transactions of another: threads of this process queue here instead.
        self._turn = Lock()
        self.where = where

    @classmethod
    def open(cls, url: str) -> "Database":
        """Open the database at a SQLAlchemy `url`, made or migrated where needed; SQLite's folder is made too.

        Raises BadSetting for a URL that is none, DatabaseVersion for a schema this release can't use, DiskFull, and
        StoreFailed for anything else that can't be opened, naming the place.
        """
        engine, where, read_only = _engine(url)
        database = cls(engine, where, read_only=read_only)
        try:
            database._migrate()
        except BaseException:
            database.close()
            raise
        return database

    def _migrate(self) -> None:
        if not self._stale():
            return
        try:
            with database_errors_as_ours(self.where), self._writer.begin() as connection:
                migrate(connection, self.where)
        except StoreFailed:
            # PostgreSQL lets two processes begin to fill an empty database, and fails the slower one.
            if self._stale():
                raise

    def _stale(self) -> bool:
        with self.reading() as connection:
            return needs_migration(connection, self.where)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the record. Raises StoreFailed."""
        with database_errors_as_ours(self.where), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is alone in writing, and durable once it ends. Raises ReadOnly, DiskFull or StoreFailed.

        Keep it short: everybody else who writes waits for it.
        """
        if self.read_only:
            hint = "Ask and search as you like; to change or keep anything, make the folder writable or copy it."
            raise ReadOnly(f"The record at {self.where} may only be read.", hint)
        with self._turn, database_errors_as_ours(self.where), self._writer.begin() as connection:
            # SQLite has locked by BEGIN IMMEDIATE; elsewhere this row lock gives changes the order of their commits,
            # without which an index's cursor could move past a change that is not visible yet.
            connection.execute(select(meta.c.value).where(meta.c.key == VERSION_KEY).with_for_update())
            yield connection

    def snapshot(self, file: Path) -> bool:
        """Copy the database as it is at one moment into `file`, an empty file; others go on writing meanwhile.

        Returns False, with nothing done, for a database that is not SQLite. Raises StoreFailed where it is damaged,
        and DiskFull.
        """
        if not _on_sqlite(self._engine):
            return False
        with database_errors_as_ours(self.where):
            raw = self._engine.raw_connection()
            try:
                raw.cursor().execute("VACUUM INTO ?", (str(file),))
            finally:
                raw.close()
        return True

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _on_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _engine(url: str) -> tuple[Engine, str, bool]:
    """The engine of a database, its name for messages, and whether it may only be read."""
    try:
        parsed = make_url(url)
        sqlite = parsed.get_backend_name() == "sqlite"
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS} if sqlite else {})
    except ImportError as error:
        hint = "Write postgresql+psycopg://USER@HOST/NAME, and install its driver: pip install 'onrecord[postgres]'."
        raise BadSetting("The driver that the database URL asks for is not installed.", hint) from error
    except SQLAlchemyError as error:
        hint = "It has the form sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME."
        raise BadSetting(f"The database URL can't be used: {error}.", hint) from error
    if not sqlite:
        return engine, parsed.render_as_string(hide_password=True), False
    path = Path(parsed.database or "").absolute()
    in_file = bool(parsed.database) and parsed.database != ":memory:"
    if in_file and _may_only_be_read(path):
        return _reader(parsed, path), str(path), True
    with database_errors_as_ours(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Who asked what is nobody else's matter; what SQLite puts beside the file takes over its mode.
        if in_file and not path.exists():
            path.touch(mode=0o600)
        refuse_damaged(path)
    _begin_as_asked(engine)
    event.listen(engine, "connect", _use_sqlite_safely)
    return engine, str(path), False


def _may_only_be_read(path: Path) -> bool:
    """Whether the database exists, and the file or its folder, where SQLite keeps files beside it, can't be written."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _reader(url: URL, path: Path) -> Engine:
    """An engine that only reads a file of SQLite."""
    beside = [path.with_name(path.name + end) for end in ("-wal", "-shm")]
    # Where nobody has it open there is nothing beside it, and SQLite may not make it:
    # then it must take the file as it is.
    how = "mode=ro" if any(file.exists() and file.stat().st_size for file in beside) else "immutable=1"

    def connect() -> sqlite3.Connection:
        place = f"file:{quote(str(path))}?{how}"
        return sqlite3.connect(place, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)

    engine = create_engine(url, creator=connect)
    _begin_as_asked(engine)
    return engine


def _begin_as_asked(engine: Engine) -> None:
    def on_connect(connection: sqlite3.Connection, _: object) -> None:
        # Python's driver begins transactions by itself, and late: that would make BEGIN IMMEDIATE impossible.
        connection.isolation_level = None

    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def _use_sqlite_safely(connection: sqlite3.Connection, _: object) -> None:
    _use_wal(connection)
    # FULL: with WAL, anything less may lose acknowledged commits on power loss.
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn on SQLite's WAL mode, trying until it succeeds: where two processes turn it on at once for a new file,
    SQLite lets neither wait for the other.
    """
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)  # the other process needs a few milliseconds; SQLite's own timeout does not hold here
        else:
            return


@contextmanager
def database_errors_as_ours(where: str) -> Iterator[None]:
    """Raise any failure of the database or the file system as one of ours: a StoreFailed that names the
    record at `where`.
    """
    try:
        yield
    except (DamagedRow, UnicodeDecodeError) as error:  # a driver decodes what SQLite says of a damaged schema
        raise _damaged(where, str(error)) from error
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise _as_ours(error, where) from error


def _as_ours(error: Exception, where: str) -> StoreFailed:
    cause: Any = getattr(error, "orig", None) or error
    said = str(cause).strip().removesuffix(".")
    if _wants_room(cause, where):
        message = f"There is no room left for the record at {where}; what was being written was not kept."
        return DiskFull(message, "Free some space and run the same command again: what is stored already is skipped.")
    if isinstance(cause, sqlite3.Error) and any(sign in said for sign in _DAMAGED):
        return _damaged(where, said)
    if "readonly" in said:
        return ReadOnly(f"The record at {where} may only be read ({said}).", "Make it writable, or copy the folder.")
    if "locked" in said:
        message = f"The record at {where} was kept busy by another process for {BUSY_SECONDS} seconds."
        return StoreFailed(message, "Try again when it has finished.")
    place = (
        "its server runs and that you may use it"
        if "://" in where
        else "the folder exists and that you may write to it"
    )
    hint = f"Check that {place}."
    return StoreFailed(f"The record at {where} could not be used: {said}.", hint)


def _damaged(where: str, said: str) -> StoreFailed:
    return StoreFailed(
        f"The file {where} is not a database, or is damaged ({said}).",
        "Restore a backup with `onrecord restore FILE --force`, or set ONRECORD_DATA_DIR to another folder.",
    )


def _wants_room(cause: Any, where: str) -> bool:
    """Whether a failure comes from a full disk. Some errors of SQLite may have other causes too: then the disk
    is looked at.
    """
    if isinstance(cause, sqlite3.Error):
        code: int | None = getattr(cause, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in _WANTS_ROOM and no_room(cause, Path(where))
    return no_room(cause, None)
