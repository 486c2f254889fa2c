"""A process killed in the middle of an ingest loses nothing that it had acknowledged."""

import random
import subprocess
import sys

import pytest

from rag.store.record import Record
from rag.store.verify import verify

pytestmark = pytest.mark.slow


ROUNDS = 5


def _ingest_until_killed(url: str, prefix: str, lines: int) -> list[str]:
    """The ids that were acknowledged before the process was killed, all of those it managed to print."""
    command = [sys.executable, "-m", "tests.rag.store.ingesting", url, prefix, "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(lines)]
    process.kill()
    rest, _ = process.communicate()
    # A line cut by the kill was no acknowledgement.
    return acknowledged + rest[: rest.rfind("\n") + 1].split()


def test_what_was_acknowledged_survives_a_kill_at_any_moment(url: str) -> None:
    """Five kills, each after a random number of acknowledgements; the record stays whole throughout."""
    rng = random.Random(7)  # noqa: S311  # only to vary the moment
    acknowledged: set[str] = set()
    for round_number in range(ROUNDS):
        acknowledged |= set(_ingest_until_killed(url, f"r{round_number}-", rng.randrange(1, 60)))
        with Record.open(url) as record:
            stored = {listed.id for listed in record.articles()}
            assert acknowledged <= stored
            assert verify(record) == []
            # Batches are whole: what was not acknowledged is there in threes, or not at all.
            assert len(stored) % 3 == 0
