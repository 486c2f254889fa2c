"""A table (`.csv`) -> articles: the first row names the fields, each row after it is an article.

Commas part the cells, as in RFC 4180; tables parted by semicolons or tabs are refused by what their first row lacks.
Knows nothing of what the fields mean; their names are those of `rag.reading.fields.ALIASES`.
"""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from rag.domain import Article
from rag.errors import UnreadableSource
from rag.reading.fields import Origin, article_of, fields_of
from rag.reading.files import LARGEST, load
from rag.reading.markup import readable

_SHAPE_HINT = "The first row names the fields, such as title,text,outlet,published; each row after it is an article."


def read_csv(origin: Origin) -> Iterator[Article | UnreadableSource]:
    """The articles of a `.csv` file. A bad row is yielded as an error that gives its number, from 1 for the first
    below the names.

    After a row that breaks the table, which is an error too, nothing is read. Raises UnreadableSource where no row
    can be read.
    """
    csv.field_size_limit(LARGEST)  # Python's own is 131,072 characters of a cell
    rows = csv.DictReader(StringIO(load(origin), newline=""), strict=True)
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            yield _made(row, origin.at(number))
    except csv.Error as error:
        broken = origin.refuse(f"after row {number} it is no table ({error})", _SHAPE_HINT)
        if number == 0:
            raise broken from None
        yield broken  # raised, it would take with it the rows before, where the file is read alone
    if number == 0:
        raise origin.refuse("the table holds no article", _SHAPE_HINT)


def _made(row: Mapping[str, object], origin: Origin) -> Article | UnreadableSource:
    return origin.attempt(lambda: _article(row, origin))


def _article(row: Mapping[str, object], origin: Origin) -> Article:
    if None in row:
        raise origin.refuse("it has more cells than the first row", "Put a text that holds commas in quotes.")
    seen: dict[object, object] = {name: readable(cell) for name, cell in row.items() if isinstance(cell, str)}
    return article_of(fields_of(seen, origin), origin)
