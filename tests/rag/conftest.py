"""What tests share: the real embedder, a record, a retriever over it, and what the tests of a record run on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from tempfile import TemporaryDirectory

import pytest

from rag.indexes.indexes import Indexes
from rag.models.embedding import Embedder
from rag.retrieval.retrieve import Retriever
from rag.search import open_record
from rag.settings import Settings
from rag.store.record import Record
from tests.rag.store.postgres import Server

Databases = Callable[[], AbstractContextManager[str]]
"""Called for the URL of a place where no record is yet, which is gone in the end."""


@pytest.fixture
def record(settings: Settings) -> Iterator[Record]:
    """An empty record; a file of tests may put one of its own in its place."""
    with open_record(settings) as opened:
        yield opened


@pytest.fixture
def retriever(record: Record, settings: Settings, embedder: Embedder) -> Iterator[Retriever]:
    """A retriever over the record."""
    with Indexes.open(record, settings.data_dir, embedder.dimensions) as indexes:
        yield Retriever(record, indexes, embedder)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Each test of the record runs on both."""
    return str(request.param)


@pytest.fixture(scope="module")
def databases(backend: str, request: pytest.FixtureRequest) -> Databases:
    """Makes places for empty records, on each database."""
    if backend == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        return server.database
    return _files


@contextmanager
def _files() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/data/record.sqlite"


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    """Where an empty record can be made, once on each database."""
    with databases() as made:
        yield made
