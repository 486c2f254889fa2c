"""The file that lies in the indexes' folder while they are open: found at opening, it tells that they were not closed.

A crash in native code leaves its trace in there, so that the next process knows which index is not to be trusted, and
that this was no kill from outside. Nothing is traced where the process has its crashes traced elsewhere already.
"""

import faulthandler
import os
import shutil
from contextlib import suppress
from pathlib import Path

from rag.indexes.derived import index_errors_as_ours
from rag.indexes.index_kind import Left

MARKER = "in-use"


class Marker:
    """The file, written when the object is made; `left` says how the process before left the indexes.
    Raises DiskFull or IndexBroken.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / MARKER
        with index_errors_as_ours("indexes", folder):
            folder.mkdir(parents=True, exist_ok=True)
            self.left = _found(self._path)
            self._file = self._path.open("w", encoding="utf-8")
        self._traces = not faulthandler.is_enabled()
        if self._traces:
            faulthandler.enable(self._file, all_threads=True)

    def leave(self, *, closed: bool) -> None:
        """Take the file away where the indexes were `closed` as they should be; leave it there where not."""
        if self._file.closed:
            return
        if self._traces:
            faulthandler.disable()
        self._file.close()
        if closed:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def _found(path: Path) -> Left:
    if not os.path.lexists(path):
        return Left()
    if path.is_symlink() or not path.is_file():  # whatever lies there is not ours, and a pipe would never end
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return Left(open=True)
    return Left(open=True, crash=path.read_text(encoding="utf-8", errors="replace"))
