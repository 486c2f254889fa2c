"""A source is read again and again: each item once, each change, and nothing that its server does not want."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rag.domain import Article
from rag.errors import NotFound, ReadingEnded
from rag.fetching import Fetcher, FetchLimits, PoliteFetcher
from rag.keeping.gather import gathering
from rag.keeping.ingest import store_batch
from rag.keeping.sync import FIRST_WAIT, Synced, ingest_addresses, is_due, sync
from rag.models.embedding import Embedder
from rag.reading import Read
from rag.reading.child import Child
from rag.reading.identity import article_id
from rag.store.deletions import Deletions
from rag.store.record import Record
from rag.store.sources import Source, Sources
from rag.store.verify import verify
from tests.rag.fetching.server import Answer, Site, page, redirect, served, trickle
from tests.rag.reading.test_warc import archive

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
    more = (
        "<p>It was the third time that the council spoke of it, and nobody knew what would come of it in the end.</p>"
    )
    whole = f"<content:encoded><![CDATA[<p>{text}</p>{more * 2}]]></content:encoded>" if text else ""
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


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page("busy", 429, Retry_After="7200"), "asks to wait"),
        (page("broken", 500), "fails"),
        (page(b"x" * 400_000), "larger than"),
        (page(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip"), "inflates to more than"),
        (trickle(head=False), "in time"),
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


def test_an_archive_that_is_fetched_speaks_for_nobody(site: Site, guest: Guest) -> None:
    """It could say that its pages are any site's; archives are read from files."""
    body = b"<html><body><p>The bank is broke.</p></body></html>"
    site.pages["/x"] = page(archive(("https://lund.example/bank", "200 OK", "text/html", body)))
    done = guest.sync(guest.sources.add(f"{site.base}x"))
    assert done.failed
    assert guest.record.articles() == []


@pytest.mark.parametrize(
    "answer",
    [
        redirect("http://[x/"),
        redirect("http://\xff\xfe/"),
        page("wait", 503, Retry_After="Mon, 19 May 99999999999 10:00:00 GMT"),
        page("wait", 429, Retry_After="Mon, 19 May 2025 10:00:00 +9999999999999"),
        page("x" * 99, Content_Type="text/html; charset=punycode"),
        page("x" * 99, Content_Type="text/html; charset=\x00\xff"),
        page("<rss>" + "<a>" * 20_000, Content_Type="text/xml"),
    ],
)
def test_whatever_a_server_says_ends_in_what_is_noted_of_its_source(site: Site, guest: Guest, answer: Answer) -> None:
    """As its page, and as its robots.txt; the sources behind it are read."""
    for path in ("/x", "/robots.txt"):
        site.pages["/x"] = page("")
        site.pages[path] = answer
        assert guest.sync(guest.sources.add(f"{site.base}x")).source.told
        site.pages["/robots.txt"] = page("", 404)


