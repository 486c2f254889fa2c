"""The commands that keep what is on record: `onrecord verify|verify-quote|reindex|models|settings`.

Each takes its parsed options, prints, and gives an exit code; none needs a server or asks a language model. What does
the work is imported by the command that needs it.
"""

import argparse
import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from cli.command import VIOLATED, print_json, settings_of_process

if TYPE_CHECKING:
    from rag.settings import Settings
    from rag.store.record import Record
    from rag.store.verify import Violation


def verify(options: argparse.Namespace) -> int:
    """Check every stored quotation, offset and index again. Exits with VIOLATED where one is wrong."""
    from dataclasses import asdict

    from rag.search import open_record
    from rag.telling.terminal import safe

    settings = settings_of_process()
    with open_record(settings) as record:
        violations, why_not = _checked(record, settings)
        counts = record.counts()
    if why_not:
        print(f"onrecord: the indexes are not checked: {safe(why_not)}", file=sys.stderr)
    if options.json:
        shown = {
            "violations": [asdict(found) for found in violations],
            "checked": asdict(counts),
            "indexes_checked": not why_not,
        }
        print_json(shown)
        return VIOLATED if violations else 0
    for found in violations:
        print(f"promise {found.promise}: {safe(found.what)} ({safe(found.where)})")
    held = ", ".join(_counted(getattr(counts, name), name[:-1]) for name in ("versions", "passages", "answers"))
    print(
        f"Checked {held}: {_counted(len(violations), 'violation')} found"
        f"{'; the indexes were not checked' if why_not else ''}."
    )
    return VIOLATED if violations else 0


def _checked(record: "Record", settings: "Settings") -> "tuple[list[Violation], str]":
    """What is wrong with the record and its indexes, and why the indexes were not looked at: "" where they were.

    Opening the indexes brings them up to date with the record. So those that hold more than it does are not opened.
    """
    from rag.errors import DataFolderBusy
    from rag.indexes import Indexes, lost_changes
    from rag.search import open_embedder
    from rag.store.verify import loss_violation, verify

    if message := lost_changes(record, settings.data_dir):
        return [loss_violation(message, record.database.where), *verify(record)], "they hold more than the record does."
    try:
        with Indexes.open(record, settings.data_dir, open_embedder(settings).dimensions) as indexes:
            return verify(record, indexes.ids()), ""
    except DataFolderBusy as busy:
        return verify(record), busy.message


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def verify_quote(options: argparse.Namespace) -> int:
    """Say where a quotation stands in articles and headlines, and what differs there. VIOLATED if it does not."""
    from cli.verdict import as_json, as_lines
    from rag.errors import BadInput
    from rag.keeping import look_up, newest_first
    from rag.search import open_record

    if not options.quote.strip():
        raise BadInput("The quotation is empty.", "Give the words to look for.")
    with open_record(settings_of_process()) as record:
        articles = [record.article(options.article)] if options.article else newest_first(record)
        verdict = look_up(articles, options.quote)
    if options.json:
        print_json(as_json(verdict))
    else:
        print("\n".join(as_lines(verdict)))
    return VIOLATED if verdict.kind == "missing" else 0


def reindex(options: argparse.Namespace) -> int:
    """Embed again what another model embedded, find languages, and build both indexes from the record.

    Where the record holds less than its indexes did, that is refused. With `--force` it is done, and what the record
    has lost is gone from the indexes as well.
    """
    from rag.indexes import Indexes, refuse_lost
    from rag.keeping import embed_again, find_languages
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
    """Fetch, list or verify the model weights. Exits with VIOLATED where verified ones are not what they must be."""
    from cli.models import list_lines, pull_all, verify_all

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
    from rag.telling.terminal import safe

    rows = load_settings(os.environ).rows()
    if options.json:
        print_json({name: {"value": value, "source": source} for name, value, source in rows})
        return 0
    for name, value, source in rows:
        print(f"{name:<14} {safe(value):<40} {safe(source)}")
    return 0
