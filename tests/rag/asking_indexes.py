"""A process that opens the indexes and asks them, for tests of damage: it may crash, and its parent sees how.

Run as `python -m tests.rag.asking_indexes DATA_DIR`: prints what was found, as JSON.
"""

import json
import sys
from pathlib import Path

from rag.indexes.indexes import Indexes
from rag.store.record import Record
from tests.rag.store.making import DIMENSIONS, vector_for

QUESTIONS = 40


def found_in(data_dir: Path) -> list[object]:
    """What questions of both kinds find, opening the indexes and closing them."""
    with (
        Record.open(f"sqlite:///{data_dir / 'record.sqlite'}") as record,
        Indexes.open(record, data_dir, DIMENSIONS) as indexes,
    ):
        near = [[hit.id for hit in indexes.dense.query(vector_for(f"q{n}"), 10)] for n in range(QUESTIONS)]
        worded = [[hit.id for hit in indexes.lexical.query(f"second of a{n}", 10)] for n in range(QUESTIONS)]
        return [near, worded, sorted(indexes.dense.ids()), sorted(indexes.lexical.ids())]


if __name__ == "__main__":
    print(json.dumps(found_in(Path(sys.argv[1]))))  # noqa: T201  # its parent reads it
