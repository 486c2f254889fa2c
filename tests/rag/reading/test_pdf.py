"""A PDF is read as the page of text that it is."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from rag.errors import UnreadableSource
from rag.reading import read_file
from tests.rag.reading.places import only, write

LINES = (
    "Old ferry stays in port",
    "",
    "The ferry Anna will stay in port until 3 June, the harbour office of",
    "Lund said on Monday. A part must come from abroad, and the yard that",
    "makes it has a strike, as its owner told the town council last week.",
    "The council then asked whether a smaller boat could take the post at",
    "least, and the harbour master answered that none was to be had before",
    "the summer. Nobody was hurt when the engine failed on Sunday night, on",
    "the way back from the island with sixty people and two cows on board.",
)


def pdf(lines: tuple[str, ...], password: str | None = None) -> bytes:
    """A PDF of one page with these lines, as a program writes it that knows no more than the standard asks for."""
    shown = "".join(f"({line}) Tj T* " if line else "T* " for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 40 780 Td {shown}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    whole = body + b"xref\n0 6\n0000000000 65535 f \n" + table
    whole += b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    if password is None:
        return whole
    writer = PdfWriter(BytesIO(whole))
    writer.add_metadata({"/Title": "Microsoft Word - draft3.doc", "/Author": "scanner"})
    writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_title_and_paragraphs_are_those_of_the_page(tmp_path: Path) -> None:
    """Lines that were broken at a width are joined; no date or author is taken from what made the file."""
    article = only(write(tmp_path, "ferry.pdf", pdf(LINES)))
    assert article.title == "Old ferry stays in port"
    assert "the harbour office of Lund said on Monday." in article.text
    assert (article.outlet, article.byline, article.published.value) == (None, None, None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(LINES, "secret"), "locked or damaged"),
        (pdf(("", "")), "no text"),
        (b"%PDF-1.4 and no more", "locked or damaged"),
        (b"hello, I am a text", "no PDF"),
    ],
)
def test_what_can_not_be_read_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    """Locked, empty, broken off, or something else."""
    with pytest.raises(UnreadableSource, match=said):
        list(read_file(write(tmp_path, "x.pdf", data)))
