"""Ways in which a file of an index is damaged, for tests: each is done to one file, by a seeded chance."""

import os
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

Damage = Callable[[Path, random.Random], None]


def _flip(path: Path, rng: random.Random) -> None:
    """200 bits anywhere, or as many as there are; the time of change stays as it was."""
    content, times = bytearray(path.read_bytes()), path.stat()
    for _ in range(min(200, len(content))):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _flip_one(path: Path, rng: random.Random) -> None:
    """A single bit, the time of change as it was."""
    content, times = bytearray(path.read_bytes()), path.stat()
    if content:
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _truncate(path: Path, rng: random.Random) -> None:
    """Cut somewhere, perhaps to nothing."""
    os.truncate(path, rng.randrange(max(1, path.stat().st_size)))


def _zero(path: Path, _rng: random.Random) -> None:
    """Nothing but zeros, at its length."""
    path.write_bytes(bytes(path.stat().st_size))


def _garbage(path: Path, rng: random.Random) -> None:
    """Noise, at its length or at another."""
    path.write_bytes(rng.randbytes(rng.choice([path.stat().st_size, 50_000])))


def _swap(path: Path, rng: random.Random) -> None:
    """Changed over with another file of the indexes."""
    indexes = next(folder for folder in path.parents if folder.name == "indexes")
    other = rng.choice([other for other in sorted(indexes.rglob("*")) if other.is_file() and other != path])
    kept = path.read_bytes()
    path.write_bytes(other.read_bytes())
    other.write_bytes(kept)


def _delete(path: Path, _rng: random.Random) -> None:
    """Gone."""
    path.unlink()


def _folder(path: Path, _rng: random.Random) -> None:
    """A folder in its place."""
    path.unlink()
    path.mkdir()


def _pipe(path: Path, _rng: random.Random) -> None:
    """A pipe in its place: whoever reads it waits for ever."""
    path.unlink()
    os.mkfifo(path)


def _lead_away(path: Path, _rng: random.Random) -> None:
    """A link to nowhere in its place."""
    path.unlink()
    path.symlink_to("/nowhere/at/all")


def _forbid(path: Path, _rng: random.Random) -> None:
    """Nobody may read or write it (root may all the same)."""
    path.chmod(0)


def _shift(path: Path, rng: random.Random) -> None:
    """Some bytes pushed in at the front: every offset is wrong."""
    path.write_bytes(rng.randbytes(rng.randrange(1, 64)) + path.read_bytes())


DAMAGES: Mapping[str, Damage] = {
    "200 bits": _flip,
    "one bit": _flip_one,
    "cut": _truncate,
    "zeros": _zero,
    "garbage": _garbage,
    "swapped": _swap,
    "deleted": _delete,
    "a folder": _folder,
    "a pipe": _pipe,
    "a dead link": _lead_away,
    "forbidden": _forbid,
    "shifted": _shift,
}


def restored(sound: Path, data_dir: Path) -> None:
    """Make the indexes of `data_dir` those of `sound` again."""
    shutil.rmtree(data_dir / "indexes", ignore_errors=True)
    shutil.copytree(sound / "indexes", data_dir / "indexes")
    for end in ("", "-wal", "-shm"):
        (data_dir / f"record.sqlite{end}").unlink(missing_ok=True)
    shutil.copy(sound / "record.sqlite", data_dir / "record.sqlite")


def files_of(sound: Path) -> list[str]:
    """Every file of the indexes, their notes included, by its path in the data folder."""
    return sorted(str(path.relative_to(sound)) for path in (sound / "indexes").rglob("*") if path.is_file())
