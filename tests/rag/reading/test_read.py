"""A folder gives every article that can be read and names every file that can't; a bad path is refused at once."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading import KINDS, read_articles
from rag.reading.files import LARGEST
from tests.rag.reading.places import only, refused, write

PAGE = "Talks end\n\nThey met. They left."


def test_a_folder_is_read_with_its_subfolders_in_order(tmp_path: Path) -> None:
    """Hidden files and folders and other kinds of file are passed over; endings count in any case."""
    for name in ("b.txt", "a.TXT", ".hidden.txt", "notes.pdf", "README"):
        write(tmp_path, name, PAGE)
    for folder in ("sub", ".git"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "c.txt", PAGE)
    sources = [found.source for found in read_articles(tmp_path) if isinstance(found, Article)]
    assert sources == [str(tmp_path / name) for name in ("a.TXT", "b.txt", "sub/c.txt")]


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    """It is yielded, by name, in its place."""
    write(tmp_path, "a.txt", PAGE)
    write(tmp_path, "b.txt", b"\xff\xfe\xfa bad \x81")
    write(tmp_path, "c.json", "{")
    write(tmp_path, "d.txt", PAGE)
    found = list(read_articles(tmp_path))
    assert [type(item).__name__ for item in found] == ["Article", "UnreadableSource", "UnreadableSource", "Article"]
    assert [error.message.split(":")[0] for error in refused(tmp_path)] == [
        str(tmp_path / "b.txt"),
        str(tmp_path / "c.json"),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"\xef\xbb\xbf", "could be found"),
        ("\u200b\u200b".encode(), "could be found"),
        (bytes(1000), "not a text file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "not a text file"),
        ("Gespräche enden\n\nSie gingen.".encode("latin-1"), "not UTF-8"),
        ("Talks end\n\nThey met.".encode("utf-16-le"), "not a text file"),
        (b"\xff\xfeT", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_a_hint(tmp_path: Path, content: bytes, problem: str) -> None:
    """At once when it was named itself."""
    path = write(tmp_path, "a.txt", content)
    with pytest.raises(UnreadableSource, match=problem) as caught:
        read_articles(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.encode("utf-16"),
        PAGE.replace("\n", "\r\n").encode(),
        PAGE.replace("met", "m\x00et").encode(),
    ],
)
def test_byte_order_marks_line_ends_and_stray_nuls_do_no_harm(tmp_path: Path, content: bytes) -> None:
    """The article is the same."""
    article = only(write(tmp_path, "a.txt", content))
    assert (article.title, article.text) == ("Talks end", "They met. They left.")


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    """Without reading all of it."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST * 50)
    with pytest.raises(UnreadableSource, match="larger than 20 MB"):
        read_articles(path)


@pytest.mark.parametrize("name", ["missing.txt", "missing", "a\x00b.txt", "x" * 400 + ".txt"])
def test_a_path_that_is_not_there_is_refused_at_once(tmp_path: Path, name: str) -> None:
    """Before the first article is asked for."""
    with pytest.raises(UnreadableSource):
        read_articles(tmp_path / name)


def test_a_kind_that_can_not_be_read_is_refused_with_those_that_can(tmp_path: Path) -> None:
    """The hint names them all."""
    with pytest.raises(UnreadableSource, match="kind of file") as caught:
        read_articles(write(tmp_path, "a.docx", PAGE))
    assert all(kind in caught.value.hint for kind in KINDS)


def test_a_folder_without_readable_files_is_refused(tmp_path: Path) -> None:
    """Whether it is empty or holds other kinds of file."""
    with pytest.raises(UnreadableSource, match="no file of a kind"):
        read_articles(tmp_path)
    write(tmp_path, "a.docx", PAGE)
    with pytest.raises(UnreadableSource, match="no file of a kind"):
        read_articles(tmp_path)


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    """In a folder it is yielded, alone it is refused."""
    write(tmp_path, "a.txt", PAGE)
    link = tmp_path / "b.txt"
    link.symlink_to(tmp_path / "gone.txt")
    assert [error.message for error in refused(tmp_path)] == [f"{link}: a link that leads nowhere."]
    with pytest.raises(UnreadableSource, match="leads nowhere"):
        read_articles(link)


