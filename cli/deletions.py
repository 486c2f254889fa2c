"""`onrecord articles delete` and `… deletions`: what is taken out of every question, and the log of that."""

import argparse
import getpass
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from cli.command import Commands, print_json, settings_of_process
from cli.limit import checked_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.store.record import Record

NEWEST = 50
"""Deletions that are listed unless more are asked for."""


def deletion_commands(below: Commands, filter_options: "Callable[[argparse.ArgumentParser], None]") -> None:
    """Add them below `articles`; `filter_options` adds the filters that its lists have."""
    delete = below.add("delete", delete_articles, "take articles out of every question; what cites them still resolves")
    delete.add_argument("ids", nargs="*", metavar="ID")
    delete.add_argument(
        "--address", action="append", default=[], metavar="URL", help="those of this address; repeatable"
    )
    delete.add_argument("--source", metavar="ID_OR_ADDRESS", help="those that this source gave")
    filter_options(delete)
    delete.add_argument("--reason", metavar="TEXT", help="kept in the log of deletions")
    delete.add_argument("--yes", action="store_true", help="delete what a filter or a source chose, however much it is")
    log = below.add("deletions", list_deletions, "list what was deleted, when, by whom and why")
    log.add_argument("--limit", type=int, metavar="N", help=f"at most so many (default: {NEWEST})")


def delete_articles(options: argparse.Namespace) -> int:
    """Delete articles. Raises BadInput where nothing is named, or where a filter chose some and --yes is missing."""
    from rag.search import open_record
    from rag.store.deletions import Deletions
    from rag.telling.terminal import counted, safe

    with open_record(settings_of_process()) as record:
        ids = _named(options, record) or _chosen(options, record)
        done = Deletions(record.database).delete(ids, _person(), options.reason)
    if options.json:
        print_json({"deleted": [asdict(deletion) for deletion in done]})
        return 0
    for deletion in done:
        print(f"{safe(deletion.article_id)}  {safe(deletion.title)}")
    print(f"{counted(len(done), 'article')} deleted.", file=sys.stderr)
    return 0


def list_deletions(options: argparse.Namespace) -> int:
    """List the newest deletions."""
    from rag.search import open_record
    from rag.store.deletions import Deletions
    from rag.telling.terminal import safe

    limit = checked_limit(options.limit) or NEWEST
    with open_record(settings_of_process()) as record:
        found = Deletions(record.database).newest(limit)
    if options.json:
        print_json({"deletions": [asdict(deletion) for deletion in found]})
        return 0
    for one in found:
        why = f": {safe(one.reason)}" if one.reason else ""
        print(f"{one.at[:16]}  {safe(one.article_id)}  {safe(one.outlet or 'outlet unknown')}  |  {safe(one.title)}")
        print(f"    by {safe(one.by)}{why}")
    return 0


def _named(options: argparse.Namespace, record: "Record") -> list[str]:
    """The articles that are named by id or address."""
    from rag.store.deletions import Deletions

    deletions = Deletions(record.database)
    return [*options.ids, *(article_id for address in options.address for article_id in deletions.live_at(address))]


def _chosen(options: argparse.Namespace, record: "Record") -> list[str]:
    """The articles that a source gave, or that filters choose."""
    from cli.articles import filters_of
    from rag.errors import BadInput
    from rag.store.sources import Sources
    from rag.telling.terminal import counted

    wanted = filters_of(options)
    if wanted.everything and options.source is None:
        raise BadInput("Nothing says which articles are to be deleted.", "Name ids, addresses, a source or a filter.")
    ids = [article.id for article in record.articles(wanted)]
    if options.source is not None:
        sources = Sources(record.database)
        given = {item.article_id for item in sources.seen(sources.known_as(options.source).id).values()}
        ids = [article_id for article_id in ids if article_id in given]
    if ids and not options.yes:
        raise BadInput(f"That is {counted(len(ids), 'article')}; none was deleted.", "Say --yes to delete them.")
    return ids


def _person() -> str:
    """Who runs this command, as the system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
