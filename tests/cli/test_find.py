"""`onrecord find`: all articles with a phrase, for people, for tables and for programs."""

import csv
import io
import json

import pytest

from rag.domain import Article
from rag.keeping.ingest import store_batch
from rag.search import open_embedder, open_record
from rag.settings import Settings
from tests.conftest import Command

pytestmark = pytest.mark.slow


def test_all_articles_with_a_phrase_are_shown_and_counted(filled: Settings, command: Command) -> None:
    """The same ones in every form; quotations are slices of what is stored."""
    assert filled
    lines = command("find", "old weir bridge")
    rows = [json.loads(line) for line in command("find", "old weir bridge", "--format", "jsonl").out.splitlines()]
    table = list(csv.DictReader(io.StringIO(command("find", "old weir bridge", "--format", "csv").out)))
    assert lines.err == f"{len(rows)} articles.\n"
    assert len(rows) >= 3
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert all(f"“{row['quote']}”" in lines.out for row in rows)
    for row in rows:
        shown = json.loads(command("articles", "show", row["id"], "--json").out)
        assert shown["text"][row["start"] : row["end"]] == row["quote"]
        assert "old weir bridge" in f"{shown['title']} {shown['text']}".casefold()
    everything = json.loads(command("articles", "--json").out)["articles"]
    texts = (json.loads(command("articles", "show", one["id"], "--json").out) for one in everything)
    assert sum("old weir bridge" in f"{one['title']}\n{one['text']}".casefold() for one in texts) == len(rows)


def test_a_cell_is_no_formula_and_no_order_to_the_terminal(settings: Settings, command: Command) -> None:
    """Whatever a headline begins with."""
    article = Article("a", "=HYPERLINK(1) \x1b[31mred", "The ferry sank. It was old.")
    with open_record(settings) as record:
        store_batch([article], record, open_embedder(settings))
    (row,) = csv.DictReader(io.StringIO(command("find", "ferry", "--format", "csv").out))
    assert row["title"].startswith("'=")
    assert "\x1b" not in command("find", "ferry").out
    none = command("find", "submarine")
    assert (none.code, none.out, none.err) == (0, "", "0 articles.\n")
    assert command("find", "…").code == 2
