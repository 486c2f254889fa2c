"""Front matter, the fields above a Markdown text: YAML between lines of `---`, or TOML between lines of `+++`.

A value is what is written: "No", 1984 and 12:30 are words there, of whatever type YAML makes them. An alias may repeat
a value, but no list and no mapping: a few lines with such can stand for gigabytes. Without types there are no merge
keys. It knows no Markdown.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rag.reading.fields import Origin
from rag.reading.text import one_line

_YAML = re.compile(r"---[ \t]*\n(?:(.{0,65536}?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?:(.{0,65536}?)\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_MOST_ALIASES = 8
_DEEPEST = 20
"""Brackets in brackets; YAML's scanner takes the square of how many are open."""
_YAML_HINT = (
    'Put values that hold a colon or quotes, or begin with * or &, in quotes, as in title: "Talks: what is known".'
)
_TOML_HINT = 'Put values in quotes, as in title = "Talks".'


@dataclass(frozen=True, slots=True)
class Matter:
    """The fields above a text, and the text below them."""

    fields: Mapping[object, object]
    body: str


def front_matter_of(source: str, origin: Origin) -> Matter:
    """`source` as front matter and body, without fields where it has none: prose between two rules is no front matter.

    Raises UnreadableSource where its front matter can't be read.
    """
    for form, read in ((_YAML, _yaml), (_TOML, _toml)):
        found = form.match(source)
        fields = read(found[1] or "", origin) if found else None
        if found and isinstance(fields, dict):
            return Matter(fields, source[found.end() :])
    return Matter({}, source)


def _toml(matter: str, origin: Origin) -> object:
    try:
        fields = tomllib.loads(matter)
    except (ValueError, RecursionError) as error:
        raise origin.refuse(f"its front matter is not TOML ({one_line(str(error), 120)})", _TOML_HINT) from None
    return {name: value if isinstance(value, list | dict) else str(value) for name, value in fields.items()}


def _yaml(matter: str, origin: Origin) -> object:
    import yaml  # noqa: PLC0415 - only this kind of file needs it

    try:
        if problem := _problem(yaml.scan(matter)):
            raise origin.refuse(problem, _YAML_HINT)
        fields = yaml.load(matter, Loader=_words_only())  # noqa: S506 - a SafeLoader, with fewer types
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise origin.refuse(f"its front matter is not YAML ({one_line(str(error), 120)})", _YAML_HINT) from None
    return {} if fields is None else fields


def _problem(tokens: Iterable[Any]) -> str | None:
    """Why front matter of these `tokens` is not to be loaded, if it is not."""
    depth, aliases, anchor = 0, 0, None
    words: set[str] = set()  # the anchors that stand for one value each
    for token in tokens:
        kind = type(token).__name__
        depth += kind.startswith("Flow") and kind.endswith("StartToken")
        depth -= kind.startswith("Flow") and kind.endswith("EndToken")
        aliases += kind == "AliasToken"
        if depth > _DEEPEST:
            return "brackets in its front matter lie too deep in each other"
        if aliases > _MOST_ALIASES or (kind == "AliasToken" and token.value not in words):
            return "its front matter refers to parts of itself (YAML aliases)"
        if kind == "ScalarToken" and anchor:
            words.add(anchor)
        anchor = token.value if kind == "AnchorToken" else None
    return None


@cache
def _words_only() -> Any:
    """YAML's safe loader, for which every plain value is text, and only an empty one or "null" is none."""
    import yaml  # noqa: PLC0415 - see _yaml

    nothing_else = {
        first: [(tag, form) for tag, form in known if tag.endswith(":null")]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return type("WordsOnly", (yaml.SafeLoader,), {"yaml_implicit_resolvers": nothing_else})
