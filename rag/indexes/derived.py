"""What both derived indexes share: the id of a passage with its score, and how failures of a native
library are reported and remembered.

No index itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rag.errors import DiskFull, IndexBroken, OnRecordError
from rag.system.full_disk import no_room


class ScoredPassage(NamedTuple):
    """A passage's id and its score for one query; higher is better, scales differ by index."""

    id: str
    score: float


@contextmanager
def index_errors_as_ours(what: str, folder: Path) -> Iterator[None]:
    """Raise whatever goes wrong inside the `with` block as IndexBroken, or as DiskFull where there is no room, naming
    the index and its folder. The errors of this project pass through as they are.
    """
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
    """Reports failures of an index's calls into its native library, and remembers that there were any.

    It is `broken` once a call has failed. It is `stuck` once a call has found no room: Chroma then keeps the next one
    waiting for ever, so nothing may be asked of it any more.
    """

    def __init__(self, what: str, folder: Path) -> None:
        self.broken = self.stuck = False
        self._what = what
        self._folder = folder

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """To be put around each call, in a `with` block. Raises IndexBroken or DiskFull."""
        try:
            with index_errors_as_ours(self._what, self._folder):
                yield
        except (IndexBroken, DiskFull) as error:
            self.broken, self.stuck = True, self.stuck or isinstance(error, DiskFull)
            raise
