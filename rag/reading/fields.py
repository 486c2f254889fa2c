"""What a source says about one article, as it says it, and the one way from there to an `Article`.

Every reader ends here, so that cleaning, identity, addresses and dates are decided once. It opens no file.
"""

import html
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from rag.domain import Article, Published
from rag.errors import UnreadableSource
from rag.reading.bylines import byline_in
from rag.reading.dates import published
from rag.reading.identity import article_id, same_site, web_address
from rag.reading.language import code_of
from rag.reading.text import clean, one_line

ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": ("title", "headline", "webTitle"),
    "text": (
        "text", "body", "content", "articleBody", "maintext", "bodyText", "full_text", "plain_text", "content_text",
        "content_html", "article_text",
    ),
    "outlet": ("outlet", "source", "publisher", "source_name", "site_name", "sitename", "publication", "newspaper"),
    "byline": ("byline", "author", "authors", "creator", "author_name"),
    "url": ("url", "link", "webUrl", "canonical_url", "article_url", "responded_url", "mainEntityOfPage"),
    "published": (
        "published", "date", "publishedAt", "datePublished", "published_at", "date_publish", "publish_date",
        "published_date", "publication_date", "pub_date", "published_time", "webPublicationDate", "seendate",
    ),
    "language": ("language", "lang", "inLanguage"),
}  # fmt: skip
"""The fields of a record or of front matter, each with the names it may have, whatever their case and with or without
"_" or "-" in them; the first that is filled counts. They are those of NewsAPI, schema.org, news-please, JSON Feed,
GDELT and others. An outlet is its name: the domain of a site is none."""

_LONGEST_ID = 1000
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article was read: a file, and the line or item within it where the file holds many. `address` is where
    the file was fetched from, if it was: then that is what is told of it.
    """

    path: Path
    part: int | str | None = None
    address: str | None = None

    def __str__(self) -> str:
        place = self.address or f"{self.path}"
        return place if self.part is None else f"{place}#{self.part}"

    @property
    def key(self) -> str:
        """The same text for a place whatever the working folder: an article without id and address is known by it."""
        return str(replace(self, path=self.path.resolve()))

    def at(self, part: int | str) -> "Origin":
        """A line or item within this file."""
        return replace(self, part=part)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn whatever goes wrong in the body, also a parser's own error, into the UnreadableSource that names this
        place: one source must not end the reading of others.
        """
        try:
            yield
        except UnreadableSource:
            raise
        except Exception as error:  # whatever a parser raises: theirs have no tree in common
            said = one_line(str(error), 120) or "no reason given"
            raise self.refuse(
                f"it can't be read ({type(error).__name__}: {said})", "Mend the file, or leave it out."
            ) from error

    def attempt(self, make: Callable[[], Article]) -> Article | UnreadableSource:
        """What `make` returns, or the error that names this place: one article of many must not end the reading
        of the others.
        """
        try:
            with self.guarded():
                return make()
        except UnreadableSource as error:
            return light(error)

    def refuse(self, problem: str, hint: str) -> UnreadableSource:
        """The error that names this place: what the `problem` is, and as `hint` what to do."""
        return UnreadableSource(f"{_printable(self)}: {problem}.", hint)


def light(error: UnreadableSource) -> UnreadableSource:
    """`error` without its traceback and causes, for a file may hold a million of them; only that memory ran out is
    kept, as a MemoryError.
    """
    starved = isinstance(error.__cause__, MemoryError)
    error.__context__ = None
    error.__cause__ = MemoryError() if starved else None
    return error.with_traceback(None)


@dataclass(frozen=True, slots=True)
class Fields:
    """One article's fields before any check; `published` may be text, a date or a year."""

    title: str
    text: str
    id: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: object = None
    language: str | None = None


def fields_of(record: Mapping[object, object], origin: Origin) -> Fields:
    """The fields of `record` under any of their names; raises UnreadableSource naming the one that is missing or wrong.

    An author or outlet may also be a list of names, or an object with a `name`, as in schema.org.
    """
    given = {field: stated(record, field) for field in ALIASES}
    for name in ("title", "text"):
        if not isinstance(given[name], str) or not clean(str(given[name])):
            problem = "is not text" if given[name] else "is missing or empty"
            raise origin.refuse(f'field "{name}" {problem}', f"Give it as a string under {_either(ALIASES[name])}.")
    if isinstance(given["id"], dict | list):
        raise origin.refuse('field "id" is not text', "Give a string or a number, or leave it out.")
    if len(str(given["id"])) > _LONGEST_ID:
        raise origin.refuse(f'field "id" is longer than {_LONGEST_ID} characters', "Shorten it, or leave it out.")
    byline = name_in(given["byline"])
    return Fields(
        title=str(given["title"]),
        text=str(given["text"]),
        id=None if given["id"] is None else str(given["id"]),
        outlet=name_in(given["outlet"]),
        byline=byline and (byline_in(byline) or byline),
        url=_address_in(given["url"]),
        published=given["published"],
        language=name_in(given["language"]),
    )


