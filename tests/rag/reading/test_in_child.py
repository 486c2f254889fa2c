"""Files are read in a process of their own: what hangs it, starves it or crashes it is one file that is named, and no more."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading import Read, read_articles
from rag.reading.in_child import read_apart
from rag.reading.limits import MB, Limits
from tests.conftest import EXAMPLES
from tests.rag.reading.places import write
from tests.rag.reading.processes import LONG, LONGER, PAGE, around, children, reader, told

pytestmark = [pytest.mark.usefixtures("no_orphans"), pytest.mark.slow]


def problem_of(items: list[Read]) -> str:
    """What is said of the one file that can't be read; the twenty others were."""
    assert [isinstance(item, Article) for item in items] == [True] * 10 + [False] + [True] * 10
    return told(items)[10]


# The same as in one process


def test_what_is_read_is_the_same_and_in_the_same_order(tmp_path: Path) -> None:
    """Articles with all their fields and errors with all their words, of every kind of file and of several paths."""
    lines = [
        json.dumps({"id": "one", "title": "Pier", "text": "It rained.", "published": "2025-05"}),
        "{broken",
        '{"title": 3}',
    ]
    write(tmp_path, "many.jsonl", "\n".join(lines))
    write(tmp_path, "list.json", json.dumps([{"title": "Żółw 🕊", "text": "שלום", "outlet": "\x1b[31m"}, 3]))
    write(tmp_path, "bad.json", "{")
    write(tmp_path, "empty.md", "")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    paths = [EXAMPLES, tmp_path, EXAMPLES / "bakery-prize.md"]

    def all_of(items: Iterator[Read]) -> list[object]:
        return [item if isinstance(item, Article) else (item.message, item.hint) for item in items]

    plain = [thing for path in paths for thing in all_of(read_articles(path))]
    assert all_of(read_apart(paths)) == plain
    assert len(plain) > 56 + 6


@pytest.mark.parametrize("name", ["missing.txt", "photo.jpg", "missing", "a\x00b.txt", "empty.md", "broken.json"])
def test_a_path_that_can_not_be_read_is_refused_at_once(tmp_path: Path, name: str) -> None:
    """Before anything is asked for; in the words of `read_articles`."""
    write(tmp_path, "photo.jpg", b"\xff\xd8")
    write(tmp_path, "empty.md", "")
    write(tmp_path, "broken.json", "{")
    with pytest.raises(UnreadableSource) as plain:
        read_articles(tmp_path / name)
    with pytest.raises(UnreadableSource) as apart:
        read_apart([tmp_path / name])
    assert str(apart.value) == str(plain.value)


def test_one_bad_file_of_several_that_were_named_does_not_stop_the_others(tmp_path: Path) -> None:
    """As in a folder. But a path that is not there stops all before any is read: it is a mistake of whoever asks."""
    paths = [write(tmp_path, "a.txt", PAGE), write(tmp_path, "b.txt", b"\x00" * 99), write(tmp_path, "c.txt", PAGE)]
    first, bad, last = read_apart(paths)
    assert isinstance(first, Article)
    assert isinstance(bad, UnreadableSource)
    assert isinstance(last, Article)
    with pytest.raises(UnreadableSource, match="no such file"):
        read_apart([*paths, tmp_path / "missing.txt"])


def test_a_name_that_is_not_text_is_read(tmp_path: Path) -> None:
    """File names are bytes."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    try:
        path.write_text(PAGE)
    except OSError:
        pytest.skip("this file system takes only names that are text")
    assert told(list(read_apart([path]))) == ["Talks end"]


# Beyond the limits


def test_a_file_that_takes_too_long_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """By processor time, wherever it is spent."""
    limits = Limits(seconds=0.2, seconds_per_mb=0)
    said = problem_of(list(read_apart([around(tmp_path, "m.md", LONG)], limits)))
    assert said == f"{tmp_path / 'm.md'}: reading it takes more than 0 seconds."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit of memory")
@pytest.mark.parametrize("memory", [60, 100, 140])
def test_a_file_that_takes_too_much_memory_is_named_and_the_others_are_read(tmp_path: Path, memory: int) -> None:
    """Here a page of 9 MB, whose tree takes some hundreds: a parser that was refused them might give a page without its text."""
    limits = Limits(memory=memory * MB, memory_per_byte=0)
    said = problem_of(list(read_apart([around(tmp_path, "m.html", LONGER)], limits)))
    assert said == f"{tmp_path / 'm.html'}: reading it takes more than {memory} MB of memory."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit of memory")
def test_memory_that_is_asked_for_at_once_is_refused(tmp_path: Path) -> None:
    """Here 9 MB in a line, of which a process that may take 4 MB, and ask for 16, would need several copies."""
    line = json.dumps({"title": "Talks end", "text": LONG})
    said = problem_of(list(read_apart([around(tmp_path, "m.jsonl", line)], Limits(memory=4 * MB, memory_per_byte=0))))
    assert said in {f"{tmp_path / 'm.jsonl'}{part}: reading it takes more than 4 MB of memory." for part in ("", "#1")}


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_a_file_that_crashes_its_parser_is_named_and_the_others_are_read(
    tmp_path: Path, number: signal.Signals
) -> None:
    """As a fault in a library's own code would: here the signal comes from outside, while a long file is read."""
    before = children()
    reading = read_apart([around(tmp_path, "m.html", LONGER)])
    items = [next(reading) for _ in range(10)]
    os.kill(reader(before), number)
    items += reading
    assert problem_of(items) == f"{tmp_path / 'm.html'}: it crashed the process that reads ({number.name})."


def test_a_file_at_which_reading_stands_still_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """By the clock: here the process is stopped from outside, and computes nothing."""
    before = children()
    reading = read_apart([around(tmp_path, "m.html", LONGER)], Limits(seconds=5, patience=0.2))
    items = [next(reading) for _ in range(10)]
    os.kill(reader(before), signal.SIGSTOP)
    items += reading
    assert problem_of(items).startswith(f"{tmp_path / 'm.html'}: nothing more was read of it in ")


def test_what_was_read_of_a_file_before_it_broke_is_kept(tmp_path: Path) -> None:
    """The first lines of a file are articles; the rest is named by its file."""
    lines = [json.dumps({"title": f"Pier {n}", "text": "It rained."}) for n in range(50)]
    path = write(tmp_path, "a.jsonl", "\n".join([*lines, json.dumps({"title": "Long", "text": LONG}), lines[0]]))
    *articles, problem = told(list(read_apart([path], Limits(seconds=0.2, seconds_per_mb=0))))
    assert articles == [f"Pier {n}" for n in range(50)]
    assert problem.startswith(f"{path}: reading it takes more than")


def test_a_process_that_somebody_ended_between_two_files_is_no_files_fault(tmp_path: Path) -> None:
    """Another one goes on with what comes next."""
    for number in range(4):
        write(tmp_path, f"{number}.jsonl", json.dumps({"title": f"Pier {number}", "text": "They met. " * 250_000}))
    before = children()
    reading = read_apart([tmp_path])  # reads ahead, but not all of this
    first = next(reading)
    os.kill(reader(before), signal.SIGTERM)
    items = [first, *reading]
    assert len(items) == 4
    assert sum(not isinstance(item, Article) for item in items) <= 1  # the one that was under way, if one was
