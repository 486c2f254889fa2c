"""What of a folder is read: every file in it once, and nothing that a link, a device or a pipe in it leads to."""

import os
import socket
from pathlib import Path

import pytest

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading import find, read_articles
from rag.reading.in_child import read_apart
from rag.reading.walk import PassedOver, passed_over_in_words
from tests.rag.reading.places import write

PAGE = "Talks end\n\nThey met. They left."


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with a file, beside the one that is given."""
    (tmp_path / "outside").mkdir()
    write(tmp_path / "outside", "secret.txt", PAGE)
    return tmp_path / "outside"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that is given, with a file."""
    (tmp_path / "given").mkdir()
    write(tmp_path / "given", "a.txt", PAGE)
    return tmp_path / "given"


def names(folder: Path, *, follow_links: bool = False) -> list[str]:
    """The files that are read, as they are called."""
    found = read_articles(folder, follow_links=follow_links)
    return [Path(item.source or "").name for item in found if isinstance(item, Article)]


def test_a_link_out_of_the_folder_is_passed_over(folder: Path, outside: Path) -> None:
    """To a file or a folder, by a path from the root or from where it stands, at once or by way of another link."""
    (folder / "b.txt").symlink_to(outside / "secret.txt")
    (folder / "c.txt").symlink_to("../outside/secret.txt")
    (folder / "d.txt").symlink_to("b.txt")
    (folder / "e.txt").symlink_to("/dev/zero")
    (folder / "f").symlink_to(outside)
    (folder / "g.txt").symlink_to(outside / "gone.txt")
    (folder / "photo.jpg").symlink_to(outside / "secret.txt")  # of no kind that is read, whatever it is
    passed = find(folder).passed_over
    assert [(one.path.name, one.why) for one in passed] == [
        (name, "link out of the folder") for name in ("b.txt", "c.txt", "d.txt", "e.txt", "g.txt", "f")
    ]
    assert names(folder) == ["a.txt"]
    reading = read_apart([folder])
    assert reading.passed_over == passed
    assert len(list(reading)) == 1


def test_a_folder_beside_that_begins_with_the_same_letters_is_outside(folder: Path) -> None:
    """A name is no place."""
    beside = folder.with_name("given-to-others")
    beside.mkdir()
    write(beside, "secret.txt", PAGE)
    (folder / "b.txt").symlink_to(beside / "secret.txt")
    assert [one.path.name for one in find(folder).passed_over] == ["b.txt"]


def test_a_link_within_the_folder_is_read_once(folder: Path) -> None:
    """Under the file's own name where that is read; under the link's where it is hidden or of no kind."""
    (folder / ".kept").mkdir()
    write(folder / ".kept", "4f2a", PAGE)
    write(folder, "notes.dat", PAGE)
    (folder / "sub").mkdir()
    for link, target in (
        ("0.txt", "a.txt"),
        ("b.txt", ".kept/4f2a"),
        ("c.txt", ".kept/4f2a"),
        ("d.txt", "notes.dat"),
        ("sub/e.txt", "../a.txt"),
        ("again", "."),
    ):
        (folder / link).symlink_to(target)
    assert names(folder) == ["a.txt", "b.txt", "d.txt"]
    assert find(folder).passed_over == ()


def test_a_link_that_is_given_itself_is_followed(folder: Path, outside: Path) -> None:
    """To a file or a folder: whoever gives it means what it leads to; a link inside that folder is held to that folder."""
    (outside / "more.txt").symlink_to(folder / "a.txt")
    file, place = folder / "file.txt", folder / "place"
    file.symlink_to(outside / "secret.txt")
    place.symlink_to(outside)
    assert names(file) == ["file.txt"]
    assert names(place) == ["secret.txt"]
    assert [one.path.name for one in find(place).passed_over] == ["more.txt"]


def test_who_trusts_a_folder_may_follow_its_links(folder: Path, outside: Path) -> None:
    """To files; those to folders are left, for they may lead round."""
    (folder / "b.txt").symlink_to(outside / "secret.txt")
    (folder / "again").symlink_to(folder)
    assert names(folder, follow_links=True) == ["a.txt", "b.txt"]
    assert find(folder, follow_links=True).passed_over == ()


def test_pipes_and_sockets_are_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also behind a link; opening them would wait for ever."""
    os.mkfifo(folder / "b.txt")
    (folder / "c.txt").symlink_to("b.txt")
    monkeypatch.chdir(folder)  # a socket's path may have 100 bytes
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("d.txt")
        passed = find(folder).passed_over
        assert [(one.path.name, one.why) for one in passed] == [
            ("b.txt", "pipe"),
            ("d.txt", "socket"),
            ("c.txt", "pipe"),
        ]
        assert names(folder) == ["a.txt"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
def test_devices_are_passed_over(folder: Path) -> None:
    """/dev/zero under another name gives bytes without end."""
    try:
        os.mknod(folder / "b.txt", 0o20666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("no devices can be made here")
    assert [one.why for one in find(folder).passed_over] == ["device"]
    assert names(folder) == ["a.txt"]


def test_a_folder_of_nothing_else_is_refused_and_says_what_there_was(tmp_path: Path) -> None:
    """Else nobody would know why nothing was found in it."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).symlink_to("/dev/zero")
    with pytest.raises(UnreadableSource, match=r"in this folder \(2 links out of the folder passed over\)"):
        read_articles(tmp_path)


def test_links_that_lead_round_are_named(folder: Path) -> None:
    """Each end of them, and nothing waits."""
    (folder / "b.txt").symlink_to("c.txt")
    (folder / "c.txt").symlink_to("b.txt")
    problems = [str(item) for item in read_articles(folder) if isinstance(item, UnreadableSource)]
    assert len(problems) == 2
    assert all("can't be opened" in problem for problem in problems)


def test_a_summary_counts_by_kind() -> None:
    """One is one, and nothing is said of nothing."""
    link = PassedOver(Path("a"), "link out of the folder")
    pipe = PassedOver(Path("b"), "pipe")
    assert passed_over_in_words([]) == ""
    assert passed_over_in_words([link]) == "1 link out of the folder passed over"
    assert passed_over_in_words([link, pipe, link, pipe]) == "2 links out of the folder and 2 pipes passed over"
