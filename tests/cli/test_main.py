"""The command line: what it prints, its exit codes, and that bad input or a broken place changes nothing."""

import hashlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rag.build import open_record
from rag.settings import Settings
from rag.store.verify import verify
from tests.conftest import EXAMPLES, ROOT, SMOKE_LLM, Command, Ran

pytestmark = pytest.mark.slow


QUESTION = "What are Russia's ceasefire conditions?"


def contents(settings: Settings) -> str:
    """A hash of everything in the record."""
    with sqlite3.connect(f"file:{settings.data_dir / 'record.sqlite'}?mode=ro", uri=True) as opened:
        lines = "\n".join(opened.iterdump())
    opened.close()
    return hashlib.sha256(lines.encode()).hexdigest()


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """What a process needs to work on the same data folder."""
    where = {"ONRECORD_DATA_DIR": str(settings.data_dir), "ONRECORD_MODELS_DIR": str(settings.models_dir)}
    if settings.database_url:
        where["ONRECORD_DATABASE_URL"] = settings.database_url
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**inherited, **where, "PYTHONPATH": str(ROOT), **more}


def start(settings: Settings, *arguments: str | bytes, **options: Any) -> "subprocess.Popen[str]":
    """`onrecord …` as a process of its own."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "cli", *arguments]
    return subprocess.Popen(command, env=environment(settings), **(pipes | options))


# Reading


def test_ingesting_twice_changes_nothing(settings: Settings, command: Command) -> None:
    """Counts are told; the second time all is unchanged, and so is the record."""
    first = command("ingest", str(EXAMPLES))
    assert (first.code, first.out) == (0, "56 new, 0 updated, 0 unchanged; 56 articles on record.\n")
    before = contents(settings)
    second = command("ingest", "--json", str(EXAMPLES))
    assert second.code == 0
    assert json.loads(second.out) == {
        "new": 0,
        "updated": 0,
        "unchanged": 56,
        "articles": 56,
        "unreadable": [],
        "passed_over": [],
    }
    assert contents(settings) == before


def test_a_bad_file_in_a_folder_is_told_and_the_rest_is_kept(
    filled: Settings, command: Command, tmp_path: Path
) -> None:
    """Exit code 1: something was not read; the line names the file."""
    assert filled
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(EXAMPLES / "bakery-prize.md", folder)
    (folder / "broken.json").write_text("{", encoding="utf-8")
    ran = command("ingest", str(folder))
    assert ran.code == 1
    assert ran.out.startswith("0 new, 0 updated, 1 unchanged")
    assert "broken.json" in ran.err


def test_articles_are_listed_newest_first_with_what_is_not_known(filled: Settings, command: Command) -> None:
    """Undated and without an outlet is said, not guessed."""
    assert filled
    lines = command("articles").out.splitlines()
    assert len(lines) == 56
    assert "2025-11-14" in lines[0]
    assert "undated" in lines[-1]
    assert "outlet unknown" in lines[-1]
    listed = json.loads(command("articles", "--json").out)["articles"]
    assert [article["title"] for article in listed] == [line.split("  |  ")[1] for line in lines]


def test_search_prints_exact_sentences(filled: Settings, command: Command) -> None:
    """Labelled as no answer; the filter holds."""
    ran = command("search", "--json", "--limit", "3", "--since", "2025-05-01", QUESTION)
    found = json.loads(ran.out)
    assert found["note"] == "not an answer"
    assert len(found["evidence"]) == 3
    with open_record(filled) as record:
        for piece in found["evidence"]:
            assert record.article(piece["article_id"]).text[piece["start"] : piece["end"]] == piece["quote"]
            assert piece["published"]["value"] >= "2025-05-01"


def put_storms(folder: Path) -> Path:
    """Two reports that differ in their town and day alone, the older one from Belmo; gives the folder."""
    folder.mkdir()
    for day, town in (("2023-02-01", "Belmo"), ("2025-03-01", "Arvik")):
        text = f"The storm closed the ferry port of {town} overnight."
        (folder / f"{town}.md").write_text(
            f"---\nid: gale-{town.lower()}\npublished: {day}\n---\n# Storm in {town}\n\n{text}\n", encoding="utf-8"
        )
    return folder


def storms_found(ran: Ran) -> list[str]:
    """The ids of these reports in what `search --json` gave, in its order."""
    found = [piece["article_id"] for piece in json.loads(ran.out)["evidence"]]
    return [name for name in found if name.startswith("gale-")]


@pytest.mark.usefixtures("filled")
def test_a_search_prefers_what_is_new_on_its_day(command: Command, tmp_path: Path) -> None:
    """Of two reports alike the newer; asked before either was published, their days count nothing."""
    assert command("ingest", str(put_storms(tmp_path / "storms"))).code == 0
    asked = "Which ferry port did the storm close?"
    assert storms_found(command("search", "--json", "--as-of", "2023-01-01", asked)) == ["gale-belmo", "gale-arvik"]
    assert storms_found(command("search", "--json", "--as-of", "2025-03-02", asked)) == ["gale-arvik", "gale-belmo"]


def test_a_quotation_is_found_word_for_word_or_not_at_all(filled: Settings, command: Command) -> None:
    """Exit code 4 for words that no article has; what comes nearest is shown, and called no quotation."""
    assert filled
    found = command("verify-quote", "--json", "“The ball is now in their court,”")
    assert (found.code, json.loads(found.out)["kind"]) == (0, "exact")
    (place,) = json.loads(found.out)["places"]
    assert (place["title"][:23], place["in"], place["differs"]) == ("Kyiv backs 30-day truce", "text", [])
    invented = command("verify-quote", "The ball is now in our court")
    assert invented.code == 4
    assert invented.out.startswith("Not in any article, word for word.\nNearest, and not the quotation:\n")
    assert invented.out.endswith("  “our” stands as “their”\n")


def test_a_quotation_typed_otherwise_or_edited_is_found_with_what_differs(filled: Settings, command: Command) -> None:
    """Exit code 0: the words are there, and a reader sees what is not as asked."""
    assert filled
    typed = command("verify-quote", "the ball is now in their court")
    assert (typed.code, typed.out.splitlines()[-2:]) == (
        0,
        ["  “the” stands as “The”", f"Found in 1 of {articles_on_record(command)} articles, typed otherwise."],
    )
    edited = json.loads(command("verify-quote", "--json", "The ball [in the talks] is now … their court").out)
    assert (edited["found"], edited["kind"]) == (True, "edited")
    assert edited["places"][0]["differs"] == [
        {"asked": "[in the talks]", "stands": ""},
        {"asked": "…", "stands": "in"},
    ]


def test_a_headline_is_quoted_as_well_as_a_text(filled: Settings, command: Command) -> None:
    """The place says that it is one, and its offsets slice the title."""
    title = json.loads(command("articles", "--json").out)["articles"][0]["title"]
    found = command("verify-quote", "--json", title)
    places = [place for place in json.loads(found.out)["places"] if place["in"] == "headline"]
    assert (found.code, places[0]["quote"], places[0]["title"][places[0]["start"] : places[0]["end"]]) == (
        0,
        title,
        title,
    )
    assert filled


def articles_on_record(command: Command) -> int:
    """How many `onrecord articles` lists."""
    return len(json.loads(command("articles", "--json").out)["articles"])


# Verifying and rebuilding


def test_verify_finds_nothing_on_an_honest_record_and_damage_on_another(filled: Settings, command: Command) -> None:
    """Exit code 0 and 4; the promise is named by number."""
    ran = command("verify")
    assert ran.code == 0
    assert "no violations" in ran.out
    with sqlite3.connect(filled.data_dir / "record.sqlite") as opened:
        opened.execute("UPDATE versions SET text = replace(text, 'truce', 'peace')")
    opened.close()
    damaged = command("verify", "--json")
    assert damaged.code == 4
    assert {found["promise"] for found in json.loads(damaged.out)["violations"]} >= {2}


def test_search_is_the_same_after_reindexing_and_without_the_indexes_folder(filled: Settings, command: Command) -> None:
    """Promise 6 at the command line."""
    before = command("search", "--json", QUESTION).out
    assert json.loads(before)["evidence"]
    assert command("reindex").code == 0
    assert command("search", "--json", QUESTION).out == before
    shutil.rmtree(filled.data_dir / "indexes")
    assert command("search", "--json", QUESTION).out == before
    assert command("verify").code == 0


def test_models_are_listed_and_verified(settings: Settings, command: Command) -> None:
    """What is here, by name; a missing one is a violation."""
    assert SMOKE_LLM in command("models", "list").out
    assert command("models", "verify", SMOKE_LLM).code == 0
    assert settings.models_dir.is_dir()


# Bad input


ASKED_BADLY = [
    (["ask", ""], "bad_question", "The question is empty"),
    (["ask", "?"], "bad_question", "The question is empty"),
    (["ask", "why " * 2500], "bad_question", "9,999 characters"),
    (["ask", "--as-of", "soon", QUESTION], "bad_date", "as_of can't be 'soon'"),
    (["ask", "--since", "2025-13-01", QUESTION], "bad_date", "since can't be '2025-13-01'"),
    (["ask", "--since", "2025-05-02", "--until", "2025-05-01", QUESTION], "bad_date", "ends (2025-05-01) before"),
    (["ask", "--max-claims", "0", QUESTION], "bad_input", "max_claims can't be 0"),
    (["ask", "--max-claims", "21", QUESTION], "bad_input", "max_claims can't be 21"),
    (["ask", "--outlet", " ", QUESTION], "bad_input", "outlet"),
    (["search", ""], "bad_question", "The question is empty"),
    (["search", "--limit", "0", QUESTION], "bad_input", "limit can't be 0"),
    (["search", "--until", "2025-02-30", QUESTION], "bad_date", "until"),
    (["search", "--as-of", "soon", QUESTION], "bad_date", "as_of can't be 'soon'"),
    (["ingest", "nowhere"], "unreadable_source", "nowhere"),
    (["ingest", "photo.jpg"], "unreadable_source", "photo.jpg"),
    (["ingest", "empty.md"], "unreadable_source", "empty.md"),
    (["ingest", "http://10.0.0.1/a.html"], "address_refused", "no public address"),
    (["verify-quote", " "], "bad_input", "The quotation is empty"),
    (["verify-quote", "words", "--article", "nobody"], "not_found", "nobody"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), ASKED_BADLY)
def test_bad_input_is_one_clear_line_and_changes_nothing(
    filled: Settings, command: Command, arguments: list[str], code: str, said: str
) -> None:
    """Exit code 2; with --json the same in the shape of the wire."""
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 no article")
    Path("empty.md").touch()
    before = contents(filled)
    plain = command(*arguments)
    assert (plain.code, plain.out) == (2, "")
    assert plain.err.startswith("onrecord: ")
    assert said in plain.err
    assert plain.err.count("\n") == 1
    wired = command(*arguments, "--json")
    error = json.loads(wired.out)["error"]
    assert (wired.code, wired.err) == (2, "")
    assert set(error) == {"code", "message", "hint"}
    assert error["code"] == code
    assert f"onrecord: {error['message']} {error['hint']}".strip() == plain.err.strip()
    assert contents(filled) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "nonsense", QUESTION], "since can't be 'nonsense'"),
        (["--as-of", "nonsense", QUESTION], "as_of can't be 'nonsense'"),
        (["--language", "english", QUESTION], "language can't be 'english'"),
        (["--limit", "51", QUESTION], "limit can't be 51"),
        ([" "], "The question is empty"),
    ],
)
def test_a_bad_search_is_told_before_models_are_looked_for(
    settings: Settings,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    said: str,
) -> None:
    """On a machine without models too it is exit code 2; no data folder is made."""
    monkeypatch.setenv("ONRECORD_MODELS_DIR", str(tmp_path / "no models"))
    ran = command("search", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not settings.data_dir.exists()


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["ask"], ["ask", "--max-claims", "many", QUESTION]])
def test_a_command_that_can_not_be_parsed_shows_its_usage(command: Command, arguments: list[str]) -> None:
    """Exit code 2."""
    ran = command(*arguments)
    assert ran.code == 2
    assert "usage: onrecord" in ran.err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "eighty", "'port' (from environment) can't be 'eighty'"),
        ("THREADS", "0", "'threads'"),
        ("COLOUR", "red", "'colour' (from environment) is not a setting"),
        ("CONFIG", "nowhere.toml", "nowhere.toml"),
        ("DATABASE_URL", "nonsense", "database URL"),
        ("LLM", "foo", "'llm' can't be 'foo'"),
        ("LLM", "nobody:m", "no provider 'nobody'"),
    ],
)
def test_a_broken_setting_is_named(
    filled: Settings, command: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    """Exit code 2, and nothing is changed."""
    before = contents(filled)
    monkeypatch.setenv(f"ONRECORD_{name}", value)
    ran = command("ask", QUESTION)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert contents(filled) == before


def test_settings_hide_keys(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every setting with its source; a key is masked in both forms."""
    monkeypatch.setenv("ONRECORD_LLM_API_KEY", "sk-very-secret")
    for arguments in (["settings"], ["settings", "--json"]):
        ran = command(*arguments)
        assert ran.code == 0
        assert "sk-very-secret" not in ran.out
        assert "environment" in ran.out


