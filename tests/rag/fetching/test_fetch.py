"""A fetch ends: with what lies there, or with an error that names the address."""

import gzip
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from rag.errors import FetchFailed
from rag.fetching import Fetcher, FetchLimits
from rag.fetching.fetch import AGENT
from tests.rag.fetching.server import Answer, Site, page, redirect, trickle

SMALL = FetchLimits(sent=100_000, inflated=200_000, redirects=3, seconds=1.5, silence=0.7)


def fetcher(site: Site) -> Fetcher:
    """One that may reach the site."""
    return Fetcher(frozenset({site.place}), SMALL)


def test_what_lies_there_comes_back_with_its_stamps(site: Site) -> None:
    """Body, type, ETag and date; the server is told who asks."""
    site.pages["/a"] = page(
        "<p>ü</p>", Content_Type="text/html", ETag='"1"', Last_Modified="Mon, 19 May 2025 10:00:00 GMT"
    )
    with fetcher(site) as asking:
        found = asking.get(f"{site.base}a#top")
    assert (found.url, found.body, found.content_type) == (f"{site.base}a", "<p>ü</p>".encode(), "text/html")
    assert (found.etag, found.modified, found.moved_to) == ('"1"', "Mon, 19 May 2025 10:00:00 GMT", None)
    assert site.asked[0][1]["user-agent"] == AGENT
    assert "OnRecord" in AGENT


def test_what_did_not_change_is_not_sent_again(site: Site) -> None:
    """The stamps of the last time are shown to the server."""
    site.pages["/a"] = page(b"", 304)
    with fetcher(site) as asking:
        found = asking.get(f"{site.base}a", '"1"', "Mon, 19 May 2025 10:00:00 GMT")
    assert found.body is None
    assert site.asked[0][1]["if-none-match"] == '"1"'
    assert site.asked[0][1]["if-modified-since"] == "Mon, 19 May 2025 10:00:00 GMT"


@pytest.mark.parametrize(
    ("statuses", "moved"), [((301,), True), ((308, 301), True), ((302,), False), ((301, 307), False), ((303,), False)]
)
def test_only_what_moved_for_good_has_a_new_address(site: Site, statuses: tuple[int, ...], *, moved: bool) -> None:
    """A redirect that may be another one tomorrow changes no address."""
    for number, status in enumerate(statuses):
        site.pages[f"/{number}"] = redirect(f"/{number + 1}", status)
    site.pages[f"/{len(statuses)}"] = page("here")
    with fetcher(site) as asking:
        found = asking.get(f"{site.base}0")
    assert found.body == b"here"
    assert found.moved_to == (f"{site.base}{len(statuses)}" if moved else None)


def members(data: bytes) -> bytes:
    """Gzip in two members, as some servers send what they have in parts."""
    return gzip.compress(data[:1000]) + gzip.compress(data[1000:])


def bare(data: bytes) -> bytes:
    """Deflate without the head that the standard asks for."""
    return zlib.compress(data)[2:-4]


@pytest.mark.parametrize("pack", [gzip.compress, members, zlib.compress, bare])
def test_what_is_packed_is_unpacked(site: Site, pack: Callable[[bytes], bytes]) -> None:
    """By gzip, and by what servers call deflate."""
    coding = "gzip" if pack in {gzip.compress, members} else "deflate"
    site.pages["/"] = page(pack(b"news " * 1000), Content_Encoding=coding)
    with fetcher(site) as asking:
        assert asking.get(site.base).body == b"news " * 1000


def silent(_handler: BaseHTTPRequestHandler) -> None:
    """No answer."""
    time.sleep(3)


def broken_off(handler: BaseHTTPRequestHandler) -> None:
    """Less than was promised."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf")


def no_http(handler: BaseHTTPRequestHandler) -> None:
    """What is no HTTP."""
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page(b"x" * 100_001), "larger than"),
        (page(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), "inflates to more than"),
        (page(gzip.compress(gzip.compress(bytes(50_000_000))), Content_Encoding="gzip, gzip"), "inflates|packed"),
        (page(b"news", Content_Encoding="br"), "which was not asked for"),
        (page(b"news", Content_Encoding="gzip"), "can't be read"),
        (page(gzip.compress(b"news" * 99)[:-20], Content_Encoding="gzip"), "ends before"),
        (redirect("/"), "without end"),
        (trickle(head=True), "in time"),
        (trickle(head=False), "in time"),
        (silent, "in time"),
        (broken_off, "can't be reached"),
        (no_http, "can't be reached"),
        (page("no", 403), "may not be read"),
        (page("no", 500), "fails"),
        (page("no", 404), "is not there"),
    ],
)
def test_what_goes_wrong_ends_with_an_error_that_names_the_address(site: Site, answer: Answer, said: str) -> None:
    """Within the time and the memory that a fetch may take."""
    site.pages["/"] = answer
    began = time.monotonic()
    with fetcher(site) as asking, pytest.raises(FetchFailed, match=said) as caught:
        asking.get(site.base)
    assert site.base in caught.value.message
    assert time.monotonic() - began < 2 * SMALL.seconds


def test_nobody_listening_is_told(site: Site) -> None:
    """As a name that leads nowhere is."""
    with Fetcher(frozenset({"127.0.0.1"}), SMALL) as asking, pytest.raises(FetchFailed, match="can't be reached"):
        asking.get("http://127.0.0.1:1/")

    def unknown(*_: object) -> list[str]:
        raise OSError("unknown")

    with Fetcher(limits=SMALL, resolve=unknown) as asking, pytest.raises(FetchFailed, match="no address is known"):
        asking.get("http://news.example.com/")
    assert site.asked == []


@pytest.mark.parametrize(("told", "seconds"), [("120", 120.0), ("soon", None), ("Mon, 19 May 2025 10:00:00 GMT", 0.0)])
def test_how_long_a_server_asks_to_be_left_alone_is_known(site: Site, told: str, seconds: float | None) -> None:
    """In seconds or as a date."""
    site.pages["/"] = page("wait", 429, Retry_After=told)
    with fetcher(site) as asking, pytest.raises(FetchFailed) as caught:
        asking.get(site.base)
    assert (caught.value.status, caught.value.retry_after) == (429, seconds)
