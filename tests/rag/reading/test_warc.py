"""A web archive is read page by page, each under its own address."""

from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading import read_articles, read_file
from tests.rag.reading.places import write

PAGE = (
    "<html><head><title>{title}</title><meta charset='utf-8'></head><body><article><h1>{title}</h1>"
    "<p>The ferry Anna will stay in port until 3 June, the harbour office of Lund said on Monday.</p>"
    "<p>A part must come from abroad, said harbour master Ida Berg. Nobody was hurt in the night.</p></article></body></html>"
)


def archive(*pages: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    """A WARC with a response for each page: address, status, type, body."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for address, status, kind, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", payload=BytesIO(body), http_headers=headers))
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_read_under_their_addresses(tmp_path: Path, *, packed: bool) -> None:
    """Pictures and what was not found are passed over."""
    ferry, weir = (PAGE.format(title=title).encode() for title in ("Ferry stays", "Weir breaks"))
    data = archive(
        ("https://lund.example/ferry", "200 OK", "text/html; charset=utf-8", ferry),
        ("https://lund.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://lund.example/gone", "404 Not Found", "text/html", weir),
        ("https://lund.example/weir", "200 OK", "text/html", weir),
        ("https://lund.example/empty", "200 OK", "text/html", b"<html></html>"),
        packed=packed,
    )
    found = list(read_file(write(tmp_path, "site.warc.gz" if packed else "site.warc", data)))
    articles = [each for each in found if isinstance(each, Article)]
    assert [(one.title, one.url) for one in articles] == [
        ("Ferry stays", "https://lund.example/ferry"),
        ("Weir breaks", "https://lund.example/weir"),
    ]
    (problem,) = [each for each in found if isinstance(each, UnreadableSource)]
    assert "https://lund.example/empty" in problem.message


@pytest.mark.parametrize("data", [b"no archive at all", b"\x1f\x8b broken", b""])
def test_what_is_no_archive_is_named(tmp_path: Path, data: bytes) -> None:
    """And the folder around it is read on."""
    write(tmp_path, "a.txt", "Ferry stays\n\nThe ferry stays in port until June, said the office.")
    path = write(tmp_path, "site.warc.gz", data)
    with pytest.raises(UnreadableSource):
        list(read_file(path))
    assert sum(isinstance(each, Article) for each in read_articles(tmp_path)) == 1


def test_other_packed_files_are_not_read(tmp_path: Path) -> None:
    """Only what its name says is an archive of pages."""
    write(tmp_path, "a.txt", "Ferry stays\n\nThe ferry stays in port until June, said the office.")
    write(tmp_path, "backup.tar.gz", b"\x1f\x8b")
    assert len(list(read_articles(tmp_path))) == 1
