"""The rows of a table become articles field by field, and a bad one is named without stopping the rest."""

from pathlib import Path

import pytest

from rag.domain import Article, Published
from rag.errors import UnreadableSource
from rag.reading import read_articles
from tests.rag.reading.places import only, refused, write

HEAD = "id,headline,body,source,author,url,date\r\n"
ROW = 'pier-1,Pier shut,"It rained, hard.\nThey left.",Northline,Mara Lind,https://news.example/pier,2025-05-19\r\n'


def test_every_field_of_a_row_is_kept(tmp_path: Path) -> None:
    """Commas and line breaks within quotes belong to the text."""
    path = write(tmp_path, "a.csv", HEAD + ROW)
    assert only(path) == Article(
        id="pier-1",
        title="Pier shut",
        text="It rained, hard.\nThey left.",
        outlet="Northline",
        byline="Mara Lind",
        url="https://news.example/pier",
        published=Published("2025-05-19", "day", "metadata"),
        source=f"{path}#1",
    )


def test_what_is_not_stated_is_unknown(tmp_path: Path) -> None:
    """An empty cell and a column that is not there say nothing; tags are no words."""
    article = only(write(tmp_path, "a.csv", "title,text,outlet\nPier shut,<p>It rained.</p>,\n"))
    assert (article.text, article.outlet, article.byline, article.url) == ("It rained.", None, None, None)
    assert article.published == Published()


def test_a_bad_row_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """By its number below the names."""
    path = write(tmp_path, "a.csv", "title,text\nPier shut,It rained.\nNo text,\na,b,c\nPier open,It dried.\n")
    titles = [item.title for item in read_articles(path) if isinstance(item, Article)]
    assert titles == ["Pier shut", "Pier open"]
    assert [error.message for error in refused(path)] == [
        f'{path}#2: field "text" is missing or empty.',
        f"{path}#3: it has more cells than the first row.",
    ]


@pytest.mark.parametrize(
    ("content", "said"), [("title,text\n", "holds no article"), ('title,text\nA,"B', "after row 0 it is no table")]
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: str, said: str) -> None:
    """With what a table is."""
    with pytest.raises(UnreadableSource, match=said) as caught:
        read_articles(write(tmp_path, "a.csv", content))
    assert "first row" in caught.value.hint


def test_a_long_text_is_one_cell(tmp_path: Path) -> None:
    """Longer than Python's module reads unless told."""
    assert len(only(write(tmp_path, "a.csv", f"title,text\nPier shut,{'It rained. ' * 20_000}\n")).text) > 200_000


def test_rows_before_a_quote_without_an_end_are_kept(tmp_path: Path) -> None:
    """What follows it can't be told apart, and is named as one."""
    path = write(tmp_path, "a.csv", 'title,text\nPier shut,It rained.\nPier open,"It dried.\n')
    assert [item.title for item in read_articles(path) if isinstance(item, Article)] == ["Pier shut"]
    assert [error.message.partition(" (")[0] for error in refused(path)] == [f"{path}: after row 1 it is no table"]
