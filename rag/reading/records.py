"""JSON records -> articles: one object, a list of them, an object that holds one list of them, or one after another.

Which of these a file holds is told by what is in it, whether it is called `.json` or `.jsonl`. The fields and their
other names are in `rag.reading.fields.ALIASES`. No chrome is looked for in a record's text, since whoever wrote the
record has told the story from the page; tags and entities become what a reader sees.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading.fields import Fields, Origin, article_of, fields_of, light, stated
from rag.reading.files import LARGEST, load, load_lines
from rag.reading.markup import flowing, has_markup, readable

_SHAPE_HINT = 'An article is an object such as {"title": "…", "text": "…", "outlet": "…", "published": "2025-05-19"}.'
_SEPARATORS = ", \t\r\n\ufeff\x1e"
_BETWEEN = re.compile(rf"[{_SEPARATORS}]*")
_OBJECT = re.compile(r"^\{", re.MULTILINE)
_CUT = re.compile(r"\[\+\d{1,9} chars\]\Z")  # NewsAPI's note of how much it left out
_FIRST_OF_SEVERAL = "Extra data"  # what json says of it


@dataclass(frozen=True, slots=True)
class _Part:
    """A JSON value and where it stands; without a value where it can't be parsed, for the reason that `error` gives."""

    origin: Origin
    value: object = None
    error: UnreadableSource | None = None


def read_json(origin: Origin) -> Iterator[Article | UnreadableSource]:
    """The articles of a `.json` file. A bad item of a list is yielded as an error named by its number, from 1;
    raises UnreadableSource where the file as a whole is unusable.
    """
    text = load(origin)
    try:
        content = _parse(text, origin)
    except UnreadableSource as error:
        if _FIRST_OF_SEVERAL not in str(error):
            raise
        yield from _articles(_parts(text, origin))
        return
    if isinstance(content, list) and not content:
        raise origin.refuse("the list holds no article", _SHAPE_HINT)
    if isinstance(content, list) or _listed(content):
        yield from _items(content, origin)
    else:
        yield _article(content, origin)


def read_jsonl(origin: Origin) -> Iterator[Article | UnreadableSource]:
    """The articles of a `.jsonl` file, one at a time, however large it is. Blank lines are skipped.

    A bad line is yielded as an error that gives its number, from 1. In a file that is not too large for it, a
    value may also take several lines, and is then named by its first. Raises UnreadableSource where the file
    itself can't be read.
    """
    if _holds_lines(origin):
        yield from _articles(_lines(load_lines(origin)))
    else:
        yield from _articles(_parts(load(origin), origin))


def _holds_lines(origin: Origin) -> bool:
    """Whether a file is read line by line: its first line holds a whole value, or the file is too large, or that line
    too broken, for any other way.
    """
    if origin.path.stat().st_size > LARGEST:
        return True
    with closing(load_lines(origin)) as lines:
        first = next((line for _, line in lines if isinstance(line, UnreadableSource) or line.strip(_SEPARATORS)), "")
        return isinstance(first, UnreadableSource) or _whole(first.strip(_SEPARATORS))


def _articles(parts: Iterator[_Part]) -> Iterator[Article | UnreadableSource]:
    for part in parts:
        if part.error:
            yield part.error
        elif isinstance(part.value, list) or _listed(part.value):
            yield from _items(part.value, part.origin)
        else:
            yield _made(part.value, part.origin)


def _parts(text: str, origin: Origin) -> Iterator[_Part]:
    """The values of `text`: one on each line, or one after another where the first takes several lines."""
    at = _after(_BETWEEN, text, 0)
    if at == len(text):
        raise origin.refuse("it holds no article", _SHAPE_HINT)
    first = text[at : text.find("\n", at) if "\n" in text[at:] else len(text)].strip()
    if _whole(first) or (first not in {"{", "["} and _value(text, at) is None):
        # Only a line feed ends a record: JSON strings may hold the other line breaks that str.splitlines knows.
        return _lines((origin.at(number), line) for number, line in enumerate(text.split("\n"), start=1))
    return _stream(text, at, origin)


