"""Saved pages with what a reader of each should be given: `NAME.html` beside `NAME.json` in one folder.

The texts are compared in the form that `folded` gives them, for every reader alike: an edge of a quotation mark, a
space that may not break and the mark of a footnote are nobody's fault and nobody's merit.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from rag.errors import BadDataset

PAGES = Path(__file__).parents[2] / "tests" / "pages"
"""The sixty pages that were written for the tests; they are in a checkout and not in an installed package."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_POWER = re.compile("(?<=[a-z])[²³]")  # km² is the km<sup>2</sup> of other readers
_FOOTNOTE = re.compile(r" ?\[\d{1,2}\]|[⁰¹²³⁴-⁹]+(?!\w)")
_FORMAT_HINT = "A saved page is NAME.html with NAME.json beside it, as the pages in tests/pages of the repository are."


@dataclass(frozen=True, slots=True)
class Expected:
    """What a page says: its fields, every sentence of its story in reading order, and what is not the story.

    `chrome` must not be stored; `may` may be, such as captions. A sentence of `once` stands on the page twice, where a
    reader of the page sees it once, and must be stored once.
    """

    title: str
    outlet: str | None
    published: str | None
    byline: str | None
    sentences: tuple[str, ...]
    chrome: tuple[str, ...]
    may: tuple[str, ...] = ()
    once: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One page as it was saved, byte for byte, and what is expected of it."""

    path: Path
    expected: Expected

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def html(self) -> bytes:
        """The page's bytes."""
        return self.path.read_bytes()


def load_pages(folder: Path) -> tuple[SavedPage, ...]:
    """The saved pages of a folder, by name. Raises BadDataset where there are none, or one has no expectations."""
    if not folder.is_dir():
        raise BadDataset(f"{folder}: there is no such folder of saved pages.", f"Name one with --pages. {_FORMAT_HINT}")
    pages = tuple(SavedPage(path, _expected(path.with_suffix(".json"))) for path in sorted(folder.glob("*.html")))
    if not pages:
        raise BadDataset(f"{folder}: it holds no saved page.", _FORMAT_HINT)
    return pages


def folded(text: str) -> str:
    """The text as it is compared: one space for any white space, one form of each quotation mark, no footnote marks."""
    plain = unicodedata.normalize("NFC", text.replace("\u00ad", "")).translate(_QUOTES).translate(_DIGITS)
    squared = _POWER.sub(lambda found: str(unicodedata.digit(found[0])), plain)
    return " ".join(_FOOTNOTE.sub("", squared).split())


def occurrences(words: str, text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The places where folded words stand in a folded text from `start` on, never as a part of a longer word."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    yield from re.compile(before + re.escape(words) + after).finditer(text, start)


def _expected(path: Path) -> Expected:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        known = {field.name: found[field.name] for field in fields(Expected) if field.name in found}
        values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in known.items()}
        return Expected(**values)
    except (OSError, ValueError, TypeError) as error:
        raise BadDataset(f"{path}: it does not say what is expected of the page ({error}).", _FORMAT_HINT) from error
