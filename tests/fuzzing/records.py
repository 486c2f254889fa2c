"""A small record in which one value is not what was written, and what `verify` must make of it."""

import random
import shutil
import sqlite3
import tempfile
from functools import cache
from pathlib import Path

from rag.errors import OnRecordError
from rag.store.record import Record
from rag.store.verify import verify
from tests.rag.store.schemas import make


@cache
def sound() -> bytes:
    """The file of a record with articles, answers and a removed article."""
    folder = Path(tempfile.mkdtemp())
    make.main(f"sqlite:///{folder / 'record.sqlite'}")
    with sqlite3.connect(folder / "record.sqlite") as opened:
        opened.execute("PRAGMA journal_mode = DELETE")  # else it can't be opened in memory
    opened.close()
    data = (folder / "record.sqlite").read_bytes()
    shutil.rmtree(folder)
    return data


@cache
def values() -> tuple[str, ...]:
    """Every text in it."""
    with sqlite3.connect(":memory:") as opened:
        opened.deserialize(sound())
        rows = [row for table in _columns(opened) for row in opened.execute(f'SELECT * FROM "{table}"')]  # noqa: S608
    opened.close()
    return tuple(sorted({value for row in rows for value in row if isinstance(value, str) and value}))


def verified(text: str, folder: Path, rng: random.Random) -> None:
    """Put `text`, or something else, in place of one value; that is found, or refused by name, and nothing else happens."""
    path = folder / "record.sqlite"
    for old in folder.glob("record.sqlite*"):
        old.unlink()
    path.write_bytes(sound())
    with sqlite3.connect(path) as opened:
        columns = _columns(opened)
        table = rng.choice(sorted(columns))
        column = rng.choice(columns[table])
        raw = text.encode("utf-8", "surrogatepass")
        value, form = rng.choice(
            ((raw, "CAST(? AS TEXT)"), (raw, "?"), (None, "?"), (rng.randrange(-9, 2**62), "?"), (1e308, "?"))
        )
        where = f'rowid = (SELECT rowid FROM "{table}" LIMIT 1 OFFSET {rng.randrange(3)})'  # noqa: S608
        try:
            opened.execute(f'UPDATE "{table}" SET "{column}" = {form} WHERE {where}', (value,))  # noqa: S608
        except sqlite3.DatabaseError:  # SQLite holds to what the schema says
            opened.rollback()
    opened.close()
    try:
        with Record.open(f"sqlite:///{path}") as record:
            verify(record)
    except OnRecordError:
        return


def _columns(opened: sqlite3.Connection) -> dict[str, list[str]]:
    tables = [
        row[0]
        for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    ]
    return {table: [row[1] for row in opened.execute(f'PRAGMA table_info("{table}")')] for table in tables}