def _lines(lines: Iterable[tuple[Origin, str | UnreadableSource]]) -> Iterator[_Part]:
    for place, raw in lines:
        if isinstance(raw, UnreadableSource):
            yield _Part(place, error=raw)
            continue
        try:
            with place.guarded():
                part = _Part(place, _parse(line, place)) if (line := raw.strip(_SEPARATORS)) else None
        except UnreadableSource as error:
            part = _Part(place, error=light(error))
        if part:
            yield part


def _stream(text: str, at: int, origin: Origin) -> Iterator[_Part]:
    """The values from `at` on, however many lines each takes.

    From the first that can't be parsed, the rest is cut before each line that begins with "{" (see `_objects`).
    """
    line, counted, first = 1, 0, at
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        found = _value(text, at)
        if found is None:
            yield from _objects(text[at:], line, origin)
            return
        alone = at == first
        at = _after(_BETWEEN, text, found[1])
        yield _Part(origin if alone and at == len(text) else origin.at(line), found[0])


def _objects(text: str, line: int, origin: Origin) -> Iterator[_Part]:
    """The parts of `text`, cut before each line that begins with "{"; `line` is the number of the first line."""
    starts = [0, *(match.start() for match in _OBJECT.finditer(text, 1))]
    for start, end in pairwise([*starts, len(text)]):
        place = origin.at(line)
        line += text.count("\n", start, end)
        try:
            yield _Part(place, _parse(text[start:end].rstrip(_SEPARATORS), place))
        except UnreadableSource as error:
            yield _Part(place, error=light(error))


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int) -> tuple[object, int] | None:
    """The JSON value that begins at `at`, and where it ends; None where there is none."""
    try:
        return json.JSONDecoder().raw_decode(text, at)
    except (ValueError, RecursionError):
        return None


def _whole(line: str) -> bool:
    try:
        found = _value(line, 0)
    except MemoryError:  # who parses it says so, with its number
        return True
    return found is not None and not line[found[1] :].strip(_SEPARATORS)


def _listed(content: object) -> list[object]:
    """The articles in an object that holds one list of them, such as {"status": "ok", "articles": […]}.

    [] for anything else, also for an object that is an article itself.
    """
    if not isinstance(content, dict) or stated(content, "text"):
        return []
    inner = [value for value in content.values() if isinstance(value, dict)]
    lists = [value for holder in (content, *inner) for value in holder.values() if isinstance(value, list)]
    holding = [items for items in lists if any(isinstance(item, dict) and stated(item, "text") for item in items)]
    # Beside an article, a graph as in JSON-LD describes its page and its publisher.
    return [item for item in holding[0] if not _describes(item)] if len(holding) == 1 else []


def _describes(item: object) -> bool:
    """Whether an item of a list describes something else than an article, as in a JSON-LD graph.

    What is no object is not meant: it is a bad article, and named.
    """
    return isinstance(item, dict) and "@type" in item and not stated(item, "text")


def _items(content: object, origin: Origin) -> Iterator[Article | UnreadableSource]:
    """The articles of a list, numbered from 1; where it is itself a part of a file, after the number of that part."""
    items = content if isinstance(content, list) else _listed(content)
    if not items:
        yield origin.refuse("the list holds no article", _SHAPE_HINT)
    for number, item in enumerate(items, start=1):
        yield _made(item, origin.at(number if origin.part is None else f"{origin.part}.{number}"))


def _made(item: object, origin: Origin) -> Article | UnreadableSource:
    return origin.attempt(lambda: _article(item, origin))


def _article(record: object, origin: Origin) -> Article:
    if not isinstance(record, dict):
        raise origin.refuse("this is not a JSON object", _SHAPE_HINT)
    return article_of(_as_read(fields_of(record, origin)), origin)


def _as_read(fields: Fields) -> Fields:
    """`fields` with their words as a reader sees them."""
    names = {name: readable(value) for name in ("outlet", "byline") if (value := getattr(fields, name))}
    text = flowing(_CUT.sub("", fields.text.rstrip()))
    return replace(fields, **names, text=flowing(text) if has_markup(text) else text)  # feeds escape tags


def _parse(text: str, origin: Origin) -> object:
    try:
        content: object = json.loads(text)
    except RecursionError:
        raise origin.refuse("its JSON is nested too deeply", _SHAPE_HINT) from None
    except ValueError as error:
        raise origin.refuse(f"this is not JSON ({error})", _SHAPE_HINT) from None
    return content
