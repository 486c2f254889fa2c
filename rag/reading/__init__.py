"""Files -> articles. Knows which kinds of file there are and how to walk a folder; each kind has its own module.

Nothing here fetches anything, and nothing a file says is guessed at: what it does not state stays unknown.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading.csv_table import read_csv
from rag.reading.feed import read_feed
from rag.reading.fields import Origin
from rag.reading.markdown import read_markdown
from rag.reading.page import read_page
from rag.reading.pdf import read_pdf
from rag.reading.records import read_json, read_jsonl
from rag.reading.walk import PassedOver, ending, passed_over_in_words, walk
from rag.reading.warc import read_warc
from rag.reading.webpage import read_webpage

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
    ".csv": read_csv,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".pdf": _alone(read_pdf),
    ".warc": read_warc,
    ".warc.gz": read_warc,
}
KINDS = tuple(_READERS)
"""The endings of file names that can be read, in lower case."""

_KINDS_HINT = f"Files that can be read end in {', '.join(KINDS)}."


def read_articles(path: Path, *, follow_links: bool = False) -> Iterator[Read]:
    """The articles of a file, or of all files in a folder and its subfolders, in order of their names.

    Raises UnreadableSource at once where `path` is missing, empty or of no readable kind. What can't be read inside a
    folder or a file of many articles is yielded in its place as an UnreadableSource, so that the rest is still read.
    Hidden files and folders, other kinds of file, devices, pipes, sockets and links out of the folder are passed over.
    `follow_links` reads what such links to files lead to: for a folder that nobody else writes to. A file on which a
    parser hangs or crashes stops the caller too; `rag.reading.in_child` reads under limits.
    """
    found = find(path, follow_links=follow_links)
    if not found.is_folder:
        return iter(list(read_file(path)))  # read now, so that a bad file raises here and not at the first article
    return _read_all(found)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that a path leads to, in order; `barred` are the subfolders that can't be opened."""

    files: tuple[Path, ...]
    is_folder: bool
    barred: tuple[UnreadableSource, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


def find(path: Path, *, follow_links: bool = False) -> Sources:
    """The files to read at `path`, a file or a folder. A link that is itself `path` is followed.

    Raises UnreadableSource where there are none: it is missing, it can't be opened, or no file in it is of a
    readable kind.
    """
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:
        raise Origin(path).refuse("it can't be opened", "Check the path and its permissions.") from error
    return _in_folder(path, follow_links=follow_links) if is_folder else _single(path)


def read_file(path: Path, address: str | None = None) -> Iterator[Read]:
    """The articles of one file of a readable kind. Raises UnreadableSource where the file as a whole can't be read.

    `address` is where the file was fetched, if it was.
    """
    origin = Origin(path, address=address)
    with origin.guarded():
        yield from _READERS[ending(path)](origin)


def _single(path: Path) -> Sources:
    if not os.path.lexists(path):
        raise Origin(path).refuse("no such file or folder", "Check the path.")
    if ending(path) not in _READERS:
        raise Origin(path).refuse("this kind of file can't be read", _KINDS_HINT)
    return Sources((path,), is_folder=False)


def _in_folder(folder: Path, *, follow_links: bool) -> Sources:
    found = walk(folder, _READERS, follow_links=follow_links)
    if not found.files:
        if found.barred:
            raise found.barred[0]
        more = f" ({passed})" if (passed := passed_over_in_words(found.passed_over)) else ""
        raise Origin(folder).refuse(f"no file of a kind that can be read is in this folder{more}", _KINDS_HINT)
    return Sources(found.files, is_folder=True, barred=found.barred, passed_over=found.passed_over)


def _read_all(found: Sources) -> Iterator[Read]:
    for path in found.files:
        try:
            yield from read_file(path)
        except UnreadableSource as error:
            yield error
    yield from found.barred
