"""What the command line prints: an output that can't be written is one clear line, and no name steers a terminal."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rag.settings import Settings
from tests.cli.test_main import environment
from tests.conftest import EXAMPLES, Command

pytestmark = pytest.mark.slow


FULL = Path("/dev/full")
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NAME = "\x1b[2J\x1b]0;owned\x07 \u202egnp\u2066 \x9b31m"
QUESTION = "What are Russia's ceasefire conditions?"
PRINTING = [
    ["--help"],
    ["ingest", "--help"],
    ["ingest", str(EXAMPLES / "bakery-prize.md")],
    ["ingest", "--json", str(EXAMPLES / "bakery-prize.md")],
    ["ingest", "--json", "nowhere"],
    ["search", QUESTION],
    ["search", "--json", QUESTION],
    ["articles"],
    ["articles", "--json"],
    ["verify"],
    ["verify-quote", "words that nobody wrote"],
    ["reindex"],
    ["models", "list"],
    ["settings"],
    ["settings", "--json"],
    ["eval", "--help"],
]
"""Commands that print something, whatever is on record."""


def ran(settings: Settings, arguments: list[str], redirected: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """`onrecord …` with its streams redirected as a shell would."""
    shell = ["/bin/sh", "-c", f'exec "$0" -m cli "$@" {redirected}', sys.executable, *arguments]
    return subprocess.run(
        shell, env=environment(settings), capture_output=True, text=True, timeout=300, check=False, cwd=folder
    )


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_full_disk_behind_the_output_is_one_line(filled: Settings, tmp_path: Path, arguments: list[str]) -> None:
    """Exit code 1, no traceback, of every command that prints."""
    told = ran(filled, arguments, "> /dev/full", tmp_path)
    assert told.returncode == 1
    *progress, last = told.stderr.splitlines()
    assert last == (
        "onrecord: writing failed (No space left on device). Check where the output goes, and that there is room."
    )
    assert not [line for line in progress if "Traceback" in line or "ignored" in line]


@pytest.mark.parametrize("arguments", [["articles"], ["settings", "--json"], ["verify"], ["--help"]], ids=" ".join)
def test_an_output_that_is_closed_is_one_line(filled: Settings, tmp_path: Path, arguments: list[str]) -> None:
    """And no file of ours is opened in its place."""
    told = ran(filled, arguments, ">&-", tmp_path)
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].startswith("onrecord: writing failed (Bad file descriptor).")
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("redirected", ["2>&-", "2>/dev/full"])
def test_nobody_has_to_listen_to_what_is_said_beside_the_output(
    filled: Settings, tmp_path: Path, redirected: str
) -> None:
    """A closed or full stderr leaves the answer as it is, and errors have their exit code."""
    if redirected == "2>/dev/full" and not FULL.exists():
        pytest.skip("this system has no /dev/full")
    listed = ran(filled, ["articles", "--json"], redirected, tmp_path)
    assert listed.returncode == 0
    assert len(json.loads(listed.stdout)["articles"]) == 56
    refused = ran(filled, ["ingest", "nowhere"], redirected, tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")


# Names


@pytest.fixture
def steering(filled: Settings, command: Command, tmp_path: Path) -> Path:
    """A folder whose files have names that steer a terminal, and an article whose every field does, on record."""
    assert filled
    folder = tmp_path / "hostile"
    folder.mkdir()
    fields = {
        "id": f"i{NAME}",
        "title": f"Pier {NAME}",
        "outlet": f"Herald {NAME}",
        "byline": NAME,
        "text": f"They met {NAME} there.",
    }
    (folder / f"good{NAME}.json").write_text(json.dumps(fields), encoding="utf-8")
    (folder / f"bad{NAME}.json").write_text("{", encoding="utf-8")
    (folder / f"link{NAME}.md").symlink_to("/dev/zero")
    assert command("ingest", str(folder)).code == 1
    return folder


def test_no_name_steers_a_terminal(steering: Path, command: Command) -> None:
    """Of files, titles, outlets and ids, in lists, errors and JSON, on either stream: each is spelt."""
    listed = json.loads(command("articles", "--json").out)["articles"]
    (hostile,) = [one["id"] for one in listed if one["title"].startswith("Pier")]
    for arguments in (
        ["ingest", str(steering)],
        ["ingest", "--json", str(steering)],
        ["ingest", str(steering / f"bad{NAME}.json")],
        ["ingest", str(steering / f"bad{NAME}.json"), "--json"],
        ["ingest", f"https://example.com/{NAME}"],
        ["articles"],
        ["articles", "--json"],
        ["search", "--json", "Who met there?", "--article", hostile],
        ["search", "Who met there?", "--article", hostile],
        ["search", "Who met there?", "--outlet", NAME],
        ["verify-quote", "They met"],
        ["verify-quote", "They met", "--json"],
        ["verify-quote", "x", "--article", NAME],
        ["models", "verify", NAME],
        ["ingest", f"--{NAME}"],
        [f"in{NAME}"],
        ["eval", f"in{NAME}"],
        ["eval", "report", NAME],
    ):
        told = command(*arguments)
        assert told.out + told.err
        assert not STEERING.findall(told.out + told.err), arguments


def test_a_file_is_still_told_by_its_name(steering: Path, command: Command) -> None:
    """Spelt, so that it can be found; what is passed over is counted, and named in JSON."""
    told = command("ingest", str(steering))
    assert r"bad\x1b[2J\x1b]0;owned\x07 \u202egnp\u2066 \x9b31m.json: this is not JSON" in told.err
    assert "1 link out of the folder passed over.\n" in told.err
    shown = json.loads(command("ingest", "--json", str(steering)).out)
    assert shown["passed_over"] == [{"path": str(steering / f"link{NAME}.md"), "why": "link out of the folder"}]
