"""Damaged index files: whatever is done to one of them, the next process finds all that was found before."""

import json
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.indexes.dense import DATABASE
from rag.indexes.indexes import Indexes
from rag.indexes.note import read_note
from rag.store.record import Record
from tests.rag.asking_indexes import found_in
from tests.rag.damage import DAMAGES, files_of, restored
from tests.rag.store.making import DIMENSIONS, story, vector_for

pytestmark = pytest.mark.slow


SECONDS = 120


def filled(folder: Path, articles: int) -> Path:
    """A data folder with indexes of so many articles, closed."""
    with Record.open(f"sqlite:///{folder / 'record.sqlite'}") as record:
        record.store([story(f"a{number}") for number in range(articles)])
        Indexes.open(record, folder, DIMENSIONS).close()
    return folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound data folder that no test writes to; large enough that Chroma has written its vectors to files."""
    return filled(tmp_path_factory.mktemp("sound"), 700)


@pytest.fixture(scope="module")
def answers(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """What it answers."""
    copy = tmp_path_factory.mktemp("copy")
    restored(sound, copy)
    return found_in(copy)


@pytest.fixture
def data_dir(sound: Path, tmp_path: Path) -> Path:
    """A copy of this test's own."""
    restored(sound, tmp_path)
    return tmp_path


def ask(data_dir: Path) -> "subprocess.CompletedProcess[str]":
    """Open and ask in a process of its own."""
    command = [sys.executable, "-m", "tests.rag.asking_indexes", str(data_dir)]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.mark.parametrize("damage", DAMAGES)
def test_one_damaged_file_is_healed_whatever_was_done_to_it(
    damage: str, sound: Path, data_dir: Path, answers: list[object]
) -> None:
    """Two files a damage, one of each engine; all of them are tried by scripts/soak."""
    rng = random.Random(damage)  # noqa: S311  # only to choose
    for engine in ("dense-1", "lexical-1"):
        restored(sound, data_dir)
        path = data_dir / rng.choice([file for file in files_of(sound) if f"/{engine}/" in file])
        DAMAGES[damage](path, rng)
        assert found_in(data_dir) == answers, path


def test_the_file_that_killed_every_command_is_healed_with_a_line(data_dir: Path, answers: list[object]) -> None:
    """200 bits of Chroma's vectors flipped after a clean close: what killed whoever opened the folder natively, for ever."""
    (vectors,) = (data_dir / "indexes").glob("dense-1/*/data_level0.bin")
    DAMAGES["200 bits"](vectors, random.Random(1))  # noqa: S311
    done = ask(data_dir)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == answers
    [line] = done.stderr.splitlines()
    assert "The dense index is built again from the record" in line
    assert "data_level0.bin" in line
    assert ask(data_dir).stderr == "", "and then it is whole"


def test_a_flipped_bit_in_one_vector_is_seen_though_it_opens_and_answers(data_dir: Path, answers: list[object]) -> None:
    """No sample of questions would meet it."""
    (vectors,) = (data_dir / "indexes").glob("dense-1/*/data_level0.bin")
    DAMAGES["one bit"](vectors, random.Random(5))  # noqa: S311
    assert found_in(data_dir) == answers
    assert not vectors.exists()


def test_after_a_kill_what_only_opening_wrote_is_no_damage(data_dir: Path) -> None:
    """A server that was killed without having written is opened again, and not built again."""
    kill = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    code = f"""
import pathlib, sys
from rag.indexes.indexes import Indexes
from rag.store.record import Record
record = Record.open("sqlite:///" + sys.argv[1] + "/record.sqlite")
indexes = Indexes.open(record, pathlib.Path(sys.argv[1]), {DIMENSIONS})
{kill}
"""
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code, str(data_dir)], capture_output=True, text=True, check=False)
        assert done.returncode == -signal.SIGKILL
        assert done.stderr == ""
    assert (data_dir / "indexes" / "dense-1").is_dir()


def test_a_kill_does_not_hide_damage(data_dir: Path, answers: list[object]) -> None:
    """Left open, and its vectors are not as they were though nothing was written: not even tried."""
    (data_dir / "indexes" / "in-use").touch()
    (vectors,) = (data_dir / "indexes").glob("dense-1/*/data_level0.bin")
    DAMAGES["zeros"](vectors, random.Random(1))  # noqa: S311
    assert found_in(data_dir) == answers
    assert not vectors.exists()


@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", DATABASE])
def test_what_nothing_is_known_of_is_tried_in_a_child_first(name: str, data_dir: Path, answers: list[object]) -> None:
    """As of an earlier release's folder, or where the note is damaged as well: a crash there is none here."""
    (data_dir / "indexes" / "dense.json").write_text("{}")
    [path] = (data_dir / "indexes" / "dense-1").rglob(name)
    DAMAGES["garbage"](path, random.Random(3))  # noqa: S311
    done = ask(data_dir)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == answers
    assert "built again" in done.stderr