# Broken places


@pytest.mark.parametrize("arguments", [["ask", QUESTION], ["search", QUESTION], ["ingest", str(EXAMPLES)], ["verify"]])
def test_missing_models_are_told_with_the_command_that_fetches_them(
    filled: Settings, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]
) -> None:
    """Exit code 1; nothing is changed."""
    before = contents(filled)
    monkeypatch.setenv("ONRECORD_MODELS_DIR", str(tmp_path / "no models"))
    ran = command(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert "onrecord models pull" in ran.err
    assert ran.err.count("\n") == 1
    assert contents(filled) == before


@pytest.mark.parametrize("version", ["0", "999", "soon"])
def test_a_database_of_another_release_is_left_alone(filled: Settings, command: Command, version: str) -> None:
    """Older than any release or newer than this one: exit code 1, with what it is and what this release knows."""
    with sqlite3.connect(filled.data_dir / "record.sqlite") as opened:
        opened.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (version,))
    opened.close()
    before = contents(filled)
    for arguments in (["articles"], ["ingest", str(EXAMPLES)], ["search", QUESTION]):
        ran = command(*arguments, "--json")
        assert ran.code == 1
        error = json.loads(ran.out)["error"]
        assert error["code"] == "database_version"
        assert f"schema version {version}" in error["message"]
    assert contents(filled) == before


