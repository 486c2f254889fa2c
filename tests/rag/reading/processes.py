"""Folders with a file that hangs or breaks its reader, and the processes that read."""

import os
import subprocess
import time
from pathlib import Path

from rag.domain import Article
from rag.reading import Read
from tests.rag.reading.places import write

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
        found = [pid for pid in children() - before if "rag.reading.parsing" in command_of(pid)]
        if found:
            return found[0]
        time.sleep(0.01)
    raise AssertionError


def command_of(pid: int) -> str:
    """How a process was started."""
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout


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
