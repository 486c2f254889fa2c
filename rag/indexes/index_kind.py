"""How one kind of index is handled, and whether a folder of that kind may be opened in this process.

A damaged folder can crash whoever opens it, or open and answer wrongly. So a folder whose files are not those that were
closed is not opened at all, and one of which nothing sure is known is tried in a child process first. Imports no index.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from rag.indexes.note import digests
from rag.store.record import Record
from rag.store.rows import Indexable


class FollowingIndex(Protocol):
    """What both indexes can do."""

    folder: Path

    @property
    def broken(self) -> bool:
        """Whether its library has failed since it was opened."""
        ...

    @property
    def stuck(self) -> bool:
        """Whether its library has found the disk full, and must not be asked any more."""
        ...

    def ids(self) -> set[str]:
        """The ids of all passages it holds; raises IndexBroken."""
        ...

    def check(self) -> None:
        """Answer one question; raises IndexBroken where it can't."""
        ...

    def close(self) -> None:
        """Let go of its folder."""
        ...


SomeIndex = TypeVar("SomeIndex", bound=FollowingIndex)


@dataclass(frozen=True, slots=True)
class IndexKind(Generic[SomeIndex]):
    """How one kind of index is opened, tried in a child process, fed, asked, and found to answer well.

    `questions` are what passages of the record (by id) are to be found by. `trial` says why a folder can't be opened
    and asked them, or None. `heart` is the file that no folder of this kind is without; a file whose name begins with
    `restless` is written to by opening alone. `source` is the file whose calls may crash.
    """

    name: str
    heart: str
    restless: str | None
    source: str
    open: Callable[[Path], SomeIndex]
    questions: Callable[[Record, Sequence[str]], Sequence[Any]]
    trial: Callable[[Path, Sequence[Any]], str | None]
    apply: Callable[[SomeIndex, Sequence[Indexable], Iterable[str]], None]
    answers_well: Callable[[SomeIndex, Sequence[Any]], bool]

    def is_restless(self, path: str) -> bool:
        """Whether the file at `path` in a folder of this kind is written to by opening alone."""
        return self.restless is not None and path.startswith(self.restless)


@dataclass(frozen=True, slots=True)
class Left:
    """How the process that had the indexes open before left them.

    `open` is True where it did not close them; `crash` is the trace of a crash in native code, where one ended it.
    `disowned` is True where none of them may be opened, whatever it holds.
    """

    open: bool = False
    crash: str = ""
    disowned: bool = False


def damage(
    kind: IndexKind[Any],
    folder: Path,
    noted: Mapping[str, str] | None,
    left: Left,
    questions: Callable[[], Sequence[Any]],
) -> str | None:
    """Why the index in `folder` must not be opened here; None where it may be.

    `noted` are the digests of its files when it was last closed, None where they are not known: then, and where it was
    left open, it is tried in a child process, with `questions`.
    """
    if left.disowned:
        return "as was asked"
    if not folder.is_dir():
        return "it is gone"
    if kind.source in left.crash:
        return "a process crashed in it"
    # Opening alone writes to some files, and who was killed then could not note it.
    changed = [path for path in _changed(folder, noted) if not (left.open and kind.is_restless(path))]
    if changed:
        return _listed(changed)
    return kind.trial(folder, questions()) if noted is None or left.open else None


def _changed(folder: Path, noted: Mapping[str, str] | None) -> list[str]:
    """The files that are not those noted, by path; none where nothing is noted."""
    if noted is None:
        return []
    try:
        found = digests(folder)
    except OSError as error:
        return [f"{error.filename}"]
    return sorted(path for path in noted.keys() | found.keys() if noted.get(path) != found.get(path))


def _listed(paths: Sequence[str]) -> str:
    """The clause that says which files changed."""
    shown = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more files" if len(paths) > 3 else "")
    return f"{shown} {'is' if len(paths) == 1 else 'are'} not as when it was closed"
