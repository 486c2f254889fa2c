"""What is on disk of a model, and whether it is whole. Knows nothing of downloads.

`<models_dir>/<model>/` holds the model's files and a stamp: the hash of the pins that all of them matched.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from rag.errors import ModelsMissing
from rag.models.pins import Model, ModelFile, chosen

STAMP = ".verified"


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not what models.toml pins, and how it differs."""

    path: Path
    reason: str


def model_folder(models_dir: Path, name: str) -> Path:
    """Where a model's files lie; the folder may not exist yet."""
    return models_dir / name


def ready_folder(models_dir: Path, name: str) -> Path:
    """The folder of a model that is installed. Raises ModelsMissing, saying how to get it, when it is not."""
    [model] = chosen([name])
    if not installed(models_dir, model):
        hint = "Run `onrecord models pull`, or set ONRECORD_MODELS_DIR to a folder that has it."
        raise ModelsMissing(f"The model {name} ({megabytes(model.size)}) is not in {models_dir}.", hint)
    return model_folder(models_dir, name)


def installed(models_dir: Path, model: Model) -> bool:
    """Whether the files are here with their sizes and once matched today's pins. Cheap: it reads no weights."""
    folder = model_folder(models_dir, model.name)
    try:
        sizes = all((folder / file.path).stat().st_size == file.bytes for file in model.files)
        return sizes and (folder / STAMP).read_text(encoding="utf-8") == model.pins
    except OSError:
        return False


def verify(models_dir: Path, model: Model) -> list[Problem]:
    """Hash every file, and name those that are missing or differ.

    It decides what `installed` says from now on: a folder copied here by hand counts once nothing is wrong with it, and
    one that something is wrong with counts no longer.
    """
    folder = model_folder(models_dir, model.name)
    found = [(folder / file.path, _difference(folder / file.path, file)) for file in model.files]
    problems = [Problem(path, reason) for path, reason in found if reason]
    if problems:
        (folder / STAMP).unlink(missing_ok=True)
    else:
        stamp(models_dir, model)
    return problems


def stamp(models_dir: Path, model: Model) -> None:
    """Note that every file of `model` matched its pins."""
    (model_folder(models_dir, model.name) / STAMP).write_text(model.pins, encoding="utf-8")


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
