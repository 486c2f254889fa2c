"""Tries in a child process what may crash this one in native code, or never end. Knows nothing of what it tries."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

SECONDS = 120


def tried(module: str, function: str, given: Mapping[str, Any], seconds: float = SECONDS) -> str | None:
    """Why `function` of `module`, called with `given` (values of JSON) by name, does not return; None where it does.

    It crashed, was not done after so many `seconds`, or raised: each as a clause that "it" stands before.
    """
    code = f"from rag.trial import attempt; from {module} import {function}; attempt({function})"
    root = str(Path(__file__).resolve().parents[1])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter, our own code
            [sys.executable, "-P", "-c", code],  # not what lies in the folder that one happens to stand in
            env={**os.environ, "PYTHONPATH": path},
            input=json.dumps(given),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"was not done after {seconds:g} s when it was tried"
    if done.returncode < 0:
        return f"crashed when it was tried (signal {-done.returncode})"
    if done.returncode:
        return f"failed when it was tried: {(done.stderr.strip().splitlines() or ['without a word'])[-1]}"
    return None


def attempt(function: Callable[..., object]) -> None:
    """In the child: call `function` with what is on standard input. It ends in time also where its parent was killed."""
    signal.alarm(SECONDS)
    function(**json.load(sys.stdin))
