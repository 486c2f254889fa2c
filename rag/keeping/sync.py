"""Sources read again: what is new or changed since the last time goes on record, and what came of it is noted.

A source that fails is left alone for longer each time, and for as long as its server asks. Knows nothing of questions.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from rag.domain import Article
from rag.errors import FetchFailed, UnreadableSource
from rag.keeping.gather import Gathered, Gatherer
from rag.keeping.ingest import refuse_mixed_vectors, store_all
from rag.keeping.takeovers import refuse_takeovers
from rag.models.embedding import Embeds
from rag.reading.identity import canonical
from rag.store.record import Record
from rag.store.rows import Outcome
from rag.store.sources import SeenItem, Source, Sources

FIRST_WAIT = timedelta(minutes=10)
"""How long a source that failed once is left alone; twice as long each further time."""
LONGEST_WAIT = timedelta(days=1)
JITTER = 0.2
"""The share by which a wait is made longer or shorter, so that many readers do not come back at one moment."""
GONE = (404, 410)

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of one source: the articles that are new, updated or as they were, the items whose pages are gone,
    what could not be read, and where the source lies now if it moved.
    """

    source: Source
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    gone: int = 0
    unreadable: tuple[UnreadableSource, ...] = ()
    moved_to: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the source itself could not be read."""
        return self.source.failures > 0


def utc() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def is_due(source: Source, now: datetime) -> bool:
    """Whether a source may be asked at `now`: not while its server, or its failing, asks for patience."""
    return source.next_at is None or datetime.fromisoformat(source.next_at) <= now


def sync(
    source: Source, sources: Sources, record: Record, embedder: Embeds, gatherer: Gatherer, now: Now = utc
) -> Synced:
    """Read one source and note how that went. Raises what storing raises, and NotReady where nothing can be read."""
    refuse_mixed_vectors(record, embedder)
    try:
        fetched = gatherer.fetch(source.address, source.etag, source.modified)
    except UnreadableSource as error:
        return _failed(source, error, sources, now())
    known = sources.seen(source.id)
    found = [] if fetched.body is None else list(gatherer.gather(fetched, {a: s.stamp for a, s in known.items()}))
    if len(found) == 1 and found[0].address is None and isinstance(found[0].item, UnreadableSource):
        return _failed(source, found[0].item, sources, now())  # there is nothing of it that could be read
    done, items = _stored(found, record, embedder)
    gone = [each for each in found if isinstance(each.item, FetchFailed) and each.item.status in GONE]
    whole = not gatherer.left_some and not any(each.address and each.stamp is None for each in found)
    read = replace(
        source,
        address=canonical(fetched.moved_to) if fetched.moved_to else source.address,
        checked_at=_told(now()),
        next_at=None,
        # With them a server says that nothing changed, and then what failed would not be asked for again.
        etag=fetched.etag if whole else None,
        modified=fetched.modified if whole else None,
        failures=0,
    )
    synced = replace(done, source=read, gone=len(gone), moved_to=fetched.moved_to)
    synced = replace(synced, source=replace(read, told=in_words(synced)))
    sources.note(synced.source, items)
    return synced


def ingest_addresses(addresses: Iterable[str], record: Record, embedder: Embeds, gatherer: Gatherer) -> Synced:
    """Read what lies at `addresses`, once. What can't be fetched is among what could not be read."""
    refuse_mixed_vectors(record, embedder)
    found: list[Gathered] = []
    for address in addresses:
        try:
            found += gatherer.gather(gatherer.fetch(address), {})
        except UnreadableSource as error:
            found.append(Gathered(error))
    done, _ = _stored(found, record, embedder)
    return done


def in_words(synced: Synced) -> str:
    """What became of a source, in a sentence for people."""
    counts = [f"{synced.new} new", f"{synced.updated} updated"]
    counts += [f"{number} {word}" for number, word in ((synced.gone, "gone"),) if number]
    bad = len(synced.unreadable) - synced.gone
    if bad:
        counts.append(f"{bad} not read")
    moved = f"; moved to {synced.moved_to}" if synced.moved_to else ""
    return f"{', '.join(counts)}{moved}."


def _stored(found: Sequence[Gathered], record: Record, embedder: Embeds) -> tuple[Synced, list[SeenItem]]:
    """What was found, on record, counted; and the items that need not be looked at again while nothing new is said of
    them.
    """
    checked = list(refuse_takeovers((each.item for each in found), record))
    outcomes = iter(list(store_all((item for item in checked if isinstance(item, Article)), record, embedder)))
    items: dict[str, SeenItem] = {}
    kinds = Counter[str]()
    for each, item in zip(found, checked, strict=True):
        stored: Outcome | None = next(outcomes) if isinstance(item, Article) else None
        kinds[stored.kind if stored else "unreadable"] += 1
        if each.address and each.stamp:
            before = items.get(each.address)
            article_id = stored.article_id if stored else before.article_id if before else None
            items[each.address] = SeenItem(each.address, each.stamp, article_id)
        elif stored and isinstance(item, Article):  # its text is in the source itself: nothing more is to be fetched
            place = canonical(item.url) if item.url else f"id:{stored.article_id}"
            items[place] = SeenItem(place, "", stored.article_id)
    unreadable = tuple(item for item in checked if isinstance(item, UnreadableSource))
    nobody = Source("", "", "")
    return Synced(nobody, kinds["new"], kinds["updated"], kinds["unchanged"], 0, unreadable), list(items.values())


def _failed(source: Source, error: UnreadableSource, sources: Sources, now: datetime) -> Synced:
    """A source that could not be read: it keeps its stamps, and is asked again later."""
    failures = source.failures + 1
    wait = min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT) * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  # no secret
    asked = timedelta(seconds=error.retry_after or 0) if isinstance(error, FetchFailed) else timedelta()
    failed = replace(
        source, checked_at=_told(now), next_at=_told(now + max(wait, asked)), failures=failures, told=error.message
    )
    sources.note(failed, [])
    return Synced(failed, unreadable=(error,))


def _told(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
