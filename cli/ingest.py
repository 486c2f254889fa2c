"""`onrecord ingest`: articles are read, split, embedded and stored; where they are many, they are indexed meanwhile."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cli.articles import STANDARD
from cli.command import FAILED, Commands, print_json, settings_of_process, tell_unread

if TYPE_CHECKING:
    from rag.keeping import Ingested
    from rag.models.embedding import Embedder
    from rag.settings import Settings
    from rag.store.record import Record
    from rag.store.rows import Outcome

_KINDS = (".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".xml", ".rss", ".atom", ".pdf", ".warc")
MANY = 256
"""New or changed articles from which on an ingest indexes too. Fewer are left to the next question, which indexes them
quickly; the data folder stays free for others.
"""


def ingest_commands(commands: Commands) -> None:
    """Add the command `ingest`."""
    summary = f"read articles from files and folders ({' '.join(_KINDS)}), from addresses, or from standard input (-)"
    command = commands.add("ingest", ingest, summary)
    command.add_argument("places", nargs="+", metavar="PLACE", help="a file, a folder, an http(s) address, or -")


def ingest(options: argparse.Namespace) -> int:
    """Read articles from files, folders and addresses. FAILED where any could not be read; the others are kept."""
    from rag.errors import UnreadableSource
    from rag.indexes import refuse_lost
    from rag.keeping import together
    from rag.search import open_embedder, open_record

    if not all(options.places):
        raise UnreadableSource("A path is empty.", "Name a file or a folder; “.” is the one you are in.")
    addresses = [place for place in options.places if place.startswith(("http://", "https://"))]
    settings = settings_of_process()
    embedder = open_embedder(settings)
    with open_record(settings) as record, ExitStack() as held:
        refuse_lost(record, settings.data_dir)
        paths = [_path(place, held) for place in options.places if place not in addresses]
        done = [_files(paths, settings, record, embedder)] if paths else []
        if addresses:
            done.append(_addresses(addresses, settings, record, embedder, alone=len(options.places) == 1))
        articles = record.counts().articles
    whole = together(done)
    _show(whole, articles, as_json=options.json)
    return FAILED if whole.unreadable else 0


def _files(paths: "list[Path]", settings: "Settings", record: "Record", embedder: "Embedder") -> "Ingested":
    from cli.progress import progress_shown
    from rag.keeping import ingest_read
    from rag.reading.in_child import read_apart

    with (
        read_apart(paths) as reading,
        _indexed(settings, record, embedder.dimensions) as follow,
        progress_shown(sys.stderr, articles_in(reading.files)) as tell,
    ):
        return ingest_read(reading, record, embedder, tell, follow)


def _addresses(
    addresses: "list[str]", settings: "Settings", record: "Record", embedder: "Embedder", *, alone: bool
) -> "Ingested":
    """What lies at the addresses, on record. Raises what is wrong with one that is read `alone` and gives nothing."""
    from rag.keeping.gather import MOST_PAGES
    from rag.keeping.sync import ingest_addresses
    from rag.search import open_gatherer

    with open_gatherer(settings) as gatherer:
        done = ingest_addresses(addresses, record, embedder, gatherer)
    if gatherer.left_some:
        told = f"Only some pages were fetched, at most {MOST_PAGES}; `onrecord sources add ADDRESS` notes what goes on."
        print(told, file=sys.stderr)
    if alone and len(done.unreadable) == 1 and not (done.new or done.updated or done.unchanged):
        raise done.unreadable[0]
    return done


def _path(place: str, held: ExitStack) -> Path:
    """The file or folder that is meant; of standard input, a file with what it gave, gone when `held` is closed."""
    if place != STANDARD:
        return Path(place)
    from rag.errors import UnreadableSource
    from rag.reading.files import LARGEST
    from rag.reading.sniff import kind_of

    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableSource(
            f"Standard input is larger than {LARGEST // 1_000_000} MB.", "Save it as a file, and ingest that."
        )
    kind = kind_of(data) or ".txt"
    if not data.strip():
        raise UnreadableSource("Standard input is empty.", "Give it a page, a feed or lines of JSON.")
    path = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="onrecord-"))) / f"standard-input{kind}"
    path.write_bytes(data)
    return path


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
    from rag.telling.terminal import counted

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
    tell_unread(done.unreadable)
