"""Reads files in a process of its own, under limits.

A file that hangs, needs too much memory or crashes its parser is named, and the others are read. Reading goes on ahead
while whoever asked works on what was read. Knows nothing of formats.
"""

from collections.abc import Generator, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading import Read, Sources, find
from rag.reading.child import Child
from rag.reading.limits import Limits
from rag.reading.walk import PassedOver
from rag.system.work_ahead import Ahead

DEFAULT = Limits()
ROOM = 2_000_000
"""Characters of articles that may wait, read and not yet asked for: some hundreds of articles."""


def read_apart(paths: Sequence[Path], limits: Limits = DEFAULT, *, follow_links: bool = False) -> "Reading":
    """The articles of all `paths`, in the order of `read_articles`, one after the other as they are read.

    Raises UnreadableSource at once, with nothing yielded, where one of `paths` is missing, empty or of no
    readable kind, and where a file that is the only path can't be read. Any other file that can't be read, or
    exceeds its limits, is yielded in its place as an UnreadableSource. Raises NotReady, also later, where no
    process can be started.
    """
    found = [find(path, follow_links=follow_links) for path in paths]
    reading = Reading(found, limits)
    if len(found) == 1 and not found[0].is_folder:
        reading.refuse_at_once()
    return reading


class Reading:
    """An iterator, for one pass, over what is read of some sources.

    Close it, or use it in a `with`; read to its end, it is closed by itself.
    """

    def __init__(self, found: Sequence[Sources], limits: Limits) -> None:
        self.files = tuple(path for sources in found for path in sources.files)
        """The files that are read, in order."""
        self.passed_over: tuple[PassedOver, ...] = tuple(one for sources in found for one in sources.passed_over)
        """Links out of a folder, devices, pipes and sockets, which are not read."""
        child = Child(limits)
        self._ahead = Ahead(_all(found, child), ROOM, _weight, child.stop)
        self._first: list[Read] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Read]:
        return self

    def __next__(self) -> Read:
        try:
            return self._first.pop() if self._first else next(self._ahead)
        except BaseException:  # the end, or an interrupt: nobody reads on
            self.close()
            raise

    def __del__(self) -> None:
        self._ahead.leave()

    def stop(self) -> None:
        """Give nothing more, without waiting for the process to end; may be called from any thread."""
        self._ahead.leave()

    def close(self) -> None:
        """End the process that reads; nothing more is given."""
        self._first.clear()
        self._ahead.close()

    def refuse_at_once(self) -> None:
        """Raise what is wrong with a file that is read alone, where nothing at all can be read of it."""
        self._first.extend(islice(self, 1))


def _all(found: Sequence[Sources], child: Child) -> Generator[Read, None, None]:
    try:
        for sources in found:
            for path in sources.files:
                yield from _file(path, child, alone=len(found) == 1 and not sources.is_folder)
            yield from sources.barred
    finally:
        child.end()


def _file(path: Path, child: Child, *, alone: bool) -> Iterator[Read]:
    some = False
    try:
        for item in child.read(path):
            some = True
            yield item
    except UnreadableSource as error:
        if alone and not some:
            raise
        yield error


def _weight(item: Read) -> int:
    return len(item.text) if isinstance(item, Article) else len(item.message)
