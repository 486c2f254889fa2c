"""A process that ingests until it is done or killed, for tests: prints each article's id once it is acknowledged.

Run as `python -m tests.rag.store.ingesting URL PREFIX BATCHES`.
"""

import itertools
import sys

from rag.store.record import Record
from tests.rag.store.making import story


def main(url: str, prefix: str, batches: int) -> None:
    """Store batches of three articles; 0 batches means without end."""
    with Record.open(url) as record:
        for batch in range(batches) if batches else itertools.count():
            stories = [story(f"{prefix}{batch}.{number}", *_lines(prefix, batch, number)) for number in range(3)]
            for outcome in record.store(stories):
                sys.stdout.write(f"{outcome.article_id}\n")
            sys.stdout.flush()


def _lines(prefix: str, batch: int, number: int) -> list[str]:
    return [f"Sentence {line} of {prefix} {batch} {number}." for line in range(9)]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
