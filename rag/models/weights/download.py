"""Getting a pinned model into its folder: from the first source that works, resumed, checked, by one process at a time.

    <models_dir>/<model>/<file>              appears only after its SHA-256 matched
    <models_dir>/.partial/<model>/           what has arrived so far; kept when a download is killed
    <models_dir>/.partial/<model>.lock       held while one process downloads; others wait for it

All sources carry the same bytes, so one source goes on where another one stopped.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rag.errors import DiskFull, ModelsMissing, StoreFailed
from rag.models.weights.folder import installed, matches, megabytes, model_folder, sha256_of, stamp
from rag.models.weights.pins import Model, ModelFile, Source
from rag.models.weights.sources import SCRATCH, SourceFailed, chunks
from rag.system.full_disk import no_room


@dataclass(frozen=True, slots=True)
class Downloaded:
    """How far a download is, in bytes of the whole model; `note` tells what bytes can't."""

    model: Model
    source: str
    done: int
    note: str = ""


Report = Callable[[Downloaded], None]


def pull(models_dir: Path, model: Model, report: Report) -> None:
    """Make `model` installed, downloading what is missing. Call it again to resume; nothing to do costs nothing.

    Raises ModelsMissing with each source and why it failed when none works, DiskFull when the weights don't fit, and
    StoreFailed when `models_dir` can't be written.
    """
    if installed(models_dir, model):
        return
    try:
        with _alone(models_dir / ".partial", model, report) as box:
            if not installed(models_dir, model):
                _pull(model_folder(models_dir, model.name), model, box, report)
                stamp(models_dir, model)
            shutil.rmtree(box, ignore_errors=True)
    except OSError as error:
        if no_room(error, None):
            raise _no_room(models_dir, model.size) from error
        hint = "Set ONRECORD_MODELS_DIR to a folder that you may write to."
        raise StoreFailed(f"The models folder {models_dir} can't be written: {error}.", hint) from error


@contextmanager
def _alone(box_of_all: Path, model: Model, report: Report) -> Iterator[Path]:
    """The folder for unfinished files of `model`, for this process only; waits while another one has it."""
    box = box_of_all / model.name
    box_of_all.mkdir(parents=True, exist_ok=True)
    with (box_of_all / f"{model.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report(Downloaded(model, "", 0, "waiting for another process that is downloading it"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        box.mkdir(exist_ok=True)  # the process waited for has removed it
        for left_behind in box.glob(f"{SCRATCH}*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        yield box


def _pull(folder: Path, model: Model, box: Path, report: Report) -> None:
    missing = [file for file in model.files if not matches(folder / file.path, file)]
    _check_room(box, missing)
    reasons = []
    for source in model.sources:
        try:
            while missing:
                _fetch(source, missing[0], box, folder, _teller(model, source, missing, report))
                missing.pop(0)
        except SourceFailed as failure:
            reasons.append(f"{source.name}: {failure}")
            report(Downloaded(model, source.name, 0, f"{source.name} failed: {failure}"))
    if missing:
        raise ModelsMissing(
            "\n  - ".join([f"The model {model.name} could not be downloaded:", *reasons]) + "\n",
            "What has arrived is kept. Check the network, or pip's index and proxy, "
            "and run `onrecord models pull` again.",
        )


def _teller(model: Model, source: Source, missing: Sequence[ModelFile], report: Report) -> Callable[[int], None]:
    before = model.size - sum(file.bytes for file in missing)
    return lambda have: report(Downloaded(model, source.name, before + have))


def _check_room(box: Path, missing: Sequence[ModelFile]) -> None:
    arrived = sum(path.stat().st_size for path in box.rglob("*.partial") if path.is_file())
    needed = sum(file.bytes for file in missing) - arrived
    if shutil.disk_usage(box).free < needed:
        raise _no_room(box, needed)


def _no_room(folder: Path, needed: int) -> DiskFull:
    return DiskFull(f"{folder} has no room for {megabytes(needed)}.", "Free some, or set ONRECORD_MODELS_DIR.")


def _fetch(source: Source, file: ModelFile, box: Path, folder: Path, tell: Callable[[int], None]) -> None:
    """Get one file from `source` into `folder`, going on from what `box` has of it.

    What is there may be wrong (another source left it, or the disk did). Then it is fetched once more, from nothing.
    """
    growing = box / f"{file.path}.partial"
    growing.parent.mkdir(parents=True, exist_ok=True)
    resumed = growing.exists() and growing.stat().st_size > 0
    if not _grow(growing, source, file, box, tell) and not (resumed and _grow(growing, source, file, box, tell)):
        raise SourceFailed(f"{file.path} came with other content than models.toml pins, and was thrown away")
    target = folder / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    growing.replace(target)


def _grow(growing: Path, source: Source, file: ModelFile, box: Path, tell: Callable[[int], None]) -> bool:
    """Complete the file; true when it is the pinned one, else it is removed."""
    digest = sha256_of(growing)
    with growing.open("ab") as out:
        have = out.tell()
        for chunk in chunks(source, file, have, box) if have < file.bytes else ():
            out.write(chunk)
            digest.update(chunk)
            have += len(chunk)
            tell(have)
            if have > file.bytes:
                break
        out.flush()
        os.fsync(out.fileno())
    if have == file.bytes and digest.hexdigest() == file.sha256:
        return True
    growing.unlink()
    return False
