"""A real record in a real file, and in a real PostgreSQL."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from rag.store.record import Record
from tests.rag.store.postgres import Server, Unavailable, served


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL; tests on it are skipped, with the reason, where there can be none."""
    with ExitStack() as undo:
        try:
            server = undo.enter_context(served())
        except Unavailable as reason:
            pytest.skip(str(reason))
        yield server


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Each test of the record runs on both."""
    return str(request.param)


@pytest.fixture
def url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where an empty record can be made, once on each database."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'record.sqlite'}"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database() as made:
        yield made


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """An empty record."""
    with Record.open(url) as opened:
        yield opened
