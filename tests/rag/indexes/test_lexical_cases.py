"""Searches by words over a few articles: without accents or with them, mistyped, and with signs of a query language."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.indexes.lexical import LexicalEntry, LexicalIndex

FILE = Path(__file__).parents[2] / "cases" / "search.jsonl"
LINES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
ARTICLES = {line["article"]: line for line in LINES if "article" in line}
SEARCHES = [line for line in LINES if "query" in line]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LexicalIndex]:
    """Each line of an article as a passage of its own."""
    opened = LexicalIndex.open(tmp_path_factory.mktemp("lexical"))
    for name, article in ARTICLES.items():
        lines = article["text"].splitlines()
        opened.apply([LexicalEntry(f"{name}.{at}", article["title"], line) for at, line in enumerate(lines)], ())
    yield opened
    opened.close()


@pytest.mark.parametrize("case", SEARCHES, ids=[case["id"] for case in SEARCHES])
def test_what_is_sought_is_among_the_first_three(index: LexicalIndex, case: dict[str, Any]) -> None:
    """Or nothing is found, where the words are too far from any."""
    found = [text_of(hit.id) for hit in index.query(case["query"], 3)]
    if case["finds"] is None:
        assert found == []
    else:
        assert any(case["finds"] in text for text in found), found


def text_of(passage_id: str) -> str:
    """The line that a passage is."""
    name, _, at = passage_id.partition(".")
    return str(ARTICLES[name]["text"].splitlines()[int(at)])
