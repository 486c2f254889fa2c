"""Sources read again: what is new or changed since the last time goes on record, and what came of it is noted.

A source that fails is left alone for longer each time, and for as long as its server asks. Knows nothing of questions.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from rag.domain import Article
from rag.errors import FetchFailed, OnRecordError, UnreadableSource
from rag.fetching import Fetched
from rag.keeping.gather import Gathered, Gatherer
from rag.keeping.ingest import Ingested, refuse_mixed_vectors, store_all, together
from rag.keeping.takeovers import refuse_takeovers
from rag.models.embedding import Embeds
from rag.reading.identity import canonical
from rag.store.deletions import Deletions
from rag.store.record import Record
from rag.store.sources import SeenItem, Source, Sources

FIRST_WAIT = timedelta(minutes=10)
"""How long a source that failed once is left alone; twice as long each further time."""
LONGEST_WAIT = timedelta(days=1)
JITTER = 0.2
"""The share by which a wait is made longer or shorter, so that many readers do not come back at one moment."""
GONE = (404, 410)
AT_ONCE = 20
"""Items that are stored and noted together: what ends a sync costs no more."""
_LONGEST_TOLD = 300
_STAMPS = 4
"""Stamps that are kept of one item."""

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced(Ingested):
    """What became of one source: what was taken in of it, and where it lies now if it moved."""

    source: Source
    moved_to: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the source itself could not be read."""
        return self.source.failures > 0

    @property
    def gone(self) -> int:
        """The items whose pages are gone; they are among what could not be read."""
        return sum(isinstance(error, FetchFailed) and error.status in GONE for error in self.unreadable)


def utc() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def is_due(source: Source, now: datetime) -> bool:
    """Whether a source may be asked at `now`: not while its server, or its failing, asks for patience."""
    return source.next_at is None or datetime.fromisoformat(source.next_at) <= now


def sync(
    source: Source, sources: Sources, record: Record, embedder: Embeds, gatherer: Gatherer, now: Now = utc
) -> Synced:
    """Read one source and note how that went. Whatever a source does ends in what is noted of it; raises what storing
    raises, and NotReady where nothing can be read.
    """
    refuse_mixed_vectors(record, embedder)
    gatherer.left_some = False
    done: list[Ingested] = []
    whole = True
    try:
        with _named(source.address):
            fetched = gatherer.fetch(source.address, source.etag, source.modified)
            known = sources.seen(source.id)
            items = _items(fetched, gatherer, {address: item.stamp for address, item in known.items()})
        while found := _next(items, source.address):
            whole = whole and all(each.stamp is not None for each in found if each.address)
            wanted, barred = _parted(found, source, sources, record)
            stored, seen = _stored(wanted, record, embedder)
            sources.note(source, [_with_earlier(item, known.get(item.address)) for item in (*seen, *barred)])
            done.append(stored)
    except UnreadableSource as error:
        failed = _failed(source, error, now())
        sources.note(failed, [])
        return _synced([*done, Ingested(0, 0, 0, (error,))], failed)
    read = _read(source, fetched, now(), whole=whole and not gatherer.left_some)
    synced = _synced(done, read, fetched.moved_to)
    synced = replace(synced, source=replace(read, told=in_words(synced)))
    sources.note(synced.source, [])
    return synced


def ingest_addresses(addresses: Iterable[str], record: Record, embedder: Embeds, gatherer: Gatherer) -> Ingested:
    """Read what lies at `addresses`, once. What can't be fetched is among what could not be read; what was deleted, and
    is asked for here by name, is live again.
    """
    refuse_mixed_vectors(record, embedder)
    gatherer.left_some = False
    done: list[Ingested] = []
    for address in addresses:
        try:
            with _named(address):
                items = _items(gatherer.fetch(address), gatherer, {})
            while found := _next(items, address):
                done.append(_stored(found, record, embedder)[0])
        except UnreadableSource as error:
            done.append(Ingested(0, 0, 0, (error,)))
    return together(done)


def in_words(synced: Synced) -> str:
    """What became of a source, in a sentence for people."""
    counts = [f"{synced.new} new", f"{synced.updated} updated"]
    counts += [f"{synced.gone} gone"] if synced.gone else []
    bad = len(synced.unreadable) - synced.gone
    counts += [f"{bad} not read"] if bad else []
    moved = f"; moved to {synced.moved_to}" if synced.moved_to else ""
    return f"{', '.join(counts)}{moved}."


@contextmanager
def _named(address: str) -> Iterator[None]:
    """Turn whatever a stranger's bytes break into an error that names the address: one source must not end the reading
    of others. What is wrong with this machine is raised as it is.
    """
    try:
        yield
    except OnRecordError:
        raise
    except Exception as error:  # whatever a parser or a protocol raises: theirs have no tree in common
        said = (str(error) or type(error).__name__)[:120]
        raise UnreadableSource(f"{address}: it can't be read ({said}).", "Leave it out, or say so to us.") from error


