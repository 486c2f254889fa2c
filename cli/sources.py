"""`onrecord sources` and `onrecord sync`: what is read again and again, and the reading. Asks no language model."""

import argparse
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cli.command import FAILED, Commands, print_json, settings_of_process, tell_unread

if TYPE_CHECKING:
    from rag.keeping.sync import Synced
    from rag.store.sources import Source

_MINUTE = 60


def sources_commands(commands: Commands) -> None:
    """Add `sources`, which lists them where nothing follows, the commands below it, and `sync`."""
    summary = "list the feeds, sitemaps and pages that `sync` reads"
    whole = commands.add("sources", list_sources, f"{summary}; or add or remove some")
    below = Commands(whole, optional=True)
    below.add("list", list_sources, summary)
    add = below.add("add", add_sources, "note feeds, sitemaps or pages, to be read by `sync`")
    add.add_argument("addresses", nargs="+", metavar="ADDRESS")
    remove = below.add("remove", remove_sources, "forget sources; their articles stay")
    remove.add_argument("sources", nargs="+", metavar="ID_OR_ADDRESS")
    sync = commands.add("sync", sync_sources, "read all sources again, and store what is new or changed")
    sync.add_argument(
        "--every", type=_minutes, metavar="MINUTES", help="again every so many minutes, until Ctrl-C (default: once)"
    )


def list_sources(options: argparse.Namespace) -> int:
    """List the sources, each with what came of it last."""
    from rag.search import open_record
    from rag.store.sources import Sources
    from rag.telling.terminal import safe

    with open_record(settings_of_process()) as record:
        found = Sources(record.database).listed()
    if options.json:
        print_json({"sources": [asdict(source) for source in found]})
        return 0
    for source in found:
        when = source.checked_at[:16] if source.checked_at else "not read yet"
        wait = f" Not before {source.next_at[:16]}." if source.next_at else ""
        print(f"{source.id}  {when:<16}  {safe(source.address)}")
        if source.told:
            print(f"              {safe(source.told)}{wait}")
    if not found:
        print("No sources yet: `onrecord sources add ADDRESS` notes one.", file=sys.stderr)
    return 0


def add_sources(options: argparse.Namespace) -> int:
    """Note sources. Raises BadInput, noting none, where one is no address that may be fetched."""
    from rag.fetching.address import address_of
    from rag.search import open_record
    from rag.store.sources import Sources

    settings = settings_of_process()
    for address in options.addresses:
        address_of(address, settings.allowed_hosts)
    with open_record(settings) as record:
        sources = Sources(record.database)
        added = [sources.add(address) for address in options.addresses]
    return _told(added, "noted; `onrecord sync` reads it", as_json=options.json)


def remove_sources(options: argparse.Namespace) -> int:
    """Forget sources. Raises NotFound at the first that is not noted; those before it are forgotten."""
    from rag.search import open_record
    from rag.store.sources import Sources

    with open_record(settings_of_process()) as record:
        sources = Sources(record.database)
        removed = [sources.remove(source) for source in options.sources]
    return _told(removed, "forgotten; its articles stay", as_json=options.json)


def sync_sources(options: argparse.Namespace) -> int:
    """Read all sources again, once or every so many minutes. FAILED where one could not be read."""
    if options.every is None:
        return _sync_once(as_json=options.json)
    while True:
        began = time.monotonic()
        _sync_once(as_json=options.json)
        # By the clock, for no server says when something is new; after a sync that took longer, at once.
        time.sleep(max(0.0, options.every * _MINUTE - (time.monotonic() - began)))


def _sync_once(*, as_json: bool) -> int:
    from rag.indexes import refuse_lost
    from rag.keeping.sync import is_due, sync
    from rag.search import open_embedder, open_gatherer, open_record
    from rag.store.sources import Sources

    settings = settings_of_process()
    embedder = open_embedder(settings)
    done: list[Synced] = []
    waiting: list[Source] = []
    with open_record(settings) as record, open_gatherer(settings) as gatherer:
        refuse_lost(record, settings.data_dir)
        sources = Sources(record.database)
        for source in sources.listed():
            if not is_due(source, datetime.now(UTC)):
                waiting.append(source)
                continue
            done.append(sync(source, sources, record, embedder, gatherer))
            if not as_json:
                _show(done[-1])
    if as_json:
        print_json({"synced": [_as_json(each) for each in done], "waiting": [asdict(source) for source in waiting]})
    else:
        _show_rest(waiting, any_source=bool(done or waiting))
    return FAILED if any(each.failed for each in done) else 0


def _show(synced: "Synced") -> None:
    from rag.telling.terminal import safe

    print(f"{safe(synced.source.address)}: {safe(synced.source.told)}", flush=True)
    tell_unread(() if synced.failed else synced.unreadable)


def _show_rest(waiting: "list[Source]", *, any_source: bool) -> None:
    from rag.telling.terminal import safe

    for source in waiting:
        print(f"{safe(source.address)}: left alone until {(source.next_at or '')[:16]} UTC.", file=sys.stderr)
    if not any_source:
        print("No sources yet: `onrecord sources add ADDRESS` notes one.", file=sys.stderr)


def _as_json(synced: "Synced") -> dict[str, Any]:
    counts = {name: getattr(synced, name) for name in ("new", "updated", "unchanged", "gone", "moved_to")}
    unreadable = [problem.as_dict()["error"] for problem in synced.unreadable]
    return {"source": asdict(synced.source), **counts, "unreadable": unreadable}


def _told(sources: "list[Source]", what: str, *, as_json: bool) -> int:
    from rag.telling.terminal import safe

    if as_json:
        print_json({"sources": [asdict(source) for source in sources]})
        return 0
    for source in sources:
        print(f"{source.id}  {safe(source.address)} is {what}.")
    return 0


def _minutes(given: str) -> float:
    minutes = float(given)
    if not 1 <= minutes <= 7 * 24 * 60:
        raise argparse.ArgumentTypeError("give from 1 minute to a week of them")
    return minutes
