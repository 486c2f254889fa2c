"""Whether a failure means that a disk is full: each library says so in its own words, some in none. Frees nothing."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_SAID = ("no space left", "disk is full", "disk full", "disk quota exceeded")
LEAST = 1_000_000
"""Bytes. Where less than that is free, what fails to be written fails for want of room, whatever a library calls it."""


def no_room(error: BaseException, place: Path | None) -> bool:
    """Whether `error` comes of a full disk: by its number, by its words, or by what is free at `place`, which was
    written to. With None for `place`, what is free is not asked.
    """
    return any(_says_so(each) for each in _with_causes(error)) or (place is not None and is_full(place))


def is_full(place: Path) -> bool:
    """Whether there is next to no room where `place` is, or will be."""
    return _free(place) < LEAST


def _says_so(error: BaseException) -> bool:
    return getattr(error, "errno", None) in _NO_ROOM or any(sign in str(error).lower() for sign in _SAID)


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _free(place: Path) -> int:
    """The bytes that are free where `place` is, or will be."""
    for folder in (place, *place.absolute().parents):
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            continue
    return LEAST
