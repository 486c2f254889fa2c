"""The note that lies beside each index: how far it has come, and what its files were when it was closed.

The note tells two things that nothing else can. An index whose files are not those that were closed is damaged, even
where it opens. And a record with fewer changes than an index has applied has lost some: the cursors, which are in the
record, are lost with it. A note is written after what it tells, so it lags behind at most. It carries a digest of
itself; one that is damaged, or missing, says nothing.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.errors import RecordLost
from rag.store.record import Record

FOLDER = "indexes"
INDEXES = ("dense", "lexical")
_READING_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Noted:
    """One index: its folder relative to the data folder, and the last change it has applied.

    `files` are the digests of its files when it was closed, by path in its folder; None where it was written to since.
    """

    location: str
    seq: int
    files: Mapping[str, str] | None = None


def read_note(data_dir: Path, name: str) -> Noted | None:
    """What is noted of the index of that name; None where nothing is, or nothing that can be relied upon."""
    path = _path(data_dir, name)
    if not path.is_file():  # a pipe in its place would never end
        return None
    try:
        note = json.loads(path.read_bytes())
        told = Noted(**note["index"])
        return told if note["sha256"] == _digest_of(told) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_note(data_dir: Path, name: str, told: Noted) -> None:
    """Write the note of the index of that name, all or nothing; it is on disk when this returns. Raises OSError."""
    path = _path(data_dir, name)
    if path.is_dir():
        shutil.rmtree(path)
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as out:
        json.dump({"index": asdict(told), "sha256": _digest_of(told)}, out)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)


def forget_notes(data_dir: Path) -> None:
    """Delete the notes of all indexes: for whoever puts another record beside the indexes, and means to."""
    for name in INDEXES:
        _path(data_dir, name).unlink(missing_ok=True)


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below `folder`, by its path in there. Raises OSError.

    All of each file, however large: a flipped bit changes neither size nor time. 100 MB take some 0.1 s.
    """
    paths = sorted(path for path in folder.rglob("*") if not path.is_dir())
    with ThreadPoolExecutor(_READING_AT_ONCE) as pool:
        return dict(zip((path.relative_to(folder).as_posix() for path in paths), pool.map(_sha256, paths), strict=True))


def lost_changes(record: Record, data_dir: Path) -> str | None:
    """How `record` holds less than its indexes in `data_dir` have applied, as a sentence; None where it does not."""
    # The notes first: what another process stores meanwhile then only makes the record longer.
    notes = [note for name in INDEXES if (note := read_note(data_dir, name))]
    applied = max((*(note.seq for note in notes), *(record.cursor(name) for name in INDEXES)), default=0)
    held = record.last_seq()
    if applied > held:
        return (
            f"The record {record.database.where} holds {held} changes; "
            f"its indexes in {data_dir} have applied {applied}."
        )
    known = notes or any(record.index_location(name) for name in INDEXES)
    if held == 0 and not known and any(folders(data_dir, name) for name in INDEXES):
        return f"The record {record.database.where} is empty; beside it in {data_dir} lie indexes of another."
    return None


def refuse_lost(record: Record, data_dir: Path) -> None:
    """Raise RecordLost where `record` holds less than its indexes have applied:
    nothing may be built from it unasked.
    """
    if lost := lost_changes(record, data_dir):
        raise RecordLost(
            lost,
            "Put the record back from a backup, or name the right database. "
            "To go on with what it holds now: `onrecord reindex --force`.",
        )


def folders(data_dir: Path, name: str) -> list[Path]:
    """The folders that an index of that name has made."""
    found = (data_dir / FOLDER).glob(f"{name}-*")
    return [folder for folder in found if folder.name.rpartition("-")[2].isdecimal()]


def _path(data_dir: Path, name: str) -> Path:
    return data_dir / FOLDER / f"{name}.json"


def _digest_of(told: Noted) -> str:
    return hashlib.sha256(json.dumps(asdict(told), sort_keys=True).encode()).hexdigest()


def _sha256(path: Path) -> str:
    if not path.is_file():  # what is put in a file's place may be a pipe, which would never end
        return "no file"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
