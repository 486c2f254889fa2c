"""What both derived indexes share: a scored passage id, and how a native library's failure is told. No index itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rag.errors import DiskFull, IndexBroken, OnRecordError


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
        said = str(error)
        if "no space left" in said.lower() or "is full" in said.lower():
            message = f"There is no room left for the {what} in {folder}."
            raise DiskFull(message, "Free some space; the record is whole, and the index catches up.") from error
        message = f"The {what} in {folder} failed: {said}."
        raise IndexBroken(message, "`onrecord reindex` builds it again from the record.") from error
