"""A source is read again and again: each item once, each change, and nothing that its server does not want."""

import gzip
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from rag.domain import Article
from rag.errors import NotFound
from rag.fetching import Fetcher, FetchLimits, PoliteFetcher
from rag.keeping.gather import gathering
from rag.keeping.ingest import store_batch
from rag.keeping.sync import FIRST_WAIT, Synced, ingest_addresses, is_due, sync
from rag.models.embedding import Embedder
from rag.reading.identity import article_id
from rag.store.record import Record
from rag.store.sources import Source, Sources
from rag.store.verify import verify
from tests.rag.fetching.server import Answer, Site, page, redirect, served

pytestmark = pytest.mark.slow

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
SMALL = FetchLimits(sent=300_000, inflated=600_000, redirects=3, seconds=2, silence=1)


class Guest:
    """Syncs the sources of a record, without waiting between requests, and remembers the waits."""

    def __init__(self, record: Record, embedder: Embedder, allowed: frozenset[str]) -> None:
        self.record = record
        self.embedder = embedder
        self.sources = Sources(record.database)
        self.allowed = allowed
        self.waits: list[float] = []

    def sync(self, source: Source) -> Synced:
        """One sync, in a run of its own."""
        with Fetcher(self.allowed, SMALL) as fetcher:
            polite = PoliteFetcher(fetcher, sleep=self.waits.append)
            with gathering(polite) as gatherer:
                return sync(source, self.sources, self.record, self.embedder, gatherer, lambda: NOW)

    def again(self, source: Source) -> Synced:
        """One sync of what is noted of the source now."""
        return self.sync(next(each for each in self.sources.listed() if each.id == source.id))


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on this machine."""
    with served() as running:
        yield running


@pytest.fixture
def guest(record: Record, embedder: Embedder, site: Site) -> Guest:
    """Who may reach the site."""
    return Guest(record, embedder, frozenset({site.place}))


def feed(*items: str) -> str:
    """An RSS feed of an outlet."""
    return f'<rss version="2.0"><channel><title>Lund Courier</title>{"".join(items)}</channel></rss>'


def item(link: str, title: str, text: str = "", day: str = "19") -> str:
    """An item with its text, or with a teaser only."""
    whole = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>" if text else ""
    spoken = f"<pubDate>Mon, {day} May 2025 10:00:00 GMT</pubDate>"
    return (
        f'<item xmlns:content="http://purl.org/rss/1.0/modules/content/"><title>{title}</title><link>{link}</link>'
        f"<description>In short.</description>{spoken}{whole}</item>"
    )


def story(title: str, text: str) -> Answer:
    """The page of an article."""
    paragraphs = "".join(f"<p>{text} It was the {n}th time that the council spoke of it.</p>" for n in range(1, 5))
    return page(
        f"<html><head><title>{title}</title><meta property='og:site_name' content='Lund Courier'></head>"
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>",
        Content_Type="text/html; charset=utf-8",
    )


def test_three_syncs_store_each_item_once_and_each_change(site: Site, guest: Guest) -> None:
    """New, then nothing new (304), then a changed item, a new one, and one whose page is gone."""
    first = [
        item(f"{site.base}a", "The ferry", "The ferry stays in port. It is old."),
        item(f"{site.base}b", "The weir"),
    ]
    site.pages["/feed"] = page(feed(*first), ETag='"1"')
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    source = guest.sources.add(f"{site.base}feed")
    done = guest.sync(source)
    assert (done.new, done.updated, done.unchanged, done.gone, done.unreadable) == (2, 0, 0, 0, ())
    assert site.paths() == ["/robots.txt", "/feed", "/b"]
    assert guest.waits == [0.0, pytest.approx(1, abs=0.9), pytest.approx(1, abs=0.9)]

    site.asked.clear()
    site.pages["/feed"] = page(b"", 304)
    again = guest.again(source)
    assert (again.new, again.updated, again.unchanged) == (0, 0, 0)
    assert site.paths() == ["/robots.txt", "/feed"]
    assert site.asked[1][1]["if-none-match"] == '"1"'

    site.asked.clear()
    changed = [
        item(f"{site.base}a", "The ferry", "The ferry sails again. It is old."),
        item(f"{site.base}b", "The weir"),
        item(f"{site.base}c", "The mayor"),
        item(f"{site.base}d", "The bakery", day="20"),
    ]
    site.pages["/feed"] = page(feed(*changed), ETag='"2"')
    site.pages["/c"] = story("The mayor", "The mayor went home.")
    third = guest.again(source)
    assert (third.new, third.updated, third.gone) == (1, 1, 1)
    assert site.paths() == ["/robots.txt", "/feed", "/c", "/d"]
    assert third.source.told == "1 new, 1 updated, 1 gone."
    site.asked.clear()
    fourth = guest.again(source)
    assert site.paths() == ["/robots.txt", "/feed"]
    assert (fourth.new, fourth.updated, fourth.unchanged) == (0, 0, 1)  # the one whose text is in the feed itself
    titles = sorted(one.title for one in guest.record.articles())
    assert titles == ["The ferry", "The mayor", "The weir"]
    assert verify(guest.record) == []


def test_what_an_item_says_anew_is_fetched_again(site: Site, guest: Guest) -> None:
    """The page has changed as well, and becomes a new version under the same address."""
    site.pages["/feed"] = page(feed(item(f"{site.base}b", "The weir", day="19")))
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    source = guest.sources.add(f"{site.base}feed")
    guest.sync(source)
    site.pages["/feed"] = page(feed(item(f"{site.base}b", "The weir", day="20")))
    site.pages["/b"] = story("The weir", "The weir was mended in the night.")
    assert (done := guest.again(source)).updated == 1
    assert done.new == 0
    (only,) = guest.record.articles()
    assert only.version == 2
    assert guest.record.article(only.id).url == f"{site.base}b"
    assert guest.record.article(only.id).outlet == "Lund Courier"


def test_a_source_that_moved_for_good_is_noted_where_it_lies(site: Site, guest: Guest) -> None:
    """And is asked for there the next time."""
    site.pages["/old"] = redirect("/feed", 301)
    site.pages["/feed"] = page(feed(item(f"{site.base}a", "The ferry", "The ferry stays in port. It is old.")))
    source = guest.sources.add(f"{site.base}old")
    done = guest.sync(source)
    assert done.moved_to == done.source.address == f"{site.base}feed"
    assert "moved to" in done.source.told
    site.asked.clear()
    guest.again(source)
    assert site.paths() == ["/robots.txt", "/feed"]


def trickling(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
    for _ in range(60):
        handler.wfile.write(b" ")
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page("busy", 429, Retry_After="7200"), "asks to wait"),
        (page("broken", 500), "fails"),
        (page(b"x" * 400_000), "larger than"),
        (page(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip"), "inflates to more than"),
        (trickling, "in time"),
        (page("gone", 410), "is gone"),
    ],
)
def test_a_source_that_fails_is_left_alone_and_keeps_its_articles(
    site: Site, guest: Guest, answer: Answer, said: str
) -> None:
    """For longer each time, and for as long as its server asks."""
    site.pages["/feed"] = page(
        feed(item(f"{site.base}a", "The ferry", "The ferry stays in port. It is old.")), ETag='"1"'
    )
    source = guest.sources.add(f"{site.base}feed")
    guest.sync(source)
    site.pages["/feed"] = answer
    failed = guest.again(source)
    assert failed.failed
    assert said in failed.source.told
    assert failed.source.etag == '"1"'
    assert not is_due(failed.source, NOW)
    asked = timedelta(hours=2) if "wait" in said else FIRST_WAIT
    assert not is_due(failed.source, NOW + asked * 0.79)
    assert is_due(failed.source, NOW + asked * 1.21)
    worse = guest.again(source)
    assert worse.source.failures == 2
    assert len(guest.record.articles()) == 1
    site.pages["/feed"] = page(feed())
    assert not guest.again(source).failed
    assert is_due(guest.sources.listed()[0], NOW)


def test_an_item_whose_page_fails_is_asked_for_again_the_next_time(site: Site, guest: Guest) -> None:
    """Though the feed says that it has not changed."""
    site.pages["/feed"] = page(feed(item(f"{site.base}b", "The weir")), ETag='"1"')
    site.pages["/b"] = page("broken", 500)
    source = guest.sources.add(f"{site.base}feed")
    done = guest.sync(source)
    assert (done.new, len(done.unreadable), done.source.etag) == (0, 1, None)
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    assert guest.again(source).new == 1


def test_a_feed_does_not_speak_for_another_site(site: Site, guest: Guest) -> None:
    """An item with a text of its own under another site's address is read there, or not at all."""
    with served() as other:
        guest.allowed = frozenset({site.place, other.place})
        lie = item(f"{other.base}x".replace("127.0.0.1", "localhost"), "The bank", "The bank is broke. Run to it.")
        site.pages["/feed"] = page(feed(lie))
        other.pages["/x"] = story("The bank", "The bank is sound.")
        guest.allowed |= {other.place.replace("127.0.0.1", "localhost")}
        done = guest.sync(guest.sources.add(f"{site.base}feed"))
    assert done.new == 1
    (only,) = guest.record.articles()
    assert "sound" in guest.record.article(only.id).text


