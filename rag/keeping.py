"""The commands that keep what is on record: `onrecord ingest|articles|verify|verify-quote|reindex|models|settings`.

Each takes its parsed options, prints, and gives an exit code; none needs a server or asks a language model. What does the
work is imported by the command that needs it.
"""

import argparse
import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rag.command import FAILED, VIOLATED, settings_of_process

if TYPE_CHECKING:
    from rag.settings import Settings
    from rag.store.record import Record
    from rag.store.verify import Violation


def ingest(options: argparse.Namespace) -> int:
    """Read articles from files and folders; FAILED where any could not be read, the others are kept."""
    from rag.errors import UnreadableSource
    from rag.ingest import ingest as read_in
    from rag.noted import refuse_lost
    from rag.search import open_embedder, open_record

    settings = settings_of_process()
    for path in options.paths:
        if path.startswith(("http://", "https://")):
            message = f"{path} is an address; this release reads files and folders."
            raise UnreadableSource(message, "Save the page as HTML and ingest that.")
    with open_record(settings) as record:
        refuse_lost(record, settings.data_dir)
        bar = _Bar(sys.stderr)
        done = read_in([Path(path) for path in options.paths], record, open_embedder(settings), bar.step)
        bar.end()
        articles = record.counts().articles
    if options.json:
        print(
            json.dumps(
                {
                    "new": done.new,
                    "updated": done.updated,
                    "unchanged": done.unchanged,
                    "articles": articles,
                    "unreadable": [problem.as_dict()["error"] for problem in done.unreadable],
                },
                ensure_ascii=False,
            )
        )
    else:
        print(f"{done.new} new, {done.updated} updated, {done.unchanged} unchanged; {articles} articles on record.")
        for problem in done.unreadable:
            print(f"onrecord: not read: {problem}", file=sys.stderr)
    return FAILED if done.unreadable else 0


def articles(options: argparse.Namespace) -> int:
    """List the articles on record, newest first."""
    from dataclasses import asdict

    from rag.search import open_record

    with open_record(settings_of_process()) as record:
        listed = record.articles()
    if options.json:
        print(json.dumps({"articles": [asdict(article) for article in listed]}, ensure_ascii=False))
        return 0
    for article in listed:
        print(
            f"{article.id}  {article.published.value or 'undated':<10}  {article.outlet or 'outlet unknown'}  |  {article.title}"
        )
    if not listed:
        print("No articles yet: `onrecord ingest PATH` reads some.", file=sys.stderr)
    return 0


def verify(options: argparse.Namespace) -> int:
    """Check every stored quotation, offset and index again; VIOLATED where one is wrong."""
    from dataclasses import asdict

    from rag.search import open_record

    settings = settings_of_process()
    with open_record(settings) as record:
        violations, why_not = _checked(record, settings)
        counts = record.counts()
    if why_not:
        print(f"onrecord: the indexes are not checked: {why_not}", file=sys.stderr)
    if options.json:
        shown = {
            "violations": [asdict(found) for found in violations],
            "checked": asdict(counts),
            "indexes_checked": not why_not,
        }
        print(json.dumps(shown, ensure_ascii=False))
        return VIOLATED if violations else 0
    for found in violations:
        print(f"promise {found.promise}: {found.what} ({found.where})")
    held = ", ".join(_counted(getattr(counts, name), name[:-1]) for name in ("versions", "passages", "answers"))
    print(
        f"Checked {held}: {_counted(len(violations), 'violation')} found{'; the indexes were not checked' if why_not else ''}."
    )
    return VIOLATED if violations else 0


