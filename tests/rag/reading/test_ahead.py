"""Files are read ahead of whoever uses them, but not far, and nobody reads on when nobody asks any more."""

import gc
import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from rag.errors import NotReady
from rag.reading.in_child import Reading, read_apart
from tests.conftest import ROOT
from tests.rag.reading.places import write
from tests.rag.reading.processes import LONG, PAGE, around, command_of

pytestmark = [pytest.mark.usefixtures("no_orphans"), pytest.mark.slow]


WEIGHED = """
import os, subprocess, sys, time
from pathlib import Path
from rag.reading.in_child import read_apart

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
        if not [thread for thread in threading.enumerate() if thread.name == "ahead"]:
            break
        time.sleep(0.01)


PROGRAM = """
import sys
from pathlib import Path
from rag.reading.in_child import read_apart
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
        [sys.executable, "-c", PROGRAM, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        # A shell's background job starts with Ctrl-C ignored, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - it takes no lock
    )
    assert process.stdout
    assert process.stdout.readline() == b"Talks end\n"
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    (child,) = (int(row.split()[0]) for row in listed.splitlines() if int(row.split()[1]) == process.pid)
    process.send_signal(number)
    process.communicate(timeout=20)
    for _ in range(3000):
        if "rag.reading.parsing" not in command_of(child):
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
