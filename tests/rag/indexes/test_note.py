"""What the indexes' folder notes of itself, and what it tells of a record that has lost something."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rag.errors import RecordLost
from rag.indexes.indexes import Indexes
from rag.indexes.note import Noted, digests, lost_changes, read_note, write_note
from rag.store.record import Record
from rag.store.verify import verify
from tests.rag.store.making import DIMENSIONS, story

pytestmark = pytest.mark.slow


def _record(data_dir: Path) -> Record:
    return Record.open(f"sqlite:///{data_dir / 'record.sqlite'}")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with nine articles, its indexes closed."""
    with _record(tmp_path) as record:
        record.store([story(name) for name in "abcdefghi"])
        Indexes.open(record, tmp_path, DIMENSIONS).close()
    return tmp_path


def test_a_note_comes_back_as_it_was_written(data_dir: Path) -> None:
    """With digests and without."""
    for told in (Noted("indexes/dense-4", 7, {"a": "b"}), Noted("indexes/dense-4", 7)):
        write_note(data_dir, "dense", told)
        assert read_note(data_dir, "dense") == told


@pytest.mark.parametrize("at", range(0, 200, 7))
def test_a_note_with_a_changed_byte_says_nothing(data_dir: Path, at: int) -> None:
    """Neither more changes than there were, nor other digests."""
    path = data_dir / "indexes" / "dense.json"
    whole = path.read_bytes()
    before = read_note(data_dir, "dense")
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 2]) + whole[at + 1 :])
    assert read_note(data_dir, "dense") in (None, before)


def test_a_closed_index_is_noted_with_what_its_files_are(data_dir: Path) -> None:
    """All of them, and how many changes it has applied; while it is written to, no file is vouched for."""
    note = read_note(data_dir, "lexical")
    assert note == Noted("indexes/lexical-1", 9, digests(data_dir / "indexes" / "lexical-1"))
    with _record(data_dir) as record, Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        record.store([story("j")])
        indexes.catch_up()
        assert read_note(data_dir, "lexical") == Noted("indexes/lexical-1", 10)


def _emptied(data_dir: Path) -> None:
    (data_dir / "record.sqlite").write_bytes(b"")


def _removed(data_dir: Path) -> None:
    (data_dir / "record.sqlite").unlink()


def _set_back(data_dir: Path) -> None:
    """A backup of an earlier day in its place."""
    _removed(data_dir)
    with _record(data_dir) as record:
        record.store([story(name) for name in "abc"])


def _without_log(data_dir: Path) -> None:
    with _record(data_dir) as record, record.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM changes")


LOSSES: list[Callable[[Path], None]] = [_emptied, _removed, _set_back, _without_log]


@pytest.mark.parametrize("lose", LOSSES)
def test_a_record_that_lost_something_is_refused_and_its_indexes_are_left_as_they_are(
    data_dir: Path, lose: Callable[[Path], None]
) -> None:
    """However often it is tried; what it is about is said."""
    lose(data_dir)
    before = digests(data_dir / "indexes")
    for _ in range(2):
        with _record(data_dir) as record:
            assert lost_changes(record, data_dir)
            with pytest.raises(RecordLost, match="reindex --force"):
                Indexes.open(record, data_dir, DIMENSIONS)
    assert digests(data_dir / "indexes") == before


@pytest.mark.parametrize("lose", LOSSES)
def test_what_is_left_is_gone_on_with_when_that_is_asked_for(data_dir: Path, lose: Callable[[Path], None]) -> None:
    """Then the indexes are those of the record as it is now, and nothing is refused any more."""
    lose(data_dir)
    with _record(data_dir) as record:
        Indexes.open(record, data_dir, DIMENSIONS, accept_loss=True).close()
        assert lost_changes(record, data_dir) is None
        with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
            assert indexes.dense.ids() == indexes.lexical.ids() == record.live_passage_ids()
            record.store([story("new")])
            indexes.catch_up()
            assert "new.1.0" in indexes.dense.ids()


def test_indexes_of_an_earlier_release_beside_an_emptied_record_are_seen_without_a_note(data_dir: Path) -> None:
    """They have none; an index of a record that never held anything is no loss."""
    for name in ("dense", "lexical"):
        (data_dir / "indexes" / f"{name}.json").unlink()
    with _record(data_dir) as record:
        assert lost_changes(record, data_dir) is None
    _emptied(data_dir)
    with _record(data_dir) as record:
        assert lost_changes(record, data_dir)


def test_asking_before_anything_was_stored_is_no_loss(tmp_path: Path) -> None:
    """Nor is it with the notes gone."""
    with _record(tmp_path) as record:
        Indexes.open(record, tmp_path, DIMENSIONS).close()
        assert lost_changes(record, tmp_path) is None
        for name in ("dense", "lexical"):
            (tmp_path / "indexes" / f"{name}.json").unlink()
        assert lost_changes(record, tmp_path) is None


def test_a_record_that_is_emptied_under_a_running_server_is_refused(data_dir: Path) -> None:
    """Nothing is answered from indexes of what is gone, and they are not emptied after it."""
    with _record(data_dir) as record, Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        with record.database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM changes")
        with pytest.raises(RecordLost):
            indexes.catch_up()
        assert "holds less" in str(indexes.trouble())
        assert len(indexes.dense.ids()) == 18


def test_verify_sees_a_log_that_lags_behind_its_indexes(data_dir: Path) -> None:
    """In SQL alone: the cursors are in there as well."""
    with _record(data_dir) as record:
        assert verify(record) == []
        with record.database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM changes WHERE seq > 5")
        assert [found.promise for found in verify(record)] == [6, 6]


def test_verify_sees_an_article_that_the_log_has_and_the_record_has_not(data_dir: Path) -> None:
    """Whoever wiped it, and however tidily."""
    with _record(data_dir) as record:
        with record.database.writing() as connection:
            for table in ("passages", "sentences", "bands", "signatures", "versions"):
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE article_id = 'a'")  # noqa: S608  # sabotage
            connection.exec_driver_sql("DELETE FROM articles WHERE id = 'a'")
        [found] = verify(record)
    assert (found.promise, found.where) == (6, "article a version 1")
    assert "is not there" in found.what
