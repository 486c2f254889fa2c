"""Steps that overlap: a thread makes the next items while the last ones are worked on. Knows nothing of what is made."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _End:
    """Nothing more comes: all was made, or making the next one failed."""

    error: BaseException | None = None


def ahead(items: Iterable[Item], most: int = 1) -> Generator[Item, None, None]:
    """The same items in the same order, made by a thread of their own that is at most `most` of them ahead.

    What making an item raises is raised here, in its place. The thread ends, and `items` is closed, when this iterator is
    exhausted, closed or let go of; then the item being made is still finished. Nothing begins before the first is asked for.
    """
    making = _Making(items, most)
    try:
        yield from making
    finally:
        making.stop()


class _Making(Generic[Item]):
    """A thread that makes items, and the queue it leaves them in."""

    def __init__(self, items: Iterable[Item], most: int) -> None:
        self._items = items
        self._made: Queue[Any] = Queue(most)
        self._stopped = Event()
        self._thread = Thread(target=self._make, name="ahead", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[Item]:
        while not isinstance(item := self._made.get(), _End):
            yield item
        if item.error is not None:
            raise item.error

    def stop(self) -> None:
        """End the thread, and wait for that."""
        self._stopped.set()
        # It may be waiting for room; once it has put that item there, it sees that nobody wants another.
        with suppress(Empty):
            while True:
                self._made.get_nowait()
        self._thread.join()

    def _make(self) -> None:
        end = _End()
        try:
            for item in self._items:
                self._made.put(item)
                if self._stopped.is_set():
                    break
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is raised again where the items are wanted
            end = _End(error)
        finally:
            close = getattr(self._items, "close", None)
            if close is not None:
                close()
        if not self._stopped.is_set():
            self._made.put(end)
