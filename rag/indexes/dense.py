"""The dense index: passages by the cosine of their vectors to a question's. Only importer of chromadb.

It is derived from the record and says nothing that the record does not say; text and metadata are kept in it so that
whoever opens the folder with plain Chroma or LangChain finds passages. One process at a time may open a folder: two
corrupt it, so the caller holds the data folder's lock.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import numpy as np

from rag.domain import Article, Passage
from rag.errors import IndexBroken
from rag.indexes.derived import Guarded, ScoredPassage, index_errors_as_ours
from rag.store.rows import Vector
from rag.system.child_trial import failure_in_child

WHAT = "dense index"
COLLECTION = "passages"
BATCH = 5000
"""Chroma refuses more than 5,461 at once."""

HNSW: Mapping[str, int] = {"ef_search": 400}
"""How many neighbours Chroma looks at for one query. With 105,000 passages, each of which had some 30 near copies, its
own setting of 100 found .924 of the 20 nearest, 200 found .967, 300 found .988 and 400 found .991, for a few
milliseconds more (`onrecord bench scale`)."""

DATABASE = "chroma.sqlite3"
"""Chroma's own database in the folder: it writes there whenever it is opened."""

TRIAL_NEIGHBOURS = 40


@dataclass(frozen=True, slots=True, eq=False)
class IndexedPassage:
    """A passage with its article and its vector (float32, one-dimensional)."""

    passage: Passage
    article: Article
    vector: Vector


class DenseIndex:
    """One folder of the dense index, safe to share between threads. Its methods raise IndexBroken
    where Chroma fails, or DiskFull.
    """

    def __init__(self, client: Any, collection: Any, folder: Path, dimensions: int) -> None:
        self._client = client
        self._collection = collection
        self._guarded = Guarded(WHAT, folder)
        self.folder = folder
        self.dimensions = dimensions

    @property
    def broken(self) -> bool:
        """Whether Chroma has failed since it was opened."""
        return self._guarded.broken

    @property
    def stuck(self) -> bool:
        """Whether Chroma has found the disk full: then it must not be asked any more."""
        return self._guarded.stuck

    @classmethod
    def open(cls, folder: Path, dimensions: int) -> "DenseIndex":
        """Open the index in `folder`, made where there is none. Raises IndexBroken where it can't answer a question.

        A damaged folder can kill the process in native code: `trial` finds that out in another process.
        """
        import chromadb  # noqa: PLC0415  # takes seconds
        from chromadb.config import Settings  # noqa: PLC0415  # see above

        with index_errors_as_ours(WHAT, folder):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
            except BaseException:
                _forget(folder)
                raise
            try:
                collection = client.get_or_create_collection(
                    COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine", **HNSW}}
                )
                if collection.configuration["hnsw"]["ef_search"] != HNSW["ef_search"]:
                    # Made by a release that looked less far: an existing collection keeps what it was made with.
                    collection.modify(configuration={"hnsw": dict(HNSW)})
                index = cls(client, collection, folder, dimensions)
                index.check()
            except BaseException:
                client.close()
                raise
        return index

    def apply(self, added: Sequence[IndexedPassage], removed_ids: Iterable[str]) -> None:
        """Add or replace passages, and remove ids (unknown ones are fine). On disk when it returns; fine to repeat."""
        removed = sorted(removed_ids)
        with self._guarded():
            for start in range(0, len(removed), BATCH):
                self._collection.delete(ids=removed[start : start + BATCH])
            for start in range(0, len(added), BATCH):
                self._upsert(added[start : start + BATCH])

    def query(self, vector: Vector, k: int) -> list[ScoredPassage]:
        """Up to `k` passages by cosine similarity, best first; equal scores by id. Approximate, as HNSW is."""
        with self._guarded():
            found = self._collection.query(query_embeddings=[vector], n_results=k, include=["distances"])
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return sorted((ScoredPassage(found_id, 1.0 - float(distance)) for found_id, distance in pairs), key=_best_first)

    def count(self) -> int:
        """How many passages it holds."""
        with self._guarded():
            return int(self._collection.count())

    def ids(self) -> set[str]:
        """The ids of all passages it holds."""
        with self._guarded():
            return set(self._collection.get(include=[])["ids"])

    def check(self) -> None:
        """Answer one question, which loads what a question needs: a folder may open and still
        be broken. Raises IndexBroken.
        """
        axis = np.zeros(self.dimensions, dtype=np.float32)
        axis[0] = 1
        expected = min(3, self.count())
        if expected and len(self.query(axis, expected)) != expected:
            raise IndexBroken(f"The dense index in {self.folder} does not find what it holds.")

    def close(self) -> None:
        """Close the folder: this process, or another, may open it again. Raises IndexBroken."""
        if self.stuck:
            _forget(self.folder)
            return
        with self._guarded():
            self._client.close()

    def _upsert(self, added: Sequence[IndexedPassage]) -> None:
        lengths = {len(entry.vector) for entry in added} - {self.dimensions}
        if lengths:  # an empty collection would take them, and no question would ever match
            raise IndexBroken(
                f"The record holds vectors of length {max(lengths)}; the embedder makes {self.dimensions}.",
                "Set ONRECORD_EMBEDDER to the model that made them, or embed all articles again.",
            )
        self._collection.upsert(
            ids=[entry.passage.id for entry in added],
            embeddings=np.stack([entry.vector for entry in added]),
            documents=[entry.passage.span.of(entry.article.text) for entry in added],
            metadatas=[_metadata(entry) for entry in added],
        )