def test_what_a_server_calls_its_items_is_nobody_else_s_name(site: Site, guest: Guest) -> None:
    """An id may be that of another outlet's article, or the hash of its address: here it names nothing but an item."""
    real = Article(
        "real", "The bank", "The bank is sound. It said so.", outlet="Lund Courier", url="https://lund.example/bank"
    )
    ingested = store_batch([real, replace(real, id=article_id(None, real.url, ""))], guest.record, guest.embedder)
    ids = {outcome.article_id for outcome in ingested}
    lies = [
        {"id": known, "title": "The bank", "text": "The bank is broke. Run.", "outlet": "Lund Courier"} for known in ids
    ]
    site.pages["/list"] = page(json.dumps(lies), Content_Type="application/json")
    no_link = "<item><guid isPermaLink='false'>real</guid><title>The bank</title>"
    site.pages["/feed"] = page(feed(f"{no_link}<description>{'The bank is broke. ' * 90}</description></item>"))
    for path in ("list", "feed"):
        done = guest.sync(guest.sources.add(f"{site.base}{path}"))
        assert (done.updated, done.unreadable) == (0, ())
    assert all("sound" in guest.record.article(known).text for known in ids)


def test_items_of_a_list_are_known_by_what_they_are_and_not_by_their_place(site: Site, guest: Guest) -> None:
    """A list that begins with something new makes no version of something else."""
    items = [{"title": f"Story {n}", "text": f"It was number {n}. Nobody knew."} for n in range(3)]
    site.pages["/list"] = page(json.dumps(items[1:]), Content_Type="application/json")
    source = guest.sources.add(f"{site.base}list")
    assert guest.sync(source).new == 2
    site.pages["/list"] = page(json.dumps(items), Content_Type="application/json")
    again = guest.again(source)
    assert (again.new, again.updated, again.unchanged) == (1, 0, 2)


