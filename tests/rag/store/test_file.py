"""What a damaged record.sqlite gives: an error that names it and says what to do, whatever was damaged."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from rag.errors import DatabaseVersion, OnRecordError, StoreFailed
from rag.store.file import faults
from rag.store.record import Record
from rag.store.verify import verify
from tests.rag.store.making import story
from tests.rag.store.schemas import make

pytestmark = pytest.mark.slow


PAGE = 4096
KILLED = """
import os, sys
from rag.store.record import Record
from tests.rag.store.making import story
record = Record.open(sys.argv[1])
record.store([story("last")])
os._exit(9)
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a record with a little of everything."""
    file = tmp_path_factory.mktemp("whole") / "record.sqlite"
    make.main(f"sqlite:///{file}")
    return file.read_bytes()


def _cut(content: bytearray, rng: random.Random) -> bytes:
    return bytes(content[: rng.randrange(len(content))])


def _noise(content: bytearray, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) - PAGE)
    return bytes(content[:at] + rng.randbytes(PAGE) + content[at + PAGE :])


def _flipped(content: bytearray, rng: random.Random) -> bytes:
    for _ in range(20):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)


def _blank(content: bytearray, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) // PAGE) * PAGE
    return bytes(content[:at] + bytes(PAGE) + content[at + PAGE :])


@pytest.mark.parametrize("damage", [_cut, _noise, _flipped, _blank])
def test_no_damage_is_a_fault_of_ours(
    whole: bytes, tmp_path: Path, damage: Callable[[bytearray, random.Random], bytes]
) -> None:
    """Whatever is asked of it, a damaged record answers, or names itself; nothing else is ever raised."""
    file = tmp_path / "record.sqlite"
    told: list[OnRecordError] = []
    for seed in range(25):
        for part in tmp_path.iterdir():
            part.unlink()
        file.write_bytes(damage(bytearray(whole), random.Random(seed)))  # noqa: S311  # only to vary the place
        for ask in ASKED:
            with suppress(OnRecordError), _noted(told), Record.open(f"sqlite:///{file}") as record:
                ask(record)
    assert all(error.hint for error in told)
    damaged = [error.message for error in told if isinstance(error, StoreFailed)]
    assert len(damaged) > 50
    assert all(str(file) in message for message in damaged)


@contextmanager
def _noted(told: list[OnRecordError]) -> Iterator[None]:
    try:
        yield
    except OnRecordError as error:
        told.append(error)
        raise


ASKED: list[Callable[[Record], object]] = [
    lambda record: record.articles(),
    lambda record: [record.article(name) for name in record.live_article_ids()],
    lambda record: record.answer("q1"),
    lambda record: list(record.scannable()),
    lambda record: record.indexable(record.live_article_ids()),
    lambda record: record.copies(record.live_article_ids()),
    lambda record: record.store([story("bridge", "Once more.")]),
    lambda record: record.remove("ferry"),
    verify,
]


def _killed(file: Path) -> None:
    """Store something in a process that ends without closing the record."""
    ended = subprocess.run([sys.executable, "-c", KILLED, f"sqlite:///{file}"], check=False)
    assert ended.returncode == 9
    assert file.with_name(f"{file.name}-wal").stat().st_size


def _spoil(file: Path) -> None:
    """Overwrite the end of each page but the first, where its rows are."""
    content = bytearray(file.read_bytes())
    for at in range(PAGE, len(content), PAGE):
        content[at + PAGE - 300 : at + PAGE] = b"\xff" * 300
    file.write_bytes(content)


def test_what_was_damaged_before_it_was_closed_is_refused_when_it_is_opened(whole: bytes, tmp_path: Path) -> None:
    """A power cut can damage what no command has read yet."""
    file = tmp_path / "record.sqlite"
    file.write_bytes(whole)
    _killed(file)
    _spoil(file)
    with pytest.raises(StoreFailed, match="was not closed when it was last used, and is damaged") as caught:
        Record.open(f"sqlite:///{file}")
    assert "restore" in caught.value.hint


def test_a_killed_process_costs_the_next_nothing(whole: bytes, tmp_path: Path) -> None:
    """What it stored is there, and the next opening has nothing to look through."""
    file = tmp_path / "record.sqlite"
    file.write_bytes(whole)
    _killed(file)
    with Record.open(f"sqlite:///{file}") as record, Record.open(f"sqlite:///{file}") as beside:
        assert record.article("last") == beside.article("last")
        assert verify(record) == []
    assert not file.with_name(f"{file.name}-wal").exists()


def test_damage_to_the_file_is_a_violation(whole: bytes, tmp_path: Path) -> None:
    """A row that no index leads to is found by nobody else."""
    file = tmp_path / "record.sqlite"
    file.write_bytes(whole)
    with Record.open(f"sqlite:///{file}") as record:
        with record.database.reading() as connection:
            assert faults(connection) == []
        with record.database.writing() as connection:
            connection.exec_driver_sql("PRAGMA writable_schema=ON")
            connection.exec_driver_sql(
                "UPDATE sqlite_master SET sql = replace(sql, '(words_hash)', '(title)') WHERE name = 'versions_by_words'"
            )
    with Record.open(f"sqlite:///{file}") as record:
        found = verify(record)
    assert {violation.promise for violation in found} == {6}
    assert any("versions_by_words" in violation.what and violation.where == str(file) for violation in found)


def test_a_trigger_is_a_violation(whole: bytes, tmp_path: Path) -> None:
    """Whoever hands over a database could have what is stored changed on its way in."""
    file = tmp_path / "record.sqlite"
    file.write_bytes(whole)
    with Record.open(f"sqlite:///{file}") as record:
        with record.database.writing() as connection:
            connection.exec_driver_sql(
                "CREATE TRIGGER t AFTER INSERT ON articles BEGIN UPDATE versions SET text = 'x'; END"
            )
        assert [violation.what for violation in verify(record)] == ["it has a trigger 't', which On Record never makes"]


def test_a_reference_to_nothing_is_a_violation(whole: bytes, tmp_path: Path) -> None:
    """Foreign keys are checked again, not trusted."""
    file = tmp_path / "record.sqlite"
    file.write_bytes(whole)
    with Record.open(f"sqlite:///{file}") as record:
        raw = record.database._engine.raw_connection()
        raw.cursor().execute("PRAGMA foreign_keys=OFF")
        raw.cursor().execute("DELETE FROM articles WHERE id = 'gone'")
        raw.close()
        assert any("refers to a row of articles" in violation.what for violation in verify(record))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "UPDATE versions SET text = CAST(text AS BLOB)",
            "column text of versions holds what is no text in 5 of its rows",
        ),
        ("UPDATE sentences SET start = x'00' WHERE number = 0", "column start of sentences holds what is no integer"),
        ("UPDATE vectors SET data = 7", "column data of vectors holds what is no blob"),
    ],
)
def test_values_of_another_type_are_violations(whole: bytes, tmp_path: Path, change: str, told: str) -> None:
    """SQLite keeps them in any column; nothing that reads them breaks `verify`."""
    file = tmp_path / "record.sqlite"
    file.write_bytes(whole)
    with sqlite3.connect(file) as opened:
        opened.execute(change)
    opened.close()
    with Record.open(f"sqlite:///{file}") as record:
        assert any(violation.what.startswith(told) for violation in verify(record))


@pytest.mark.parametrize("version", [b"4", 4.5, "9" * 5000, "-1", "four", "٤"])
def test_a_version_that_is_none_is_refused_by_name(whole: bytes, tmp_path: Path, version: object) -> None:
    """Whatever stands in its place, of whatever type and length."""
    file = tmp_path / "record.sqlite"
    file.write_bytes(whole)
    with sqlite3.connect(file) as opened:
        opened.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (version,))
    opened.close()
    with pytest.raises(DatabaseVersion, match="has schema version"):
        Record.open(f"sqlite:///{file}")
