"""What lies at an address, as articles: fetched politely, then read by a process of its own, under limits.

A feed or a sitemap leads on to the pages of its items; those are fetched where the item has no text of its own. Stores
nothing.
"""

import random
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import FetchFailed, OnlyLinked, ReadingEnded, UnreadableSource
from rag.fetching import Fetched, PoliteFetcher
from rag.fetching.inflate import unpacked
from rag.reading import Read
from rag.reading.child import Child
from rag.reading.files import LARGEST, in_utf8
from rag.reading.identity import canonical
from rag.reading.in_child import DEFAULT
from rag.reading.limits import Limits
from rag.reading.sniff import charset_of, kind_of

MOST_PAGES = 200
"""Pages that one source leads to at a time, chosen at random where there are more; the next time goes on."""
MOST_MAPS = 50
"""Sitemaps that a sitemap leads to at a time."""
MOST_SECONDS = 30 * 60
"""Seconds that one source may take: others wait."""
_DEEPEST = 2
"""How often one address leads to the next: a sitemap of sitemaps leads to sitemaps, and those to pages."""
_LASTING = frozenset({401, 403, 404, 410, 451})
"""Statuses of what stays as it is, and is not asked for again."""
_TEXTS = frozenset({".html", ".txt", ".md", ".csv", ".json", ".jsonl"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """An article or an error, and the item it came from: the address that a source named, in its canonical form, and
    as what it spoke of it. Both are None where the source itself holds it; the stamp is where it is to be asked again.
    """

    item: Read
    address: str | None = None
    stamp: str | None = None


@dataclass(slots=True)
class _Left:
    """What is left of a source's pages, sitemaps and time; what is `known` of its items, and which were `asked` for."""

    known: Mapping[str, str]
    until: float
    pages: int
    maps: int
    asked: set[str] = field(default_factory=set)

    def is_news(self, link: OnlyLinked) -> bool:
        """Whether something new is said of an item."""
        return link.stamp not in self.known.get(canonical(link.address), "").split()

    def over(self) -> bool:
        """Whether anything is used up."""
        return self.pages <= 0 or self.maps <= 0 or time.monotonic() > self.until


class Gatherer:
    """Fetches by `fetcher` and reads by `child`, for one thread; `folder` is an empty one, for what was fetched."""

    def __init__(self, fetcher: PoliteFetcher, child: Child, folder: Path) -> None:
        self._fetcher = fetcher
        self._child = child
        self._folder = folder
        self.left_some = False
        """Whether a `gather` left pages for the next time, since somebody set this back."""

    def fetch(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What lies there now. Raises as `PoliteFetcher.get` does."""
        return self._fetcher.get(address, etag, modified)

    def gather(self, fetched: Fetched, known: Mapping[str, str]) -> Iterator[Gathered]:
        """All that was `fetched` holds or leads to, but for items of which nothing new is said: `known` has their
        stamps, by canonical address. What can't be read, or fetched, is an error in its place.

        Raises UnreadableSource where nothing at all can be read of what was fetched.
        """
        left = _Left(known, time.monotonic() + MOST_SECONDS, MOST_PAGES, MOST_MAPS)
        yield from self._all(self._read(fetched), left, _DEEPEST)

    def _all(self, found: list[Read], left: _Left, depth: int) -> Iterator[Gathered]:
        """What a source holds, in its order; then what it leads to: where that is much, in any order, so that what
        always fails keeps nothing else waiting.
        """
        yield from (Gathered(item) for item in found if not isinstance(item, OnlyLinked))
        new = [item for item in found if isinstance(item, OnlyLinked) and left.is_news(item)]
        for link in new if len(new) <= left.pages else random.sample(new, len(new)):
            if depth == 0 or left.over():
                self.left_some = True
                return
            yield from self._led_to(link, left, depth)

    def _led_to(self, link: OnlyLinked, left: _Left, depth: int) -> Iterator[Gathered]:
        """What lies at the address of an item, if it was not asked for yet."""
        place = canonical(link.address)
        if place in left.asked:
            return
        left.asked.add(place)
        left.pages -= 1
        try:
            found = self._read(self.fetch(link.address))
        except UnreadableSource as error:
            yield Gathered(error, place, link.stamp if _lasts(error) else None)
            return
        if all(isinstance(item, OnlyLinked) for item in found):  # a sitemap, and no page
            left.pages, left.maps = left.pages + 1, left.maps - 1
            yield from self._all(found, left, depth - 1)
            return
        for item in found:
            if not isinstance(item, OnlyLinked):
                yield Gathered(item, place, link.stamp if _lasts(item) else None)

    def _read(self, fetched: Fetched) -> list[Read]:
        """What the fetched bytes hold, all at once: what it leads to is read by the same process.

        Raises UnreadableSource where that is nothing to read. An archive of pages is none here: it speaks for any site.
        """
        data = fetched.body or b""
        if data.startswith(b"\x1f\x8b"):  # a sitemap may be packed by itself
            data = unpacked(data, LARGEST) or b""
        kind = kind_of(data, fetched.content_type)
        if kind is None or kind.startswith(".warc") or not data.strip():
            called = fetched.content_type[:80] or "of no kind"
            raise UnreadableSource(
                f"{fetched.url}: there is nothing there that can be read ({called}).",
                "Give the address of a page, a feed, a sitemap, a PDF or a list of articles.",
            )
        path = self._folder / f"fetched{kind}"
        path.write_bytes(in_utf8(data, charset_of(fetched.content_type)) if kind in _TEXTS else data)
        found: list[Read] = []
        try:
            found.extend(self._child.read(path, fetched.url))
        except UnreadableSource as error:
            if not found:
                raise
            found.append(error)
        finally:
            path.unlink(missing_ok=True)
        return found


def _lasts(item: Read) -> bool:
    """Whether an item stays as it is, and is not asked for again: an article, or what is gone, forbidden or refused,
    not what was only out of reach, or at which the process that reads was ended.
    """
    if isinstance(item, FetchFailed):
        return item.status in _LASTING
    return not isinstance(item, ReadingEnded)


@contextmanager
def gathering(fetcher: PoliteFetcher, limits: Limits = DEFAULT) -> Iterator[Gatherer]:
    """A gatherer while this context is open; its process and its folder are gone after it."""
    child = Child(limits)
    with tempfile.TemporaryDirectory(prefix="onrecord-fetched-") as folder:
        try:
            yield Gatherer(fetcher, child, Path(folder))
        finally:
            child.end()
