"""Files that are there whole or not at all: written aside, brought to disk, and then renamed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import BadInput, DiskFull, StoreFailed
from rag.system.full_disk import no_room


@contextmanager
def written_aside(file: Path) -> Iterator[Path]:
    """An empty file in a folder of its own beside `file`; what it holds in the end becomes `file`, if all goes well.

    Only its owner may read it. Raises BadInput where no file can be there, and as `disk_errors_as_ours` does. A killed
    process leaves `file` as it was, and a hidden folder that ends in ".part".
    """
    file = file.resolve()  # a link stays a link
    if file.is_dir():
        raise BadInput(f"{file} is a folder.", "Name a file in it.")
    if file.exists() and not file.is_file():
        raise BadInput(f"{file} is no file but a device or a pipe.", "Name a file.")
    if not file.parent.is_dir():
        raise BadInput(f"There is no folder {file.parent}.", "Make it, or name another.")
    with disk_errors_as_ours(file):
        folder = Path(tempfile.mkdtemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent))
    try:
        aside = folder / file.name
        with disk_errors_as_ours(file):
            aside.touch(mode=0o600)
            yield aside
            brought_to_disk(aside)
            aside.replace(file)
            brought_to_disk(file.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def disk_errors_as_ours(file: Path) -> Iterator[None]:
    """Raise as DiskFull or StoreFailed what the disk refuses inside the `with` block, while `file` is written."""
    try:
        yield
    except OSError as error:
        if no_room(error, None):
            message = f"There is no room left for {file}; what was being written was not kept."
            raise DiskFull(message, "Free some space, or name a file elsewhere.") from error
        message = f"{file} can't be written: {error.strerror or error}."
        raise StoreFailed(message, "Check that you may write there.") from error


def brought_to_disk(path: Path) -> None:
    """Wait until a file's content, or a folder's list of files, would survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
