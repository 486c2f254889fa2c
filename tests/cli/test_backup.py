"""`onrecord backup` and `onrecord restore`, with the indexes that follow."""

import json
import shutil
from pathlib import Path

import pytest

from rag.search import open_record
from rag.settings import Settings
from tests.conftest import EXAMPLES, Command
from tests.rag.store.postgres import Server

pytestmark = pytest.mark.slow


QUESTION = "Which conditions does the strike committee name?"


def test_a_data_folder_that_was_lost_is_restored(filled: Settings, command: Command) -> None:
    """Searching finds the same, and verify is content; the indexes were built from the record."""
    before = json.loads(command("search", QUESTION, "--json", "--as-of", "2025-06-01").out)
    exported = command("articles", "export").out
    made = json.loads(command("backup", "b.zip", "--json").out)
    assert (made["articles"], made["answers"]) == (56, 0)
    shutil.rmtree(filled.data_dir)
    restored = command("restore", "b.zip")
    assert restored.code == 0
    assert "The record holds 56 articles and 0 answers, as it did at" in restored.out
    assert "Both indexes were built from them" in restored.err
    assert json.loads(command("search", QUESTION, "--json", "--as-of", "2025-06-01").out) == before
    assert command("articles", "export").out == exported
    assert command("verify").code == 0


def test_an_older_state_comes_back_by_force(filled: Settings, command: Command) -> None:
    """What was stored since is gone from record and indexes alike; without force nothing changes."""
    command("backup", "b.zip")
    with open_record(filled) as record:
        gone = record.articles()[0].id
        record.remove(gone)
    refused = command("restore", "b.zip")
    assert (refused.code, refused.out) == (2, "")
    assert "--force" in refused.err
    assert gone not in command("articles").out
    assert command("restore", "b.zip", "--force").code == 0
    assert gone in command("articles").out
    assert json.loads(command("verify", "--json").out)["violations"] == []


def test_a_record_moves_to_postgresql_and_is_used_there(
    filled: Settings, command: Command, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the address of its database alone: listed, searched, verified, exported and backed up as before."""
    asked = (
        ["articles"],
        ["search", QUESTION, "--json", "--as-of", "2025-06-01"],
        ["articles", "export"],
        ["verify", "--json"],
    )
    before = [command(*arguments).out for arguments in asked]
    command("backup", "b.zip")
    with postgres.database() as url:
        monkeypatch.setenv("ONRECORD_DATABASE_URL", url)
        assert command("restore", "b.zip").code == 0
        assert [command(*arguments).out for arguments in asked] == before
        refused = command("restore", "b.zip")
        assert refused.code == 2
        assert "tester" in refused.err
        assert command("ingest", str(EXAMPLES)).out.startswith("0 new, 0 updated, 56 unchanged")
        assert command("backup", "c.zip").code == 0
    gone = command("articles")
    assert (gone.code, gone.out) == (1, "")
    assert "Check that its server runs" in gone.err
    monkeypatch.delenv("ONRECORD_DATABASE_URL")
    shutil.rmtree(filled.data_dir)
    assert command("restore", "c.zip").code == 0
    assert [command(*arguments).out for arguments in asked] == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["restore", "nowhere.zip"], "There is no file nowhere.zip"),
        (["restore", "text.zip"], "text.zip is no backup of On Record, or is damaged"),
        (["backup", "b.zip"], "There is no record in"),
    ],
)
def test_what_can_not_be_done_is_named(command: Command, arguments: list[str], said: str) -> None:
    """With exit code 2, in one line and without a traceback; no record is made by trying."""
    Path("text.zip").write_text("These are the good old news of yesterday.")
    ran = command(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert not (Path("data") / "record.sqlite").exists()


def test_a_backup_that_exists_is_replaced_and_another_file_is_not(filled: Settings, command: Command) -> None:
    """Whoever makes one every night keeps one name."""
    assert filled
    Path("notes.txt").write_text("mine")
    assert command("backup", "b.zip").code == command("backup", "b.zip").code == 0
    ran = command("backup", "notes.txt")
    assert ran.code == 2
    assert Path("notes.txt").read_text() == "mine"


def test_a_damaged_record_says_that_a_backup_helps_and_it_does(filled: Settings, command: Command) -> None:
    """Every command names the file, none has a traceback; restoring by force mends it."""
    command("backup", "b.zip")
    file = filled.data_dir / "record.sqlite"
    file.write_bytes(b"These are the good old news of yesterday.\n" * 9000)
    for arguments in (
        ["articles"],
        ["articles", "export"],
        ["answers"],
        ["verify"],
        ["search", QUESTION],
        ["backup", "c.zip"],
    ):
        ran = command(*arguments)
        assert (ran.code, ran.out) == (1, ""), arguments
        assert str(file) in ran.err
        assert "onrecord restore FILE --force" in ran.err
        assert ran.err.count("\n") == 1
    assert command("restore", "b.zip", "--force").code == 0
    assert command("verify").code == 0
