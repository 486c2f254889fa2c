"""A process that opens the indexes and brings them level, for tests: prints a line as each batch is applied.

Run as `python -m tests.rag.following DATA_DIR`; it then holds the indexes until its input ends.
"""

import sys
from pathlib import Path

from rag.indexes import follower
from rag.indexes.indexes import Indexes
from rag.store.record import Record
from tests.rag.store.making import DIMENSIONS


def main(data_dir: Path) -> None:
    """Catch up in small steps, so that there are many moments to be killed at."""
    follower.CHANGES_AT_ONCE = follower.ARTICLES_AT_ONCE = 5
    with (
        Record.open(f"sqlite:///{data_dir / 'record.sqlite'}") as record,
        Indexes.open(record, data_dir, DIMENSIONS, lambda done, total: _say(f"{done} of {total}")),
    ):
        _say("level")
        sys.stdin.read()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
