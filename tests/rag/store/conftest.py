"""A real record in a real file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.store.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    with Record.open(f"sqlite:///{tmp_path / 'data' / 'record.sqlite'}") as opened:
        yield opened
