"""Several processes on one data folder, and processes that are killed: nothing acknowledged is lost, nobody is in the way."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.answer import SearchRequest
from rag.build import Engine, open_record
from rag.keeping.ingest import BATCH_ARTICLES
from rag.models.chat.fake import FakeChat
from rag.settings import Settings
from tests.cli.test_main import contents, put_storms, start, storms_found
from tests.conftest import Command, OpenFake
from tests.rag.pointing import MOBILISATION, QUESTION, WEAPONS, claiming
from tests.serving import serving

pytestmark = pytest.mark.slow


MANY = 20 * BATCH_ARTICLES


@pytest.fixture
def engine(filled: Settings, open_fake: OpenFake) -> Engine:
    """The engine that a server runs on."""
    return open_fake(filled, FakeChat(reply=claiming(MOBILISATION, WEAPONS)))


@pytest.fixture
def served(engine: Engine) -> Iterator[str]:
    """The address of a server that owns the data folder."""
    with serving(engine) as url:
        yield url


# A server and the command line


def test_asking_and_searching_go_through_the_server(served: str, filled: Settings, engine: Engine) -> None:
    """From another process, which opens neither indexes nor models."""
    assert served
    process = start(filled, "ask", "--json", QUESTION)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    answer = json.loads(out)
    assert [claim["text"] for claim in answer["claims"]] == [MOBILISATION[0], WEAPONS[0]]
    assert json.loads(engine.record.answer(answer["id"])) == answer
    process = start(filled, "search", "--json", "--limit", "4", "--since", "2025-05-01", QUESTION)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    found = engine.search(SearchRequest(question=QUESTION, limit=4, since="2025-05-01"))
    assert json.loads(out) == found.model_dump(mode="json")


@pytest.mark.usefixtures("served")
def test_the_day_of_a_search_goes_through_the_server(command: Command, tmp_path: Path) -> None:
    """Of two reports alike the one that is newer on that day comes first."""
    assert command("ingest", str(put_storms(tmp_path / "storms"))).code == 0
    asked = "Which ferry port did the storm close?"
    assert storms_found(command("search", "--json", "--as-of", "2023-01-01", asked)) == ["gale-belmo", "gale-arvik"]
    assert storms_found(command("search", "--json", "--as-of", "2025-03-02", asked)) == ["gale-arvik", "gale-belmo"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["search", "--limit", "99", QUESTION], "bad_input"),
        (["ask", "--outlet", "Nobody", ""], "bad_question"),
    ],
)
def test_errors_come_through_the_server_as_they_are(
    served: str, command: Command, arguments: list[str], code: str
) -> None:
    """The same exit code and shape as without one."""
    assert served
    ran = command(*arguments, "--json")
    assert ran.code == 2
    assert json.loads(ran.out)["error"]["code"] == code


def test_what_is_ingested_while_serving_is_in_the_next_answer(
    served: str, filled: Settings, engine: Engine, command: Command, tmp_path: Path
) -> None:
    """By another process; the server need not be told."""
    assert served
    question = "What is the harbour festival's motto this year?"
    before = json.loads(command("search", "--json", question).out)["evidence"]
    assert not [piece for piece in before if "lanterns" in piece["quote"]]
    (tmp_path / "festival.txt").write_text(
        "Festival opens\n\nThe harbour festival's motto this year is a thousand lanterns, said the mayor.\n"
    )
    process = start(filled, "ingest", str(tmp_path / "festival.txt"))
    out, _ = process.communicate(timeout=300)
    assert (process.returncode, out) == (0, "1 new, 0 updated, 0 unchanged; 57 articles on record.\n")
    writer = engine.chain.writer.model
    assert isinstance(writer, FakeChat)
    claim = "The harbour festival's motto this year is a thousand lanterns."
    writer.reply = claiming((claim, "a thousand lanterns"))
    answer = json.loads(command("ask", "--json", question).out)
    assert [made["text"] for made in answer["claims"]] == [claim]


def test_a_second_server_is_refused_with_the_first_one_named(served: str, command: Command) -> None:
    """Exit code 1, with the process and the address; the first goes on."""
    ran = command("serve", "--port", "8399")
    assert (ran.code, ran.out) == (1, "")
    assert f"process {os.getpid()}, which serves {served}" in ran.err
    refused = command("reindex")
    assert (refused.code, refused.out) == (1, "")
    assert served in refused.err
    assert command("search", "--json", QUESTION).code == 0


def test_the_record_can_be_verified_while_it_is_served(served: str, command: Command) -> None:
    """All but the indexes, and that is said."""
    assert served
    ran = command("verify")
    assert ran.code == 0
    assert "no violations" in ran.out
    assert "indexes are not checked" in ran.err
    assert command("verify-quote", "The ball is now in their court").code == 0


def test_a_server_that_died_is_not_asked(filled: Settings, command: Command) -> None:
    """Its address still lies in the data folder; the command line works by itself."""
    (filled.data_dir / "onrecord.lock").write_text('{"pid": 1, "url": "http://127.0.0.1:9"}')
    assert command("search", "--json", QUESTION).code == 0


# Killed


def articles_on_record(settings: Settings) -> int:
    """How many another process has committed by now."""
    try:
        with sqlite3.connect(f"file:{settings.data_dir / 'record.sqlite'}?mode=ro", uri=True) as opened:
            (count,) = opened.execute("SELECT count(*) FROM articles").fetchone()
    except sqlite3.OperationalError:
        return 0
    opened.close()
    return int(count)


def ingesting(settings: Settings, file: Path) -> "subprocess.Popen[str]":
    """A process in the middle of reading MANY notes from `file`: it has acknowledged two batches."""
    lines = [
        json.dumps({"id": f"n{n:04}", "title": f"Note {n}", "text": f"The fair number {n} opens on Sunday at noon."})
        for n in range(MANY)
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    # A shell's background job starts with Ctrl-C ignored, and so would what it starts.
    process = start(settings, "ingest", str(file), preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    deadline = time.monotonic() + 300
    while articles_on_record(settings) < 2 * BATCH_ARTICLES:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.002)
    return process


def test_an_ingest_that_is_interrupted_stops_cleanly(settings: Settings, command: Command, tmp_path: Path) -> None:
    """By Ctrl-C: one line, whole batches, and what is there is whole."""
    process = ingesting(settings, tmp_path / "notes.jsonl")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.splitlines()[-1]) == (130, "", "onrecord: stopped.")
    assert 2 * BATCH_ARTICLES <= articles_on_record(settings) < MANY
    assert articles_on_record(settings) % BATCH_ARTICLES == 0
    assert command("verify").code == 0


def test_a_killed_ingest_keeps_what_it_acknowledged(settings: Settings, command: Command, tmp_path: Path) -> None:
    """Whole batches, in order; the same command again completes it, and nothing breaks a promise."""
    process = ingesting(settings, tmp_path / "notes.jsonl")
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate()
    assert (process.returncode, out) == (-signal.SIGKILL, "")
    with open_record(settings) as record:
        kept = record.live_article_ids()
    assert 2 * BATCH_ARTICLES <= len(kept) < MANY
    assert kept == [f"n{n:04}" for n in range(len(kept))]
    assert len(kept) % BATCH_ARTICLES == 0
    assert command("verify").code == 0
    again = command("ingest", "--json", str(tmp_path / "notes.jsonl"))
    counts = json.loads(again.out)
    assert (counts["new"], counts["unchanged"]) == (MANY - len(kept), len(kept))
    assert command("verify").code == 0
    whole = contents(settings)
    assert json.loads(command("ingest", "--json", str(tmp_path / "notes.jsonl")).out)["unchanged"] == MANY
    assert contents(settings) == whole
