"""`onrecord ingest`: articles are read, split, embedded and stored; where they are many, they are indexed meanwhile."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cli.command import FAILED, Commands, print_json, settings_of_process

if TYPE_CHECKING:
    from rag.keeping import Ingested
    from rag.settings import Settings
    from rag.store.record import Record
    from rag.store.rows import Outcome

MANY = 256
"""New or changed articles from which on an ingest indexes too. Fewer are left to the next question, which indexes them
quickly; the data folder stays free for others.
"""


def ingest_commands(commands: Commands) -> None:
    """Add the command `ingest`."""
    summary = "read articles from files and folders (.txt .md .html .json .jsonl .csv)"
    command = commands.add("ingest", ingest, summary)
    command.add_argument("paths", nargs="+", metavar="PATH")


def ingest(options: argparse.Namespace) -> int:
    """Read articles from files and folders. Exits with FAILED where any could not be read; the others are kept."""
    from cli.progress import progress_shown
    from rag.errors import UnreadableSource
    from rag.indexes import refuse_lost
    from rag.keeping import ingest_read
    from rag.reading.in_child import read_apart
    from rag.search import open_embedder, open_record

    for path in options.paths:
        if not path:
            raise UnreadableSource("A path is empty.", "Name a file or a folder; “.” is the one you are in.")
        if path.startswith(("http://", "https://")):
            message = f"{path} is an address; this release reads files and folders."
            raise UnreadableSource(message, "Save the page as HTML and ingest that.")
    paths = [Path(path) for path in options.paths]
    settings = settings_of_process()
    embedder = open_embedder(settings)
    with open_record(settings) as record:
        refuse_lost(record, settings.data_dir)
        with (
            read_apart(paths) as reading,
            _indexed(settings, record, embedder.dimensions) as follow,
            progress_shown(sys.stderr, articles_in(reading.files)) as tell,
        ):
            done = ingest_read(reading, record, embedder, tell, follow)
        articles = record.counts().articles
    _show(done, articles, as_json=options.json)
    return FAILED if done.unreadable else 0


def articles_in(files: "Sequence[Path]") -> int:
    """About how many articles the files hold: one in each, and one on each line of `.jsonl`."""
    return sum(_lines(file) if file.suffix.lower() == ".jsonl" else 1 for file in files)


def _lines(file: Path) -> int:
    if not file.is_file():  # a pipe would be waited for without end; who reads it refuses it
        return 1
    try:
        with file.open("rb") as opened:
            return sum(block.count(b"\n") for block in iter(lambda: opened.read(1 << 20), b""))
    except OSError:  # who reads it says why it can't be opened
        return 1


@contextmanager
def _indexed(settings: "Settings", record: "Record", dimensions: int) -> "Iterator[Callable[[Outcome], None]]":
    """A function to call with each article's outcome: from the MANYth change on, it brings the indexes up to date.

    It does nothing where another process has the indexes open, which then follows the record itself.
    """
    from rag.errors import DataFolderBusy
    from rag.indexes import Indexes

    with ExitStack() as held:
        changed = 0
        indexes: Indexes | None = None

        def follow(outcome: "Outcome") -> None:
            nonlocal changed, indexes
            changed += outcome.kind != "unchanged"
            if changed == MANY and outcome.kind != "unchanged":
                try:
                    indexes = held.enter_context(Indexes.open(record, settings.data_dir, dimensions))
                except DataFolderBusy:
                    return
            if indexes is not None:
                indexes.catch_up()

        yield follow


def _show(done: "Ingested", articles: int, *, as_json: bool) -> None:
    from rag.reading.walk import passed_over_in_words
    from rag.telling.terminal import counted, safe

    if as_json:
        counts = {"new": done.new, "updated": done.updated, "unchanged": done.unchanged, "articles": articles}
        unreadable = [problem.as_dict()["error"] for problem in done.unreadable]
        passed_over = [{"path": str(one.path), "why": one.why} for one in done.passed_over]
        print_json({**counts, "unreadable": unreadable, "passed_over": passed_over})
        return
    print(
        f"{done.new} new, {done.updated} updated, {done.unchanged} unchanged; {counted(articles, 'article')} on record."
    )
    if passed := passed_over_in_words(done.passed_over):
        print(f"{passed}.", file=sys.stderr)
    for problem in done.unreadable:
        print(f"onrecord: not read: {safe(str(problem))}", file=sys.stderr)