def test_a_link_to_its_own_folder_ends(tmp_path: Path) -> None:
    """Links to folders are not followed."""
    write(tmp_path, "a.txt", PAGE)
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(list(read_articles(tmp_path))) == 1


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """Opening it would hang for ever."""
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(UnreadableSource, match="regular file"):
        read_articles(tmp_path / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    """A file or a folder without permission is yielded, and the rest is read."""
    write(tmp_path, "a.txt", PAGE)
    write(tmp_path, "b.txt", PAGE).chmod(0)
    (tmp_path / "sub").mkdir(mode=0)
    try:
        assert len(refused(tmp_path)) == 2
    finally:
        (tmp_path / "sub").chmod(0o700)


def test_a_name_that_is_not_text_does_no_harm(tmp_path: Path) -> None:
    """File names are bytes; the source shown is text."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    try:
        path.write_text(PAGE)
    except OSError:
        pytest.skip("this file system takes only names that are text")
    source = only(path).source
    assert source is not None
    assert source.encode()


def test_reading_again_gives_the_same_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Identity does not depend on the working folder."""
    write(tmp_path, "a.txt", PAGE)
    absolute = only(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    assert only(Path("a.txt")).id == absolute.id
    assert only(Path("a.txt")).content_hash == absolute.content_hash


HEX = "0x" + "f" * 5000
BOMB = "\n".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'lol'] * 10)}]" for n in range(9)
)  # a few lines of YAML, ten to the ninth words


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("date.md", f"+++\ntitle = 'Harbour closed'\npublished = {'9' * 5000}\n+++\nIt was closed.", "digits"),
        ("id.md", f"---\ntitle: Harbour closed\nid: {HEX}\n---\nIt was closed.", "characters"),
        ("bomb.md", f"---\ntitle: Harbour closed\n{BOMB}\n---\nIt was closed.", "aliases"),
        ("merge.md", f"---\na: &a {{title: T}}\nb: {{<<: [{', '.join(['*a'] * 9)}]}}\n---\nIt was closed.", "aliases"),
        ("deep.json", "[" * 100_000, "nested"),
        ("lines.jsonl", '{"id": ' + "1" * 5000 + ', "title": "T", "text": "It was closed."}', "digits"),
    ],
)
def test_a_file_that_breaks_its_parser_is_named_and_the_rest_is_read(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    """At once, whichever error the parser raises."""
    write(tmp_path, "a.txt", PAGE)
    write(tmp_path, name, text)
    write(tmp_path, "z.txt", PAGE)
    found = list(read_articles(tmp_path))
    assert [type(item) for item in found] == [Article, UnreadableSource, Article]
    assert name in str(found[1])
    assert said in str(found[1])


def test_the_last_year_of_the_calendar_is_no_date(tmp_path: Path) -> None:
    """A day after it can't be computed."""
    line = '{"title": "T", "text": "It was closed.", "published": "9999-12"}'
    assert only(write(tmp_path, "a.jsonl", line)).published.value is None


@pytest.mark.parametrize(("days", "known"), [(-1, True), (0, True), (1, True), (3, False), (400, False)])
def test_a_date_after_the_day_of_reading_is_unknown(tmp_path: Path, days: int, known: bool) -> None:  # noqa: FBT001  # a table's column
    """Else a near-copy dated in the future would be the latest word; a day ahead it is tomorrow somewhere."""
    day = (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011  # the reader's day
    line = json.dumps({"title": "T", "text": "It was closed.", "published": day})
    assert (only(write(tmp_path, "a.jsonl", line)).published.value == day) is known