def article_of(fields: Fields, origin: Origin) -> Article:
    """The article, cleaned, with its identity; raises UnreadableSource where no title or no text is left."""
    title, text = headline(fields.title), clean(fields.text)
    if not title or not text:
        raise origin.refuse(f"no {'text' if title else 'title'} could be found in it", "Is it a news article?")
    url = _address_of(web_address(clean(fields.url or "")), origin)
    given = one_line(fields.id or "", _LONGEST_ID) or None
    return Article(
        id=article_id(given, url, origin.key) if origin.address is None else _fetched_id(given, url, title, origin),
        title=title,
        text=text,
        outlet=one_line(fields.outlet or "") or None,
        byline=one_line(fields.byline or "") or None,
        url=url,
        published=_by_now(published(fields.published)),
        source=_printable(origin),
        language=code_of(fields.language),
    )


def _fetched_id(given: str | None, url: str | None, title: str, origin: Origin) -> str:
    """The identity of what was fetched: its address, or else what its own server calls it, or else its title there. An
    id alone would be whatever the server likes, also that of another outlet's article; a place in a list changes.
    """
    return article_id(None, url, f"{origin.address} {given or title}" if origin.part is not None else origin.key)


def _address_of(stated: str | None, origin: Origin) -> str | None:
    """The article's address: of what was fetched, the one it states where that is of the same site, for a page may not
    say that it is another site's, nor that it is its site's first page, as pages for consent do; else where it was
    fetched. An item of several has none but what it states.
    """
    if origin.address is None:
        return stated
    if stated and same_site(stated, origin.address) and (_path(stated) or not _path(origin.address)):
        return stated
    return None if origin.part is not None else origin.address


def _path(url: str) -> str:
    return urlsplit(url).path.strip("/") or urlsplit(url).query


def _by_now(stated: Published) -> Published:
    """`stated`, or an unknown date where that is later than tomorrow, so that it lies ahead all over the world: nobody
    has read it then.
    """
    earliest = stated.earliest()
    # Of the reader's own day, whatever its time zone.
    return Published() if earliest and earliest > date.today() + timedelta(days=1) else stated  # noqa: DTZ011


def headline(title: str) -> str:
    """A title on one line of at most 300 characters, without HTML tags; entities become characters."""
    # Twice, because feeds escape tags: "&lt;b&gt;" is a tag to whoever wrote it.
    return one_line(_TAG.sub("", html.unescape(_TAG.sub("", title))))


def name_in(value: object) -> str | None:
    """The name that a metadata value gives: text, `{"name": …}`, or a list of those; None where there is none."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        return None if isinstance(value.get("name"), dict) else name_in(value.get("name"))
    if isinstance(value, list):
        # Only one level down: a list inside a list is no name.
        names = [name_in(item) for item in value if not isinstance(item, list)]
        return ", ".join(name for name in names if name) or None
    return None


def stated(record: Mapping[object, object], field: str) -> object:
    """What `record` says of `field` under the first of its names that is filled; None where none is."""
    values = {_bare(name): _told(value) for name, value in record.items() if _is_filled(_told(value))}
    return next((values[_bare(name)] for name in ALIASES[field] if _bare(name) in values), None)


def without(record: Mapping[object, object], field: str) -> Mapping[object, object]:
    """`record` without what it says of `field`, under whichever name."""
    names = set(map(_bare, ALIASES[field]))
    return {name: value for name, value in record.items() if _bare(name) not in names}


def _told(value: object) -> object:
    """The text in an object that only wraps one, as WordPress (`rendered`) and the New York Times (`main`) do; else
    `value` as it is.
    """
    wrapped = [value[key] for key in ("rendered", "main") if key in value] if isinstance(value, dict) else []
    return wrapped[0] if wrapped else value


def _is_filled(value: object) -> bool:
    """Whether `value` says anything; NaN, which Python reads in JSON, does not."""
    return value not in (None, "", [], {}) and not (isinstance(value, float) and math.isnan(value))


def _bare(name: object) -> str:
    return str(name).replace("_", "").replace("-", "").casefold()


def _address_in(value: object) -> str | None:
    """The address that a metadata value gives: text, or an object with an `@id`, as in schema.org."""
    given = value.get("@id") if isinstance(value, dict) else value
    return given if isinstance(given, str) else None


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f'"{name}"' for name in names[:3])


def _printable(origin: Origin) -> str:
    """The place as text: file names are bytes on Linux, and those that are not text would break whatever prints or
    stores them.
    """
    return str(origin).encode("utf-8", "replace").decode()