def test_a_page_may_not_say_that_it_is_another_site_s(site: Site, guest: Guest) -> None:
    """Its address is where it was fetched."""
    head = "<link rel='canonical' href='https://www.lund-courier.example/real'><title>The bank</title>"
    site.pages["/fake"] = page(
        f"<html><head>{head}</head><body><article><h1>The bank</h1>"
        + "<p>The bank is broke, said nobody at all on that day.</p>" * 4
        + "</article></body></html>",
        Content_Type="text/html",
    )
    done = guest.sync(guest.sources.add(f"{site.base}fake"))
    assert done.new == 1
    (only,) = guest.record.articles()
    assert guest.record.article(only.id).url == f"{site.base}fake"


def test_a_sitemap_of_sitemaps_leads_to_pages(site: Site, guest: Guest) -> None:
    """Each page once, also where two sitemaps name it."""
    site.pages["/sitemap.xml"] = page(
        f"<sitemapindex><sitemap><loc>{site.base}one.xml</loc></sitemap><sitemap><loc>{site.base}two.xml</loc>"
        "</sitemap></sitemapindex>"
    )
    for name in ("one", "two"):
        site.pages[f"/{name}.xml"] = page(f"<urlset><url><loc>{site.base}b</loc></url></urlset>")
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    done = guest.sync(guest.sources.add(f"{site.base}sitemap.xml"))
    assert (done.new, done.unreadable) == (1, ())
    assert site.paths().count("/b") == 1


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png", "nothing there"),
        (b"<rss><!ENTITY", "text/xml", "can be read|no feed"),
        (b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel/></rss>', "text/xml", "entities"),
        (b"%PDF-1.7 broken", "application/pdf", "damaged"),
        (b"", "text/html", "nothing there"),
    ],
)
def test_what_is_nothing_to_read_is_named(site: Site, guest: Guest, body: bytes, kind: str, said: str) -> None:
    """With the address it lies at."""
    site.pages["/x"] = page(body, Content_Type=kind)
    done = guest.sync(guest.sources.add(f"{site.base}x"))
    (error,) = done.unreadable
    assert site.base in error.message
    assert any(word in error.message for word in said.split("|")), error.message


def test_addresses_are_read_once_without_a_source(site: Site, guest: Guest, record: Record) -> None:
    """As `onrecord ingest` reads them: what can't be had is told, the others are stored."""
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    with (
        Fetcher(guest.allowed, SMALL) as fetcher,
        gathering(PoliteFetcher(fetcher, sleep=guest.waits.append)) as gatherer,
    ):
        done = ingest_addresses(
            [f"{site.base}b", f"{site.base}none", "http://10.0.0.1/"], record, guest.embedder, gatherer
        )
    assert (done.new, [error.code for error in done.unreadable]) == (1, ["fetch_failed", "address_refused"])
    assert guest.sources.listed() == []


def test_an_encoding_that_a_server_names_goes_before_the_page_s(site: Site, guest: Guest) -> None:
    """As browsers have it."""
    text = "Die Fähre fährt nicht, sagte der Bürgermeister am Montag in Lund. " * 6
    markup = f"<html><head><meta charset='utf-8'><title>Fähre</title></head><body><article><p>{text}</p></article></body></html>"
    site.pages["/b"] = page(markup.encode("latin-1"), Content_Type="text/html; charset=iso-8859-1")
    guest.sync(guest.sources.add(f"{site.base}b"))
    (only,) = guest.record.articles()
    assert only.title == "Fähre"


def test_sources_are_added_once_listed_and_forgotten(guest: Guest) -> None:
    """By address or id, in whatever spelling; articles stay."""
    source = guest.sources.add("HTTP://News.Example.com:80/feed?utm_source=x")
    assert guest.sources.add("http://news.example.com/feed").id == source.id
    assert guest.sources.listed() == [source]
    guest.sources.note(replace(source, told="gone meanwhile"), [])
    assert guest.sources.remove("http://news.example.com/feed").id == source.id
    guest.sources.note(source, [])  # read while it was forgotten
    assert guest.sources.listed() == []
    with pytest.raises(NotFound):
        guest.sources.remove(source.id)
