"""The addresses that pages link to: into the record, and out to a publisher. Trusts nothing that an article says."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

# Longer quotations are named by their first and last words, which is enough to find them and keeps the address short.
FRAGMENT_WORDS = 12
EDGE_WORDS = 5


def context_href(article_id: str, version: int, start: int, end: int) -> str:
    """The page that shows the words at these offsets where they stand."""
    return f"{article_href(article_id, version)}?{urlencode({'start': start, 'end': end})}#quote"


def article_href(article_id: str, version: int | None = None) -> str:
    """The page of an article version, or of its current one."""
    path = f"/articles/{quote(article_id, safe='')}"
    return path if version is None else f"{path}/{version}"


@dataclass(frozen=True, slots=True)
class Publisher:
    """A link to a publisher's page that is safe to show.

    `href` leads to the quoted words on it, `address` to the page, and `host` tells readers where that is.
    """

    href: str
    address: str
    host: str


def publisher(url: str | None, words: str = "") -> Publisher | None:
    """The link to an article's own page, at `words` where the browser can find them; None where `url` is None or is not
    plainly http or https.

    An address with a user name or password in it is not shown: its only use is to look like another site's.
    """
    if url is None or any(character.isspace() or not character.isprintable() or character == "\\" for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    shown = f"{host}:{port}" if port else host
    return Publisher(url + _fragment(words, has_fragment=bool(parts.fragment)), url, shown)


def _fragment(words: str, *, has_fragment: bool) -> str:
    if not words:
        return ""
    return f"{'' if has_fragment else '#'}:~:text={text_directive(words)}"


def text_directive(words: str) -> str:
    """What stands after `:~:text=` in an address so that a browser finds `words`, percent-encoded.

    Of more than FRAGMENT_WORDS words, or words on several lines, it names the first and last EDGE_WORDS of them.
    """
    split = words.split()
    if len(split) <= FRAGMENT_WORDS and "\n" not in words:
        return _encoded(words)
    return f"{_encoded(' '.join(split[:EDGE_WORDS]))},{_encoded(' '.join(split[-EDGE_WORDS:]))}"


def _encoded(words: str) -> str:
    # A bare hyphen would mark context before or after the words.
    return quote(words, safe="").replace("-", "%2D")
