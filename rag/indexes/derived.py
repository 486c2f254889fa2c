"""What both derived indexes share: a scored passage id, how a native library's failure is told, and that it is remembered.

No index itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rag.errors import DiskFull, IndexBroken, OnRecordError
from rag.system.full_disk import no_room


class Scored(NamedTuple):
    """A passage's id and its score for one query; higher is better, scales differ by index."""

    id: str
    score: float


@contextmanager
def reported(what: str, folder: Path) -> Iterator[None]:
    """Tell whatever goes wrong inside as IndexBroken, or as DiskFull, naming the index and its folder."""
    try:
        yield
    except (OnRecordError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in native code is no Exception
        if no_room(error, folder):
            message = f"There is no room left for the {what} in {folder}."
            raise DiskFull(message, "Free some space; the record is whole, and the index catches up.") from error
        message = f"The {what} in {folder} failed: {error}."
        raise IndexBroken(message, "`onrecord reindex` builds it again from the record.") from error


class Guarded:
    """How an index's calls into its native library are told, and what is remembered of those that failed.

    `broken` once one has failed. `stuck` once one has found no room: Chroma then keeps the next one waiting for ever, so that
    nothing must be asked of it any more.
    """

    def __init__(self, what: str, folder: Path) -> None:
        self.broken = self.stuck = False
        self._what = what
        self._folder = folder

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Around each call. Raises IndexBroken or DiskFull."""
        try:
            with reported(self._what, self._folder):
                yield
        except (IndexBroken, DiskFull) as error:
            self.broken, self.stuck = True, self.stuck or isinstance(error, DiskFull)
            raise
