"""What is on disk of a model, and whether it is whole. Knows nothing of downloads.

`<models_dir>/<model>/` holds the model's files and two stamps: the hash of the pins that all of them matched, and the
size and time each file had then. A file of another size or time is hashed again before it is used.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rag.errors import ModelsMissing
from rag.models.weights.pins import Model, ModelFile, chosen

STAMP = ".verified"
SEEN = ".seen"


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not what models.toml pins, and how it differs."""

    path: Path
    reason: str


def model_folder(models_dir: Path, name: str) -> Path:
    """Where a model's files lie; the folder may not exist yet."""
    return models_dir / name


def ready_folder(models_dir: Path, name: str) -> Path:
    """The folder of a model that is installed. Raises ModelsMissing, saying how to get
    it, when it is not, or not whole.
    """
    [model] = chosen([name])
    folder = model_folder(models_dir, name)
    if not _once_installed(folder, model):
        hint = "Run `onrecord models pull`, or set ONRECORD_MODELS_DIR to a folder that has it."
        raise ModelsMissing(f"The model {name} ({megabytes(model.size)}) is not in {models_dir}.", hint)
    if problems := _changed(folder, model):
        first = problems[0]
        hint = f"Run `onrecord models pull {name}`: it fetches again what is not whole."
        raise ModelsMissing(f"A file of the model {name} is damaged: {first.path} {first.reason}.", hint)
    return folder


def installed(models_dir: Path, model: Model) -> bool:
    """Whether the files are here and match today's pins. Of the weights, only files that have changed
    since they were hashed are read.
    """
    folder = model_folder(models_dir, model.name)
    return _once_installed(folder, model) and not _changed(folder, model)


def _once_installed(folder: Path, model: Model) -> bool:
    """Whether all files are here, and those that were here once matched today's pins."""
    try:
        here = all((folder / file.path).exists() for file in model.files)
        return here and (folder / STAMP).read_text(encoding="utf-8") == model.pins
    except (OSError, UnicodeDecodeError):
        return False


def _changed(folder: Path, model: Model) -> list[Problem]:
    """What is wrong with the files of an installed model; files that look as they did when
    they were hashed are not read.
    """
    seen, looks = _seen(folder), _looks(folder, model)
    problems = _problems(folder, [file for file in model.files if seen.get(file.path) != looks.get(file.path, ())])
    if seen != looks and not problems:
        _note_looks(folder, looks)
    return problems


def verify(models_dir: Path, model: Model) -> list[Problem]:
    """Hash every file, and name those that are missing or differ.

    It decides what `installed` says from now on: a folder copied here by hand counts once nothing is wrong with it, and
    one that something is wrong with counts no longer.
    """
    folder = model_folder(models_dir, model.name)
    looks, problems = _looks(folder, model), _problems(folder, model.files)
    with suppress(OSError):  # the folder may only be read
        if problems:
            (folder / STAMP).unlink(missing_ok=True)
        else:
            stamp(models_dir, model)
            _note_looks(folder, looks)  # as they were before they were read
    return problems


def stamp(models_dir: Path, model: Model) -> None:
    """Note that every file of `model` matched its pins. Raises OSError."""
    folder = model_folder(models_dir, model.name)
    _note_looks(folder, _looks(folder, model))
    (folder / STAMP).write_text(model.pins, encoding="utf-8")


def matches(path: Path, file: ModelFile) -> bool:
    """Whether the file at `path` is exactly the pinned one."""
    return not _difference(path, file)


def sha256_of(path: Path) -> "hashlib._Hash":
    """The running SHA-256 of a file's bytes, so that more can follow; of nothing where there is no file."""
    if not path.exists():
        return hashlib.sha256()
    with path.open("rb") as stored:
        return hashlib.file_digest(stored, "sha256")


def megabytes(size: int) -> str:
    """A size for people: whole megabytes, at least one."""
    return f"{max(1, round(size / 1e6))} MB"


def _difference(path: Path, file: ModelFile) -> str:
    if not path.is_file():
        return "is missing"
    if path.stat().st_size != file.bytes:
        return f"has {path.stat().st_size} bytes instead of {file.bytes}"
    return "" if sha256_of(path).hexdigest() == file.sha256 else "has other content than models.toml pins"


def _problems(folder: Path, files: Iterable[ModelFile]) -> list[Problem]:
    found = [(folder / file.path, _difference(folder / file.path, file)) for file in files]
    return [Problem(path, reason) for path, reason in found if reason]


def _looks(folder: Path, model: Model) -> dict[str, list[int]]:
    """By path, the size of each file and the time it was changed, in nanoseconds; a file that
    can't be looked at is left out.
    """
    looks: dict[str, list[int]] = {}
    for file in model.files:
        with suppress(OSError):
            found = (folder / file.path).stat()
            looks[file.path] = [found.st_size, found.st_mtime_ns]
    return looks


def _seen(folder: Path) -> Mapping[str, object]:
    try:
        seen = json.loads((folder / SEEN).read_bytes())
    except (OSError, ValueError):
        return {}
    return seen if isinstance(seen, dict) else {}


def _note_looks(folder: Path, looks: Mapping[str, list[int]]) -> None:
    """Note how the files looked that matched; where that can't be noted, they are hashed each time."""
    with suppress(OSError):
        (folder / SEEN).write_text(json.dumps(looks), encoding="utf-8")
