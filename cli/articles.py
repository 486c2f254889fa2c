"""`onrecord articles`: list, show, export and import what is on record.

Needs no server and asks no language model; only an import needs the embedder.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cli.command import FAILED, Commands, print_json, settings_of_process
from cli.deletions import deletion_commands
from cli.limit import checked_limit

if TYPE_CHECKING:
    from rag.store.filters import Filters
    from rag.store.record import Record

STANDARD = "-"
"""Where this stands instead of a file's name, standard input or output is meant."""


def articles_commands(commands: Commands) -> None:
    """Add `articles`, which lists them where nothing follows, and the commands below it, such as `articles show`."""
    summary = "list the articles on record, newest first"
    whole = commands.add("articles", list_articles, f"{summary}; or show, export or import them")
    _list_options(whole)
    below = Commands(whole, optional=True)
    same = below.add("list", list_articles, summary)
    same.argument_default = argparse.SUPPRESS  # what stands before "list" is not set back
    _list_options(same)
    show = below.add("show", show_article, "show an article as it is stored")
    show.add_argument("id", metavar="ID")
    show.add_argument("--version", type=int, metavar="N", help="as it stood in this version, even after its removal")
    export = below.add(
        "export", export_articles, "write all articles as lines of JSON, with every version", as_json=False
    )
    export.add_argument("file", nargs="?", default=STANDARD, metavar="FILE", help="default: standard output")
    export.add_argument("--force", action="store_true", help="replace FILE where there is one")
    deletion_commands(below, filter_options)
    take = below.add("import", import_articles, "take in articles that were exported; what is stored stays as it is")
    take.add_argument("file", metavar="FILE", help="“-” is standard input")


def list_articles(options: argparse.Namespace) -> int:
    """List the articles on record, newest first."""
    from rag.search import open_record
    from rag.telling.terminal import safe

    wanted = filters_of(options)
    with open_record(settings_of_process()) as record:
        found = record.articles(wanted, options.title or "", checked_limit(options.limit))
        none = "" if found else _why_none(record, wanted)
    if options.json:
        print_json({"articles": [asdict(article) for article in found]})
        return 0
    for article in found:
        date, outlet = article.published.value or "undated", article.outlet or "outlet unknown"
        print(f"{safe(article.id)}  {date:<10}  {safe(outlet)}  |  {safe(article.title)}")
    if none:
        print(safe(none), file=sys.stderr)
    return 0


def filters_of(options: argparse.Namespace) -> "Filters":
    """The filters that the options of `filter_options` spell. Raises BadInput where one has a value it can't have."""
    from rag.answer import SearchRequest
    from rag.asking.understand import checked_request

    asked = {"since": options.since, "until": options.until, "outlets": tuple(options.outlet or ())}
    # Any question will do: only its filters matter here.
    return checked_request(SearchRequest(question="articles", language=options.language, **asked)).wanted


def _why_none(record: "Record", wanted: "Filters") -> str:
    from rag.asking.unmatched_filters import NO_ARTICLES, unknown_to
    from rag.telling.terminal import counted

    held = record.counts().articles
    return (unknown_to(record, wanted) or f"Of {counted(held, 'article')} none is like that.") if held else NO_ARTICLES


def show_article(options: argparse.Namespace) -> int:
    """Show an article: what is known of it, and its text. Raises NotFound."""
    from rag.search import open_record
    from rag.telling.terminal import safe

    with open_record(settings_of_process()) as record:
        article = record.article(options.id, options.version)
    if options.json:
        print_json(asdict(article))
        return 0
    date = article.published
    known = {
        "outlet": article.outlet,
        "byline": article.byline,
        "published": f"{date.value} ({date.precision}, {date.basis})" if date.value else None,
        "address": article.url,
        "language": article.language,
        "read from": article.source,
    }
    print(f"{safe(article.title)}\n\n{safe(article.id)}, version {article.version}")
    for name, value in known.items():
        print(f"{name}: {safe(value) if value else 'unknown'}")
    print()
    for line in article.text.split("\n"):
        print(safe(line))
    return 0


def export_articles(options: argparse.Namespace) -> int:
    """Write all articles, removed ones too, one on a line. Raises BadInput where FILE is there, without --force."""
    from rag.errors import BadInput
    from rag.keeping import exported as lines_of
    from rag.search import open_record
    from rag.system.write_whole import written_aside
    from rag.telling.terminal import counted

    if options.file != STANDARD and Path(options.file).is_file() and not options.force:
        raise BadInput(f"There is a file {options.file} already.", "Name another, or replace it with --force.")
    with open_record(settings_of_process()) as record:
        if options.file == STANDARD:
            number = _written(lines_of(record), sys.stdout.buffer)
        else:
            with written_aside(Path(options.file)) as aside, aside.open("wb") as out:
                number = _written(lines_of(record), out)
    print(f"{counted(number, 'article')} exported, those that were removed included.", file=sys.stderr)
    return 0


def import_articles(options: argparse.Namespace) -> int:
    """Take in exported articles. Exits with FAILED where any could not be taken in; the others are kept."""
    from rag.keeping import imported as taken_in
    from rag.search import open_embedder, open_record
    from rag.telling.terminal import counted, safe

    settings = settings_of_process()
    with _opened(options.file) as lines, open_record(settings) as record:
        done = taken_in(lines, options.file, record, open_embedder(settings))
        held = record.counts().articles
    if options.json:
        refused = [problem.as_dict()["error"] for problem in done.refused]
        counts = {"new": done.new, "updated": done.updated, "unchanged": done.unchanged, "articles": held}
        print_json({**counts, "refused": refused})
    else:
        print(
            f"{done.new} new, {done.updated} updated, {done.unchanged} unchanged; {counted(held, 'article')} on record."
        )
        for problem in done.refused:
            print(f"onrecord: not taken in: {safe(str(problem))}", file=sys.stderr)
    return FAILED if done.refused else 0


def filter_options(parser: argparse.ArgumentParser) -> None:
    """Add the options by which articles are chosen; `filters_of` reads them."""
    parser.add_argument("--outlet", action="append", metavar="NAME", help="only this outlet; may be repeated")
    parser.add_argument("--since", metavar="DATE", help="only those published on or after YYYY-MM-DD")
    parser.add_argument("--until", metavar="DATE", help="only those published on or before YYYY-MM-DD")
    parser.add_argument("--language", metavar="CODE", help="only those in this language, such as en (ISO 639-1)")


def _list_options(parser: argparse.ArgumentParser) -> None:
    filter_options(parser)
    parser.add_argument("--title", metavar="TEXT", help="only those with this text in their title")
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many (default: all)")


def _written(lines: Iterator[str], out: BinaryIO) -> int:
    number = 0
    for number, line in enumerate(lines, 1):  # noqa: B007  # how many there were
        out.write(line.encode() + b"\n")
    out.flush()
    return number


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    from rag.errors import UnreadableSource

    if file == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        with Path(file).open("rb") as opened:
            yield opened
    except OSError as error:
        message = f"{file} can't be read: {error.strerror or error}."
        raise UnreadableSource(message, "Check its name and its permissions.") from error
