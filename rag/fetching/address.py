"""An address as it may be fetched: scheme, host and port are checked before anything is asked of a network.

Where a host leads is checked when it is connected to (`rag.fetching.network`).
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from rag.errors import AddressRefused
from rag.fetching.public import is_public
from rag.reading.identity import web_address

PORTS = {"http": 80, "https": 443}
OPEN_PORTS = frozenset({80, 443, 8080, 8443})
"""Ports at which the web is served. Others belong to databases, mail and the like, which must not be spoken to."""
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_LONGEST_NAME = 253


@dataclass(frozen=True, slots=True)
class Address:
    """A checked address. `host` is in ASCII and small letters, an IPv6 one without brackets; `target` is what is asked
    of it, path and query.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def place(self) -> str:
        """Host and port as they are written together, "[::1]:80"; the unit of politeness and of permission."""
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def netloc(self) -> str:
        """Host and port as a request names them: without the scheme's own port."""
        return _bracketed(self.host) if self.port == PORTS[self.scheme] else self.place

    @property
    def url(self) -> str:
        """The address as text; its fragment, which no server is told, is gone."""
        return f"{self.scheme}://{self.netloc}{self.target}"


def address_of(url: str, allowed: frozenset[str] = frozenset()) -> Address:
    """`url`, checked. Raises AddressRefused where it is no plain web address or leads where nothing is fetched.

    `allowed` are hosts, or hosts with a port ("news.lan", "127.0.0.1:8080"), that may be reached though they are not
    public, at any port.
    """
    if web_address(url) is None:
        raise AddressRefused(
            f"{_shown(url)} is no address of the web.", "Give one that begins with http:// or https://."
        )
    parts = urlsplit(url.strip())
    try:
        host = _ascii(parts.hostname or "")
    except UnicodeError:
        raise AddressRefused(f"{_shown(url)} names no host.", "Check how it is written.") from None
    port = parts.port or PORTS[parts.scheme]
    path = quote(parts.path or "/", safe="/%!$&'()*+,;=:@~")
    query = f"?{quote(parts.query, safe='/%!$&()*+,;=:@~?')}" if parts.query else ""
    address = Address(parts.scheme, host, port, path + query)
    if not allows(allowed, address.host, address.port):
        _refuse_private(address)
    return address


def allows(allowed: frozenset[str], host: str, port: int) -> bool:
    """Whether `allowed` names this host, or this host with this port."""
    return bool(allowed & {host, _bracketed(host), f"{_bracketed(host)}:{port}"})


def _ascii(host: str) -> str:
    """`host` as name servers know it; full-width digits and other forms of a letter become plain ones. Raises
    UnicodeError where it has no such form.
    """
    if ":" in host:
        return host.lower()
    plain = host.encode("idna").decode("ascii").lower().removesuffix(".")
    if not _NAME.fullmatch(plain) or len(plain) > _LONGEST_NAME:
        raise UnicodeError
    return plain


def _refuse_private(address: Address) -> None:
    hint = "An administrator may allow the host by ONRECORD_ALLOW_HOSTS."
    if address.port not in OPEN_PORTS:
        raise AddressRefused(f"{address.url} names port {address.port}, at which no pages are fetched.", hint)
    if ":" in address.host or _NUMBER.fullmatch(address.host.rpartition(".")[2]):
        # What ends in a number is an IPv4 address to browsers and to the system, in whatever odd form (WHATWG URL).
        try:
            literal = ipaddress.ip_address(address.host)
        except ValueError:
            raise AddressRefused(f"{address.url} writes its host in an odd form.", "Write its name.") from None
        if not is_public(literal):
            raise AddressRefused(f"{address.url} is no public address.", hint)
    elif "." not in address.host or address.host.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        raise AddressRefused(f"{address.url} names a host of the local network.", hint)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _shown(url: str) -> str:
    return url[:200].encode("ascii", "backslashreplace").decode()
