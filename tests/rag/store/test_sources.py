"""Sources are kept on either database, and go with a backup."""

from dataclasses import replace

import pytest

from rag.errors import BadInput
from rag.store.record import Record
from rag.store.sources import SeenItem, Sources

pytestmark = pytest.mark.slow


def test_what_was_noted_of_a_source_comes_back(url: str) -> None:
    """Also when the record is opened again; of an item the last that was said of it."""
    with Record.open(url) as record:
        sources = Sources(record.database)
        source = sources.add("https://lund.example/feed")
        read = replace(source, etag='"1"', failures=2, told="1 new.", next_at="2026-05-20T12:00:00+00:00")
        sources.note(read, [SeenItem(f"https://lund.example/{n}", "a", None) for n in range(700)])
        sources.note(read, [SeenItem("https://lund.example/5", "b", "ferry")])
    with Record.open(url) as record:
        again = Sources(record.database)
        assert again.listed() == [read]
        seen = again.seen(read.id)
        assert len(seen) == 700
        assert seen["https://lund.example/5"] == SeenItem("https://lund.example/5", "b", "ferry")
        again.remove(read.id)
        assert (again.listed(), again.seen(read.id)) == ([], {})


@pytest.mark.parametrize("address", ["", "lund.example", "file:///etc/passwd", "https://user:secret@lund.example/"])
def test_what_is_no_address_is_no_source(url: str, address: str) -> None:
    """Nothing is noted."""
    with Record.open(url) as record:
        sources = Sources(record.database)
        with pytest.raises(BadInput):
            sources.add(address)
        assert sources.listed() == []
