"""Starts the process that parses, asks it file by file, and starts another where a file has ended it."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rag.domain import Article, Published
from rag.errors import NotReady, UnreadableSource
from rag.read import Read
from rag.read.fields import Origin
from rag.read.limits import Limits

START_SECONDS = 60
_CHUNK = 1 << 16
_LEAVE_OUT = "Mend the file, or leave it out."


class Refused(UnreadableSource):
    """A file of which nothing could be read."""


class Child:
    """One process that reads under `limits`, for one thread; only `stop` may be called from another."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._rest = b""
        self._stopped = False
        self._changing = threading.Lock()

    def read(self, path: Path) -> Iterator[Read]:
        """The articles of one file, and what is wrong with it or with a part of it. Raises NotReady where no process can be
        started; nothing is given once it was stopped.
        """
        if not self._started():
            return
        try:
            self._ask(path)
            while (line := self._line(self._limits.patience_for(path)))[0] != "end":
                yield _read(*line)
            spent = bool(line[1])
        except (EOFError, TimeoutError, BrokenPipeError, ValueError, TypeError, LookupError) as error:
            ended_by = self.end()
            if not self._stopped:
                yield self._named(path, error, ended_by)
            return
        if spent:
            self.end()

    def stop(self) -> None:
        """Kill the process and start no other: a `read` that waits for it in another thread ends."""
        with self._changing:
            self._stopped = True
            if self._process:
                self._process.kill()

    def end(self) -> int:
        """Leave no process behind; the exit code of the one there was, 0 where there was none."""
        with self._changing:
            process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        with process:  # closes the pipes, and waits
            pass
        return process.returncode

    def _started(self) -> bool:
        """Whether there is a process to ask."""
        if self._process and self._process.poll() is not None:  # ended by somebody else, between two files
            self.end()
        with self._changing:
            if self._stopped or self._process:
                return not self._stopped
            self._rest = b""
            self._process = _process(self._limits)
        try:
            self._line(START_SECONDS)
        except (EOFError, TimeoutError, ValueError) as error:
            self.end()
            if self._stopped:
                return False
            raise NotReady("The process that reads articles does not start.", "Its own error is above.") from error
        return True

    def _ask(self, path: Path) -> None:
        assert self._process
        assert self._process.stdin
        self._process.stdin.write(json.dumps(str(path)).encode() + b"\n")
        self._process.stdin.flush()

    def _line(self, seconds: float) -> list[Any]:
        """The next thing the process says. Raises EOFError where it has ended, TimeoutError where it is silent too long."""
        parts = [self._rest]
        while b"\n" not in parts[-1]:
            parts.append(self._more(seconds))
        last, _, self._rest = parts[-1].partition(b"\n")
        line: list[Any] = json.loads(b"".join([*parts[:-1], last]))
        return line

    def _more(self, seconds: float) -> bytes:
        assert self._process
        assert self._process.stdout
        said = self._process.stdout.fileno()
        waiting = select.poll()
        waiting.register(said, select.POLLIN)
        if not waiting.poll(seconds * 1000):
            raise TimeoutError
        if not (more := os.read(said, _CHUNK)):
            raise EOFError
        return more

    def _named(self, path: Path, error: Exception, ended_by: int) -> UnreadableSource:
        if isinstance(error, TimeoutError):
            problem = f"nothing more was read of it in {self._limits.patience_for(path):.0f} seconds"
        elif ended_by == -signal.SIGPROF:
            problem = f"reading it takes more than {self._limits.seconds_for(path):.0f} seconds"
        else:
            how = signal.Signals(-ended_by).name if ended_by < 0 else f"exit code {ended_by}"
            problem = f"it crashed the process that reads ({how})"
        told = Origin(path).refuse(problem, _LEAVE_OUT)
        return Refused(told.message, told.hint)


def _process(limits: Limits) -> "subprocess.Popen[bytes]":
    """A fresh process, which has none of this one's state: `fork` alone is not safe beside the threads of models."""
    # Paths as they are here: whoever started this process may have added some, and the working folder is no place for code.
    known = os.pathsep.join(os.path.abspath(place) for place in sys.path)  # noqa: PTH100 - may be a zip file's inside
    try:
        return subprocess.Popen(  # noqa: S603 - this Python, and a module of ours
            [sys.executable, "-P", "-m", "rag.read.parsing", json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": known},
            start_new_session=True,  # Ctrl-C is for the one that asks, who then ends this one
        )
    except OSError as error:
        raise NotReady(f"No process to read articles can be started ({error.strerror}).", "Try again later.") from error


def _read(kind: str, *told: Any) -> Read:
    """What a line of the process says. Raises TypeError or ValueError where it says nothing that is known."""
    if kind == "article":
        (fields,) = told
        return Article(**{**fields, "published": Published(**fields["published"])})
    message, hint = told
    return (Refused if kind == "refused" else UnreadableSource)(str(message), str(hint))