def test_a_reader_that_dies_is_asked_again(site: Site, guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no word about the page."""
    site.pages["/feed"] = page(feed(item(f"{site.base}b", "The weir")), ETag='"1"')
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    source = guest.sources.add(f"{site.base}feed")
    read = Child.read

    def dying(child: Child, path: Path, address: str | None = None) -> Iterator[Read]:
        if address and address.endswith("/b"):
            raise ReadingEnded("it crashed", "Mend it.")
        return read(child, path, address)

    monkeypatch.setattr(Child, "read", dying)
    assert (done := guest.sync(source)).new == 0
    assert done.source.etag is None
    monkeypatch.undo()
    assert guest.again(source).new == 1


def test_a_page_that_says_it_is_the_first_page_is_the_page_it_is(site: Site, guest: Guest) -> None:
    """As pages that ask for consent do: three stories are no versions of one."""
    for name in "abc":
        head = f"<link rel='canonical' href='{site.base}'><title>Story {name}</title>"
        text = f"<p>It was the story {name}, and nobody knew what would come of it in the end, said Ida Berg.</p>" * 3
        site.pages[f"/{name}"] = page(
            f"<html><head>{head}</head><body><article>{text}</article></body></html>", Content_Type="text/html"
        )
    site.pages["/feed"] = page(feed(*(item(f"{site.base}{name}", f"Story {name}") for name in "abc")))
    assert guest.sync(guest.sources.add(f"{site.base}feed")).new == 3


def test_what_somebody_deleted_does_not_come_back(site: Site, guest: Guest) -> None:
    """By no sync; who asks for it by name has it again."""
    site.pages["/feed"] = page(feed(item(f"{site.base}a", "The ferry", "The ferry stays in port. It is old.")))
    source = guest.sources.add(f"{site.base}feed")
    guest.sync(source)
    (only,) = guest.record.articles()
    Deletions(guest.record.database).delete([only.id], "ida")
    again = guest.again(source)
    assert (again.new, again.updated, guest.record.articles()) == (0, 0, [])
    with (
        Fetcher(guest.allowed, SMALL) as fetcher,
        gathering(PoliteFetcher(fetcher, sleep=guest.waits.append)) as gatherer,
    ):
        assert ingest_addresses([source.address], guest.record, guest.embedder, gatherer).new == 1


def test_the_page_of_what_somebody_deleted_is_not_fetched_again(site: Site, guest: Guest) -> None:
    """Though the source says something new of it: that is noted, and asked for once."""
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    source = guest.sources.add(f"{site.base}feed")
    site.pages["/feed"] = page(feed(item(f"{site.base}b", "The weir")))
    guest.sync(source)
    Deletions(guest.record.database).delete([guest.record.articles()[0].id], "ida")
    site.pages["/feed"] = page(feed(item(f"{site.base}b", "The weir", day="20")))
    for _ in range(3):
        assert guest.again(source).new == 0
    assert site.paths().count("/b") == 2


def test_two_feeds_with_one_item_make_one_version_of_it(site: Site, guest: Guest) -> None:
    """However the feeds are called, and however often they are read; whose item it is may correct it."""
    first = feed(item(f"{site.base}a", "The ferry", "The ferry stays in port. It is old."))
    site.pages["/feed"] = page(first)
    site.pages["/sport"] = page(first.replace("Lund Courier", "Lund Courier - Sport"))
    feeds = [guest.sources.add(f"{site.base}{name}") for name in ("feed", "sport")]
    for _ in range(3):
        assert [guest.again(source).unreadable for source in feeds] == [(), ()]
    (only,) = guest.record.articles()
    assert only.version == 1
    site.pages["/feed"] = page(first.replace("stays in port", "sails").replace("Lund Courier", "Courier of Lund"))
    assert guest.again(feeds[0]).updated == 1


def test_a_feed_whose_new_item_is_nothing_has_not_failed(site: Site, guest: Guest) -> None:
    """The others are known already."""
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    source = guest.sources.add(f"{site.base}feed")
    site.pages["/feed"] = page(feed(item(f"{site.base}b", "The weir")))
    guest.sync(source)
    site.pages["/feed"] = page(feed(item(f"{site.base}b", "The weir"), "<item><title>Nothing</title></item>"))
    again = guest.again(source)
    assert (again.failed, len(again.unreadable)) == (False, 1)


def test_an_address_is_fetched_as_it_is_written(site: Site, guest: Guest) -> None:
    """Its canonical form only tells which are the same."""
    site.pages["/feed?rss&ito=1"] = page(feed(item(f"{site.base}b?id=caf%E9;x", "The weir")))
    site.pages["/b?id=caf%E9;x"] = story("The weir", "The weir broke in the night.")
    done = guest.sync(guest.sources.add(f"{site.base}feed?rss&ito=1"))
    assert (done.new, done.gone) == (1, 0)
    assert guest.sources.remove(f"{site.base}feed?rss=").address == f"{site.base}feed?rss&ito=1"


def test_what_always_fails_keeps_nothing_waiting(site: Site, guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is more than is fetched at a time, something else is tried each time."""
    monkeypatch.setattr("rag.keeping.gather.MOST_PAGES", 3)
    site.pages["/feed"] = page(feed(*(item(f"{site.base}{name}", f"Story {name}") for name in "abcdef")), ETag='"1"')
    for name in "ab":
        site.pages[f"/{name}"] = page("broken", 500)
    for name in "cdef":
        site.pages[f"/{name}"] = story(f"Story {name}", f"It was number {name}.")
    source = guest.sources.add(f"{site.base}feed")
    for _ in range(40):
        assert guest.again(source).source.etag is None
        if len(guest.record.articles()) == 4:
            return
    pytest.fail("some were never fetched")


def test_a_packed_sitemap_is_unpacked(site: Site, guest: Guest) -> None:
    """By itself, not by its server."""
    site.pages["/sitemap.xml.gz"] = page(
        gzip.compress(f"<urlset><url><loc>{site.base}b</loc></url></urlset>".encode()), Content_Type="application/gzip"
    )
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    assert guest.sync(guest.sources.add(f"{site.base}sitemap.xml.gz")).new == 1
    site.pages["/sitemap.xml.gz"] = page(gzip.compress(bytes(30_000_000)))
    assert guest.again(guest.sources.listed()[0]).failed


def test_a_page_of_which_two_sitemaps_speak_is_fetched_once(site: Site, guest: Guest) -> None:
    """Though they give it two dates, and are read in any order."""
    index = "".join(f"<sitemap><loc>{site.base}{name}.xml</loc></sitemap>" for name in ("one", "two"))
    site.pages["/map.xml"] = page(f"<sitemapindex>{index}</sitemapindex>")
    for name, day in (("one", "2025-05-19"), ("two", "2025-05-20")):
        site.pages[f"/{name}.xml"] = page(
            f"<urlset><url><loc>{site.base}b</loc><lastmod>{day}</lastmod></url></urlset>"
        )
    site.pages["/b"] = story("The weir", "The weir broke in the night.")
    source = guest.sources.add(f"{site.base}map.xml")
    for _ in range(4):
        guest.again(source)
    assert site.paths().count("/b") <= 2


def test_a_server_that_sends_no_stamps_with_304_is_still_asked_by_them(site: Site, guest: Guest) -> None:
    """They are kept."""
    site.pages["/feed"] = page(feed(), ETag='"1"')
    source = guest.sources.add(f"{site.base}feed")
    guest.sync(source)
    site.pages["/feed"] = page(b"", 304)
    assert [guest.again(source).source.etag for _ in range(2)] == ['"1"', '"1"']


@pytest.mark.parametrize(
    ("data", "charset", "title"),
    [
        ("Said “the ferry” – 5 €".encode("cp1252"), "iso-8859-1", "Said “the ferry” – 5 €"),
        ("Fähre".encode("utf-8-sig"), "iso-8859-1", "Fähre"),
        ("Паром стоит".encode("cp1251"), "windows-1251", "Паром стоит"),
        ("Fähre".encode(), "punycode", "Fähre"),
    ],
)
def test_letters_come_out_as_a_browser_shows_them(
    site: Site, guest: Guest, data: bytes, charset: str, title: str
) -> None:
    """A mark goes before the server's word, and that is read as the web reads it."""
    more = b"<p>The ferry stays in port until June, said the office of Lund, and nobody was hurt.</p>" * 3
    mark = data[:3] if data.startswith(b"\xef\xbb\xbf") else b""
    head = b"<html><head><title>" + data.removeprefix(mark) + b"</title></head><body><article>"
    site.pages["/b"] = page(
        mark + head + more + b"</article></body></html>", Content_Type=f"text/html; charset={charset}"
    )
    guest.sync(guest.sources.add(f"{site.base}b"))
    (only,) = guest.record.articles()
    assert only.title == title
