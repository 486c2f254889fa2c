"""Both indexes stay level with the record, whoever writes, whatever breaks, whenever somebody is killed."""

import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tantivy
from sqlalchemy import event

from rag.errors import DataFolderBusy, IndexBroken
from rag.indexes.in_use import MARKER
from rag.indexes.indexes import Indexes
from rag.store.filters import Filters
from rag.store.record import Record
from rag.store.rows import KeyedVector
from rag.store.verify import verify
from tests.rag.store.making import DIMENSIONS, story, vector_for

pytestmark = pytest.mark.slow


QUESTION = vector_for("a question")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder of its own."""
    return tmp_path / "data"


@pytest.fixture
def record(data_dir: Path) -> Iterator[Record]:
    """The folder's record, empty."""
    with Record.open(f"sqlite:///{data_dir / 'record.sqlite'}") as opened:
        yield opened


def _level(record: Record, indexes: Indexes) -> bool:
    live = record.live_passage_ids()
    return indexes.dense.ids() == live and indexes.lexical.ids() == live


def _folders(data_dir: Path) -> set[str]:
    return {path.name for path in (data_dir / "indexes").iterdir() if path.is_dir()}


def test_catching_up_follows_every_kind_of_change(record: Record, data_dir: Path) -> None:
    """New, updated, removed and returned articles; what is gone is found no more."""
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        assert indexes.catch_up() == 0
        record.store([story("a", "Old ferry."), story("b", "Bread.")])
        assert indexes.catch_up() == 4
        record.store([story("a", "New ferry.")])
        record.remove("b")
        indexes.catch_up()
        assert indexes.dense.ids() == indexes.lexical.ids() == {"a.2.0"}
        assert [hit.id for hit in indexes.lexical.query("ferry", 5)] == ["a.2.0"]
        record.store([story("b", "Bread.")])
        indexes.catch_up()
        assert indexes.ids() == {"dense": {"a.2.0", "b.1.0"}, "lexical": {"a.2.0", "b.1.0"}}
        assert verify(record, indexes.ids()) == []


def test_passages_without_a_word_are_no_damage(record: Record, data_dir: Path) -> None:
    """An article of dashes, stored among few others, must not end every question with IndexBroken."""
    record.store([story(name, "- - - -") for name in "abcdefgh"] + [story("i", "The ferry.")])
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        assert _level(record, indexes)
        assert [hit.id for hit in indexes.lexical.query("ferry", 5)] == ["i.1.0"]


