"""The record in one file: a ZIP of a SQLite database and a manifest that says what is in it and proves it whole.

Made while others read and write. It can be opened without On Record: `record.sqlite` in it is the record at one moment.
How one is put back is in `rag.keeping.restore`.
"""

import hashlib
import zipfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.errors import BadInput, DiskFull
from rag.store.copying import copy_to
from rag.store.record import Record
from rag.store.schema import current_version
from rag.system.write_whole import written_aside

MANIFEST, DATABASE = "manifest.json", "record.sqlite"
KIND: Literal["onrecord backup"] = "onrecord backup"
FORMAT = 1
LONGEST_MANIFEST = 100_000
"""Bytes; a longer one is none of ours."""
CHUNK = 1 << 20


class Manifest(BaseModel):
    """What a backup holds. `bytes` and `sha256` are the database's; the counts are as `Record.counts` gives them."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["onrecord backup"] = KIND
    format: int = Field(default=FORMAT, ge=1)
    made_at: str
    made_by: str
    schema_version: int = Field(ge=1)
    articles: int
    versions: int
    passages: int
    answers: int
    bytes: int = Field(ge=0)
    sha256: str


def back_up(record: Record, file: Path) -> Manifest:
    """Write all that `record` holds at this moment into `file`, which is there only once it is whole.

    Replaces an older backup of that name, and nothing else. Raises BadInput where `file` can't be written, DiskFull
    where there is no room (twice the record is needed for a while), and StoreFailed where the record is damaged.
    """
    if file.is_file() and not _is_backup(file):
        raise BadInput(f"{file} is there already, and is no backup.", "Name another file.")
    with written_aside(file) as aside:
        snapshot = aside.with_name(f"{DATABASE}.{file.name}")
        snapshot.touch(mode=0o600)
        try:
            copy_to(record, snapshot)
        except DiskFull as error:
            message = f"There is no room left for the backup in {file.parent.absolute()}; nothing was written."
            raise DiskFull(message, "Free some space, or name a file elsewhere.") from error
        manifest = _manifest(snapshot)
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.writestr(MANIFEST, manifest.model_dump_json(indent=1))
            packed.write(snapshot, DATABASE)
    return manifest


def manifest_of(file: Path, packed: zipfile.ZipFile) -> Manifest:
    """The manifest of the backup in `file`, open as `packed`. Raises BadInput where there is none that can be read."""
    try:
        with packed.open(MANIFEST) as opened:
            return Manifest.model_validate_json(opened.read(LONGEST_MANIFEST))
    except (KeyError, ValidationError) as error:
        raise no_backup(file, "it has no manifest of one") from error


def no_backup(file: Path, why: str) -> BadInput:
    """The error for a `file` that can't be used as a backup, because of `why`."""
    hint = "Restore another one. Nothing was changed."
    return BadInput(f"{file} is no backup of On Record, or is damaged: {why}.", hint)


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _manifest(snapshot: Path) -> Manifest:
    with Record.open(f"sqlite:///{snapshot}") as copied:
        counts = copied.counts()
    # Closed first: until then a part of it may lie in another file.
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        made_by=f"onrecord {_version()}",
        schema_version=current_version(),
        articles=counts.articles,
        versions=counts.versions,
        passages=counts.passages,
        answers=counts.answers,
        bytes=snapshot.stat().st_size,
        sha256=sha256_of(snapshot),
    )


def _is_backup(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as packed:
            manifest_of(file, packed)
    except (zipfile.BadZipFile, OSError, BadInput):
        return False
    return True


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"
