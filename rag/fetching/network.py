"""Connections to public addresses only: a name is resolved here, what it leads to is checked, and that is connected to.

Between the check and the connection nobody can change where the name leads, for it is not asked again. Each connection
is checked, so a redirect is as well.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from rag.errors import AddressRefused
from rag.fetching.address import allows
from rag.fetching.public import is_never_fetched, is_public

Resolve = Callable[[str, int], Sequence[str]]
"""From a host's name and a port to its IP addresses, as text, best first; raises OSError where it has none."""


def resolved(host: str, port: int) -> Sequence[str]:
    """The IP addresses of `host`, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedNetwork(httpcore.NetworkBackend):
    """A backend of httpcore that connects to addresses it has checked, and to hosts that are `allowed`."""

    def __init__(self, allowed: frozenset[str], resolve: Resolve = resolved) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._plain = httpcore.SyncBackend()
        self._of_thread = threading.local()

    def end_at(self, until: float) -> None:
        """From now on, whatever this thread connects, sends or reads ends at `until`, in the time of `monotonic`."""
        self._of_thread.until = until

    def left(self, timeout: float | None) -> float | None:
        """The seconds that this thread may wait, at most `timeout`; None for any. Raises ReadTimeout where none are."""
        until: float | None = getattr(self._of_thread, "until", None)
        if until is None:
            return timeout
        left = until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this address is over")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to an address of `host`. Raises AddressRefused where any of its addresses is not public: a
        name that leads outside and inside is meant to deceive.
        """
        try:
            found = [ipaddress.ip_address(address) for address in self._resolve(host.strip("[]"), port)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no address is known of {host}") from error
        if not found:
            raise httpcore.ConnectError(f"no address is known of {host}")
        free = allows(self._allowed, host.strip("[]"), port)
        for address in found:
            if is_never_fetched(address) or not (free or is_public(address)):
                raise AddressRefused(
                    f"{host} leads to {address}, which is no public address.",
                    "An administrator may allow the host by ONRECORD_ALLOW_HOSTS.",
                )
        return _Ending(self._connected(found, port, timeout, local_address, socket_options), self)

    def _connected(self, found: Sequence[object], port: int, timeout: float | None, *options: Any) -> Any:
        """A connection to the first of these addresses that can be reached: not every machine has IPv6."""
        for address in found[:-1]:
            try:
                return self._plain.connect_tcp(str(address), port, self.left(timeout), *options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._plain.connect_tcp(str(found[-1]), port, self.left(timeout), *options)

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Never: no address of the web leads to one."""
        raise AddressRefused("A socket of this machine is no address of the web.", "Give an address.")


class _Ending(httpcore.NetworkStream):
    """A connection that ends with its thread's time. Without it a server that sends a byte now and then, as a header
    without end, would hold whoever asked for hours: each byte begins the wait anew.
    """

    def __init__(self, stream: httpcore.NetworkStream, network: CheckedNetwork) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Ending(self._stream.start_tls(ssl_context, server_hostname, self._network.left(timeout)), self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
