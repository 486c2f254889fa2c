"""One process that parses, and what is said to it and heard from it: a line of JSON each."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import IO, Any, cast

from rag.errors import NotReady
from rag.reading.limits import Limits, held_by

_CHUNK = 1 << 16
_LOOK_MS = 50
"""Milliseconds between two looks at how much memory the process holds."""
# Arithmetic in several threads, which reading has no use for, takes memory for each of them.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Talk:
    """A fresh process that reads under `limits`; `end` it when done. Raises NotReady where none can be started."""

    def __init__(self, limits: Limits) -> None:
        # Paths as they are here: whoever started this process may have added some;
        # with -P the working folder is none of them.
        known = os.pathsep.join(os.path.abspath(place) for place in sys.path)  # noqa: PTH100 - may lead into a zip file
        try:
            # `fork` alone would not be safe beside the threads of models, and would bring all their memory along.
            self._process = subprocess.Popen(  # noqa: S603 - this Python, and a module of ours
                [sys.executable, "-P", "-m", "rag.reading.parsing", json.dumps(asdict(limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **_ONE_THREAD, "PYTHONPATH": known},
                start_new_session=True,  # Ctrl-C is for the one that asks, who then ends this one
            )
        except OSError as error:
            raise NotReady(f"No process to read articles can be started ({error.strerror}).", "Try again.") from error
        self._to = cast("IO[bytes]", self._process.stdin)
        self._heard = cast("IO[bytes]", self._process.stdout)
        self._rest = b""
        self._held = 0

    @property
    def ended(self) -> bool:
        """Whether the process has ended, whoever ended it."""
        return self._process.poll() is not None

    def ask(self, what: Sequence[str | None]) -> None:
        """Say `what`: a file's path, and where it was fetched. Raises BrokenPipeError where the process has ended."""
        self._held = held_by(self._process.pid)
        self._to.write(json.dumps(what).encode() + b"\n")
        self._to.flush()

    def hear(self, seconds: float, memory: int | None = None) -> list[Any]:
        """The next thing that the process says.

        Raises EOFError where it has ended, TimeoutError where it is silent longer than `seconds`, MemoryError where it
        has grown by more than `memory` bytes since it was asked, ValueError where what it says makes no sense.
        """
        parts = [self._rest]
        while b"\n" not in parts[-1]:
            parts.append(self._more(seconds, memory))
        last, _, self._rest = parts[-1].partition(b"\n")
        line: list[Any] = json.loads(b"".join([*parts[:-1], last]))
        return line

    def kill(self) -> None:
        """Kill the process; may be called from any thread. A `hear` that waits for it raises EOFError."""
        self._process.kill()

    def end(self) -> int:
        """Leave no process behind; its exit code, minus the signal's number where a signal had ended it before."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:  # closes the pipes, and waits
            pass
        self._process.wait()
        return self._process.returncode

    def _more(self, seconds: float, memory: int | None) -> bytes:
        waiting = select.poll()
        waiting.register(self._heard.fileno(), select.POLLIN)
        until = time.monotonic() + seconds
        while not waiting.poll(_LOOK_MS):
            # A process that is refused memory may swallow that and give half an article: it is ended before.
            if memory is not None and held_by(self._process.pid) - self._held > memory:
                raise MemoryError
            if time.monotonic() > until:
                raise TimeoutError
        if not (more := os.read(self._heard.fileno(), _CHUNK)):
            raise EOFError
        return more