@pytest.mark.parametrize("damage", ["a folder", "a pipe", "a dead link", "garbage"])
@pytest.mark.parametrize("file", ["dense.json", "in-use"])
def test_what_is_put_in_the_place_of_a_note_is_no_harm(
    file: str, damage: str, data_dir: Path, answers: list[object]
) -> None:
    """Neither of the index's note nor of the mark that it is in use."""
    path = data_dir / "indexes" / file
    path.touch()
    DAMAGES[damage](path, random.Random(2))  # noqa: S311
    assert found_in(data_dir) == answers
    assert read_note(data_dir, "dense") is not None
    assert not (data_dir / "indexes" / "in-use").exists()


def test_a_sound_folder_without_a_note_is_not_built_again(data_dir: Path, answers: list[object]) -> None:
    """An earlier release left it: it is tried, kept, and noted."""
    for name in ("dense", "lexical"):
        (data_dir / "indexes" / f"{name}.json").unlink()
    assert found_in(data_dir) == answers
    assert (data_dir / "indexes" / "dense-1").is_dir()
    note = read_note(data_dir, "dense")
    assert note is not None
    assert note.files


def test_a_process_that_crashes_in_an_index_leaves_word_and_the_next_one_builds_it_again(
    data_dir: Path, answers: list[object]
) -> None:
    """What no digest and no trial has found can still kill whoever asks: once."""
    code = f"""
import ctypes, pathlib, sys
from rag.indexes.dense import DenseIndex
from rag.indexes.indexes import Indexes
from rag.store.record import Record
record = Record.open("sqlite:///" + sys.argv[1] + "/record.sqlite")
indexes = Indexes.open(record, pathlib.Path(sys.argv[1]), {DIMENSIONS})
indexes.dense._collection = type("Crashing", (), {{"query": lambda self, **_: ctypes.string_at(0)}})()
from tests.rag.store.making import vector_for
indexes.dense.query(vector_for("x"), 1)
"""
    crashed = subprocess.run([sys.executable, "-c", code, str(data_dir)], capture_output=True, text=True, check=False)
    assert crashed.returncode == -signal.SIGSEGV
    done = ask(data_dir)
    assert json.loads(done.stdout) == answers
    assert "dense index is built again from the record: a process crashed in it" in done.stderr
    assert "lexical" not in done.stderr


def test_damage_done_while_it_is_open_is_not_noted_as_whole(data_dir: Path, answers: list[object]) -> None:
    """Closing well afterwards must not make the next process trust it."""
    with (
        Record.open(f"sqlite:///{data_dir / 'record.sqlite'}") as record,
        Indexes.open(record, data_dir, DIMENSIONS),
    ):
        (vectors,) = (data_dir / "indexes").glob("dense-1/*/data_level0.bin")
        DAMAGES["200 bits"](vectors, random.Random(4))  # noqa: S311
    done = ask(data_dir)
    assert json.loads(done.stdout) == answers
    assert "built again" in done.stderr


def test_an_index_whose_folder_goes_while_it_is_open_is_told_and_built_again(data_dir: Path) -> None:
    """Whoever asks whether it is ready is told which part is not, and it heals without a start anew."""
    with (
        Record.open(f"sqlite:///{data_dir / 'record.sqlite'}") as record,
        Indexes.open(record, data_dir, DIMENSIONS) as indexes,
    ):
        assert indexes.trouble() is None
        before = indexes.dense.query(vector_for("q"), 10)
        shutil.rmtree(data_dir / "indexes")
        said = indexes.trouble()
        assert said is not None
        assert "dense index" in said
        assert str(data_dir) not in said
        healing = indexes._healing
        assert healing is not None
        healing.join(SECONDS)
        assert indexes.trouble() is None
        assert indexes.dense.query(vector_for("q"), 10) == before


def test_an_index_that_lags_for_long_is_told(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it catches up by itself; not for the moment after an article was stored."""
    with (
        Record.open(f"sqlite:///{data_dir / 'record.sqlite'}") as record,
        Indexes.open(record, data_dir, DIMENSIONS) as indexes,
    ):
        monkeypatch.setattr(indexes, "_heal", lambda: None)
        record.store([story("new")])
        assert indexes.trouble() is None
        monkeypatch.setattr("rag.indexes.indexes.LAG_SECONDS", 0)
        assert "1 changes behind" in str(indexes.trouble())
        indexes.catch_up()
        assert indexes.trouble() is None
