"""One request, from an address to bytes: each redirect is checked, and everything that could be endless has a bound.

Only this file imports httpcore beside network.py. Knows neither robots.txt nor delays: `rag.fetching.polite` asks for
those.
"""

import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urljoin

import httpcore

from rag.errors import FetchFailed
from rag.fetching.address import Address, address_of
from rag.fetching.inflate import Unpacker
from rag.fetching.network import CheckedNetwork, Resolve, resolved

AGENT = "OnRecord/0.1 (news reader for question answering; reads robots.txt)"
"""What we call ourselves to servers. In robots.txt we answer to "OnRecord"."""
MB = 1_000_000
_MOVED = {301: True, 302: False, 303: False, 307: False, 308: True}
"""The statuses that lead elsewhere, and whether for good."""
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)
_LONGEST_PATIENCE = 7 * 24 * 3600.0
"""Seconds that a server may ask to be left alone: with more, a mistake of its would silence it for good."""
_AGAIN = "Try again later, or check the address in a browser."


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may take: bytes as they are sent, bytes once inflated, and redirects; and each of its requests:
    seconds, and seconds without a word.
    """

    sent: int = 10 * MB
    inflated: int = 20 * MB
    redirects: int = 5
    seconds: float = 30
    silence: float = 10


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back. `url` is where it came from in the end; `moved_to` is where it lies for good, if it was moved;
    `body` is None where nothing changed since `etag` or `modified`, and so is not sent.
    """

    url: str
    body: bytes | None
    content_type: str = ""
    etag: str | None = None
    modified: str | None = None
    moved_to: str | None = None


def _any(_address: Address) -> None:
    """Any address may be asked."""


class Fetcher:
    """Fetches addresses, one at a time a thread. Close it, or use it in a `with`."""

    def __init__(
        self,
        allowed: frozenset[str] = frozenset(),
        limits: FetchLimits = FetchLimits(),  # frozen
        resolve: Resolve = resolved,
    ) -> None:
        self.allowed = allowed
        self._limits = limits
        self._network = CheckedNetwork(allowed, resolve)
        self._pool = httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=self._network)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def get(
        self, url: str, etag: str | None = None, modified: str | None = None, admit: Callable[[Address], None] = _any
    ) -> Fetched:
        """What lies at `url`, if it is not what `etag` or `modified`, of an earlier fetch, stand for. `admit` is called
        with each address before it is asked, those of redirects too, and raises where that may not be.

        Raises AddressRefused where it, or a redirect, leads where nothing is fetched, and FetchFailed where it can't be
        reached, refuses, or exceeds the limits.
        """
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        address, for_good = address_of(url, self.allowed), True
        for _ in range(self._limits.redirects + 1):
            admit(address)
            self._network.end_at(time.monotonic() + self._limits.seconds)
            answer = self._once(address, {name: value for name, value in known.items() if value})
            if isinstance(answer, _Elsewhere):
                for_good = for_good and answer.for_good
                address = address_of(_joined(address, answer.location), self.allowed)
                continue
            moved = address.url if for_good and address.url != address_of(url, self.allowed).url else None
            return Fetched(address.url, answer.body, answer.content_type, answer.etag, answer.modified, moved)
        raise FetchFailed(f"{url} leads from one address to the next without end.", _AGAIN)

    def _once(self, address: Address, known: Mapping[str, str]) -> "Fetched | _Elsewhere":
        headers = {"Host": address.netloc, "User-Agent": AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
        try:
            with self._pool.stream(
                "GET",
                address.url,
                headers=[(name.encode(), value.encode("latin-1")) for name, value in {**headers, **known}.items()],
                extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._limits.silence)},
            ) as response:
                return self._answer(address, response)
        except httpcore.TimeoutException as error:
            raise FetchFailed(
                f"{address.url} does not send in time what it has ({self._limits.silence:.0f} s without a word, "
                f"{self._limits.seconds:.0f} s in all).",
                _AGAIN,
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            said = str(error) or type(error).__name__
            raise FetchFailed(f"{address.url} can't be reached ({said[:120]}).", _AGAIN) from error

    def _answer(self, address: Address, response: httpcore.Response) -> "Fetched | _Elsewhere":
        told = _told(response)
        if response.status in _MOVED and "location" in told:
            return _Elsewhere(told["location"], _MOVED[response.status])
        etag, modified = told.get("etag"), told.get("last-modified")
        if response.status == 304:
            return Fetched(address.url, None, etag=etag, modified=modified)
        if not 200 <= response.status < 300:
            raise _refusal(address, response.status, told.get("retry-after"))
        body = b"".join(self._inflated(address, response, told.get("content-encoding", "")))
        return Fetched(address.url, body, told.get("content-type", ""), etag, modified)

    def _inflated(self, address: Address, response: httpcore.Response, coding: str) -> Iterator[bytes]:
        """The body, inflated piece by piece, so that a bomb ends where the limit is and not where the memory does."""
        names = [name for each in coding.split(",") if (name := each.strip().lower()) not in {"", "identity"}]
        if not {*names} <= {"gzip", "x-gzip", "deflate"} or len(names) > 1:
            raise FetchFailed(f"{address.url} is packed as {coding[:40]!r}, which was not asked for.", _AGAIN)
        unpack = Unpacker(self._limits.inflated) if names else None
        sent = inflated = 0
        for piece in response.iter_stream():
            sent += len(piece)
            if sent > self._limits.sent:
                raise FetchFailed(f"{address.url} is larger than {self._limits.sent // MB} MB.", "No article is.")
            try:
                plain = unpack.plain(piece) if unpack else piece
            except zlib.error as error:
                raise FetchFailed(f"{address.url} is packed in a way that can't be read ({error}).", _AGAIN) from error
            inflated += len(plain)
            if inflated > self._limits.inflated:
                raise FetchFailed(
                    f"{address.url} inflates to more than {self._limits.inflated // MB} MB.", "No article is so large."
                )
            yield plain
        if unpack and not unpack.ended:
            raise FetchFailed(f"{address.url} ends before all of it was sent.", _AGAIN)


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """A redirect, and whether for good."""

    location: str
    for_good: bool


def _joined(address: Address, location: str) -> str:
    """Where a redirect leads, as an address to be checked. Raises FetchFailed where it leads nowhere."""
    try:
        return urljoin(address.url, location.encode("latin-1").decode("utf-8", "replace").replace(" ", "%20"))
    except ValueError:
        raise FetchFailed(f"{address.url} leads to {location[:120]!r}, which is no address.", _AGAIN) from None


def _told(response: httpcore.Response) -> dict[str, str]:
    """The headers by small names; of one that stands several times the first counts."""
    told = dict[str, str]()
    for name, value in response.headers:
        told.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return told


def _refusal(address: Address, status: int, retry_after: str | None) -> FetchFailed:
    why = {401: "asks for a login", 403: "may not be read", 404: "is not there", 410: "is gone", 429: "asks to wait"}
    said = why.get(status, "fails" if status >= 500 else "is refused")
    return FetchFailed(f"{address.url} {said} (HTTP {status}).", _AGAIN, status, _seconds(retry_after))


def _seconds(retry_after: str | None) -> float | None:
    """How long a server asks to be left alone, from seconds or a date; None where it does not say."""
    if not retry_after:
        return None
    if retry_after.isdecimal():
        return min(float(retry_after[:9]), _LONGEST_PATIENCE)
    try:
        asked = (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds()
        return min(max(0.0, asked), _LONGEST_PATIENCE)
    except (TypeError, ValueError, OverflowError):
        return None
