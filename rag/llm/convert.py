"""A GGUF file in OpenVINO's own form: made once, beside the file, in a child process. Knows nothing of what it says."""

import fcntl
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import ModelFailed, ModelsMissing

_CONVERT_SECONDS = 900
_UNFINISHED = ".converting-"
_CONVERT = (
    "import sys; sys.modules['openvino_telemetry'] = None; "  # see silence_telemetry
    "import openvino_genai as g; g.LLMPipeline(sys.argv[1], 'CPU', enable_save_ov_model=True)"
)


def silence_telemetry() -> None:
    """Keep OpenVINO from sending that it was imported, which it does wherever its telemetry package can be imported.

    Has no switch of its own but a file in the user's home. Call it before the first import of openvino.
    """
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # Python's way to say: not to be imported


def converted_folder(path: Path) -> Path:
    """Where the model at `path` is, or would be, in OpenVINO's own form; it is whole where the folder exists."""
    return path.parent / f"{path.stem}.openvino"


def converted(path: Path, name: str) -> Path:
    """The folder with the model at `path`, a GGUF file, in OpenVINO's own form; made beside it the first time.

    Takes about 20 s and as much disk as the file; of several processes one makes it and the others wait. Raises
    ModelsMissing, or ModelFailed where the file is not a model that OpenVINO knows or its folder can't be written.
    """
    if not path.is_file():
        raise ModelsMissing(f"The weights of {name} are not at {path}.", "Run `onrecord models pull`.")
    folder = converted_folder(path)
    if not folder.is_dir():
        try:
            with _alone_in(path.parent):
                if not folder.is_dir():
                    _make(path, folder)
        except OSError as error:
            raise ModelFailed(
                f"The model file {path.name} could not be converted in its folder ({error}).",
                f"It needs as much free disk again as the file, and to write to {path.parent}; "
                "ONRECORD_MODELS_DIR can name another folder for the models.",
            ) from error
    return folder


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Whoever holds the lock of `folder`; the operating system frees it when its holder dies."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _make(path: Path, folder: Path) -> None:
    for left in folder.parent.glob(f"{_UNFINISHED}*"):  # by a process that was killed
        shutil.rmtree(left, ignore_errors=True)
    made = folder.parent / f"{_UNFINISHED}{uuid.uuid4().hex}"
    made.mkdir()
    try:
        _convert(path, made)
        for file in made.iterdir():
            _flush(file)
        made.replace(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _convert(path: Path, made: Path) -> None:
    """In a child process: it needs 4 GB for a moment, and a broken file may crash it."""
    source = made / "model.gguf"
    source.symlink_to(path.resolve())
    command = [sys.executable, "-P", "-c", _CONVERT, str(source)]  # -P: nothing of the folder it is started in
    try:
        done = subprocess.run(  # noqa: S603  # our own words
            command, capture_output=True, text=True, errors="replace", timeout=_CONVERT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _unusable(path, f"the conversion took longer than {_CONVERT_SECONDS} s") from error
    source.unlink()
    if done.returncode or not (made / "openvino_model.xml").is_file():
        raise _unusable(path, _reason(done))


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode < 0:
        return f"the conversion was ended by signal {-done.returncode}"
    return (done.stderr.strip().splitlines() or ["the conversion names no reason"])[-1]


def _flush(file: Path) -> None:
    """Onto the disk, before the folder gets its name: a power cut must not leave an empty file that looks whole."""
    opened = os.open(file, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _unusable(path: Path, reason: str) -> ModelFailed:
    return ModelFailed(
        f"The model file {path.name} could not be loaded ({' '.join(reason.split())[:200]}).",
        "Run `onrecord models verify`; converting it needs about 4 GB of free memory, and as much disk again as its file.",
    )
