"""Steps that overlap: a thread makes the next items while the last ones are worked on. Does not know what is made."""

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


def _one(_item: object) -> int:
    """The weight of an item where nothing else is said: every item weighs the same."""
    return 1


def nothing() -> None:
    """The default for `stop`: does nothing, because the item that is being made can't be hurried."""


class Ahead(Generic[T]):
    """Gives what `items` gives, in order. A thread of its own takes items before they are asked for, as long as those
    that wait weigh less than `room`; by default, one item waits.

    What `items` raises is raised in its place. `close` stops early, and waits until the item being made is finished;
    `stop` is called then, and may make it end sooner.
    """

    def __init__(
        self,
        items: Generator[T, None, None],
        room: int = 1,
        weigh: Callable[[T], int] = _one,
        stop: Callable[[], None] = nothing,
    ) -> None:
        self._items = items
        self._weigh = weigh
        self._room = room
        self._stop = stop
        self._waiting: deque[T] = deque()
        self._weight = 0
        self._ended = False
        self._closed = False
        self._error: BaseException | None = None
        self._changed = threading.Condition()
        # A daemon, so that a process that ends while somebody still holds this one does not wait for it.
        self._thread = threading.Thread(target=self._take, name="ahead", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._ended or self._closed)
            if self._waiting and not self._closed:
                item = self._waiting.popleft()
                self._weight -= self._weigh(item)
                self._changed.notify_all()
                return item
            error, self._error = self._error, None
        if error is not None:
            raise error
        raise StopIteration

    def close(self) -> None:
        """Take nothing more, and wait until the thread has ended and `items` is closed."""
        self.leave()
        self._thread.join()

    def leave(self) -> None:
        """Take nothing more, and don't wait for the item that is being made."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._stop()

    def _take(self) -> None:
        try:
            for item in self._items:
                with self._changed:
                    self._changed.wait_for(lambda: self._weight < self._room or self._closed)
                    if self._closed:
                        return
                    self._waiting.append(item)
                    self._weight += self._weigh(item)
                    self._changed.notify_all()
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever asks, not to this thread
            self._error = error
        finally:
            self._items.close()
            with self._changed:
                self._ended = True
                self._changed.notify_all()
