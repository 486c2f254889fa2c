"""Texts, Markdown and JSON as the world writes them: each of `tests/cases/text.jsonl` is stored as it says.

A case's `right` names what must hold of the first article of its file: its fields, what its text `holds` and `lacks`, the
`titles` of all, and what is `refused`, by words of the message or hint. `or_refused`: a refusal with a hint is right too.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading import read_articles
from rag.reading.identity import canonical

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases" / "text.jsonl").read_text(encoding="utf-8").splitlines()
]


def named(cases: list[dict[str, Any]]) -> list[Any]:
    """Each case as a parameter, under its own name."""
    return [pytest.param(case, id=case["id"]) for case in cases]


def found_in(case: dict[str, Any], folder: Path) -> tuple[list[Article], list[UnreadableSource]]:
    """What is read of the case's file, and what is refused of it."""
    path = folder / case["file"]
    path.write_bytes(case["content"].encode(case.get("encoding", "utf-8")))
    try:
        found = list(read_articles(path))
    except UnreadableSource as error:
        found = [error]
    return [each for each in found if isinstance(each, Article)], [
        each for each in found if isinstance(each, UnreadableSource)
    ]


@pytest.mark.parametrize("case", named([case for case in CASES if "file" in case]))
def test_what_is_stored_is_what_the_file_says(case: dict[str, Any], tmp_path: Path) -> None:
    """Every word and every field, or an error that names what is wrong with it."""
    right = case["right"]
    articles, refused = found_in(case, tmp_path)
    if right.get("or_refused") and refused:
        assert all(error.hint for error in refused)
        return
    said = [f"{error.message} {error.hint}" for error in refused]
    assert len(said) == len(right.get("refused", []))
    assert all(words in message for words, message in zip(right.get("refused", []), said, strict=True))
    if "titles" in right:
        assert [article.title for article in articles] == right["titles"]
    if "articles" in right:
        assert len(articles) == right["articles"]
    for article in articles[:1]:
        assert [words for words in right.get("holds", []) if words not in article.text] == []
        assert [words for words in right.get("lacks", []) if words in article.text] == []
        stored = {"published": article.published.value}
        for field in {"id", "title", "text", "outlet", "byline", "url", "published"} & set(right):
            assert stored.get(field, getattr(article, field)) == right[field]


@pytest.mark.parametrize("case", named([case for case in CASES if "addresses" in case]))
def test_copies_of_a_link_are_one_address(case: dict[str, Any]) -> None:
    """And two links are two where that is not sure."""
    one, other = map(canonical, case["addresses"])
    assert (one == other) is case["right"]["same"]
