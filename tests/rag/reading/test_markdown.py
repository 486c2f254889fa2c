"""Markdown reads as its page would: front matter as fields, marks gone, every word kept."""

from pathlib import Path

import pytest

from rag.errors import UnreadableSource
from rag.reading import read_articles
from tests.rag.reading.places import only, write

pytestmark = pytest.mark.slow


FULL = """---
title: "Talks: what is known"
outlet: Northline
author: [Mara Lind, Sam Hollow]
published: 2025-05-19
url: https://news.example/talks
---

# Talks: what is known

They **met** in *Istanbul* and [agreed](https://x.example/a_(b) "note") on
one thing. ![A photo](p.jpg)

## What next

- First, `talks`.
* Then a _truce_.

> He said \\*nothing\\*
> on Monday.

<!-- hidden order -->
snake_case_name and 5 * 3 * 2 stay.
"""


def test_front_matter_gives_the_fields(tmp_path: Path) -> None:
    """A YAML date is a date, a list of authors is a byline."""
    article = only(write(tmp_path, "a.md", FULL))
    assert (article.title, article.outlet, article.byline) == (
        "Talks: what is known",
        "Northline",
        "Mara Lind, Sam Hollow",
    )
    assert (article.url, article.published.value) == ("https://news.example/talks", "2025-05-19")


def test_the_body_is_plain_prose(tmp_path: Path) -> None:
    """Wrapped lines are joined, headings and items have their own lines, and no mark or hidden comment is left."""
    assert only(write(tmp_path, "a.md", FULL)).text.split("\n\n") == [
        "They met in Istanbul and agreed on one thing.",
        "What next",
        "First, talks.",
        "Then a truce.",
        "He said *nothing* on Monday.",
        "snake_case_name and 5 * 3 * 2 stay.",
    ]


@pytest.mark.parametrize("head", ["# A *fine* title #\n\n", "A fine title\n============\n", "## A fine title\n"])
def test_the_first_heading_is_the_title(tmp_path: Path, head: str) -> None:
    """And is not repeated in the text."""
    article = only(write(tmp_path, "a.markdown", f"{head}They met.\n\n## Later\n\nThey left.\n"))
    assert (article.title, article.text) == ("A fine title", "They met.\n\nLater\n\nThey left.")


def test_without_a_heading_the_first_sentence_is_the_title_and_stays(tmp_path: Path) -> None:
    """Nothing is invented."""
    article = only(write(tmp_path, "a.md", "They met. They left.\n"))
    assert (article.title, article.text) == ("They met.", "They met. They left.")


def test_prose_between_rules_is_no_front_matter(tmp_path: Path) -> None:
    """It is kept as text."""
    assert "Just words." in only(write(tmp_path, "a.md", "---\nJust words.\n---\n\n# T\n\nThey met.\n")).text


@pytest.mark.parametrize("matter", ["title: Talks: known", "title: [", "a: &a [*a", "- " * 30_000])
def test_broken_front_matter_is_refused_with_a_hint(tmp_path: Path, matter: str) -> None:
    """An unquoted colon is the usual slip."""
    with pytest.raises(UnreadableSource, match="front matter") as caught:
        read_articles(write(tmp_path, "a.md", f"---\n{matter}\n---\n\nThey met.\n"))
    assert "colon" in caught.value.hint


def test_a_program_in_front_matter_is_not_run(tmp_path: Path) -> None:
    """YAML tags are refused, not obeyed."""
    with pytest.raises(UnreadableSource):
        read_articles(write(tmp_path, "a.md", "---\ntitle: !!python/object/apply:os.getcwd []\n---\nThey met.\n"))


@pytest.mark.parametrize("mark", ["*", "_", "`", "[", "![", "<!--", "<a ", "[a](", "~~"])
def test_marks_without_end_stay_and_take_no_time(tmp_path: Path, mark: str) -> None:
    """However many there are on one line, or on many."""
    text = "# T\n\nThey met. " + mark * 20_000 + "\n\n" + f"{mark} x\n" * 5_000
    assert only(write(tmp_path, "a.md", text)).text.startswith("They met.")
