"""`onrecord ingest` as a command: what it refuses, what it shows, and the indexes that follow a long one."""

import io
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.ingest import MANY, articles_in
from cli.progress import ENOUGH, progress_shown
from rag.keeping.ingest import BATCH_ARTICLES, Tell
from rag.reading import find
from rag.search import open_record
from rag.settings import Settings
from tests.conftest import Command

pytestmark = pytest.mark.slow


def notes(folder: Path, number: int) -> Path:
    """A file of so many short articles."""
    file = folder / "notes.jsonl"
    rows = ({"id": f"n{n}", "title": f"Note {n}", "text": f"Fair {n} opens on Sunday."} for n in range(number))
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


def test_an_empty_path_is_not_the_folder_one_is_in(command: Command) -> None:
    """As a script gives it whose variable is not set."""
    ran = command("ingest", "")
    assert (ran.code, ran.out) == (2, "")
    assert "A path is empty." in ran.err


def test_it_is_known_about_how_many_articles_there_are(tmp_path: Path) -> None:
    """One to a file, and one to a line of `.jsonl`."""
    notes(tmp_path, 7)
    (tmp_path / "one.md").write_text("# Fair\n\nIt opens on Sunday.\n", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"no article")
    assert articles_in(find(tmp_path).files) == 8


def test_a_pipe_is_refused_and_not_waited_for(command: Command, tmp_path: Path) -> None:
    """Whatever its name ends in."""
    os.mkfifo(tmp_path / "pipe.jsonl")
    ran = command("ingest", str(tmp_path / "pipe.jsonl"))
    assert (ran.code, ran.out) == (2, "")
    assert "not a regular file" in ran.err


@pytest.mark.parametrize(("number", "applied"), [(MANY - 1, 0), (MANY + 1, MANY + 1)])
def test_the_indexes_follow_a_long_ingest_and_not_a_short_one(
    settings: Settings, command: Command, tmp_path: Path, number: int, applied: int
) -> None:
    """After a long one nothing is left to be indexed; a short one leaves the data folder to others."""
    assert command("ingest", str(notes(tmp_path, number))).code == 0
    with open_record(settings) as record:
        assert record.last_seq() == number
        assert record.cursor("dense") == record.cursor("lexical") == applied


def told(expected: int, steps: Callable[[Tell], None]) -> str:
    """What is written to an output that is no terminal."""
    out = io.StringIO()
    with progress_shown(out, expected) as tell:
        steps(tell)
    return out.getvalue()


def test_a_long_rest_is_announced_once_from_a_measured_speed() -> None:
    """Not from the first batch, for which the model is loaded, nor from what could not be read."""

    def slow(tell: Tell) -> None:
        tell("embedded", 1)
        tell("stored", BATCH_ARTICLES)
        tell("stored", 1)
        time.sleep(0.05)
        for _ in range(3):
            tell("stored", ENOUGH)

    lines = told(100_000, slow).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"About {100_000 - BATCH_ARTICLES - 1 - ENOUGH:,} articles to go, some ")


def test_a_short_ingest_says_nothing_of_its_progress() -> None:
    """It is over before anybody has read it."""

    def quick(tell: Tell) -> None:
        tell("embedded", 1)
        tell("stored", 20)

    assert told(20, quick) == ""
