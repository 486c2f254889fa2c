"""Model weights in OpenVINO's own form: made once, whole or not at all, in a child process; and OpenVINO kept quiet.

Knows nothing of what is converted, nor of what the weights are for.
"""

import fcntl
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.system.child_trial import run_in_child
from rag.system.write_whole import brought_to_disk

NET = "openvino_model.xml"
"""The file that a folder in OpenVINO's own form has, beside one of weights."""
UNFINISHED = ".converting-"
SECONDS = 900
_SILENCE = "import sys; sys.modules['openvino_telemetry'] = None; "  # see silence_telemetry


def silence_telemetry() -> None:
    """Keep OpenVINO from sending that it was imported, which it does wherever its telemetry package can be imported.

    Has no switch of its own but a file in the user's home. Call it before the first import of openvino.
    """
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # Python's way to say: not to be imported


def made_once(folder: Path, make: Callable[[Path], None]) -> None:
    """Have `make` fill an empty folder that then becomes `folder`, whole and on disk; nothing to do where that exists.

    Of several processes or threads one makes it and the others wait. Raises what `make` raises, and OSError where the
    folder above can't be written.
    """
    if folder.is_dir():
        return
    with _alone_in(folder.parent):
        if not folder.is_dir():
            _make(folder, make)


def in_child(code: str, *arguments: str) -> str:
    """Run Python `code` in a process of its own, which native code may crash. Returns why it failed, empty where it did
    not: the last line that it printed, its signal, or that it took too long.

    It can import this package, and nothing from where it is run.
    """
    ended = run_in_child(_SILENCE + code, *arguments, seconds=SECONDS)
    if ended.code is None:
        return f"the conversion took longer than {SECONDS} s"
    if ended.code < 0:
        return f"the conversion was ended by signal {-ended.code}"
    return (ended.said or "the conversion names no reason") if ended.code else ""


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder` inside the `with` block; the operating system frees it when its holder dies."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _make(folder: Path, make: Callable[[Path], None]) -> None:
    for left in folder.parent.glob(f"{UNFINISHED}*"):  # by a process that was killed
        shutil.rmtree(left, ignore_errors=True)
    made = folder.parent / f"{UNFINISHED}{uuid.uuid4().hex}"
    made.mkdir()
    try:
        make(made)
        # Before the folder gets its name: a power cut must not leave an empty file that looks whole.
        for file in made.iterdir():
            brought_to_disk(file)
        made.replace(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
