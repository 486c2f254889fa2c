"""Files are read in a process of their own: what hangs it, starves it or crashes it is one file that is named, and no more."""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.domain import Article
from rag.errors import NotReady, UnreadableSource
from rag.read import Read, read_articles
from rag.read.apart import Reading, read_apart
from rag.read.limits import MB, Limits
from tests.conftest import EXAMPLES, ROOT
from tests.rag.read.places import write

PAGE = "Talks end\n\nThey met. They left."
LONG = "# Talks end\n\n" + "They met at the pier, and they left it again.\n\n" * 200_000
"""Text that takes more than a second to read, however it is read."""
LONGER = f"<title>Talks end</title><article>{'<p>They met at the pier, and they <b>left</b> it again.</p>' * 150_000}</article>"
"""A page that takes many seconds to read."""


def children() -> set[int]:
    """The processes that this one has started and not yet ended."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (row.split() for row in listed.splitlines())
    return {int(pid) for pid, parent, state in rows if int(parent) == os.getpid() and not state.startswith("Z")}


def reader(before: set[int]) -> int:
    """The process that reads, which was not among those `before`."""
    for _ in range(500):
        found = [pid for pid in children() - before if "rag.read.parsing" in command_of(pid)]
        if found:
            return found[0]
        time.sleep(0.01)
    raise AssertionError


def command_of(pid: int) -> str:
    """How a process was started."""
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout


@pytest.fixture(autouse=True)
def _no_orphans() -> Iterator[None]:
    """Whatever a test does, no process that reads is left."""
    before = children()
    yield
    gc.collect()
    left = [pid for pid in children() - before if "rag.read.parsing" in command_of(pid)]
    assert left == []


def told(items: list[Read]) -> list[str]:
    """Titles of articles, and what is said of what can't be read."""
    return [item.title if isinstance(item, Article) else item.message for item in items]


def around(folder: Path, name: str, text: str) -> Path:
    """A folder with twenty good files, half of them before and half after the one of this name, which holds `text`."""
    for number in range(10):
        write(folder, f"a{number}.txt", PAGE)
        write(folder, f"z{number}.txt", PAGE)
    write(folder, name, text)
    return folder


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


# Ahead, and no further


WEIGHED = """
import os, subprocess, sys, time
from pathlib import Path
from rag.read.apart import read_apart

def weight():  # of this process and of the one that reads, in kilobytes
    rows = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=True).stdout
    ours = [row.split() for row in rows.splitlines() if str(os.getpid()) in row.split()[:2] and " ps " not in row]
    return max(int(row[2]) for row in ours)

began, first, most, count = time.time(), None, 0, 0
for _ in read_apart([Path(sys.argv[1])]):
    first = first or time.time() - began
    count += 1
    if count % 30 == 10:
        most = max(most, weight())
print(count, first, most)
"""


def test_articles_of_a_file_come_one_by_one_and_memory_stays_flat(tmp_path: Path) -> None:
    """The first of a large file is there long before the file is read; what waits is bounded."""
    line = json.dumps({"title": "Pier", "text": "They met. " * 20_000})
    path = tmp_path / "large.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for _ in range(150))  # 30 MB: no limit of one file's size
    ran = subprocess.run(
        [sys.executable, "-c", WEIGHED, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    count, first, most = ran.stdout.split()
    assert count == "150"
    assert float(first) < 5
    assert int(most) < 100_000


def test_reading_goes_on_while_what_was_read_is_used(tmp_path: Path) -> None:
    """Articles wait to be asked for; but not all of a folder does."""
    for number in range(8):
        write(tmp_path, f"{number}.jsonl", json.dumps({"title": f"Pier {number}", "text": "They met. " * 90_000}))
    reading = read_apart([tmp_path])
    ahead = reading._ahead
    with ahead._changed:
        assert ahead._changed.wait_for(lambda: ahead._weight >= 2_000_000, timeout=30)
        waiting = len(ahead._waiting)
    assert 2 <= waiting <= 3
    assert len(list(reading)) == 8


# Stopping


def test_stopping_early_leaves_no_process(tmp_path: Path) -> None:
    """Whether it is closed, left, or forgotten."""
    folder = around(tmp_path, "m.md", LONG)
    closed = read_apart([folder])
    next(closed)
    closed.close()
    assert list(closed) == []
    with read_apart([folder]) as left:
        next(left)
    forgotten = read_apart([folder])
    next(forgotten)
    del forgotten  # the fixture sees that no process is left, soon
    gc.collect()
    for _ in range(500):
        if not [thread for thread in threading.enumerate() if thread.name == "read ahead"]:
            break
        time.sleep(0.01)


PROGRAM = """
import sys
from pathlib import Path
from rag.read.apart import read_apart
reading = read_apart([Path(sys.argv[1])])
print(next(reading).title, flush=True)
for _ in reading:
    pass
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_process_that_is_stopped_takes_its_reader_along(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C ends the wait for a file that hangs, and whoever is killed leaves nobody who reads for ever."""
    folder = around(tmp_path, "m.md", LONG * 2)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout
    assert process.stdout.readline() == b"Talks end\n"
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    (child,) = (int(row.split()[0]) for row in listed.splitlines() if int(row.split()[1]) == process.pid)
    process.send_signal(number)
    process.communicate(timeout=20)
    for _ in range(3000):
        if "rag.read.parsing" not in command_of(child):
            return
        time.sleep(0.01)
    raise AssertionError


def test_a_process_that_does_not_start_is_said_and_no_files_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every file of the folder would be called bad."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    write(tmp_path, "a.txt", PAGE)
    with pytest.raises(NotReady, match="does not start"):
        list(read_apart([tmp_path]))


def test_a_reading_can_be_closed_twice_and_before_it_began(tmp_path: Path) -> None:
    """Nothing is waited for."""
    write(tmp_path, "a.txt", PAGE)
    reading: Reading = read_apart([tmp_path])
    reading.close()
    reading.close()
    assert list(reading) == []
