"""`onrecord sources`, `onrecord sync`, and addresses and standard input of `onrecord ingest`."""

import io
import json
import sys
from collections.abc import Iterator

import pytest

from tests.conftest import Command
from tests.rag.fetching.server import Site, page, served

pytestmark = pytest.mark.slow

STORY = (
    "<html><head><title>Old ferry stays in port</title></head><body><article><h1>Old ferry stays in port</h1>"
    "<p>The ferry Anna will stay in port until 3 June, the harbour office of Lund said on Monday.</p>"
    "<p>A part must come from abroad, said harbour master Ida Berg. Nobody was hurt.</p></article></body></html>"
)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server that may be fetched, with a feed of one story; nobody waits between requests."""
    with served() as running:
        running.pages["/feed"] = page(
            f"<rss version='2.0'><channel><title>Lund Courier</title><item><title>Ferry</title>"
            f"<link>{running.base}ferry</link></item></channel></rss>"
        )
        running.pages["/ferry"] = page(STORY, Content_Type="text/html")
        monkeypatch.setenv("ONRECORD_ALLOW_HOSTS", running.place)
        monkeypatch.setattr("rag.fetching.polite.time.sleep", lambda _: None)
        yield running


def test_a_source_is_added_synced_listed_and_removed(site: Site, command: Command) -> None:
    """Each with a line that says what came of it; its articles stay."""
    added = command("sources", "add", f"{site.base}feed")
    assert (added.code, added.out.split()[1:]) == (0, f"{site.base}feed is noted; `onrecord sync` reads it.".split())
    first = command("sync")
    assert (first.code, first.out) == (0, f"{site.base}feed: 1 new, 0 updated.\n")
    again = json.loads(command("sync", "--json").out)
    assert [(one["new"], one["updated"]) for one in again["synced"]] == [(0, 0)]
    listed = command("sources")
    assert f"{site.base}feed" in listed.out
    assert "0 new, 0 updated." in listed.out
    assert command("sources", "remove", f"{site.base}feed").code == 0
    assert command("sources", "list").err.startswith("No sources yet")
    assert "Old ferry stays in port" in command("articles").out


def test_a_source_that_fails_is_said_and_left_alone(site: Site, command: Command) -> None:
    """With exit code 1; the next sync waits, and says until when."""
    command("sources", "add", f"{site.base}none")
    failed = command("sync")
    assert failed.code == 1
    assert "is not there (HTTP 404)" in failed.out
    waiting = command("sync")
    assert (waiting.code, waiting.out) == (0, "")
    assert f"{site.base}none: left alone until 20" in waiting.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["sources", "add", "http://127.0.0.1:1/feed"], "address_refused", "127.0.0.1"),
        (["sources", "add", "lund.example/feed"], "address_refused", "no address of the web"),
        (["sources", "remove", "nowhere"], "not_found", "nowhere"),
        (["ingest", "http://169.254.169.254/latest"], "address_refused", "169.254.169.254"),
    ],
)
def test_what_may_not_be_fetched_is_refused(
    site: Site, command: Command, arguments: list[str], code: str, said: str
) -> None:
    """As an error of its own, by exit code 2; nothing is noted."""
    assert site.base
    ran = command(*arguments, "--json")
    assert ran.code == 2
    error = json.loads(ran.out)["error"]
    assert error["code"] == code
    assert said in error["message"]
    assert json.loads(command("sources", "--json").out) == {"sources": []}


@pytest.mark.parametrize("given", ["0", "99999", "soon", "nan"])
def test_a_pause_that_is_none_is_refused(command: Command, given: str) -> None:
    """From a minute to a week."""
    assert command("sync", "--every", given).code == 2


def test_pages_and_feeds_are_ingested_by_address_beside_files(
    site: Site, command: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What can't be had is named, and the others are stored."""
    file = tmp_path_factory.mktemp("beside") / "weir.txt"
    file.write_text("Weir breaks\n\nThe weir broke in the night, said the office of Lund.")
    ran = command("ingest", "--json", f"{site.base}feed", str(file), f"{site.base}none")
    done = json.loads(ran.out)
    assert (ran.code, done["new"], len(done["unreadable"])) == (1, 2, 1)
    again = command("ingest", f"{site.base}ferry")
    assert (again.code, again.out) == (0, "0 new, 0 updated, 1 unchanged; 2 articles on record.\n")


class Given:
    """Standard input that holds some bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (STORY.encode(), ["Old ferry stays in port"]),
        (b'{"title": "Weir", "text": "The weir broke."}\n{"title": "Dam", "text": "It held."}\n', ["Dam", "Weir"]),
        (b"Weir breaks\n\nThe weir broke in the night, said the office.", ["Weir breaks"]),
    ],
)
def test_standard_input_is_read_as_what_it_is(
    command: Command, monkeypatch: pytest.MonkeyPatch, data: bytes, titles: list[str]
) -> None:
    """A page, lines of JSON, or a text."""
    monkeypatch.setattr(sys, "stdin", Given(data))
    assert command("ingest", "-").code == 0
    listed = json.loads(command("articles", "--json").out)["articles"]
    assert sorted(article["title"] for article in listed) == titles


def test_an_empty_standard_input_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an empty file is."""
    monkeypatch.setattr(sys, "stdin", Given(b" \n"))
    ran = command("ingest", "-")
    assert ran.code == 2
    assert "Standard input is empty" in ran.err
