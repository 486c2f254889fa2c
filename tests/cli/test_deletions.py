"""`onrecord articles delete` and `deletions`: what is named goes, and what a filter chooses needs a yes."""

import json

import pytest

from rag.settings import Settings
from tests.conftest import Command

pytestmark = pytest.mark.slow


def test_named_articles_are_deleted_and_logged(filled: Settings, command: Command) -> None:
    """By id; a question no longer finds them, and the log says who and why."""
    assert filled
    done = command("articles", "delete", "bridge-closure", "--reason", "asked to \x1b[31m", "--json")
    assert done.code == 0
    (deletion,) = json.loads(done.out)["deleted"]
    assert deletion["article_id"] == "bridge-closure"
    assert deletion["by"]
    assert "text" not in deletion
    listed = json.loads(command("articles", "--json").out)["articles"]
    assert "bridge-closure" not in {article["id"] for article in listed}
    assert len(listed) == 55
    found = json.loads(command("search", "When does the Old Weir Bridge close?", "--json").out)["evidence"]
    assert "bridge-closure" not in {piece["article_id"] for piece in found}
    log = command("articles", "deletions").out
    assert "bridge-closure" in log
    assert "\x1b" not in log
    assert command("articles", "show", "bridge-closure", "--version", "1").code == 0


def test_what_a_filter_chooses_needs_a_yes(filled: Settings, command: Command) -> None:
    """It says how many that would be; then all of them go."""
    assert filled
    refused = command("articles", "delete", "--outlet", "the harbour courier")
    assert refused.code == 2
    assert "none was deleted" in refused.err
    held = len(json.loads(command("articles", "--json").out)["articles"])
    number = len(json.loads(command("articles", "--outlet", "The Harbour Courier", "--json").out)["articles"])
    assert command("articles", "delete", "--outlet", "The Harbour Courier", "--yes").code == 0
    assert len(json.loads(command("articles", "--json").out)["articles"]) == held - number
    assert command("verify").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Nothing says which"),
        (["nobody"], "nobody"),
        (["--address", "https://nobody.example/"], "nobody.example"),
        (["--source", "nowhere", "--yes"], "nowhere"),
        (["--since", "yesterday"], "yesterday"),
    ],
)
def test_what_can_not_be_deleted_is_named(filled: Settings, command: Command, arguments: list[str], said: str) -> None:
    """And nothing is deleted."""
    assert filled
    ran = command("articles", "delete", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert json.loads(command("articles", "deletions", "--json").out) == {"deletions": []}
