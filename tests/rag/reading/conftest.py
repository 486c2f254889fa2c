"""What tests of reading in another process share."""

import gc
from collections.abc import Iterator

import pytest

from tests.rag.reading.processes import children, command_of


@pytest.fixture
def no_orphans() -> Iterator[None]:
    """Whatever a test does, no process that reads is left."""
    before = children()
    yield
    gc.collect()
    left = [pid for pid in children() - before if "rag.reading.parsing" in command_of(pid)]
    assert left == []