def _checked(record: "Record", settings: "Settings") -> "tuple[list[Violation], str]":
    """What is wrong with the record and its indexes, and why the indexes were not looked at, if they were not.

    Looking at them brings them level with the record. So those that hold more than it does are left as they are.
    """
    from rag.errors import DataFolderBusy
    from rag.indexes import Indexes
    from rag.noted import lost_changes
    from rag.search import open_embedder
    from rag.store.verify import lost, verify

    if message := lost_changes(record, settings.data_dir):
        return [lost(message, record.database.where), *verify(record)], "they hold more than the record does."
    try:
        with Indexes.open(record, settings.data_dir, open_embedder(settings).dimensions) as indexes:
            return verify(record, indexes.ids()), ""
    except DataFolderBusy as busy:
        return verify(record), busy.message


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def verify_quote(options: argparse.Namespace) -> int:
    """Say where a quotation stands in the articles, word for word; VIOLATED where nowhere."""
    from rag.cite import find_quote
    from rag.errors import BadInput
    from rag.search import open_record

    if not options.quote.strip():
        raise BadInput("The quotation is empty.", "Give the words to look for.")
    with open_record(settings_of_process()) as record:
        wanted = [options.article] if options.article else [article.id for article in record.articles()]
        articles = [record.article(article_id) for article_id in wanted]
    places = [
        (article, match) for article in articles if (match := find_quote(article.text, options.quote)).kind != "missing"
    ]
    spans = [(article, span) for article, match in places for span in match.spans]
    if options.json:
        rows = [
            {
                "article_id": a.id,
                "version": a.version,
                "title": a.title,
                "start": s.start,
                "end": s.end,
                "quote": s.of(a.text),
            }
            for a, s in spans
        ]
        print(json.dumps({"found": bool(rows), "places": rows}, ensure_ascii=False))
    else:
        for article, span in spans:
            print(
                f"{article.title} ({article.id}, version {article.version}) at {span.start}–{span.end}:\n  “{span.of(article.text)}”"
            )
        print(f"Found in {len(places)} of {len(articles)} articles." if spans else "Not in any article, word for word.")
    return 0 if spans else VIOLATED


def reindex(options: argparse.Namespace) -> int:
    """Embed again what another model embedded, find languages, and build both indexes from the record.

    With `force`, also where the record holds less than its indexes did: what it has lost is then gone from them as well.
    """
    from rag.indexes import Indexes
    from rag.ingest import embed_again, find_languages
    from rag.noted import refuse_lost
    from rag.search import open_embedder, open_record
    from rag.store.lock import DataFolderLock

    settings = settings_of_process()
    with open_record(settings) as record:
        embedder = open_embedder(settings)
        # Locked first: a server that is answering must not find another model's vectors in its record.
        with ExitStack() as held:
            held.callback(DataFolderLock(settings.data_dir).release)
            if not options.force:
                refuse_lost(record, settings.data_dir)
            again = embed_again(record, embedder)
            told = find_languages(record)
        if told:
            print(f"{_counted(told, 'article')} had no language noted, and tell it by their words.", file=sys.stderr)
        if again:
            print(f"{_counted(again, 'passage')} embedded again by {settings.embedder}.", file=sys.stderr)
        with Indexes.open(record, settings.data_dir, embedder.dimensions, accept_loss=options.force) as indexes:
            if not options.force:  # else opening has built them
                indexes.reindex()
            print(f"Both indexes were built again from the record: {record.counts().passages} passages.")
    return 0


def models(options: argparse.Namespace) -> int:
    """Fetch, list or verify the model weights."""
    from rag.models import list_lines, pull_all, verify_all

    folder = settings_of_process().models_dir
    if options.action == "list":
        print("\n".join(list_lines(folder)))
        return 0
    if options.action == "verify":
        return 0 if verify_all(folder, options.names, sys.stdout) else VIOLATED
    from rag.build import prepare

    pull_all(folder, options.names, sys.stderr)
    prepare(folder, options.names, lambda line: print(line, file=sys.stderr, flush=True))
    return 0


def show_settings(options: argparse.Namespace) -> int:
    """Show every setting, its value and where it came from."""
    from rag.settings import load_settings

    rows = load_settings(os.environ).rows()
    if options.json:
        print(json.dumps({name: {"value": value, "source": source} for name, value, source in rows}))
        return 0
    for name, value, source in rows:
        print(f"{name:<14} {value:<40} {source}")
    return 0


class _Bar:
    """A progress bar on a terminal, a line now and then elsewhere."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._done = 0
        self._live = out.isatty()

    def step(self, total: int, _what: object) -> None:
        """One more of `total` is done."""
        self._done += 1
        if self._live:
            filled = round(24 * self._done / total)
            print(
                f"\rReading  {'█' * filled}{'·' * (24 - filled)}  {self._done}/{total}",
                end="",
                file=self._out,
                flush=True,
            )
        elif self._done == total or self._done % 500 == 0:
            print(f"Reading: {self._done} of {total}", file=self._out, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._live and self._done:
            print(file=self._out)
