"""A record copied whole into another one, or into a file, whichever databases they are in."""

from pathlib import Path

from sqlalchemy import Connection, func, select

from rag.store.record import INDEX, Record
from rag.store.schema import TABLES, changes, cursors, meta

AT_ONCE = 1000
"""Rows that are read and written at once."""


def copy_to(record: Record, file: Path) -> None:
    """Copy all that `record` holds at this moment into `file`, an empty file, as a SQLite record.

    Others go on writing meanwhile. Raises StoreFailed where the record is damaged, and DiskFull.
    """
    if not record.database.snapshot(file):
        with Record.open(f"sqlite:///{file}") as copied:
            copy_into(record, copied)


def copy_into(record: Record, other: Record) -> None:
    """Replace all that `other` holds by all that `record` holds, in one transaction."""
    with record.database.reading() as source, other.database.writing() as target:
        _copy_all(source, target)


def forget_indexes(record: Record) -> None:
    """Forget where the indexes are and how far they have come: they are built again."""
    with record.database.writing() as connection:
        connection.execute(cursors.delete())
        connection.execute(meta.delete().where(meta.c.key.startswith(INDEX)))


def _copy_all(source: Connection, target: Connection) -> None:
    for table in reversed(TABLES.sorted_tables):
        target.execute(table.delete())
    for table in TABLES.sorted_tables:
        for rows in source.execute(select(table).execution_options(yield_per=AT_ONCE)).partitions():
            target.execute(table.insert(), [row._asdict() for row in rows])
    if target.dialect.name == "postgresql":
        # Numbers that were given do not move the sequence that the next ones come from.
        sequence = func.pg_get_serial_sequence(changes.name, changes.c.seq.name)
        last = func.coalesce(select(func.max(changes.c.seq)).scalar_subquery(), 0)
        target.execute(select(func.setval(sequence, last + 1, False)))  # noqa: FBT003  # the next one is this
