"""Fetching as a guest: robots.txt is asked first, and a host is left alone for a while between two requests.

A host that asks to wait (Retry-After), or whose rules can't be had, is not asked again in this run. Where a redirect
leads is asked as politely. Only this file imports protego, which reads robots.txt (RFC 9309).
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from rag.errors import AddressRefused, FetchFailed
from rag.fetching.address import Address
from rag.fetching.fetch import Fetched, Fetcher

NAME = "OnRecord"
"""What robots.txt calls us."""
DELAY = 1.0
"""Seconds between the beginnings of two requests to one host that asks for no delay of its own."""
LONGEST_DELAY = 30.0
"""Seconds of delay that a robots.txt may ask for: with more, one feed would take hours."""
_LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read, as RFC 9309 asks for at least."""
_MOST_RULES = 5000
_NO_MORE = (429, 503)
"""The statuses by which a host asks to be left alone."""


@dataclass(slots=True)
class _Host:
    """What is known of a host in this run: its rules, when it may be asked again, and why it is asked no more."""

    rules: Protego | None = None
    free_at: float = 0.0
    refused: FetchFailed | None = None
    learning: threading.Lock = field(default_factory=threading.Lock)
    turn: threading.Lock = field(default_factory=threading.Lock)


class PoliteFetcher:
    """Fetches by `fetcher`, politely; safe to share between threads.

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
        """As `Fetcher.get`. Raises AddressRefused also where a robots.txt forbids it, and FetchFailed where a host asks
        to be left alone.
        """
        asked: _Host | None = None

        def admit(address: Address) -> None:
            nonlocal asked
            asked = None
            asked = self._admitted(address)

        try:
            return self._fetcher.get(url, etag, modified, admit)
        except FetchFailed as error:
            if error.status in _NO_MORE and asked:  # it answered so itself
                asked.refused = error
            raise

    def _admitted(self, address: Address) -> _Host:
        """The host of `address`, once that may be asked. Raises where it may not be."""
        with self._adding:
            host = self._hosts.setdefault(address.place, _Host())
        if host.refused:
            raise _again(address, host.refused)
        with host.learning:
            rules = host.rules = host.rules or self._rules(address, host)
        if not rules.can_fetch(address.url, NAME):
            raise AddressRefused(
                f"{address.url} may not be fetched, says its robots.txt.", "Ask its outlet, or leave it out."
            )
        self._wait(host, min(rules.crawl_delay(NAME) or self._delay, LONGEST_DELAY))
        return host

    def _wait(self, host: _Host, delay: float) -> None:
        """Wait for this thread's turn at the host; the next one's is `delay` seconds later."""
        with host.turn:
            now = self._clock()
            mine = max(now, host.free_at)
            host.free_at = mine + delay
        self._sleep(mine - now)

    def _rules(self, address: Address, host: _Host) -> Protego:
        """The host's robots.txt, fetched once a run. Where there is none, all is allowed; where it can't be had,
        nothing is.
        """
        self._wait(host, self._delay)
        try:
            found = self._fetcher.get(f"{address.scheme}://{address.netloc}/robots.txt")
        except FetchFailed as error:
            if error.status is None or error.status >= 500 or error.status in _NO_MORE:
                host.refused = error
                raise
            return Protego.parse("")
        except AddressRefused:  # it leads where nothing is fetched: then it says nothing
            return Protego.parse("")
        return Protego.parse(_ours((found.body or b"")[:_LARGEST].decode("utf-8-sig", "replace")))


def _ours(robots: str) -> str:
    """Of a robots.txt the groups that are for us or for all, each for no one else: a parser takes the product of names
    and rules, and thousands of both are a trap.
    """
    kept: list[str] = []
    agents: list[str] = []
    in_rules = False
    for line in robots.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name in {"user-agent", "useragent"}:
            agents = [] if in_rules else agents
            in_rules = False
            if value == "*" or value.lower().startswith(NAME.lower()):
                agents.append(value)
                kept.append(f"User-agent: {value}")
        elif name:
            in_rules = True
            if agents and len(kept) < _MOST_RULES:
                kept.append(f"{name}: {value}")
    return "\n".join(kept)


def _again(address: Address, refused: FetchFailed) -> FetchFailed:
    """The refusal of a host, said of another of its addresses."""
    return FetchFailed(
        f"{address.url} was not asked for, for its host refused before: {refused.message}",
        refused.hint,
        refused.status,
        refused.retry_after,
    )
