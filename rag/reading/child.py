"""Has files read by a process of its own, one after the other, and starts another where a file has ended it."""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag.domain import Article, Published
from rag.errors import NotReady, OnlyLinked, ReadingEnded, UnreadableSource
from rag.reading import Read
from rag.reading.child_process import Talk
from rag.reading.fields import Origin
from rag.reading.limits import MB, Limits

START_SECONDS = 60


class Child:
    """A process that reads under `limits`, for one thread; only `stop` may be called from another."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._talk: Talk | None = None
        self._stopped = False
        self._changing = threading.Lock()

    def read(self, path: Path, address: str | None = None) -> Iterator[Read]:
        """The articles and errors of one file, as `read_file` gives them; nothing more once `stop` was called.

        Raises UnreadableSource where the file is unreadable, goes beyond its limits or crashes the process, and
        NotReady where no process can be started.
        """
        talk = self._started()
        if talk is None:
            return
        try:
            talk.ask([str(path), address])
            patience, memory = self._limits.patience_for(path), self._limits.memory_for(path)
            while (line := talk.hear(patience, memory))[0] not in {"refused", "end"}:
                yield _read(*line)
            refused = _read(*line[:-1]) if line[0] == "refused" else None
            spent = bool(line[-1])
        except (EOFError, OSError, MemoryError, ValueError, TypeError, LookupError) as error:
            ended_by = self.end()
            if self._stopped:
                return
            named = self._named(Origin(path, address=address), error, ended_by)
            raise ReadingEnded(named.message, named.hint) from error
        if spent:
            self.end()
        if isinstance(refused, UnreadableSource):
            raise refused

    def stop(self) -> None:
        """Kill the process and start no other: a `read` that waits for it in another thread ends."""
        with self._changing:
            self._stopped = True
            if self._talk:
                self._talk.kill()

    def end(self) -> int:
        """Leave no process behind. The exit code of the one that there was, 0 where there was none."""
        with self._changing:
            talk, self._talk = self._talk, None
        return talk.end() if talk else 0

    def _started(self) -> Talk | None:
        """The process to ask, started where there is none; None where reading was stopped."""
        if self._talk and self._talk.ended:  # by somebody else, between two files
            self.end()
        with self._changing:
            if self._stopped or self._talk:
                return None if self._stopped else self._talk
            talk = self._talk = Talk(self._limits)
        try:
            talk.hear(START_SECONDS)
        except (EOFError, TimeoutError, ValueError) as error:
            self.end()
            if self._stopped:
                return None
            raise NotReady("The process that reads articles does not start.", "Its own error is above.") from error
        return talk

    def _named(self, origin: Origin, error: Exception, ended_by: int) -> UnreadableSource:
        """The error for the file at which the process ended, or was ended because it took too much."""
        if isinstance(error, MemoryError):
            most = self._limits.memory_for(origin.path) // MB
            return origin.refuse(f"reading it takes more than {most} MB of memory", "Split it, or leave it out.")
        if isinstance(error, TimeoutError):
            problem = f"nothing more was read of it in {self._limits.patience_for(origin.path):.0f} seconds"
        elif ended_by == -signal.SIGPROF:
            problem = f"reading it takes more than {self._limits.seconds_for(origin.path):.0f} seconds"
        else:
            how = signal.Signals(-ended_by).name if ended_by < 0 else f"exit code {ended_by}"
            problem = f"it crashed the process that reads ({how})"
        return origin.refuse(problem, "Mend the file, or leave it out.")


def _read(kind: str, *told: Any) -> Read:
    """The article or error that the process told. Raises TypeError or ValueError where that makes no sense."""
    if kind == "article":
        (fields,) = told
        return Article(**{**fields, "published": Published(**fields["published"])})
    if kind == "linked":
        return OnlyLinked(*map(str, told))
    message, hint = told
    return UnreadableSource(str(message), str(hint))
