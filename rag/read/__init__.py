"""Files -> articles. Knows which kinds of file there are and how to walk a folder; each kind has its own module.

Nothing here fetches anything, and nothing a file says is guessed at: what it does not state stays unknown.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.read.fields import Origin
from rag.read.markdown import read_markdown
from rag.read.page import read_page
from rag.read.records import read_json, read_jsonl
from rag.read.webpage import read_webpage

Read = Article | UnreadableSource


def _alone(read: Callable[[Origin], Article]) -> Callable[[Origin], Iterator[Read]]:
    """`read`, which gives one article, as a reader of files that may hold many."""

    def reader(origin: Origin) -> Iterator[Read]:
        yield read(origin)

    return reader


_READERS: Mapping[str, Callable[[Origin], Iterator[Read]]] = {
    ".txt": _alone(read_page),
    ".md": _alone(read_markdown),
    ".markdown": _alone(read_markdown),
    ".html": _alone(read_webpage),
    ".htm": _alone(read_webpage),
    ".json": read_json,
    ".jsonl": read_jsonl,
}
KINDS = tuple(_READERS)
"""The endings of file names that can be read, in lower case."""

_KINDS_HINT = f"Files that can be read end in {', '.join(KINDS)}."


def read_articles(path: Path) -> Iterator[Read]:
    """The articles of a file, or of all files in a folder and its subfolders, in order of their names.

    Raises UnreadableSource at once where `path` is missing, empty or of no readable kind. What can't be read inside a
    folder or a file of many articles is yielded in its place as an UnreadableSource, so that the rest is still read.
    Hidden files and folders, and other kinds of file, are passed over; links to folders are not followed.
    """
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:
        raise Origin(path).refuse("it can't be opened", "Check the path and its permissions.") from error
    return _read_folder(path) if is_folder else _read_single(path)


def _read_single(path: Path) -> Iterator[Read]:
    if not os.path.lexists(path):
        raise Origin(path).refuse("no such file or folder", "Check the path.")
    if path.suffix.lower() not in _READERS:
        raise Origin(path).refuse("this kind of file can't be read", _KINDS_HINT)
    return iter(list(_read(path)))  # read now, so that a bad file raises here and not at the first article


def _read_folder(folder: Path) -> Iterator[Read]:
    found = list(_walk(folder))
    refused = [item for item in found if isinstance(item, UnreadableSource)]
    if not found:
        raise Origin(folder).refuse("no file of a kind that can be read is in this folder", _KINDS_HINT)
    if len(refused) == len(found):
        raise refused[0]
    return _read_all(found)


def _read_all(found: list[Path | UnreadableSource]) -> Iterator[Read]:
    for item in found:
        if isinstance(item, UnreadableSource):
            yield item
            continue
        try:
            yield from _read(item)
        except UnreadableSource as error:
            yield error


def _read(path: Path) -> Iterator[Read]:
    origin = Origin(path)
    with origin.guarded():
        yield from _READERS[path.suffix.lower()](origin)


def _walk(folder: Path) -> Iterator[Path | UnreadableSource]:
    """The readable kinds of file below `folder`, sorted; a subfolder that can't be opened comes as an error."""
    barred: list[UnreadableSource] = []

    def bar(error: OSError) -> None:
        place = Origin(Path(error.filename or folder))
        barred.append(place.refuse(f"this folder can't be opened ({error.strerror})", "Check its permissions."))

    files: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=bar):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(parent, name) for name in names if not name.startswith(".")]
    yield from sorted(file for file in files if file.suffix.lower() in _READERS)
    yield from barred
