"""What kind of file some bytes are, by the bytes; what a server calls them counts only where those don't tell.

Reads nothing: it gives the ending by which `rag.reading` knows how to read them.
"""

import re

from rag.reading.feed import ROOT

_HEAD = 4096
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|title|p|div|h1)[\s>]", re.IGNORECASE)
_BEGINS = ((b"%PDF-", ".pdf"), (b"WARC/", ".warc"), (b"\x1f\x8b", ".warc.gz"))
_CALLED = {
    "text/csv": ".csv",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/plain": ".txt",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def kind_of(data: bytes, content_type: str = "") -> str | None:
    """The ending of a file that holds `data`: ".html", ".xml" for feeds and sitemaps, ".pdf", ".jsonl" and so on.

    `content_type` is what a server calls it. None where it is nothing that can be read.
    """
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    known = next((ending for begins, ending in _BEGINS if head.startswith(begins)), None)
    if known:
        return known
    plain = head.replace(b"\x00", b"")  # UTF-16
    called = _CALLED.get(content_type.partition(";")[0].strip().lower())
    if plain[:1] in {b"{", b"["} and called in {None, ".json", ".jsonl"}:
        return ".jsonl"  # the reader of lines takes whole objects and lists as well
    if plain[:1] != b"<" and called in {".csv", ".md", ".txt"}:
        return called  # its text may hold tags all the same
    page = _HTML.search(plain)
    feed = ROOT.search(plain)
    if feed and not (page and page.start() < feed.start()):
        return ".xml"
    return ".html" if page else called


def charset_of(content_type: str) -> str | None:
    """The encoding that a server names beside the type; None where it names none."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None
