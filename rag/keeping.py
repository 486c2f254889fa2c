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
from typing import TextIO

from rag.command import FAILED, VIOLATED, settings_of_process


def ingest(options: argparse.Namespace) -> int:
    """Read articles from files and folders; FAILED where any could not be read, the others are kept."""
    from rag.errors import UnreadableSource
    from rag.ingest import ingest as read_in
    from rag.search import open_embedder, open_record

    settings = settings_of_process()
    for path in options.paths:
        if path.startswith(("http://", "https://")):
            message = f"{path} is an address; this release reads files and folders."
            raise UnreadableSource(message, "Save the page as HTML and ingest that.")
    with open_record(settings) as record:
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

    from rag.errors import DataFolderBusy
    from rag.search import open_record, opened_indexes
    from rag.store.verify import verify as violations_of

    settings = settings_of_process()
    whole = True
    try:
        with opened_indexes(settings) as (record, indexes):
            counts, violations = record.counts(), violations_of(record, indexes.ids())
    except DataFolderBusy as busy:
        whole = False
        print(f"onrecord: the indexes are not checked: {busy.message}", file=sys.stderr)
        with open_record(settings) as record:
            counts, violations = record.counts(), violations_of(record)
    if options.json:
        shown = {
            "violations": [asdict(found) for found in violations],
            "checked": asdict(counts),
            "indexes_checked": whole,
        }
        print(json.dumps(shown, ensure_ascii=False))
        return VIOLATED if violations else 0
    for found in violations:
        print(f"promise {found.promise}: {found.what} ({found.where})")
    held = ", ".join(_counted(getattr(counts, name), name[:-1]) for name in ("versions", "passages", "answers"))
    print(
        f"Checked {held}: {_counted(len(violations), 'violation')} found{'' if whole else '; the indexes were not checked'}."
    )
    return VIOLATED if violations else 0


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def verify_quote(options: argparse.Namespace) -> int:
    """Say where a quotation stands in the articles and their headlines, and what differs there; VIOLATED where nowhere."""
    from rag.errors import BadInput
    from rag.quotation import look_up, newest_first
    from rag.search import open_record
    from rag.verdict import as_json, as_lines

    if not options.quote.strip():
        raise BadInput("The quotation is empty.", "Give the words to look for.")
    with open_record(settings_of_process()) as record:
        articles = [record.article(options.article)] if options.article else newest_first(record)
        verdict = look_up(articles, options.quote)
    print(json.dumps(as_json(verdict), ensure_ascii=False) if options.json else "\n".join(as_lines(verdict)))
    return VIOLATED if verdict.kind == "missing" else 0


def reindex(_options: argparse.Namespace) -> int:
    """Embed again what another model embedded, find languages, and build both indexes from the record."""
    from rag.ingest import embed_again, find_languages
    from rag.search import open_embedder, open_record, opened_indexes
    from rag.store.lock import DataFolderLock

    settings = settings_of_process()
    # Locked first: a server that is answering must not find another model's vectors in its record.
    with ExitStack() as held:
        held.callback(DataFolderLock(settings.data_dir).release)
        record = held.enter_context(open_record(settings))
        again = embed_again(record, open_embedder(settings))
        told = find_languages(record)
    if told:
        print(f"{_counted(told, 'article')} had no language noted, and tell it by their words.", file=sys.stderr)
    if again:
        print(f"{_counted(again, 'passage')} embedded again by {settings.embedder}.", file=sys.stderr)
    with opened_indexes(settings) as (record, indexes):
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
