"""A folder in which every file but two attacks whoever reads it: each is read or named, and costs the others nothing."""

import json
import time
from pathlib import Path

import pytest

from rag.domain import Article
from rag.reading.in_child import read_apart
from tests.conftest import Command
from tests.hostile.inputs import FILES, PLACES, written

pytestmark = pytest.mark.slow


AT_MOST = 5.0
"""Seconds that any of them may take, on a slow machine that does other things too."""


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_or_named_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    """In time, with an error that names it and no other, and nothing of it is taken for another file's."""
    folder = tmp_path / "one"
    folder.mkdir()
    content = FILES[name]
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    for good in ("0.txt", "zz.txt"):
        (folder / good).write_text("Pier opens\n\nThe pier is open. It is long.", encoding="utf-8")
    began = time.monotonic()
    first, *found, last = read_apart([folder])
    assert time.monotonic() - began < AT_MOST
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert first.title == last.title == "Pier opens"
    for item in found:
        assert str(item.source if isinstance(item, Article) else item.message).startswith(str(folder / name))
    assert len(found) == 1


def test_a_hostile_folder_is_stored_as_far_as_it_can_be(tmp_path: Path, command: Command) -> None:
    """In one go, twice: the good articles are found and quoted, all else is named or counted, and nothing is broken."""
    folder = written(tmp_path / "folder")
    first = command("ingest", "--json", str(folder))
    told = json.loads(first.out)
    assert first.code == 1  # something was not read
    assert told["new"] == told["articles"] >= 2
    assert {Path(one["path"]).name for one in told["passed_over"]} == set(PLACES) - {"folder.txt"}
    for problem in told["unreadable"]:
        assert problem["message"].startswith(str(folder))
        assert problem["hint"]
    stored = told["new"] + told["unchanged"]  # some tell the same story word for word
    assert stored + len(told["unreadable"]) == 2 + len(FILES)
    listed = [one["id"] for one in json.loads(command("articles", "--json").out)["articles"]]
    assert {"good-0", "good-zz"} <= set(listed)
    found = json.loads(command("search", "--json", "--article", "good-zz", "Which pier is open?").out)
    assert [piece["article_id"] for piece in found["evidence"]] == ["good-zz"]
    assert command("verify").code == 0
    again = json.loads(command("ingest", "--json", str(folder)).out)
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, stored)
    assert again["unreadable"] == told["unreadable"]
