"""A real record in a real file, and in a real PostgreSQL."""

from collections.abc import Iterator

import pytest

from rag.store.record import Record


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """An empty record."""
    with Record.open(url) as opened:
        yield opened
