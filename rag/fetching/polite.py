"""Fetching as a guest: robots.txt is asked first, and a host is left alone for a while between two requests.

A host that asks to wait (Retry-After), or fails, is not asked again in this run. Only this file imports protego, which
reads robots.txt (RFC 9309).
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from rag.errors import FetchFailed
from rag.fetching.address import Address, address_of
from rag.fetching.fetch import Fetched, Fetcher

NAME = "OnRecord"
"""What robots.txt calls us."""
DELAY = 1.0
"""Seconds between two requests to one host that asks for no delay of its own."""
LONGEST_DELAY = 30.0
"""Seconds of delay that a robots.txt may ask for: with more, one feed would take hours."""
_NO_MORE = (429, 503)
"""The statuses by which a host asks to be left alone."""


@dataclass(slots=True)
class _Host:
    """What is known of a host in this run: its rules, when it may be asked again, and why it is asked no more."""

    rules: Protego | None = None
    free_at: float = 0.0
    refused: FetchFailed | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)


class PoliteFetcher:
    """Fetches by `fetcher`, politely; safe to share between threads, which take turns at each host.

    `clock` tells seconds that only grow, and `sleep` waits for some.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        delay: float = DELAY,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._fetcher = fetcher
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._adding = threading.Lock()

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """As `Fetcher.get`. Also raises FetchFailed where robots.txt forbids it, or its host asks to be left alone."""
        address = address_of(url, self._fetcher.allowed)
        with self._adding:
            host = self._hosts.setdefault(address.place, _Host())
        with host.turn:
            if host.refused:
                raise _again(address, host.refused)
            rules = self._rules(address, host)
            if not rules.can_fetch(address.url, NAME):
                raise FetchFailed(
                    f"{address.url} may not be fetched, says its robots.txt.", "Ask its outlet, or leave it out."
                )
            asked_for = rules.crawl_delay(NAME)
            return self._ask(address, host, min(asked_for or self._delay, LONGEST_DELAY), etag, modified)

    def _ask(
        self, address: Address, host: _Host, delay: float, etag: str | None = None, modified: str | None = None
    ) -> Fetched:
        self._sleep(max(0.0, host.free_at - self._clock()))
        try:
            return self._fetcher.get(address.url, etag, modified)
        except FetchFailed as error:
            if error.status in _NO_MORE:
                host.refused = error
            raise
        finally:
            host.free_at = self._clock() + delay

    def _rules(self, address: Address, host: _Host) -> Protego:
        """The host's robots.txt, fetched once a run. Where there is none, all is allowed; where it can't be had,
        nothing is.
        """
        if host.rules is None:
            robots = f"{address.scheme}://{address.netloc}/robots.txt"
            try:
                found = self._ask(address_of(robots, self._fetcher.allowed), host, self._delay)
                host.rules = Protego.parse((found.body or b"").decode("utf-8", "replace"))
            except FetchFailed as error:
                if error.status is None or error.status >= 500 or error.status in _NO_MORE:
                    host.refused = error
                    raise
                host.rules = Protego.parse("")
        return host.rules


def _again(address: Address, refused: FetchFailed) -> FetchFailed:
    """The refusal of a host, said of another of its addresses."""
    return FetchFailed(
        f"{address.url} was not asked for, for its host refused before: {refused.message}",
        refused.hint,
        refused.status,
        refused.retry_after,
    )
