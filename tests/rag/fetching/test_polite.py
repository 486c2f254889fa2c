"""A host is asked as a guest asks: by its rules, not too often, and not again where it refuses."""

import time
from collections.abc import Iterator

import pytest

from rag.errors import AddressRefused, FetchFailed
from rag.fetching import Fetcher
from rag.fetching.polite import DELAY, PoliteFetcher
from tests.rag.fetching.server import Site, page, redirect, served


class Clock:
    """Time that passes only while somebody waits for it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        """Now."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let it pass."""
        self.now += seconds
        self.waited.append(seconds)


@pytest.fixture
def clock() -> Clock:
    """A clock of its own."""
    return Clock()


@pytest.fixture
def polite(site: Site, clock: Clock) -> Iterator[PoliteFetcher]:
    """Who may reach the site, and waits by that clock."""
    with Fetcher(frozenset({site.place})) as fetcher:
        yield PoliteFetcher(fetcher, clock=clock, sleep=clock.sleep)


def test_robots_txt_is_asked_once_and_obeyed(site: Site, polite: PoliteFetcher) -> None:
    """The rules for us, not those for all."""
    site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nDisallow: /secret/\n")
    site.pages["/news"] = page("news")
    assert polite.get(f"{site.base}news").body == b"news"
    with pytest.raises(AddressRefused, match=r"robots\.txt"):
        polite.get(f"{site.base}secret/plans")
    assert polite.get(f"{site.base}news").body == b"news"
    assert site.paths() == ["/robots.txt", "/news", "/news"]


def test_two_requests_to_a_host_are_apart(site: Site, polite: PoliteFetcher, clock: Clock) -> None:
    """By a second, robots.txt too; nobody waits before the first."""
    site.pages["/news"] = page("news")
    for _ in range(3):
        polite.get(f"{site.base}news")
    assert clock.waited == [0.0, DELAY, DELAY, DELAY]


@pytest.mark.parametrize(("told", "delay"), [("7", 7.0), ("86400", 30.0)])
def test_a_delay_that_is_asked_for_is_kept(
    site: Site, polite: PoliteFetcher, clock: Clock, told: str, delay: float
) -> None:
    """As far as it is one that a reader can keep."""
    site.pages["/robots.txt"] = page(f"User-agent: *\nCrawl-delay: {told}\n")
    site.pages["/news"] = page("news")
    for _ in range(2):
        polite.get(f"{site.base}news")
    assert clock.waited[-1] == delay


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_to_be_left_alone_is(site: Site, polite: PoliteFetcher, status: int) -> None:
    """For the rest of the run, and whoever asks learns for how long it wants that."""
    site.pages["/news"] = page("wait", status, Retry_After="90")
    for path in ("news", "other"):
        with pytest.raises(FetchFailed) as caught:
            polite.get(f"{site.base}{path}")
        assert caught.value.retry_after == 90
    assert site.paths() == ["/robots.txt", "/news"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_no_rules_allow_all_and_rules_that_can_not_be_had_allow_nothing(
    site: Site, polite: PoliteFetcher, status: int, *, allowed: bool
) -> None:
    """As RFC 9309 has it."""
    site.pages["/robots.txt"] = page("", status)
    site.pages["/news"] = page("news")
    if allowed:
        assert polite.get(f"{site.base}news").body == b"news"
        return
    with pytest.raises(FetchFailed):
        polite.get(f"{site.base}news")
    assert "/news" not in site.paths()


def test_a_redirect_is_asked_as_politely(site: Site, polite: PoliteFetcher, clock: Clock) -> None:
    """By the rules of where it leads, and after a while."""
    site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /secret/\n")
    site.pages["/short"] = redirect("/long", 301)
    site.pages["/long"] = page("news")
    site.pages["/trap"] = redirect("/secret/plans")
    assert polite.get(f"{site.base}short").body == b"news"
    assert clock.waited == [0.0, DELAY, DELAY]
    with pytest.raises(AddressRefused, match=r"secret/plans may not be fetched"):
        polite.get(f"{site.base}trap")
    assert site.paths() == ["/robots.txt", "/short", "/long", "/trap"]


def test_a_robots_txt_without_end_takes_no_time(site: Site, polite: PoliteFetcher) -> None:
    """A parser takes the product of its names and rules; ours are two names at most."""
    agents = "\n".join(f"User-agent: bot{n}" for n in range(6000))
    rules = "\n".join(f"Disallow: /{n}/" for n in range(6000))
    site.pages["/robots.txt"] = page(f"\ufeffUser-agent: *\nDisallow: /secret/\n\n{agents}\n{rules}\n")
    site.pages["/news"] = page("news")
    began = time.perf_counter()
    assert polite.get(f"{site.base}news").body == b"news"
    with pytest.raises(AddressRefused):
        polite.get(f"{site.base}secret/x")
    assert time.perf_counter() - began < 3


def test_a_host_is_not_blamed_for_where_it_leads(site: Site, clock: Clock) -> None:
    """What its redirect leads to refuses; the host itself is asked again."""
    with served() as other, Fetcher(frozenset({site.place, other.place})) as fetcher:
        polite = PoliteFetcher(fetcher, clock=clock, sleep=clock.sleep)
        other.pages["/x"] = page("wait", 429)
        site.pages["/1"] = redirect(f"{other.base}x")
        site.pages["/2"] = redirect(f"{other.base}y")
        site.pages["/3"] = page("news")
        for path in "12":
            with pytest.raises(FetchFailed):
                polite.get(f"{site.base}{path}")
        assert polite.get(f"{site.base}3").body == b"news"
    assert other.paths() == ["/robots.txt", "/x"]
