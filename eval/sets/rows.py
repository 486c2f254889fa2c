"""Gzipped JSON lines, as the sets are kept. Fields are checked when asked for; a bad one is refused by file and line.

Every text that leaves here is clean, in the sense of rag.reading.text, so that it is a part of an article's text where
it was a part of it in the file. Knows no set.
"""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.datasets import lines_of
from eval.questions import Alternative
from rag.domain import Article
from rag.errors import BadDataset
from rag.reading.dates import published
from rag.reading.fields import headline
from rag.reading.identity import web_address
from rag.reading.text import clean

WHERE = (
    "Give the folder that holds the sets, each in its own folder, such as time_ir/ and xquad/, "
    "by --data or ONRECORD_EVAL_DATA."
)
AGAIN = "The file is damaged, or of another edition of the set: get it again."
NO_DAY = "2024-01-01"
"""The day as of which questions are asked where a set gives none: always the same, and after all that is told."""


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One object of a file; `where` names its file and line, and, for one inside a row, the list that it is in.

    The methods give the value of a field, cleaned, and raise BadDataset where it is not of the kind they say.
    """

    where: str
    fields: Mapping[str, Any]

    def refuse(self, name: str, problem: str) -> BadDataset:
        """The error that names the field `name` of this row."""
        return BadDataset(f"{self.where}, field {name!r}: {problem}.", AGAIN)

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self.maybe_empty(name)
        if not value:
            raise self.refuse(name, "it is empty")
        return value

    def maybe_empty(self, name: str) -> str:
        """A text, which may be empty but not missing."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            raise self.refuse(name, "it must be text")
        return clean(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, none of them empty; the list may be."""
        value = self.fields.get(name)
        made = tuple(clean(item) for item in value if isinstance(item, str)) if isinstance(value, list) else ()
        if not isinstance(value, list) or len(made) != len(value) or not all(made):
            raise self.refuse(name, "it must be a list of texts that are not empty")
        return made

    def answers(self, name: str) -> tuple[Alternative, ...]:
        """A list of at least one text, as accepted answers."""
        made = tuple(alternative(answer) for answer in self.texts(name))
        if not made:
            raise self.refuse(name, "it is empty")
        return made

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.fields.get(name)
        if not isinstance(value, bool):
            raise self.refuse(name, "it must be true or false")
        return value

    def day(self, name: str) -> str:
        """A day, in the form YYYY-MM-DD."""
        day = published(self.fields.get(name))
        if day.value is None or day.precision != "day":
            raise self.refuse(name, "it must be a day, such as 2025/01/31")
        return day.value

    def rows(self, name: str) -> "tuple[PublicRow, ...]":
        """A list of objects, which may be empty."""
        value = self.fields.get(name)
        if not isinstance(value, list) or any(not isinstance(item, dict) for item in value):
            raise self.refuse(name, "it must be a list of objects")
        return tuple(PublicRow(f"{self.where}, {name} {number}", item) for number, item in enumerate(value, 1))


def alternative(answer: str) -> Alternative:
    """`answer` as an accepted answer, without quotation marks around it or a stop at its end: claims may lack them."""
    return (answer.lstrip('"“').rstrip('"”.,') or answer,)


def article(article_id: str, title: str, text: str, url: str = "", day: str | None = None) -> Article:
    """An article with `text`, which must be clean; its title is "untitled" where `title` is empty."""
    return Article(article_id, headline(title) or "untitled", text, url=web_address(url), published=published(day))


def read_rows(path: Path, key: str) -> Iterator[PublicRow]:
    """The rows of a file. Raises BadDataset where two have the same text in the field `key`, or there are none."""
    seen: dict[str, str] = {}
    try:
        lines = list(lines_of(path, _text(path)))
    except BadDataset as error:
        raise BadDataset(error.message, error.hint if error.hint == WHERE else AGAIN) from error
    for number, fields in lines:
        row = PublicRow(f"{path}, line {number}", fields)
        value = row.text(key)
        if value in seen:
            raise row.refuse(key, f"{value!r} is also in {seen[value]}")
        seen[value] = row.where
        yield row
    if not seen:
        raise BadDataset(f"{path}: it holds nothing.", AGAIN)


def digest_of(*paths: Path) -> str:
    """The SHA-256, in hex, of the files' bytes, one file after the other."""
    digest = sha256()
    for path in paths:
        digest.update(_bytes(path))
    return digest.hexdigest()


def _text(path: Path) -> str:
    try:
        return gzip.decompress(_bytes(path)).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BadDataset(f"{path}: it can't be unpacked ({error}).", AGAIN) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else error
        raise BadDataset(f"{path}: it can't be read: {reason}.", WHERE) from error