def trial(folder: Path, dimensions: int, questions: Sequence[Vector]) -> str | None:
    """Why the index in `folder` can't be opened and asked `questions`, which are vectors; None if it
    can. A child process tries it.

    The child finds out what would kill this process, or keep it for ever; not whether answers are right.
    """
    given = {"folder": str(folder), "dimensions": dimensions, "questions": [one.tolist() for one in questions]}
    return failure_in_child(__name__, "answer_all", given)


def answer_all(folder: str, dimensions: int, questions: Sequence[Sequence[float]]) -> None:
    """What `trial` does in the child. Raises IndexBroken."""
    with index_errors_as_ours(WHAT, Path(folder)), closing(sqlite3.connect(Path(folder) / DATABASE)) as database:
        [said] = database.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            raise IndexBroken(f"The database of the dense index in {folder} is damaged: {said}.")
    index = DenseIndex.open(Path(folder), dimensions)
    index.ids()
    for question in questions:
        index.query(np.array(question, dtype=np.float32), TRIAL_NEIGHBOURS)
    index.close()


def _forget(folder: Path) -> None:
    """Make Chroma forget a client that it could not start: else the next one of the same folder would be given it."""
    from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415  # takes seconds

    SharedSystemClient._identifier_to_system.pop(str(folder), None)  # noqa: SLF001  # it has no door for this


def _best_first(hit: ScoredPassage) -> tuple[float, str]:
    return -hit.score, hit.id


def _metadata(entry: IndexedPassage) -> dict[str, str | int]:
    """What plain Chroma shows of a passage; Chroma refuses None, so what an article does not state has no key."""
    article, span = entry.article, entry.passage.span
    stated = {"outlet": article.outlet, "url": article.url, "published": article.published.value}
    earliest = article.published.earliest()
    # Chroma compares numbers only, so a date to filter by has to be one.
    epoch = {"published_epoch": int(datetime.combine(earliest, time(), UTC).timestamp())} if earliest else {}
    known: dict[str, str | int] = {name: value for name, value in stated.items() if value is not None}
    return (
        known
        | epoch
        | {
            "article_id": article.id,
            "version": article.version,
            "title": article.title,
            "start": span.start,
            "end": span.end,
        }
    )
