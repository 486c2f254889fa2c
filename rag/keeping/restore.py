"""A backup put back as the record: checked whole before anything is touched, and put in place in one step.

What is derived is forgotten: the indexes are built again from what was restored. Nobody else may use the data folder
meanwhile.
"""

import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from rag.errors import BadInput, BadSetting, DatabaseVersion, StoreFailed
from rag.indexes import FOLDER
from rag.keeping.backup import CHUNK, DATABASE, FORMAT, Manifest, manifest_of, no_backup, sha256_of
from rag.store.copying import copy_into, forget_indexes
from rag.store.file import BESIDE, bring_to_rest, faults
from rag.store.lock import DataFolderLock
from rag.store.record import Record
from rag.store.schema import current_version
from rag.system.write_whole import brought_to_disk, disk_errors_as_ours


def restore(file: Path, url: str, data_dir: Path, *, force: bool = False) -> Manifest:
    """Make what the backup in `file` holds the record at `url`, whose indexes are in `data_dir`.

    Raises BadInput where `file` is no whole backup, or where something would be replaced without `force`;
    DatabaseVersion where a newer release made it; DataFolderBusy or StoreFailed while somebody uses the record;
    DiskFull. The record is then what it was.
    """
    lock = DataFolderLock(data_dir)
    try:
        old = _file_of(url)
        with _unpacked(file, old.parent if old else data_dir) as (unpacked, manifest):
            if not force:
                _refuse_to_replace(url, old)
            if old and old.exists():
                bring_to_rest(old)
            # Before the record changes: a record without indexes has them built again, but one beside those of
            # another is not trusted.
            shutil.rmtree(data_dir / FOLDER, ignore_errors=True)
            if old:
                _put_in_place(unpacked, old)
            else:
                _copy(unpacked, url)
        return manifest
    finally:
        lock.release()


def _file_of(url: str) -> Path | None:
    """The file of a SQLite record; None for any other database. Raises BadSetting where `url` names no database."""
    try:
        place = make_url(url)
    except ArgumentError as error:
        raise BadSetting(f"The database URL can't be used: {error}.", "See ONRECORD_DATABASE_URL.") from error
    return Path(place.database or "").resolve() if place.get_backend_name() == "sqlite" else None


@contextmanager
def _unpacked(file: Path, folder: Path) -> Iterator[tuple[Path, Manifest]]:
    """The database in a backup, checked and brought to today's schema, as a file in `folder` that is deleted in the
    end; and the backup's manifest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{DATABASE}.restoring"
    for old in _parts(place):
        old.unlink(missing_ok=True)  # left by one that was killed
    try:
        manifest = _unpack(file, place)
        _make_ready(file, place, manifest)
        yield place, manifest
    finally:
        for part in _parts(place):
            part.unlink(missing_ok=True)


def _unpack(file: Path, place: Path) -> Manifest:
    if file.exists() and not file.is_file():  # a pipe would be waited for
        raise no_backup(file, "it is no file")
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = manifest_of(file, packed)
            _refuse_newer(file, manifest)
            _extract(packed, place, manifest)
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {file}.", "Check its name.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, RuntimeError) as error:
        raise no_backup(file, f"it can't be unpacked ({error})") from error
    if sha256_of(place) != manifest.sha256:
        raise no_backup(file, "its database has another SHA-256 than its manifest says")
    return manifest


def _extract(packed: zipfile.ZipFile, place: Path, manifest: Manifest) -> None:
    left = manifest.bytes
    with packed.open(DATABASE) as source, disk_errors_as_ours(place):
        place.touch(mode=0o600)
        with place.open("wb") as target:
            while chunk := source.read(min(CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise zipfile.BadZipFile("it is larger than its manifest says")
                target.write(chunk)


def _refuse_newer(file: Path, manifest: Manifest) -> None:
    if manifest.schema_version > current_version() or manifest.format > FORMAT:
        raise DatabaseVersion(
            f"The backup {file} was made by {manifest.made_by} and has schema version {manifest.schema_version}; "
            f"this release of On Record knows versions 1 to {current_version()}.",
            "Use the release that made it or a newer one. Nothing was changed.",
        )


def _make_ready(file: Path, place: Path, manifest: Manifest) -> None:
    """Bring the database to today's schema, and forget the indexes. Raises BadInput where it is damaged, or holds
    something else than the manifest says.
    """
    try:
        with Record.open(f"sqlite:///{place}") as record:
            with record.database.reading() as connection:
                damage = faults(connection)
            held = record.counts()
            if not damage:
                forget_indexes(record)
    except StoreFailed as error:
        if error.code != StoreFailed.code:
            raise
        raise no_backup(file, f"its database can't be opened ({error.message})") from error
    if damage:
        raise no_backup(file, f"its database is damaged ({damage[0]})")
    if (held.articles, held.versions, held.answers) != (manifest.articles, manifest.versions, manifest.answers):
        raise no_backup(file, "it holds something else than its manifest says")


def _refuse_to_replace(url: str, file: Path | None) -> None:
    if file and not file.exists():
        return
    try:
        with Record.open(url) as record:
            held, where = record.counts(), record.database.where
    except StoreFailed as error:
        message = f"There is a record already, which can't be read: {error.message}"
        raise BadInput(message, "`onrecord restore FILE --force` replaces it.") from error
    if held.versions or held.answers:
        raise BadInput(
            f"The record at {where} holds {held.articles} articles and {held.answers} answers, "
            "which would be replaced.",
            "Back it up, then replace it with `onrecord restore FILE --force`; "
            "or set ONRECORD_DATA_DIR to another folder.",
        )


def _put_in_place(unpacked: Path, file: Path) -> None:
    """Make `unpacked` the file, in one step; what it replaces stays beside it until that is on disk."""
    kept = file.with_name(f"{file.name}.replaced")
    with disk_errors_as_ours(file):
        brought_to_disk(unpacked)
        for suffix in BESIDE:  # of a damaged one: it could not be brought to rest
            with suppress(FileNotFoundError):
                Path(f"{file}{suffix}").replace(f"{kept}{suffix}")
        with suppress(FileNotFoundError):
            kept.unlink()
        with suppress(FileNotFoundError):
            os.link(file, kept)
        unpacked.replace(file)
        brought_to_disk(file.parent)
        for part in _parts(kept):
            part.unlink(missing_ok=True)


def _copy(unpacked: Path, url: str) -> None:
    """Replace the rows of the database at `url`, which is not SQLite, by those of `unpacked`, in one transaction."""
    with Record.open(f"sqlite:///{unpacked}") as restored, Record.open(url) as record:
        copy_into(restored, record)


def _parts(file: Path) -> list[Path]:
    return [Path(f"{file}{suffix}") for suffix in ("", *BESIDE)]
