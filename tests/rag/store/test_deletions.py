"""A deletion takes articles out, keeps what cites them, and is logged without their text."""

import pytest

from rag.domain import Article
from rag.errors import NotFound
from rag.keeping.ingest import store_batch
from rag.models.embedding import Embedder
from rag.retrieval import Retriever
from rag.store.deletions import Deletions
from rag.store.record import Record
from rag.store.verify import verify
from tests.rag.store.making import story

pytestmark = pytest.mark.slow


def test_what_is_deleted_is_gone_and_logged(url: str) -> None:
    """All of what was named or nothing; by whom, and why; its versions still resolve."""
    with Record.open(url) as record:
        record.store(
            [story(name, f"Of {name}.", url=f"https://lund.example/{name}", outlet="Lund Courier") for name in "abc"]
        )
        deletions = Deletions(record.database)
        with pytest.raises(NotFound, match="nobody"):
            deletions.delete(["a", "nobody"], "ida")
        assert record.live_article_ids() == ["a", "b", "c"]
        deletions.delete(["a", "a"], "ida", "asked to")
        deletions.delete(deletions.live_at("https://LUND.example/b?utm_source=x"), "bo")
        assert record.live_article_ids() == ["c"]
        newest, first = deletions.newest(9)
        assert (newest.article_id, newest.by, newest.reason) == ("b", "bo", None)
        assert (first.article_id, first.title, first.outlet, first.reason) == (
            "a",
            "Title of a",
            "Lund Courier",
            "asked to",
        )
        assert deletions.newest(1) == [newest]
        assert record.article("a", 1).text == "Of a."
        assert verify(record) == []
        with pytest.raises(NotFound, match="lund"):
            deletions.live_at("https://lund.example/b")


def test_what_is_deleted_is_not_found_by_the_next_question(
    record: Record, retriever: Retriever, embedder: Embedder
) -> None:
    """The indexes have followed by then."""
    texts = {"ferry": "The ferry stays in port until June.", "weir": "The weir broke in the night."}
    store_batch([Article(name, f"Of the {name}", text) for name, text in texts.items()], record, embedder)
    assert {hit.passage.article_id for hit in retriever.hits("ferry", 5)} == {"ferry", "weir"}
    Deletions(record.database).delete(["ferry"], "ida")
    assert {hit.passage.article_id for hit in retriever.hits("ferry", 5)} == {"weir"}
