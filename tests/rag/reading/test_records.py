"""JSON records become articles field by field, and a bad one is named without stopping the rest."""

import json
from pathlib import Path

import pytest

from rag.domain import Article, Published
from rag.errors import UnreadableSource
from rag.reading import read_articles
from tests.rag.reading.places import only, refused, write

RECORD = {
    "id": "talks-1",
    "title": "Talks resume",
    "text": "They met.\r\nThey left.",
    "outlet": "Northline",
    "byline": "Mara Lind",
    "url": "https://news.example/talks",
    "published": "2025-05-19T10:00:00Z",
}


def test_every_field_of_a_record_is_kept(tmp_path: Path) -> None:
    """One object is one article."""
    path = write(tmp_path, "a.json", json.dumps(RECORD))
    assert only(path) == Article(
        id="talks-1",
        title="Talks resume",
        text="They met.\nThey left.",
        outlet="Northline",
        byline="Mara Lind",
        url="https://news.example/talks",
        published=Published("2025-05-19", "day", "metadata"),
        source=str(path),
    )


@pytest.mark.parametrize(
    "names",
    [("headline", "body", "source", "author", "date"), ("title", "content", "publisher", "byline", "published")],
)
def test_other_names_of_fields_are_understood(tmp_path: Path, names: tuple[str, ...]) -> None:
    """The names that publishers use."""
    values = ("Talks resume", "They met.", "Northline", "Mara Lind", 2025)
    article = only(write(tmp_path, "a.json", json.dumps(dict(zip(names, values, strict=True)))))
    assert (article.title, article.text, article.outlet, article.byline, article.published.value) == (
        *values[:4],
        "2025",
    )


def test_authors_and_outlets_may_be_lists_and_objects(tmp_path: Path) -> None:
    """As schema.org writes them."""
    record = {**RECORD, "byline": [{"name": "Mara Lind"}, "Sam Hollow"], "outlet": {"name": "Northline"}}
    article = only(write(tmp_path, "a.json", json.dumps(record)))
    assert (article.byline, article.outlet) == ("Mara Lind, Sam Hollow", "Northline")


def test_what_is_not_stated_is_unknown(tmp_path: Path) -> None:
    """A record of title and text has no outlet, byline, link or date."""
    article = only(
        write(tmp_path, "a.json", json.dumps({"title": "T <b>x</b> &amp; y", "text": "He said 5 May 2025."}))
    )
    assert article.title == "T x & y"
    assert (article.outlet, article.byline, article.url, article.published) == (None, None, None, Published())


def test_a_script_address_is_no_link(tmp_path: Path) -> None:
    """Only http and https addresses are kept."""
    assert only(write(tmp_path, "a.json", json.dumps({**RECORD, "url": "javascript:alert(1)"}))).url is None


def test_items_of_a_list_are_articles_and_bad_ones_are_named(tmp_path: Path) -> None:
    """By their number in the list."""
    path = write(tmp_path, "a.json", json.dumps([RECORD, {"title": "No text"}, "words", {**RECORD, "id": "talks-2"}]))
    found = list(read_articles(path))
    assert [item.id for item in found if isinstance(item, Article)] == ["talks-1", "talks-2"]
    assert [str(error.message) for error in refused(path)] == [
        f'{path}#2: field "text" is missing or empty.',
        f"{path}#3: this is not a JSON object.",
    ]


@pytest.mark.parametrize("odd", [1, None, True, [], "words"])
def test_what_is_no_object_among_listed_articles_is_named_alone(tmp_path: Path, odd: object) -> None:
    """The articles beside it are read."""
    path = write(tmp_path, "a.json", json.dumps({"status": "ok", "articles": [RECORD, odd]}))
    first, second = read_articles(path)
    assert isinstance(first, Article)
    assert isinstance(second, UnreadableSource)
    assert second.message == f"{path}#2: this is not a JSON object."


def test_bad_lines_of_jsonl_are_named_by_file_line_and_field(tmp_path: Path) -> None:
    """Blank lines are counted and skipped, and the good lines are read with their line as source."""
    lines = [
        json.dumps(RECORD),
        "",
        "{broken",
        json.dumps({"title": 3, "text": "x"}),
        json.dumps({"title": "T", "text": "x\u2028y"}, ensure_ascii=False),
    ]
    path = write(tmp_path, "a.jsonl", "\n".join(lines))
    found = list(read_articles(path))
    assert [item.source for item in found if isinstance(item, Article)] == [f"{path}#1", f"{path}#5"]
    messages = [error.message for error in refused(path)]
    assert messages[0].startswith(f"{path}#3: this is not JSON")
    assert messages[1] == f'{path}#4: field "title" is not text.'


def test_lines_without_id_and_link_are_different_articles(tmp_path: Path) -> None:
    """Even when they read the same."""
    line = json.dumps({"title": "T", "text": "x"})
    ids = {
        item.id for item in read_articles(write(tmp_path, "a.jsonl", f"{line}\n{line}\n")) if isinstance(item, Article)
    }
    assert len(ids) == 2


@pytest.mark.parametrize(
    "content",
    [
        "3",
        '"words"',
        "null",
        "[]",
        "{}",
        "{",
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"title": "T", "text": "\\u0000"}',
        "9" * 5000,
    ],
)
def test_json_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    """Including JSON nested too deeply to be read, with a hint of the right shape."""
    with pytest.raises(UnreadableSource, match=r"a\.json") as caught:
        read_articles(write(tmp_path, "a.json", content))
    assert caught.value.hint


def test_an_object_may_wrap_its_words(tmp_path: Path) -> None:
    """As WordPress and the New York Times write them."""
    record = {"title": {"rendered": "Talks &#8216;resume&#8217;"}, "content": {"rendered": "<p>They met.</p>"}}
    article = only(write(tmp_path, "a.json", json.dumps(record)))
    assert (article.title, article.text) == ("Talks ‘resume’", "They met.")


def test_an_id_is_not_cut_to_fit(tmp_path: Path) -> None:
    """Two that begin alike would be one article."""
    with pytest.raises(UnreadableSource, match='field "id" is longer'):
        only(write(tmp_path, "a.json", json.dumps({**RECORD, "id": "a" * 1001})))


@pytest.mark.parametrize("name", ["date", "publishedAt", "published_at", "datePublished"])
def test_a_date_goes_by_several_names(tmp_path: Path, name: str) -> None:
    """Those of NewsAPI and schema.org among them."""
    record = {field: value for field, value in RECORD.items() if field != "published"}
    stated = only(write(tmp_path, "a.json", json.dumps({**record, name: "2025-05-19T10:00:00Z"})))
    assert stated.published.value == "2025-05-19"
