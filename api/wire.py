"""Errors on the wire: those that only HTTP can cause, and the way back from JSON to the exception it was made of.

    BadInput                     (rag.errors)
    ├── Refused                  HTTP 403: sent by another site's page, or to a host name that is not this server's
    ├── WrongMethod              HTTP 405: the path is right, the method is not
    ├── TooLarge                 HTTP 413: more than 64 KB of body
    ├── WrongMediaType           HTTP 415: the body is not application/json
    ├── Malformed                HTTP 400: this is not HTTP at all
    ├── TooSlow                  HTTP 408: the request was begun, and its end did not come
    └── TooManyHeaders           HTTP 431: more than 32 KB of header lines

Knows neither the framework nor the pages, so that the client can use it without importing them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from rag.errors import BadDataset, BadInput, BadRun, BadSetting, OnRecordError, StoreFailed, UnreadableSource
from rag.settings import Settings

_THIS_MACHINES = (BadSetting, UnreadableSource, BadDataset, BadRun)
"""Kinds of bad input that whoever runs the server made, and not whoever asks: they name places on this machine."""
# From a slash that begins a word, or after sqlite's three; an address such as https://example.com/a has none.
_PATH = re.compile(r"""(?:(?<![\w.:/…-])~?|(?<=sqlite:///))(?:/[^\s/"'“”‘’`,;:()\[\]{}<>]+)+/?""")


class Refused(BadInput):
    """The request was sent by another site's page, or to a name that is not this server's."""

    code = "refused"
    http_status = 403


class WrongMethod(BadInput):
    """The path exists, but not for this method."""

    code = "method_not_allowed"
    http_status = 405


class TooLarge(BadInput):
    """The body is larger than any question needs to be."""

    code = "too_large"
    http_status = 413


class WrongMediaType(BadInput):
    """The body is not declared as JSON; a page of another site could have sent it without asking first."""

    code = "unsupported_media_type"
    http_status = 415


class Malformed(BadInput):
    """What was sent can't be read as an HTTP request."""

    code = "malformed"
    http_status = 400


class TooSlow(BadInput):
    """A request was begun, and its end did not come in time."""

    code = "too_slow"
    http_status = 408


class TooManyHeaders(BadInput):
    """The header lines are larger than any request needs to have."""

    code = "too_many_headers"
    http_status = 431


def internal_error() -> OnRecordError:
    """What a reader is told where On Record itself went wrong: no details, since they may hold other people's text."""
    return OnRecordError("Something went wrong inside On Record.", "The server's log has the details. Try once more.")


def public(error: OnRecordError, settings: Settings) -> OnRecordError:
    """`error` without what only those who run the server may see: of paths on its machine only the last part is left.

    An error about the request itself is returned unchanged, since it repeats nothing but the request. If the record is
    in a database on another server, nothing is said but that it failed: the driver's message names hosts, users and
    databases in more forms than could be taken out of it.
    """
    if error.http_status < 500 and not isinstance(error, _THIS_MACHINES):
        return error
    if isinstance(error, StoreFailed) and _on_a_server(settings):
        return type(error)("The record could not be used.", "Try again later; the server's log has the details.")
    places = sorted(map(str, _places(settings)), key=len, reverse=True)

    def without(text: str) -> str:
        for place in places:  # first, for these may hold spaces
            text = text.replace(place, "…")
        return _PATH.sub(lambda found: f"…/{found[0].rstrip('/').rpartition('/')[2]}", text)

    return error_from({"error": {"code": error.code, "message": without(error.message), "hint": without(error.hint)}})


def _on_a_server(settings: Settings) -> bool:
    """Whether the record is in a database on a server, and not in a file of this machine."""
    return not settings.record_url.startswith("sqlite")


def _places(settings: Settings) -> Iterator[Path]:
    named = (settings.data_dir, settings.models_dir, settings.thresholds, Path.cwd(), Path.home())
    models = (settings.embedder, settings.judge, settings.reranker)
    for place in (*named, *(Path(model) for model in models if model and Path(model).is_absolute())):
        if place and len(place.parts) > 1:
            yield from {place.absolute(), place.resolve(), place.expanduser()} - {Path(place.name)}


def error_from(body: object) -> OnRecordError:
    """The exception that this JSON of an error was made from; an unknown code or shape gives a plain OnRecordError."""
    shape = body.get("error") if isinstance(body, dict) else None
    if not isinstance(shape, dict):
        return OnRecordError("The server's reply is not one of On Record.", "Check the address and the port.")
    known = {kind.code: kind for kind in _descendants(OnRecordError)}
    kind = known.get(str(shape.get("code")), OnRecordError)
    return kind(str(shape.get("message", "")), str(shape.get("hint", "")))


def _descendants(kind: type[OnRecordError]) -> Iterator[type[OnRecordError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _descendants(child)
