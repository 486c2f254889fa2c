"""A request's fields as they were sent -> the request, or our error: pydantic finds the mistake, the words are ours.

The same on the command line, over HTTP and on the pages. Knows what kinds of mistakes there are, not which fields.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from rag.answer import Request
from rag.errors import BadInput

Requested = TypeVar("Requested", bound=Request)

SHOWN = 40
"""Characters of what was sent that an error repeats: enough to find it by, whatever was sent."""
_KINDS = {
    "string": ("text", "Write it in quotation marks."),
    "int": ("a whole number", "Write it in digits, without quotation marks."),
    "finite": ("a whole number", "Write it in digits, without quotation marks."),
    "bool": ("true or false", "Write one of the two, without quotation marks."),
    "tuple": ("a list", "Write it in square brackets, even with a single item."),
}
"""By the first word of pydantic's name for a mistake: what it has to be, and how that is written."""
_WORDS = {None: "null", True: "true", False: "false"}


def requested(kind: type[Requested], fields: Mapping[str, Any]) -> Requested:
    """The request of that kind with these fields. Raises BadInput, which names the first field that can't be used."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise unusable(".".join(map(str, first["loc"])), first) from error


def unusable(field: str, found: Mapping[str, Any]) -> BadInput:
    """Our error for a field, to be raised by the caller; `found` is what pydantic's `errors()` says of it."""
    mistake, bounds = found["type"], found.get("ctx") or {}
    if mistake == "missing":
        return BadInput(f"The field {_cut(repr(field))} is missing.", "Send it; docs/http.md lists all fields.")
    if mistake == "extra_forbidden":
        message = f"{_cut(repr(field))} is no field of this request."
        return BadInput(message, "Check its spelling, or leave it out; docs/http.md lists all fields.")
    value = _value(found["input"])
    if bounds.keys() & {"ge", "le"}:
        hint = f"Choose {bounds['ge']} or more." if "ge" in bounds else f"Choose {bounds['le']} or less."
        number = value.strip("'")  # an address spells it as text
        return BadInput(f"{field} can't be {number}.", hint)
    if (must := _KINDS.get(mistake.partition("_")[0])) is None:
        return BadInput(f"{field} can't be {value}.", "docs/http.md says what it may be.")
    return BadInput(f"{field} can't be {value}: it must be {must[0]}.", must[1])


def _value(sent: object) -> str:
    if isinstance(sent, list | tuple):
        return "a list"
    if isinstance(sent, dict):
        return "an object"
    return _WORDS[sent] if sent is None or isinstance(sent, bool) else _cut(repr(sent))


def _cut(shown: str) -> str:
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
