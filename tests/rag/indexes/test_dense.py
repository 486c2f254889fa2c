"""What the dense index finds, keeps and survives: a real Chroma in a real folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.domain import Passage
from rag.errors import IndexBroken
from rag.indexes.dense import DenseIndex, IndexedPassage, trial
from tests.rag.store.making import DIMENSIONS, article, dated, prepared, vector_for

pytestmark = pytest.mark.slow


def _entries(article_id: str, *lines: str, **shown: object) -> list[IndexedPassage]:
    made = prepared(article(article_id, *lines, **shown))
    return [IndexedPassage(passage, made.article, made.vectors[passage.number].values) for passage in made.passages]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index of a test lies."""
    return tmp_path / "dense-1"


@pytest.fixture
def index(folder: Path) -> Iterator[DenseIndex]:
    """An empty index."""
    opened = DenseIndex.open(folder, DIMENSIONS)
    yield opened
    opened.close()


def test_the_nearest_come_first_with_their_cosine(index: DenseIndex) -> None:
    """Scores are cosine similarities, as an exact computation gives them."""
    entries = [entry for number in range(30) for entry in _entries(f"a{number}")]
    index.apply(entries, ())
    question = vector_for("a question")
    exact = sorted(((float(entry.vector @ question), entry.passage.id) for entry in entries), reverse=True)[:5]
    found = index.query(question, 5)
    assert [hit.id for hit in found] == [name for _, name in exact]
    assert [hit.score for hit in found] == pytest.approx([score for score, _ in exact], abs=1e-5)


def test_equal_scores_are_ordered_by_id(index: DenseIndex) -> None:
    """Passages of the same words have the same vector."""
    for name in ("c", "a", "b"):
        index.apply(_entries(name, "Same words."), ())
    assert [hit.id for hit in index.query(vector_for("Same words."), 3)] == ["a.1.0", "b.1.0", "c.1.0"]


def test_an_empty_index_finds_nothing(index: DenseIndex) -> None:
    """Before anything was ingested; more than there is may be asked for."""
    assert (index.query(vector_for("x"), 5), index.ids(), index.count()) == ([], set(), 0)
    index.apply(_entries("a", "One."), ())
    assert len(index.query(vector_for("x"), 50)) == 1


def test_applying_twice_is_applying_once(index: DenseIndex) -> None:
    """A replay after a crash changes nothing; unknown ids are removed without complaint."""
    entries = _entries("a")
    index.apply(entries, ())
    index.apply(entries, ["never.1.0"])
    assert index.ids() == {"a.1.0", "a.1.1"}


def test_a_passage_under_a_known_id_is_replaced(index: DenseIndex) -> None:
    """Chroma's `add` would silently keep the old one."""
    index.apply(_entries("a", "Old words."), ())
    index.apply(_entries("a", "New words."), ())
    assert index.query(vector_for("New words."), 1)[0].score == pytest.approx(1, abs=1e-5)


def test_more_than_chroma_takes_at_once_goes_in_and_out(index: DenseIndex) -> None:
    """Batches are cut to size in both directions."""
    (only,) = _entries("a", "One.")
    many = [
        IndexedPassage(Passage("a", 1, number, only.passage.span, 0, 0), only.article, vector_for(str(number)))
        for number in range(6000)
    ]
    index.apply(many, ())
    assert index.count() == 6000
    index.apply([], [entry.passage.id for entry in many[1:]])
    assert index.ids() == {"a.1.0"}


def test_the_folder_can_be_opened_again_in_the_same_process(folder: Path) -> None:
    """What was applied is there, time after time."""
    for round_number in range(4):
        opened = DenseIndex.open(folder, DIMENSIONS)
        assert opened.count() == round_number
        opened.apply(_entries(f"a{round_number}", "One."), ())
        opened.close()


def test_plain_chroma_finds_text_and_metadata(folder: Path) -> None:
    """Whoever opens the folder without us finds passages; what an article does not state has no key."""
    import chromadb

    opened = DenseIndex.open(folder, DIMENSIONS)
    opened.apply(_entries("a", "One.", "Two.", outlet="Post", url="https://x.org", published=dated("2025-05")), ())
    opened.apply(_entries("b", "Three."), ())
    opened.close()
    with chromadb.PersistentClient(path=str(folder)) as client:
        collection = client.get_collection("passages", embedding_function=None)
        found = collection.get(ids=["a.1.0", "b.1.0"])
    assert found["documents"] == ["One.\nTwo.", "Three."]
    assert found["metadatas"] == [
        {
            "article_id": "a",
            "version": 1,
            "title": "Title of a",
            "start": 0,
            "end": 9,
            "outlet": "Post",
            "url": "https://x.org",
            "published": "2025-05",
            "published_epoch": 1746057600,
        },
        {"article_id": "b", "version": 1, "title": "Title of b", "start": 0, "end": 6},
    ]


@pytest.fixture
def filled(folder: Path) -> Path:
    """A closed index that has been written to its files."""
    opened = DenseIndex.open(folder, DIMENSIONS)
    opened.apply([entry for number in range(700) for entry in _entries(f"a{number}")], ())
    opened.close()
    return folder


def test_a_whole_folder_can_be_opened_in_a_child(filled: Path) -> None:
    """And one that is empty, which is made."""
    assert trial(filled, DIMENSIONS, [vector_for("x")]) is None


@pytest.mark.parametrize("damage", ["database cut", "database noise", "vectors noise", "graph gone"])
def test_a_damaged_folder_is_found_out_without_harm(filled: Path, damage: str) -> None:
    """Some damage raises, some kills the process in native code: the child takes it."""
    database = filled / "chroma.sqlite3"
    (vectors,) = filled.glob("*/data_level0.bin")
    if damage == "database cut":
        os.truncate(database, database.stat().st_size // 2)
    elif damage == "database noise":
        database.write_bytes(np.random.default_rng(0).bytes(50_000))
    elif damage == "vectors noise":
        vectors.write_bytes(np.random.default_rng(0).bytes(vectors.stat().st_size))
    else:
        for file in vectors.parent.iterdir():
            file.unlink()
    assert trial(filled, DIMENSIONS, [vector_for("x")])


def test_vectors_of_another_length_are_refused(filled: Path) -> None:
    """An index built by another model does not open for this one."""
    with pytest.raises(IndexBroken) as caught:
        DenseIndex.open(filled, DIMENSIONS + 1)
    assert "reindex" in caught.value.hint
    DenseIndex.open(filled, DIMENSIONS).close()


def test_an_index_of_an_earlier_release_looks_as_far_as_a_new_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chroma keeps what a collection was made with; opening it says otherwise, and the nearest are found."""
    rng = np.random.default_rng(5)
    vectors = rng.normal(size=(4000, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    def found(index: DenseIndex) -> float:
        true = [{str(at) for at in np.argsort(-(vectors @ vector))[:10]} for vector in -vectors[:30]]
        pairs = zip(true, -vectors[:30], strict=True)
        return float(np.mean([len(ids & {hit.id for hit in index.query(vector, 10)}) / 10 for ids, vector in pairs]))

    with monkeypatch.context() as earlier:
        earlier.setattr("rag.indexes.dense.HNSW", {"ef_search": 10})
        old = DenseIndex.open(folder, 64)
        old._collection.upsert(ids=[str(number) for number in range(4000)], embeddings=vectors)
        assert found(old) < 0.8
        old.close()
    for _ in range(2):
        now = DenseIndex.open(folder, 64)
        assert found(now) > 0.95
        now.close()
