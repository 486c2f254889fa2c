"""The process that parses: names of files come in, what they hold goes out.

Each file is read under limits that end this process. A line in is a path and the address it was fetched from, if any,
a line out is one of `ready`, `article`, `linked`, `problem`, `refused` and `end`, all as JSON: whatever a hostile
file makes of this process, the one that asked gets text and nothing that runs. `rag.reading.child_process` starts it.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from rag.domain import Article
from rag.errors import OnlyLinked, UnreadableSource
from rag.reading import Read, read_file
from rag.reading.fields import Origin
from rag.reading.limits import MB, Limits, end_with_parent, hold_to, let_go, most_used

SPENT = 400 * MB
"""Bytes. A process that has held more memory than this ends after the file, to give it back."""


def serve(limits: Limits) -> None:
    """Read each path that stdin names, one a line, until stdin is closed or whoever asked is gone."""
    end_with_parent()
    # What a parser prints must not stand between the answers.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        _say(out, "ready")
        for line in sys.stdin:
            path, address = json.loads(line)
            if _answer(Origin(Path(path), address=address), limits, out):
                break
    except BrokenPipeError:
        # Nobody listens; Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def _answer(origin: Origin, limits: Limits, out: IO[str]) -> bool:
    """Say all that the file at `origin` holds, and last whether this process has held so much memory that it ends."""
    starved = False
    last: tuple[Any, ...] = ("end",)
    path = origin.path
    hold_to(limits, path)
    try:
        for item in read_file(path, origin.address):
            starved |= _starved(item)
            _say(out, *_told(item, path, limits))
    except UnreadableSource as error:
        starved |= _starved(error)
        last = ("refused", *_told(error, path, limits)[1:])
    except MemoryError:  # while it was said
        starved = True
        last = ("refused", *_too_much(str(origin), path, limits))
    finally:
        let_go()
    spent = starved or most_used() > SPENT
    _say(out, *last, spent)
    return spent


def _told(item: Read, path: Path, limits: Limits) -> tuple[Any, ...]:
    if isinstance(item, Article):
        return "article", asdict(item)
    if isinstance(item, OnlyLinked):
        return "linked", item.message, item.hint, item.address, item.stamp
    if _starved(item):
        return "problem", *_too_much(item.message.partition(": ")[0], path, limits)
    return "problem", item.message, item.hint


def _too_much(where: str, path: Path, limits: Limits) -> tuple[str, str]:
    most = limits.memory_for(path) // MB
    return f"{where}: reading it takes more than {most} MB of memory.", "Split it, or leave it out."


def _starved(item: Read) -> bool:
    return isinstance(item, UnreadableSource) and isinstance(item.__cause__, MemoryError)


def _say(out: IO[str], kind: str, *told: Any) -> None:
    out.write(json.dumps([kind, *told]) + "\n")
    out.flush()


if __name__ == "__main__":
    serve(Limits(**json.loads(sys.argv[1])))
