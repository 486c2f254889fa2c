"""JSON records -> articles: `.json` holds one object or a list of them, `.jsonl` one object a line.

The fields and their other names are in `rag.read.fields.ALIASES`. A record's text is taken as it is: no chrome is
looked for, since whoever wrote the record has already told the story from the page.
"""

import json
from collections.abc import Iterator

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.read.fields import Origin, article_of, fields_of
from rag.read.files import load, load_lines

_SHAPE_HINT = 'An article is an object such as {"title": "…", "text": "…", "outlet": "…", "published": "2025-05-19"}.'


def read_json(origin: Origin) -> Iterator[Article | UnreadableSource]:
    """The articles of a `.json` file. A bad item of a list is yielded as an error named by its number, from 1;
    raises UnreadableSource where the file as a whole is unusable.
    """
    content = _parse(load(origin), origin)
    if not isinstance(content, list):
        yield _article(content, origin)
        return
    if not content:
        raise origin.refuse("the list holds no article", _SHAPE_HINT)
    for number, item in enumerate(content, start=1):
        yield _attempt(item, Origin(origin.path, number))


def read_jsonl(origin: Origin) -> Iterator[Article | UnreadableSource]:
    """The articles of a `.jsonl` file, one at a time, however large it is. A bad line is yielded as an error named by its
    number, from 1; blank lines are skipped. Raises UnreadableSource where the file itself can't be read.
    """
    for place, line in load_lines(origin):
        yield line if isinstance(line, UnreadableSource) else _attempt(line, place, parse=True)


def _attempt(item: object, origin: Origin, *, parse: bool = False) -> Article | UnreadableSource:
    try:
        with origin.guarded():
            return _article(_parse(str(item), origin) if parse else item, origin)
    except UnreadableSource as error:
        return error


def _article(record: object, origin: Origin) -> Article:
    if not isinstance(record, dict):
        raise origin.refuse("this is not a JSON object", _SHAPE_HINT)
    return article_of(fields_of(record, origin), origin)


def _parse(text: str, origin: Origin) -> object:
    try:
        content: object = json.loads(text)
    except RecursionError:
        raise origin.refuse("its JSON is nested too deeply", _SHAPE_HINT) from None
    except ValueError as error:
        raise origin.refuse(f"this is not JSON ({error})", _SHAPE_HINT) from None
    return content