def test_a_record_that_is_no_database_is_named(settings: Settings, command: Command) -> None:
    """Exit code 1, and the file stays as it is."""
    settings.data_dir.mkdir()
    file = settings.data_dir / "record.sqlite"
    file.write_bytes(b"These are my notes. " * 500)
    ran = command("articles")
    assert ran.code == 1
    assert str(file) in ran.err
    assert file.read_bytes() == b"These are my notes. " * 500


def test_a_file_that_may_not_grow_keeps_what_was_acknowledged(filled: Settings, tmp_path: Path) -> None:
    """As on a full disk or quota: exit code 1, one line; the record is whole, and with room again it goes on."""
    lines = [
        json.dumps({"id": f"n{n}", "title": f"Note {n}", "text": f"The fair number {n} opens on Sunday at noon. " * 60})
        for n in range(64)
    ]
    (tmp_path / "notes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    room = 400_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    process = start(filled, "ingest", str(tmp_path / "notes.jsonl"), preexec_fn=limit)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out) == (1, "")
    assert err.splitlines()[-1].startswith("onrecord: ")
    assert "Traceback" not in err
    with open_record(filled) as record:
        assert record.counts().articles < 56 + 64
        assert verify(record) == []


def test_a_reader_that_goes_away_is_no_failure(filled: Settings) -> None:
    """As `onrecord articles | head -1`: no traceback, exit code 0."""
    reading, writing = os.pipe()
    os.close(reading)
    process = start(filled, "articles", stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")


def test_a_name_that_is_not_text_is_an_error_like_any_other(filled: Settings) -> None:
    """File names may hold bytes that are no UTF-8."""
    process = start(filled, "ingest", b"/no\xffwhere", "--json")
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (2, "")
    assert json.loads(out)["error"]["code"] == "unreadable_source"
