"""A SQLite record as a file: whether it is whole, and whether it is at rest, so that it may be moved.

Knows nothing of what is in it. On PostgreSQL there is no such file, and its server looks after its own.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from rag.errors import StoreFailed

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database while it is in use; after a clean end there is neither."""

_STORED_AS = {"TEXT": "text", "VARCHAR": "text", "INTEGER": "integer", "BIGINT": "integer", "BLOB": "blob"}


def refuse_damaged(file: Path) -> None:
    """Look through a database that the last process to use it did not close. Raises StoreFailed where it is damaged.

    A killed process damages nothing; what kills a machine may. After a clean end, and while others have it open, this
    costs a look at the folder; otherwise about five seconds for a gigabyte, once.
    """
    log = file.with_name(f"{file.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return
    try:
        # In this mode the first read succeeds only if nobody else has the database open: then nobody closed it.
        with closing(sqlite3.connect(file, timeout=0)) as alone:
            alone.execute("PRAGMA locking_mode=EXCLUSIVE")
            found = alone.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError:
        return
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise StoreFailed(
            f"The file {file} was not closed when it was last used, and is damaged ({_one_line(found)}).",
            "Restore a backup with `onrecord restore FILE --force`, or set ONRECORD_DATA_DIR to another folder.",
        )


def faults(connection: Connection) -> list[str]:
    """A sentence on each damage to the file, to the database's own structure or to its references: [] is good.
    Reads all of it.
    """
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    others = connection.exec_driver_sql("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')").all()
    added = [f"it has a {row[0]} {row[1]!r}, which On Record never makes" for row in others]
    # Several lines may be told as one.
    said = added + [_one_line(line) for line in found if line != "ok"]
    return said + [f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there" for row in broken[:20]]


def mistyped(connection: Connection) -> list[str]:
    """A sentence on each column that holds values of another type than its own, which SQLite allows: our readers can't
    go on with them. [] is good. Reads all of it.
    """
    if connection.dialect.name != "sqlite":
        return []
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    return [told for table in tables for told in _mistyped(connection, table)]


def _mistyped(connection: Connection, table: str) -> Iterator[str]:
    kinds: dict[str, str] = {}
    wrong = []
    for _, column, declared, filled, _, key in connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all():
        if kind := _STORED_AS.get(declared):
            kinds[column] = kind
            allowed = f"'{kind}'" if filled or key else f"'{kind}', 'null'"
            wrong.append(f'sum(typeof("{column}") NOT IN ({allowed}))')
    if wrong:
        # All of these names are the database's own.
        counts = connection.exec_driver_sql(f'SELECT {", ".join(wrong)} FROM "{table}"').one()  # noqa: S608
        for (column, kind), rows in zip(kinds.items(), counts, strict=True):
            if rows:
                yield f"column {column} of {table} holds what is no {kind} in {rows} of its rows"


def bring_to_rest(file: Path) -> None:
    """Bring all that belongs to the database into `file` alone. Raises StoreFailed where somebody else is using it.

    A damaged one is left as it is.
    """
    try:
        with closing(sqlite3.connect(file, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            message = f"The record at {file} is in use by another process."
            raise StoreFailed(message, "Stop it, or wait until it has finished, and try again.") from error
    except sqlite3.DatabaseError:
        return


def _one_line(said: str) -> str:
    return " ".join(said.replace("***", "").split())