def test_with_nothing_to_do_catching_up_is_one_query(record: Record, data_dir: Path) -> None:
    """It is done before every question."""
    record.store([story("a")])
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        asked: list[str] = []
        event.listen(record.database._engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        assert indexes.catch_up() == 0
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1


def test_what_another_process_stores_is_found_here(record: Record, data_dir: Path) -> None:
    """SQL needs no lock: an ingest next to a running server is seen at its next question."""
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        command = [
            sys.executable,
            "-m",
            "tests.rag.store.ingesting",
            f"sqlite:///{data_dir / 'record.sqlite'}",
            "p",
            "2",
        ]
        subprocess.run(command, check=True, capture_output=True)
        assert indexes.catch_up() == 2 * 6
        assert _level(record, indexes)
        assert indexes.dense.count() == 6 * 5


def test_a_second_process_is_told_that_the_folder_is_busy(record: Record, data_dir: Path) -> None:
    """It gets the holder's process id, and the indexes stay unharmed."""
    record.store([story("a")])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.rag.following", str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    while process.stdout.readline() != "level\n":
        pass
    with pytest.raises(DataFolderBusy, match=str(process.pid)):
        Indexes.open(record, data_dir, DIMENSIONS)
    process.communicate("")
    assert process.returncode == 0
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        assert _level(record, indexes)


def test_a_kill_while_the_indexes_follow_loses_nothing(record: Record, data_dir: Path) -> None:
    """Three kills at random steps; each time everything is found again, and cursors never lie."""
    rng = random.Random(3)  # noqa: S311  # only to vary the moment
    for round_number in range(3):
        record.store([story(f"r{round_number}.{number}") for number in range(60)])
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.rag.following", str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        for _ in range(rng.randrange(1, 11)):
            assert process.stdout.readline()
        process.kill()
        process.communicate()
    assert (data_dir / "indexes" / MARKER).exists()
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        assert _level(record, indexes)
        assert verify(record, indexes.ids()) == []
    assert not (data_dir / "indexes" / MARKER).exists()


def _answers(indexes: Indexes) -> tuple[object, object]:
    return indexes.dense.query(QUESTION, 10), indexes.lexical.query("second of a7 and a8", 10)


@pytest.fixture
def filled(record: Record, data_dir: Path) -> tuple[object, object]:
    """Closed indexes of 300 articles, and what they answered."""
    record.store([story(f"a{number}") for number in range(300)])
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        return _answers(indexes)


@pytest.mark.parametrize(
    "damage",
    [
        "database cut",
        "database noise",
        "database empty",
        "vectors noise",
        "dense gone",
        "lexical cut",
        "lexical gone",
        "all gone",
    ],
)
def test_a_damaged_index_is_built_again_and_answers_as_before(
    filled: tuple[object, object], record: Record, data_dir: Path, damage: str
) -> None:
    """From stored vectors, into a new folder; nothing is embedded, and the damaged folder goes away."""
    dense, lexical = data_dir / "indexes" / "dense-1", data_dir / "indexes" / "lexical-1"
    noise = np.random.default_rng(0).bytes(50_000)
    if damage == "database cut":
        with (dense / "chroma.sqlite3").open("r+b") as file:
            file.truncate(30_000)
    elif damage.startswith("database"):
        (dense / "chroma.sqlite3").write_bytes(noise if damage == "database noise" else b"")
    elif damage == "vectors noise":
        # This kills whoever opens the folder; the marker is what a process killed by it leaves behind.
        for path in dense.glob("*/data_level0.bin"):
            path.write_bytes(noise)
        (data_dir / "indexes" / MARKER).touch()
    elif damage == "lexical cut":
        for path in lexical.glob("*.store"):
            path.write_bytes(path.read_bytes()[:50])
    else:
        for path in {"dense gone": [dense], "lexical gone": [lexical]}.get(damage, [data_dir / "indexes"]):
            shutil.rmtree(path)
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        assert _level(record, indexes)
        assert _answers(indexes) == filled
    assert len(_folders(data_dir)) == 2


def test_an_index_that_holds_other_passages_is_built_again(
    filled: tuple[object, object], record: Record, data_dir: Path
) -> None:
    """As after a backup of the record was restored: the numbers of passages may even be equal."""
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        indexes.lexical.apply([], ["a1.1.0"])
        indexes.dense.apply([], ["a1.1.0"])
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        assert _level(record, indexes)
        assert _answers(indexes) == filled


def test_an_index_that_breaks_while_in_use_is_built_again(
    record: Record, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question after the failure finds everything."""
    record.store([story("a")])
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        broken = indexes.dense

        def fail(*_: object) -> None:
            raise IndexBroken("Broken for this test.")

        monkeypatch.setattr(broken, "apply", fail)
        record.store([story("b")])
        indexes.catch_up()
        assert indexes.dense is not broken
        assert _level(record, indexes)


def test_reindexing_swaps_folders_while_questions_are_answered(
    filled: tuple[object, object], record: Record, data_dir: Path
) -> None:
    """Each question meets a whole index, old or new; the old folders are gone after closing."""
    stop = threading.Event()
    seen: list[object] = []
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:

        def ask() -> None:
            while not stop.is_set():
                seen.append(_answers(indexes))

        asking = threading.Thread(target=ask)
        asking.start()
        told: list[tuple[int, int]] = []
        indexes.reindex(lambda done, total: told.append((done, total)))
        stop.set()
        asking.join()
    assert told[-1] == (300, 300)
    assert seen
    assert all(answers == filled for answers in seen)
    assert _folders(data_dir) == {"dense-2", "lexical-2"}
    assert record.index_location("dense") == "indexes/dense-2"


def test_what_a_killed_rebuild_left_behind_is_swept_away(
    filled: tuple[object, object], record: Record, data_dir: Path
) -> None:
    """Only folders that an index could have made; the live ones stay."""
    for name in ("dense-7", "lexical-9", "dense-of-mine"):
        (data_dir / "indexes" / name).mkdir()
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        assert _answers(indexes) == filled
    assert _folders(data_dir) == {"dense-1", "lexical-1", "dense-of-mine"}


def test_another_model_with_longer_vectors_gets_an_index_of_its_own(record: Record, data_dir: Path) -> None:
    """Once its vectors are stored; until then the record can't be indexed for it, and that is said."""
    record.store([story("a", "One.")])
    Indexes.open(record, data_dir, DIMENSIONS).close()
    with pytest.raises(IndexBroken, match="length 8; the embedder makes 16"):
        Indexes.open(record, data_dir, 16)
    longer = np.full(16, 0.25, dtype=np.float32)
    record.replace_vectors({"a.1.0": KeyedVector("long", "other", longer)})
    with Indexes.open(record, data_dir, 16) as indexes:
        assert indexes.dense.query(longer, 1)[0].score == pytest.approx(1, abs=1e-5)


def test_a_failure_to_open_gives_the_folder_back(
    record: Record, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever tries next is not told that it is busy."""
    monkeypatch.setattr("rag.indexes.indexes.LexicalIndex.open", lambda _: (_ for _ in ()).throw(IndexBroken("No.")))
    with pytest.raises(IndexBroken):
        Indexes.open(record, data_dir, DIMENSIONS)
    monkeypatch.undo()
    Indexes.open(record, data_dir, DIMENSIONS).close()


def test_a_lexical_index_of_an_earlier_release_is_built_again(record: Record, data_dir: Path) -> None:
    """It has no fields to filter by: it is not asked, and not crashed on."""
    record.store([story("a", "The old ferry.", outlet="The Ferry Post"), story("b", "The new ferry.")])
    Indexes.open(record, data_dir, DIMENSIONS).close()
    (folder,) = (data_dir / "indexes").glob("lexical-*")
    shutil.rmtree(folder)
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("title", "text"):
        builder.add_text_field(field, tokenizer_name="en_stem", index_option="freq")
    old = tantivy.Index(builder.build(), path=str(folder))
    writer = old.writer(15_000_000, 1)
    for name in ("a.1.0", "b.1.0"):
        writer.add_document(tantivy.Document(id=name, title="Title", text="The ferry."))
    writer.commit()
    writer.wait_merging_threads()
    with Indexes.open(record, data_dir, DIMENSIONS) as indexes:
        assert indexes.lexical.folder != folder
        wanted = Filters(outlets=("the ferry post",))
        assert [hit.id for hit in indexes.lexical.query("ferry", 5, wanted)] == ["a.1.0"]
        assert _level(record, indexes)
