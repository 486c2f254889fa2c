"""`onrecord find`: every article that has a phrase or some words, counted, as lines, CSV or lines of JSON."""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cli.articles import filter_options, filters_of
from cli.command import Commands, settings_of_process

if TYPE_CHECKING:
    from rag.keeping.mentions import Mention

_COLUMNS = ("id", "version", "title", "outlet", "published", "url", "times", "start", "end", "quote")


def find_commands(commands: Commands) -> None:
    """Add the command `find`."""
    summary = "show every article that has a phrase, with its date and outlet, counted"
    find = commands.add("find", find_mentions, summary, as_json=False)
    find.add_argument("phrase", metavar="WORDS")
    find.add_argument("--words", action="store_true", help="all of the words, anywhere, instead of the phrase")
    find.add_argument("--format", choices=["lines", "csv", "jsonl"], default="lines", help="default: lines")
    filter_options(find)


def find_mentions(options: argparse.Namespace) -> int:
    """Show every article that has the phrase. Raises BadInput where there is nothing to look for."""
    from rag.keeping.mentions import mentions
    from rag.search import open_record

    with open_record(settings_of_process()) as record:
        found = _Counted(mentions(record, options.phrase, filters_of(options), as_phrase=not options.words))
        _WRITERS[options.format](found)
    print(f"{found.number:,} article{'' if found.number == 1 else 's'}.", file=sys.stderr)
    return 0


class _Counted:
    """Mentions for one pass, and how many have passed."""

    def __init__(self, found: "Iterator[Mention]") -> None:
        self._found = found
        self.number = 0

    def __iter__(self) -> "Iterator[Mention]":
        for mention in self._found:
            self.number += 1
            yield mention


def _row(mention: "Mention") -> dict[str, Any]:
    article, span = mention.article, mention.span
    stated = (article.id, article.version, article.title, article.outlet, article.published.value, article.url)
    place = (span.start, span.end) if span else (None, None)
    return dict(zip(_COLUMNS, (*stated, mention.times, *place, mention.quote), strict=True))


def _lines(found: "Iterable[Mention]") -> None:
    from rag.telling.terminal import safe

    for mention in found:
        article = mention.article
        date, outlet = article.published.value or "undated", article.outlet or "outlet unknown"
        print(f"{safe(article.id)}  {date:<10}  {safe(outlet)}  |  {safe(article.title)}  ({mention.times})")
        print(f"    “{safe(mention.quote)}”")


def _csv(found: "Iterable[Mention]") -> None:
    table = csv.DictWriter(sys.stdout, _COLUMNS, lineterminator="\n")
    table.writeheader()
    for mention in found:
        table.writerow({name: _cell(value) for name, value in _row(mention).items()})


def _cell(value: Any) -> Any:
    """A value for a table: what a spreadsheet would take for a formula begins with a quote there (OWASP)."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _jsonl(found: "Iterable[Mention]") -> None:
    from rag.telling.terminal import escaped_json

    for mention in found:
        print(escaped_json(json.dumps(_row(mention), ensure_ascii=False)))


_WRITERS = {"lines": _lines, "csv": _csv, "jsonl": _jsonl}
