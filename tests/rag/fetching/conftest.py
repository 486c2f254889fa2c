"""A site that tests fill."""

from collections.abc import Iterator

import pytest

from tests.rag.fetching.server import Site, served


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on this machine."""
    with served() as running:
        yield running
