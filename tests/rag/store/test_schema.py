"""A record of every released schema is opened, brought forward, and answers as one that is made today."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Inspector, create_engine, inspect

from rag.answer import Answer
from rag.store.record import Record
from rag.store.schema import current_version
from rag.store.verify import verify
from tests.rag.conftest import Databases
from tests.rag.store.making import story
from tests.rag.store.schemas import make

pytestmark = pytest.mark.slow


FOLDER = Path(make.__file__).parent
RELEASED = [1, 2, 3, 4, 5]


def _load(url: str, backend: str, version: int) -> None:
    """Fill an empty database as a release left it that wrote this schema."""
    if backend == "sqlite":
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True)
    dump = (FOLDER / f"{version}.{backend}.sql").read_text(encoding="utf-8")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        (raw.executescript if backend == "sqlite" else raw.execute)(dump)
    engine.dispose()


def _answers_of(record: Record) -> dict[str, Any]:
    """All that a reader, an index or a judge is told by a record; when it was written is left out."""
    live = record.live_article_ids()
    passages = record.passages_by_id(sorted(record.live_passage_ids()))
    keys = [("bridge", 1), ("bridge", 2), ("ferry", 1), ("gone", 1), ("undated", 1)]
    return {
        "listed": record.articles(),
        "counts": record.counts(),
        "versions": record.articles_by_key(keys),
        "passages": passages,
        "sentences": record.sentences_of_articles(keys),
        "vectors": record.vectors_of(list(passages)).matrix.tolist(),
        "answers": [Answer.model_validate_json(record.answer(name)) for name in ("q1", "q2")],
        "changes": record.changes_after(0, 99),
        "indexes": [(record.cursor(name), record.index_location(name)) for name in ("dense", "lexical")],
        "stories": record.copies(live),
    }


def _shape(inspector: Inspector) -> dict[str, Any]:
    """Tables with their columns, keys and indexes."""
    return {
        table: (
            {(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)},
            inspector.get_pk_constraint(table)["constrained_columns"],
            {(index["name"], tuple(index["column_names"])) for index in inspector.get_indexes(table)},
        )
        for table in inspector.get_table_names()
        if not table.startswith("sqlite_")
    }


def test_every_schema_has_a_record_here() -> None:
    """Whoever adds a migration adds the record that the release before it left."""
    assert [*RELEASED] == list(range(1, current_version() + 1))
    assert all(
        (FOLDER / f"{version}.{name}.sql").is_file() for version in RELEASED for name in ("sqlite", "postgresql")
    )


@pytest.mark.parametrize("version", RELEASED)
def test_a_record_of_a_released_schema_answers_the_same(version: int, backend: str, url: str, tmp_path: Path) -> None:
    """It verifies clean, tells all that one made today tells, has the same tables, and takes further articles."""
    _load(url, backend, version)
    fresh = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    make.main(fresh)
    with Record.open(url) as record, Record.open(fresh) as today:
        assert verify(record) == []
        assert _answers_of(record) == _answers_of(today)
        before = record.last_seq()
        assert [outcome.kind for outcome in record.store([story("bridge"), story("new")])] == ["updated", "new"]
        assert [change.seq for change in record.changes_after(before, 9)] == [before + 1, before + 2]
        record.save_answer("q3", "And now?", "{}", "talk")
        assert record.conversation("talk", 1) == ["{}"]
        record.remove("new")
    with Record.open(url) as again:
        assert again.counts().articles == 3


@pytest.mark.parametrize("version", RELEASED)
def test_a_migrated_database_has_the_tables_of_a_new_one(
    version: int, backend: str, url: str, databases: Databases
) -> None:
    """Columns, keys and indexes, by name and kind."""
    _load(url, backend, version)
    Record.open(url).close()
    with databases() as fresh:
        Record.open(fresh).close()
        assert _shape_of(url) == _shape_of(fresh)


def _shape_of(url: str) -> dict[str, Any]:
    engine = create_engine(url)
    shape = _shape(inspect(engine))
    engine.dispose()
    return shape
