"""A feed (RSS, RDF, Atom) or a sitemap -> articles, and the addresses of those whose text it does not have.

Only this file imports feedparser, which knows the many shapes of feeds. An item that has its text is an article; one
with a teaser only is an OnlyLinked, for whoever fetches. What the file does not state stays unknown.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate
from functools import cache
from io import BytesIO
from typing import Any

from rag.domain import Article
from rag.errors import OnlyLinked, UnreadableSource
from rag.reading.dates import published
from rag.reading.fields import Origin, article_of, fields_of
from rag.reading.files import load_bytes
from rag.reading.identity import same_site, web_address
from rag.reading.markup import flowing
from rag.reading.text import clean, one_line

FULL = 1500
"""Characters from which on a description is taken for the whole text: a teaser is a sentence or three."""
SHORTEST = 150
"""Characters that a whole text has at least where its page could be read instead: "Read more at our site" is none."""
_MOST_ITEMS = 50_000
"""As many addresses as a sitemap may have (sitemaps.org)."""
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex|rss|feed|RDF)[\s>]")
"""The element that a feed or a sitemap begins with."""
_HINT = "Give the address of an RSS or Atom feed, or of a sitemap."
_HEAD = 4096
_MAIL = re.compile(r"\(?[^\s()]+@[^\s()]+\)?")


def read_feed(origin: Origin) -> Iterator[Article | UnreadableSource]:
    """The articles of the feed or sitemap at `origin`, in its order, each item that only links as an OnlyLinked.

    A bad item is yielded as an error with its number, from 1. Raises UnreadableSource where the file is no feed.
    """
    data = load_bytes(origin)
    head = data[:_HEAD].replace(b"\x00", b"")  # UTF-16
    root = ROOT.search(head)
    if root is None:
        raise origin.refuse("it is no feed and no sitemap", _HINT)
    if _ENTITIES.search(head[: root.start()]):
        # What an entity stands for may be gigabytes, or a file of this machine.
        raise origin.refuse("it defines entities of its own, which no feed needs", "Leave it out.")
    name = root[1].decode("ascii")
    if name in {"urlset", "sitemapindex"}:
        yield from _of_sitemap(data, origin, is_index=name == "sitemapindex")
    else:
        yield from _of_feed(data, origin)


def _of_feed(data: bytes, origin: Origin) -> Iterator[Article | UnreadableSource]:
    # As bytes of XML, whatever their server called them: they say themselves how they are encoded.
    told = {"content-type": "application/xml", "content-location": origin.address or ""}
    try:
        parsed = _parser()(BytesIO(data), response_headers=told)
    except MemoryError:
        raise
    except Exception as error:  # a broken feed breaks it in as many ways as there are
        said = one_line(str(error), 120) or type(error).__name__
        raise origin.refuse(f"this feed is too broken to be read: {said}", _HINT) from error
    if not parsed.version or (parsed.bozo and not parsed.entries):
        said = one_line(str(parsed.get("bozo_exception", "")), 120)
        raise origin.refuse(f"it is no feed that can be read: {said}", _HINT)
    for number, entry in enumerate(parsed.entries[:_MOST_ITEMS], start=1):
        yield _item(entry, parsed, origin.at(number))


def _item(entry: Mapping[str, Any], parsed: Any, origin: Origin) -> Article | UnreadableSource:
    link = web_address(str(entry.get("link") or ""))
    text = _text(entry)
    elsewhere = bool(link and origin.address and not same_site(link, origin.address))
    if link and (elsewhere or not text):  # a feed does not speak for another site
        dates = [str(entry.get(name) or "") for name in ("title", "updated", "published")]
        return _only_linked(link, dates, origin)
    if not text:
        return origin.refuse("it has neither a text nor an address", "Leave it out.")
    return origin.attempt(lambda: article_of(fields_of(_record(entry, parsed, text, link), origin), origin))


def _text(entry: Mapping[str, Any]) -> str:
    """The item's whole text, as a reader sees it; empty where it has a teaser only."""
    contents = [str(each.get("value") or "") for each in entry.get("content", ())]
    whole = max((clean(flowing(each)) for each in contents), key=len, default="")
    # Where an item has no summary, feedparser gives its content for one, without a detail.
    summary = clean(flowing(str(entry.get("summary") or ""))) if "summary_detail" in entry else ""
    if len(whole) > len(summary) and (len(whole) >= SHORTEST or not entry.get("link")):
        return whole
    return summary if len(summary) >= FULL else ""


def _record(entry: Mapping[str, Any], parsed: Any, text: str, link: str | None) -> Mapping[object, object]:
    """The item under the names of `rag.reading.fields`: what it lacks and its feed states of all its items, too."""
    source, title, feed = entry.get("source") or {}, entry.get("title_detail") or {}, parsed.feed
    # Of RSS the feed's "author" is who answers for it; of Atom, who wrote what names nobody else (RFC 4287). What Atom
    # calls updated is the last change; feedparser calls dc:date so, which in RSS is when an item came out.
    atom = parsed.version.startswith("atom")
    authors = [entry.get("author"), *((source.get("author"), feed.get("author")) if atom else ())]
    return {
        "id": None if link else entry.get("id"),
        "title": entry.get("title"),
        "text": text,
        "outlet": source.get("title") or feed.get("title"),
        "byline": _MAIL.sub("", next(filter(None, authors), "")).strip(" ()"),
        "url": link,
        "published": _day(str(entry.get("published") or (not atom and entry.get("updated")) or "")),
        "language": entry.get("language") or title.get("language") or feed.get("language"),
    }


def _day(written: str) -> str:
    """A date as it is written, or, where only RFC 822 has its form (a year of two digits), the day it is."""
    if published(written).value or not (read := parsedate(written)):
        return written
    return f"{read[0]:04}-{read[1]:02}-{read[2]:02}"


def _of_sitemap(data: bytes, origin: Origin, *, is_index: bool) -> Iterator[UnreadableSource]:
    """The addresses of a sitemap, each with what changes when its page does; of an index, those of its sitemaps."""
    from lxml import etree  # noqa: PLC0415  # only this kind of file needs it

    try:
        # Without entities, without the network, and without the way round libxml2's own bounds.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise origin.refuse(f"it is no XML ({one_line(str(error), 120)})", _HINT) from error
    for number, place in enumerate(root.iterchildren("{*}sitemap" if is_index else "{*}url"), start=1):
        if number > _MOST_ITEMS:
            return
        link = web_address(one_line(place.findtext("{*}loc") or "", 2048))
        if link is None:
            yield origin.at(number).refuse("it names no address", "Leave it out.")
            continue
        dates = [place.findtext(name) or "" for name in ("{*}lastmod", "{*}news/{*}publication_date")]
        yield _only_linked(link, dates, origin.at(number))


def _only_linked(link: str, told: list[str], origin: Origin) -> OnlyLinked:
    stamp = hashlib.sha256("\x00".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return OnlyLinked(
        f"{origin}: its text is not here but at {link}.",
        "Note the feed by `onrecord sources add ADDRESS`; `onrecord sync` then fetches it.",
        link,
        stamp,
    )


@cache
def _parser() -> Any:
    import feedparser  # noqa: PLC0415  # only this kind of file needs it

    return feedparser.parse
