"""A web archive (WARC, ISO 28500) -> the articles on the pages that it holds. Only this file imports warcio.

Each page is read under the address it was archived from. What is no page, or was not found then, is passed over.
"""

from collections.abc import Iterator
from typing import Any

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading.fields import Origin
from rag.reading.files import LARGEST, as_text, opened
from rag.reading.identity import web_address
from rag.reading.text import one_line
from rag.reading.webpage import article_on

_FOUND = "200"


def read_warc(origin: Origin) -> Iterator[Article | UnreadableSource]:
    """The articles of the archive at `origin`, packed or not, in its order.

    A page without an article is yielded as an error that gives its address. Raises UnreadableSource where the file is
    no archive.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # only this kind of file needs it

    some = False
    with opened(origin) as file:
        try:
            for number, record in enumerate(ArchiveIterator(file), start=1):
                some = True
                if _is_page(record):
                    yield _article(record, origin.at(number))
        except (MemoryError, UnreadableSource):
            raise
        except Exception as error:  # a damaged one breaks it in as many ways as there are
            said = one_line(str(error), 120) or type(error).__name__
            broken = origin.refuse(f"it is no archive of pages: {said}", "Is it a .warc or .warc.gz file?")
            if not some:
                raise broken from error
            yield broken
    if not some:
        raise origin.refuse("the archive holds nothing", "Write it again.")


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == _FOUND and "html" in kind.lower()


def _article(record: Any, origin: Origin) -> Article | UnreadableSource:
    """The article of one record, under the address it was archived from; the number of its record where it has none."""
    address = web_address(record.rec_headers.get_header("WARC-Target-URI"))
    place = Origin(origin.path, None if address else origin.part, address)

    def read() -> Article:
        data = record.content_stream().read(LARGEST + 1)
        if len(data) > LARGEST:
            raise place.refuse(f"larger than {LARGEST // 1_000_000} MB", "No article is.")
        return article_on(as_text(data, place, page=True), place)

    return place.attempt(read)
