"""A PDF with text in it -> an article, read as a page of text is. Only this file imports pypdf.

Its metadata are those of the program that made the file, not of the article: no title, author or date is taken from
them. A scanned page has no text, and is not read.
"""

import logging
from io import BytesIO
from typing import Any

from rag.domain import Article
from rag.reading.fields import Origin
from rag.reading.files import load_bytes
from rag.reading.page import article_in
from rag.reading.text import one_line

_MOST_PAGES = 300


def read_pdf(origin: Origin) -> Article:
    """The article in the PDF at `origin`; raises UnreadableSource where it is locked, damaged, or holds no text."""
    data = load_bytes(origin)
    if not data.lstrip()[:5] == b"%PDF-":
        raise origin.refuse("it is no PDF", "Is it named as what it is?")
    from pypdf import PdfReader  # noqa: PLC0415  # only this kind of file needs it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each thing that is out of order
    try:
        pages = _pages(PdfReader(BytesIO(data)))
    except MemoryError:
        raise
    except Exception as error:  # a damaged one breaks it in as many ways as there are
        said = one_line(str(error), 120) or type(error).__name__
        raise origin.refuse(f"this PDF is locked or damaged: {said}", "Save its text as .txt instead.") from error
    text = "\n".join(pages)
    if not text.strip():
        raise origin.refuse("this PDF holds no text", "Is it a scan? Save its words as .txt instead.")
    return article_in(text, origin)


def _pages(reader: Any) -> list[str]:
    return [str(page.extract_text()) for page in reader.pages[:_MOST_PAGES]]
