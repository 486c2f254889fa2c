"""What lies at an address, as articles: fetched politely, then read by a process of its own, under limits.

A feed or a sitemap leads on to the pages of its items; those are fetched where the item has no text of its own. Stores
nothing.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rag.errors import FetchFailed, OnlyLinked, UnreadableSource
from rag.fetching import Fetched, PoliteFetcher
from rag.reading import Read
from rag.reading.child import Child
from rag.reading.in_child import DEFAULT
from rag.reading.limits import Limits
from rag.reading.sniff import charset_of, kind_of

MOST_PAGES = 200
"""Pages that one source leads to at a time; the next time goes on. A sitemap may name fifty thousand."""
_DEEPEST = 2
"""How often one address leads to the next: a sitemap of sitemaps leads to sitemaps, and those to pages."""
_LASTING = frozenset({401, 403, 404, 410, 451})
_TEXTS = frozenset({".html", ".txt", ".md", ".csv", ".json", ".jsonl"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """An article or an error, and the item it came from: the address that a source named, and as what it spoke of it;
    both None where the source itself is the page.
    """

    item: Read
    address: str | None = None
    stamp: str | None = None


class Gatherer:
    """Fetches by `fetcher` and reads by `child`, for one thread; `folder` is an empty one, for what was fetched."""

    def __init__(self, fetcher: PoliteFetcher, child: Child, folder: Path) -> None:
        self._fetcher = fetcher
        self._child = child
        self._folder = folder
        self.left_some = False
        """Whether the last `gather` left pages for the next time."""

    def fetch(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What lies there now. Raises as `PoliteFetcher.get` does."""
        return self._fetcher.get(address, etag, modified)

    def gather(self, fetched: Fetched, known: Mapping[str, str]) -> Iterator[Gathered]:
        """All that was `fetched` holds or leads to, but for items of which nothing new is said: `known` has their
        stamps, by address. What can't be read, or fetched, is an error in its place. MOST_PAGES are fetched at most.
        """
        asked: set[str] = set()
        self.left_some = False
        for item in self._read(fetched):
            if isinstance(item, OnlyLinked):
                yield from self._led_to(item, known, asked, _DEEPEST)
            else:
                yield Gathered(item)

    def _led_to(self, link: OnlyLinked, known: Mapping[str, str], asked: set[str], depth: int) -> Iterator[Gathered]:
        """What lies at the address of an item, if something new is said of that, and it was not `asked` for yet."""
        if known.get(link.address) == link.stamp or link.address in asked:
            return
        if len(asked) >= MOST_PAGES:
            self.left_some = True
            return
        asked.add(link.address)
        try:
            fetched = self.fetch(link.address)
        except UnreadableSource as error:
            yield Gathered(error, link.address, link.stamp if _lasts(error) else None)
            return
        for item in self._read(fetched):
            if not isinstance(item, OnlyLinked):
                yield Gathered(item, link.address, link.stamp)
            elif depth > 1:
                yield from self._led_to(item, known, asked, depth - 1)

    def _read(self, fetched: Fetched) -> list[Read]:
        """What the fetched bytes hold; an error where that is nothing to read. All at once, for what it leads to is
        read by the same process.
        """
        data = fetched.body or b""
        kind = kind_of(data, fetched.content_type)
        if kind is None or not data.strip():
            return [
                UnreadableSource(
                    f"{fetched.url}: there is nothing there that can be read ({fetched.content_type or 'of no kind'}).",
                    "Give the address of a page, a feed, a sitemap, a PDF or a list of articles.",
                )
            ]
        path = self._folder / f"fetched{kind}"
        path.write_bytes(_in_utf8(data, charset_of(fetched.content_type)) if kind in _TEXTS else data)
        found: list[Read] = []
        try:
            found.extend(self._child.read(path, fetched.url))
        except UnreadableSource as error:
            found.append(error)
        finally:
            path.unlink(missing_ok=True)
        return found


def _lasts(error: UnreadableSource) -> bool:
    """Whether what failed stays so, and is not asked for again: gone, forbidden or refused, not only out of reach."""
    return not isinstance(error, FetchFailed) or error.status in _LASTING


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    """Bytes whose server names their encoding, in UTF-8 with its mark: a server's word goes before a page's (WHATWG).
    As they are where it names none, or one that they are not in.
    """
    try:
        return data.decode(charset).encode("utf-8-sig") if charset else data
    except (LookupError, UnicodeError):
        return data


@contextmanager
def gathering(fetcher: PoliteFetcher, limits: Limits = DEFAULT) -> Iterator[Gatherer]:
    """A gatherer while this context is open; its process and its folder are gone after it."""
    child = Child(limits)
    with tempfile.TemporaryDirectory(prefix="onrecord-fetched-") as folder:
        try:
            yield Gatherer(fetcher, child, Path(folder))
        finally:
            child.end()