def _items(fetched: Fetched, gatherer: Gatherer, known: dict[str, str]) -> Iterator[Gathered]:
    return iter(()) if fetched.body is None else gatherer.gather(fetched, known)


def _next(items: Iterator[Gathered], address: str) -> list[Gathered]:
    """The next few of `items`; [] at their end."""
    with _named(address):
        return list(islice(items, AT_ONCE))


def _parted(
    found: Sequence[Gathered], source: Source, sources: Sources, record: Record
) -> tuple[list[Gathered], list[SeenItem]]:
    """What of `found` may be stored, and what is to be noted of the rest, so that its pages are not fetched again.

    Barred is what somebody deleted and, of what the source itself holds, what another source gave: two feeds with one
    item would else make a new version of it at each sync.
    """
    ids = [each.item.id for each in found if isinstance(each.item, Article)]
    deleted = Deletions(record.database).among(ids)
    theirs = sources.given_by_others(source.id, ids)
    wanted, barred = list[Gathered](), list[SeenItem]()
    for each in found:
        article_id = each.item.id if isinstance(each.item, Article) else None
        if article_id not in deleted and (each.address or article_id not in theirs):
            wanted.append(each)
        elif each.address and each.stamp:
            barred.append(SeenItem(each.address, each.stamp, article_id))
    return wanted, barred


def _stored(found: Sequence[Gathered], record: Record, embedder: Embeds) -> tuple[Ingested, list[SeenItem]]:
    """What was found, on record, counted; and the items that need not be looked at again while nothing new is said of
    them.
    """
    checked = list(refuse_takeovers((each.item for each in found), record))
    outcomes = iter(list(store_all((item for item in checked if isinstance(item, Article)), record, embedder)))
    items: dict[str, SeenItem] = {}
    kinds = Counter[str]()
    for each, item in zip(found, checked, strict=True):
        stored = next(outcomes) if isinstance(item, Article) else None
        kinds[stored.kind if stored else "unreadable"] += 1
        if seen := _seen(each, stored.article_id if stored else None):
            items[seen.address] = seen if seen.article_id else items.get(seen.address, seen)
    unreadable = tuple(item for item in checked if isinstance(item, UnreadableSource))
    return Ingested(kinds["new"], kinds["updated"], kinds["unchanged"], unreadable), list(items.values())


def _seen(each: Gathered, article_id: str | None) -> SeenItem | None:
    """What is to be noted of an item, of which an article is stored or none; None where it is to be asked for again."""
    if each.address:
        return SeenItem(each.address, each.stamp, article_id) if each.stamp else None
    if article_id is None or not isinstance(each.item, Article):
        return None
    # The source itself holds its text; that it gave the article is noted under the article's own address.
    return SeenItem(canonical(each.item.url) if each.item.url else f"id:{article_id}", "", article_id)


def _with_earlier(item: SeenItem, before: SeenItem | None) -> SeenItem:
    """`item` with the last few stamps that were noted of it: two sitemaps may speak of one page in two ways."""
    stamps = dict.fromkeys([*(before.stamp.split() if before else ()), *item.stamp.split()])
    return replace(item, stamp=" ".join([*stamps][-_STAMPS:]))


def _synced(done: Sequence[Ingested], source: Source, moved_to: str | None = None) -> Synced:
    """What became of a source, from what was taken in of it part by part."""
    whole = together(done)
    return Synced(whole.new, whole.updated, whole.unchanged, whole.unreadable, source=source, moved_to=moved_to)


def _read(source: Source, fetched: Fetched, now: datetime, *, whole: bool) -> Source:
    """A source that was read. It keeps its server's stamps only where the `whole` of it was: by them the server says
    that nothing changed, and then what failed would not be asked for again.
    """
    known = fetched.body is None  # what sends no page may send no stamps either
    return replace(
        source,
        address=fetched.moved_to or source.address,
        checked_at=_told(now),
        next_at=None,
        etag=(fetched.etag or (source.etag if known else None)) if whole else None,
        modified=(fetched.modified or (source.modified if known else None)) if whole else None,
        failures=0,
    )


def _failed(source: Source, error: UnreadableSource, now: datetime) -> Source:
    """A source that could not be read, or not to its end: it keeps its stamps, and is asked again later."""
    failures = source.failures + 1
    wait = min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)
    wait *= random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  # no secret
    asked = timedelta(seconds=error.retry_after or 0) if isinstance(error, FetchFailed) else timedelta()
    next_at = _told(now + max(wait, asked))
    return replace(
        source, checked_at=_told(now), next_at=next_at, failures=failures, told=error.message[:_LONGEST_TOLD]
    )


def _told(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
