"""Tries in a child process what may crash this one in native code, or never end. Knows nothing of what it tries."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 120


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child process ended. `code` is its exit code: less than 0 for a signal, None where it was not done in time.
    `said` is the last line that it printed to stderr.
    """

    code: int | None
    said: str = ""


def run_in_child(code: str, *arguments: str, given: str = "", seconds: float = SECONDS) -> Ended:
    """Run Python `code` of ours in a process of its own, which native code may crash, with
    `given` on its standard input.

    It can import this package, and nothing from the folder that one happens to stand in.
    """
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter, our own code
            [sys.executable, "-P", "-c", code, *arguments],
            env={**os.environ, "PYTHONPATH": path},
            input=given,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ended(None)
    return Ended(done.returncode, (done.stderr.strip().splitlines() or [""])[-1])


def failure_in_child(module: str, function: str, given: Mapping[str, Any], seconds: float = SECONDS) -> str | None:
    """Why `function` of `module` fails in a child process, called with `given` (JSON values)
    by name; None where it returns.

    It crashed, was not done after so many `seconds`, or raised. The reason is a clause without its subject: "crashed
    when it was tried (signal 11)".
    """
    code = f"from rag.system.child_trial import attempt; from {module} import {function}; attempt({function})"
    ended = run_in_child(code, given=json.dumps(given), seconds=seconds)
    if ended.code is None:
        return f"was not done after {seconds:g} s when it was tried"
    if ended.code < 0:
        return f"crashed when it was tried (signal {-ended.code})"
    return f"failed when it was tried: {ended.said or 'without a word'}" if ended.code else None


def attempt(function: Callable[..., object]) -> None:
    """In the child: call `function` with what is on standard input, as JSON. An alarm ends it after SECONDS,
    even where its parent was killed.
    """
    signal.alarm(SECONDS)
    function(**json.load(sys.stdin))
