"""Which files of a folder are read, and what is passed over: links that lead out of it, devices, pipes and sockets.

Who puts a link into a folder that others read would have them read any file of the machine. Opens no file.
"""

import os
import stat
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rag.errors import UnreadableSource
from rag.reading.fields import Origin

Why = Literal["link out of the folder", "device", "pipe", "socket"]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something in a folder that is not read, and what it is."""

    path: Path
    why: Why


@dataclass(frozen=True, slots=True)
class FilesFound:
    """What a walk found: files in the order of their names, folders that can't be opened, and what was passed over."""

    files: tuple[Path, ...]
    barred: tuple[UnreadableSource, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


def passed_over_in_words(passed: Sequence[PassedOver]) -> str:
    """For a summary: "3 links out of the folder and 1 pipe passed over"; empty where there was nothing."""
    counted = Counter(one.why for one in passed)
    named = [f"{count} {why if count == 1 else _plural(why)}" for why, count in counted.items()]
    return f"{' and '.join(named)} passed over" if named else ""


def ending(path: Path) -> str:
    """How the name of a file ends, in small letters: what tells its kind. Of a packed file, with what was packed."""
    last = path.suffix.lower()
    return f"{Path(path.stem).suffix.lower()}{last}" if last == ".gz" else last


def walk(folder: Path, kinds: Collection[str], *, follow_links: bool = False) -> FilesFound:
    """The files below `folder` whose names end in one of `kinds`. Hidden ones are left out.

    A link to a file in the folder is read only where nothing else leads to that file, so that none is read twice; with
    `follow_links`, every link to a file is, wherever it leads. Links to folders are not followed.
    """
    barred: list[UnreadableSource] = []

    def bar(error: OSError) -> None:
        place = Origin(Path(error.filename or folder))
        barred.append(place.refuse(f"this folder can't be opened ({error.strerror})", "Check its permissions."))

    files: list[Path] = []
    folder_links: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=bar):
        folders[:] = [name for name in folders if not name.startswith(".")]
        folder_links += [path for name in folders if (path := Path(parent, name)).is_symlink()]
        files += [Path(parent, name) for name in names if not name.startswith(".")]
    files = sorted(file for file in files if ending(file) in kinds)
    if follow_links:
        return FilesFound(tuple(files), tuple(barred))
    kept, passed = _sorted_out(files, folder)
    leaving = [PassedOver(link, "link out of the folder") for link in folder_links if not _leads_in(link, folder)]
    return FilesFound(tuple(kept), tuple(barred), (*passed, *leaving))


def _sorted_out(files: Sequence[Path], folder: Path) -> tuple[list[Path], list[PassedOver]]:
    """The files to read, each once, and what is passed over."""
    links = {file for file in files if file.is_symlink()}
    seen: set[tuple[int, int]] = set()
    kept: list[Path] = []
    passed: list[PassedOver] = []
    for file in (*(file for file in files if file not in links), *sorted(links)):
        if file in links and not _leads_in(file, folder):
            passed.append(PassedOver(file, "link out of the folder"))
            continue
        try:
            status = os.stat(file)  # noqa: PTH116 - Path.stat is the same call
        except (OSError, ValueError):  # who reads it says why it can't be opened
            kept.append(file)
            continue
        if why := _special(status.st_mode):
            passed.append(PassedOver(file, why))
        elif file not in links or (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            kept.append(file)
    return sorted(kept), passed


def _inside(place: Path) -> str:
    """The real path of `place` with a separator at its end: the real path of all that is below it begins so."""
    return os.path.join(os.path.realpath(place), "")  # noqa: PTH118 - with the separator at its end


def _leads_in(link: Path, folder: Path) -> bool:
    # With separators at their ends, for "given-to-others" is not in "given".
    return _inside(link).startswith(_inside(folder))


def _special(mode: int) -> Why | None:
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "device"
    if stat.S_ISFIFO(mode):
        return "pipe"
    return "socket" if stat.S_ISSOCK(mode) else None


def _plural(why: Why) -> str:
    return "links out of the folder" if why == "link out of the folder" else f"{why}s"
