"""Passes texts of several threads to a model that takes one batch at a time: those that
wait meanwhile share the next one.

Questions of many readers at once cost a third less so than one by one, and nobody is
overtaken. Knows nothing of models.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]


@dataclass(slots=True, eq=False)
class _Call:
    """What one thread waits for: its texts, and their vectors once they are there."""

    texts: list[str]
    rows: Rows | None = None


class Together:
    """Calls `encode` for the texts of all threads, up to `size` texts at a time, in the order in which they came.

    `encode` gives a row for each text, and is never called twice at once.
    """

    def __init__(self, encode: Callable[[list[str]], Rows], size: int) -> None:
        self._encode = encode
        self._size = size
        self._calls: list[_Call] = []
        self._busy = False
        self._changed = Condition()

    def encode(self, texts: list[str]) -> Rows:
        """One row per text. Raises what `encode` raises, but never for the texts of another thread: where a shared
        batch fails, each thread's texts are encoded alone.
        """
        mine = _Call(texts)
        with self._changed:
            self._calls.append(mine)
            try:
                self._changed.wait_for(lambda: mine.rows is not None or (not self._busy and self._calls[0] is mine))
            except BaseException:  # an interrupt: nobody may wait behind a call that has gone
                self._leave(mine)
                raise
            if mine.rows is not None:
                return mine.rows
            self._busy = True
            shared = self._first()
        try:
            return self._encoded(shared)
        finally:
            with self._changed:
                self._busy = False
                self._leave(mine)

    def _encoded(self, shared: list[_Call]) -> Rows:
        """Give each of the calls its rows, or only the first where they fail together; returns the first's."""
        try:
            rows = self._encode([text for call in shared for text in call.texts])
        except Exception:  # whatever it is, whose text it was shows only when each is encoded alone
            if len(shared) == 1:
                raise
            return self._encoded(shared[:1])
        ends = np.cumsum([len(call.texts) for call in shared])
        for call, own in zip(shared, np.split(rows, ends[:-1]), strict=True):
            call.rows = own
        return rows[: len(shared[0].texts)]

    def _first(self) -> list[_Call]:
        """The calls from the first on that fit one batch; the first in any case."""
        count = 0
        shared: list[_Call] = []
        for call in self._calls:
            count += len(call.texts)
            if shared and count > self._size:
                break
            shared.append(call)
        return shared

    def _leave(self, mine: _Call) -> None:
        """Take `mine`, and whatever has its rows, out of the queue; whoever is first then goes on."""
        self._calls = [call for call in self._calls if call is not mine and call.rows is None]
        self._changed.notify_all()
