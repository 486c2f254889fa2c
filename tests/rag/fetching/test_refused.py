"""What is never fetched: addresses that lead to this machine, its network, or a cloud's secrets, however written."""

import ipaddress
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import AddressRefused, FetchFailed
from rag.fetching import Fetcher
from rag.fetching.address import address_of
from rag.fetching.public import is_public
from tests.rag.fetching.server import Site, page, redirect

WRITTEN = (
    "http://127.0.0.1/", "http://127.0.0.1:80/", "http://127.1/", "http://127.0.1/", "http://2130706433/",
    "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/", "http://0/",
    "http://0.0.0.0/", "http://00000177.0.0.1/", "http://127.0.0.1./", "http://127.000.000.001/", "http://0x7f.1/",
    "http://①②⑦.⓪.⓪.①/", "http://１２７.０.０.１/", "http://127。0。0。1/", "http://10.0.0.5/", "http://10.255.255.255/",
    "http://172.16.0.1/", "http://172.31.255.254/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/", "http://100.64.0.1/", "http://198.18.0.1/",
    "http://192.0.2.1/", "http://198.51.100.7/", "http://203.0.113.9/", "http://224.0.0.1/", "http://240.0.0.1/",
    "http://255.255.255.255/", "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[::ffff:0:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::a9fe:a9fe]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2002:a9fe:a9fe::]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fec0::1]/",
    "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/", "http://[2001:db8::1]/", "http://192.0.0.192/", "http://192.88.99.1/", "http://168.63.129.16/", "http://[3fff::1]/",
    "http://localhost/",
    "http://LOCALHOST/", "http://localhost./", "http://foo.localhost/", "http://printer.local/", "http://vault.internal/",
    "http://router.home.arpa/", "http://intranet/", "http://metadata/", "http://1.2.3.4:22/", "http://news.example.com:6379/",
    "http://news.example.com:25/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_INFO", "ftp://news.example.com/",
    "dict://127.0.0.1:11211/stat", "jar:http://127.0.0.1!/", "http://user:pw@news.example.com/",
    "http://news.example.com@127.0.0.1/", "http://127.0.0.1\\@news.example.com/", "http://news.example.com\t.evil/",
    "http://news.example.com\r\nHost: 127.0.0.1/", "http:///etc/passwd", "http://", "//127.0.0.1/", "http://[::1", "",
)  # fmt: skip


def nowhere(host: str, port: int) -> Sequence[str]:
    """No name is to be resolved: what is refused is refused before."""
    raise AssertionError((host, port))


@pytest.mark.parametrize("url", WRITTEN)
def test_an_address_that_leads_inside_is_refused_however_it_is_written(url: str) -> None:
    """Before any name is resolved or anything connected."""
    with Fetcher(resolve=nowhere) as fetcher, pytest.raises(AddressRefused):
        fetcher.get(url)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "fd12::1",
     "0.0.0.1", "100.64.1.1", "fe80::1"],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    """Whoever owns the name."""
    with Fetcher(resolve=lambda *_: [address]) as fetcher, pytest.raises(AddressRefused, match="no public address"):
        fetcher.get("http://news.example.com/")


def test_a_name_that_leads_outside_and_inside_is_refused() -> None:
    """Though its first address is public."""
    with Fetcher(resolve=lambda *_: ["93.184.216.34", "127.0.0.1"]) as fetcher, pytest.raises(AddressRefused):
        fetcher.get("http://news.example.com/")


def test_a_name_that_leads_elsewhere_the_second_time_gains_nothing(site: Site) -> None:
    """A name is resolved once for each connection, and what was checked is what is connected to."""
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["192.0.2.77"] if len(asked) == 1 else ["127.0.0.1"]

    port = site.base.rstrip("/").rpartition(":")[2]
    with Fetcher(resolve=rebinding) as fetcher:
        for _ in range(2):
            with pytest.raises(AddressRefused):
                fetcher.get(f"http://news.example.com:{port}/")
            with pytest.raises(AddressRefused):
                fetcher.get("http://news.example.com/")
    assert asked == ["news.example.com"] * 2
    assert site.asked == []


@pytest.mark.parametrize(
    "to",
    ["http://127.0.0.1:1/", "http://169.254.169.254/latest/", "http://[::1]/", "http://0x7f.1/", "file:///etc/passwd",
     "//localhost/", "http://10.0.0.1/", "ftp://x.example/", "http://inside.example/"],
)  # fmt: skip
def test_a_redirect_is_checked_like_an_address(site: Site, to: str) -> None:
    """Though the first server may be reached."""
    site.pages["/away"] = redirect(to)

    def resolve(host: str, _port: int) -> Sequence[str]:
        return ["10.0.0.7"] if host == "inside.example" else [host]

    with Fetcher(frozenset({site.place}), resolve=resolve) as fetcher, pytest.raises(AddressRefused):
        fetcher.get(f"{site.base}away")


def test_a_host_that_is_allowed_is_fetched_and_its_neighbour_is_not(site: Site) -> None:
    """A permission is for a host and a port, or for a host."""
    site.pages["/"] = page("news")
    with Fetcher(frozenset({site.place})) as fetcher:
        assert fetcher.get(site.base).body == b"news"
        with pytest.raises(AddressRefused):
            fetcher.get("http://127.0.0.1:1/")
    with Fetcher(frozenset({"127.0.0.1"})) as fetcher:
        assert fetcher.get(site.base).body == b"news"
        with pytest.raises(FetchFailed):
            fetcher.get("http://127.0.0.1:1/")


def test_link_local_addresses_are_fetched_for_nobody() -> None:
    """There clouds keep a machine's own keys."""
    for name in ("169.254.169.254", "meta.example", "[::ffff:169.254.169.254]"):
        with (
            Fetcher(frozenset({name}), resolve=lambda *_: ["::ffff:169.254.169.254"]) as fetcher,
            pytest.raises(AddressRefused),
        ):
            fetcher.get(f"http://{name}/")


@given(st.ip_addresses(v=4))
def test_what_carries_an_address_is_as_public_as_that(address: ipaddress.IPv4Address) -> None:
    """IPv4 inside IPv6, in each of its forms."""
    number = int(address)
    carriers = [number, (0xFFFF << 32) + number, (0xFFFF << 48) + number, (0x64FF9B << 96) + number]
    carriers.append((0x2002 << 112) + (number << 80))
    for carrier in carriers:
        assert is_public(ipaddress.IPv6Address(carrier)) == is_public(address)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTP://News.Example.COM:80/a b".replace(" ", "%20"), "http://news.example.com/a%20b"),
        ("https://bücher.example/straße#top", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("http://news.example.com?q=ü&x=1", "http://news.example.com/?q=%C3%BC&x=1"),
        ("http://[2606:4700::1111]/x", "http://[2606:4700::1111]/x"),
        ("https://news.example.com:8443/", "https://news.example.com:8443/"),
    ],
)
def test_a_plain_address_is_asked_for_in_ascii(url: str, same: str) -> None:
    """Host, path and query as servers know them; a fragment is nothing they are told."""
    assert address_of(url).url == same
