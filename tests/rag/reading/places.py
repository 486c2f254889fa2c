"""Where test files are written, and what is read back from them."""

from pathlib import Path

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading import read_articles


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """The path of a new file `name` in `folder`."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(path: Path) -> Article:
    """The one article read from `path`."""
    (found,) = read_articles(path)
    assert isinstance(found, Article), found
    return found


def refused(path: Path) -> list[UnreadableSource]:
    """What could not be read under `path`, in order."""
    return [found for found in read_articles(path) if isinstance(found, UnreadableSource)]
