"""The saved pages in other markup that a browser shows alike: no sentence of a story hangs on how its markup is spelt."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.bench.page_readers import on_record
from eval.bench.reading import score
from eval.bench.saved_pages import PAGES, load_pages


def hashed_names(html: str) -> str:
    """Classes and ids as build tools write them, which tell nothing."""

    def hashed(found: re.Match[str]) -> str:
        names = (f"x{hashlib.sha256(name.encode()).hexdigest()[:6]}" for name in found[3].split())
        return f"{found[1]}={found[2]}{' '.join(names)}{found[2]}"

    return re.sub(r"""\b(class|id)=(["'])([^"']*)\2""", hashed, html)


def on_one_line(html: str) -> str:
    """Without a single line break, as minifiers write it."""
    return re.sub(r"\s*\n\s*", " ", html)


def spans_in_paragraphs(html: str) -> str:
    """Every paragraph's text in a span of its own, as some editors write it."""
    return re.sub(r"<p((?:\s[^>]*)?)>(.*?)</p>", r"<p\1><span>\2</span></p>", html, flags=re.IGNORECASE | re.DOTALL)


def without_styles(html: str) -> str:
    """Without the styles in the page, as where they are files of their own."""
    return re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("other", [hashed_names, on_one_line, spans_in_paragraphs, without_styles])
def test_no_sentence_is_lost_in_other_markup(other: Callable[[str], str], tmp_path: Path) -> None:
    """All sixty stories are whole, in order, whatever the classes are called and wherever the lines break."""
    lost = []
    for page in load_pages(PAGES):
        path = tmp_path / page.path.name
        path.write_bytes(other(page.html.decode("latin-1")).encode("latin-1"))  # byte for byte, in any encoding
        copy = replace(page, path=path)
        lost += [f"{page.name}: {sentence}" for sentence in score(copy, on_record(copy)).lost]
    assert not lost, "\n".join(("", *lost))
