"""Readers of web pages, each as it comes: ours, and three that many people use, with their own defaults.

Each takes the page's bytes and fetches nothing. None is told what is expected. A reader whose package is not installed
is absent, and whoever asks for it is told so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from eval.bench.saved_pages import SavedPage

OURS = "On Record"
_BLOCKS = (
    "address article aside blockquote body br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section "
    "table td th tr ul"
)


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a reader made of a page. What it does not give is None, or empty for `text`; `published` is an ISO date."""

    text: str = ""
    title: str | None = None
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader by name, the package it needs beyond On Record's own, and how it reads a page."""

    name: str
    module: str
    package: str
    read: Callable[[SavedPage], PageRead]

    @property
    def installed(self) -> bool:
        """Whether the package that it needs is installed."""
        return find_spec(self.module) is not None


def on_record(page: SavedPage) -> PageRead:
    """The page as `onrecord ingest` reads it; an empty PageRead where it refuses the page."""
    from rag.domain import Article  # noqa: PLC0415 - a listing of readers loads none of them
    from rag.errors import UnreadableSource  # noqa: PLC0415
    from rag.reading import read_articles  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = Path(folder) / page.path.name
        path.write_bytes(page.html)
        try:
            found = [article for article in read_articles(path) if isinstance(article, Article)]
        except UnreadableSource:
            found = []
    if not found:
        return PageRead()
    first = found[0]
    return PageRead("\n".join(one.text for one in found), first.title, first.outlet, first.published.value)


def trafilatura(page: SavedPage) -> PageRead:
    """Plain trafilatura: `bare_extraction` with metadata and no other option."""
    found = import_module("trafilatura").bare_extraction(page.html, with_metadata=True)
    return PageRead(found.text or "", found.title, found.sitename, found.date) if found else PageRead()


def newspaper(page: SavedPage) -> PageRead:
    """newspaper4k: an Article that is given its page, and fetches no picture."""
    article = import_module("newspaper").Article("https://page.invalid/", fetch_images=False)
    article.download(input_html=page.html)
    article.parse()
    published = article.publish_date and article.publish_date.date().isoformat()
    return PageRead(article.text or "", article.title or None, article.meta_site_name or None, published or None)


def readability(page: SavedPage) -> PageRead:
    """readability-lxml: the text of its summary, a line for each block, and its short title. It gives nothing else."""
    document = import_module("readability").Document(page.html)
    return PageRead(_lines(document.summary()), document.short_title() or None)


READERS: Mapping[str, Reader] = MappingProxyType({
    reader.name: reader
    for reader in (
        Reader(OURS, "rag", "onrecord", on_record),
        Reader("trafilatura", "trafilatura", "trafilatura", trafilatura),
        Reader("newspaper4k", "newspaper", "newspaper4k", newspaper),
        Reader("readability", "readability", "readability-lxml", readability),
    )
})  # fmt: skip
"""Every reader by its name, ours first."""


def _lines(html: str) -> str:
    tree: Any = import_module("lxml.html").document_fromstring(html)
    blocks = set(_BLOCKS.split())
    for element in tree.iter():
        if element.tag in blocks:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    return str(tree.text_content())
