"""The exact ranking: every live passage's vector in memory, with what a filter asks of its article.

Chroma filters by asking SQL for each candidate, which costs far more than comparing all vectors does; and
an exact scan misses nothing. Follows the record's change log, as the indexes on disk do, and is filled
when first asked. Knows no words.
"""

import threading
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rag.errors import IndexBroken
from rag.indexes.derived import ScoredPassage
from rag.indexes.follower import CHANGES_AT_ONCE
from rag.store.filters import Filters
from rag.store.record import Record
from rag.store.rows import Scannable, Vector

_UNKNOWN_FIRST, _UNKNOWN_LAST = 0, date.max.toordinal() + 1
"""Days outside of every range, for an article without a date."""
_NONE = -1
_SPARE = 1 / 2
"""By what share of the rows it needs the matrix is made larger: memory that is not written to yet costs nothing."""
_GATHERED = 1 / 6
"""Up to this share of the passages it is cheaper to copy their vectors together than to compare
all: measured at 100,000 passages."""
_ROUNDING = 1e-4
"""More than twice what single precision can be wrong by in the product of two unit
vectors of some thousand dimensions."""
_DECIMALS = 12
"""How many decimals of a score are kept: further ones depend on the order in which a processor adds up."""


class ExactIndex:
    """Ranks a record's live passages by cosine, exactly, under any filter; safe to share between threads.

    Takes 4 bytes a dimension and passage: 154 MB for 100,000 passages of 384.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._turn = threading.Lock()
        self._seq = 0
        self._forget()

    def query(self, vector: Vector, k: int, wanted: Filters = Filters()) -> list[ScoredPassage]:  # frozen
        """The `k` passages that `wanted` admits whose cosine with `vector` (of unit length) is the highest, best first.

        Equal scores go by id. Brings itself level with the record first: the first call reads all vectors.
        """
        with self._turn:
            self._catch_up()
            rows = np.flatnonzero(self._admitted(wanted))
            best = self._best(rows, vector, k)
            return [ScoredPassage(self._ids[row], float(score)) for row, score in best]

    def catch_up(self) -> None:
        """Read what the record has and this has not, so that the next question need not wait for it."""
        with self._turn:
            self._catch_up()

    def _catch_up(self) -> None:
        try:
            self._follow()
        except BaseException:
            self._forget()  # half of a change must not be searched: the next question reads everything again
            raise

    def _follow(self) -> None:
        # Read before the passages: changes made meanwhile are then applied again, not missed.
        last = self._record.last_seq()
        if self._seq == 0 and last:
            for batch in self._record.scannable():
                self._add(batch)
            self._seq = last
        while self._seq < last and (changes := self._record.changes_after(self._seq, CHANGES_AT_ONCE)):
            touched = sorted({change.article_id for change in changes})
            fresh = [entry for batch in self._record.scannable(touched) for entry in batch]
            self._remove(touched)
            self._add(fresh)
            self._seq = changes[-1].seq

    def _forget(self) -> None:
        self._seq = self._used = 0
        self._ids: list[str] = []
        self._free: list[int] = []
        self._rows_of: dict[str, list[int]] = {}
        self._outlets: dict[str, int] = {}
        self._languages: dict[str, int] = {}
        self._matrix: Vector = np.empty((0, 0), dtype=np.float32)
        self._live = np.empty(0, dtype=np.bool_)
        self._earliest, self._latest, self._outlet, self._language = (np.empty(0, dtype=np.int32) for _ in range(4))

    def _remove(self, article_ids: Iterable[str]) -> None:
        for article_id in article_ids:
            rows = self._rows_of.pop(article_id, [])
            self._live[rows] = False
            self._free += rows

    def _add(self, entries: Sequence[Scannable]) -> None:
        if not entries:
            return
        lengths = {len(entry.vector) for entry in entries} | ({self._matrix.shape[1]} if self._used else set())
        if len(lengths) > 1:
            raise IndexBroken(
                f"The record holds vectors of different lengths: {sorted(lengths)}.",
                "Run `onrecord reindex`: it embeds again what another embedder embedded.",
            )
        self._make_room(len(entries), lengths.pop())
        rows = [self._place(entry.id) for entry in entries]
        for row, entry in zip(rows, entries, strict=True):
            self._rows_of.setdefault(entry.article_id, []).append(row)
        self._matrix[rows] = np.stack([entry.vector for entry in entries])
        self._earliest[rows] = [entry.earliest.toordinal() if entry.earliest else _UNKNOWN_FIRST for entry in entries]
        self._latest[rows] = [entry.latest.toordinal() if entry.latest else _UNKNOWN_LAST for entry in entries]
        self._outlet[rows] = [_code(self._outlets, entry.outlet) for entry in entries]
        self._language[rows] = [_code(self._languages, entry.language) for entry in entries]
        self._live[rows] = True

    def _place(self, passage_id: str) -> int:
        if self._free:
            row = self._free.pop()
            self._ids[row] = passage_id
            return row
        self._ids.append(passage_id)
        self._used += 1
        return self._used - 1

    def _make_room(self, more: int, dimensions: int) -> None:
        needed = self._used + more - len(self._free)
        if needed <= len(self._matrix):
            return
        room = needed + int(needed * _SPARE)
        matrix = np.empty((room, dimensions), dtype=np.float32)
        if self._used:
            matrix[: self._used] = self._matrix[: self._used]
        self._matrix = matrix
        for name in ("_live", "_earliest", "_latest", "_outlet", "_language"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate([column[: self._used], np.zeros(room - self._used, column.dtype)]))

    def _admitted(self, wanted: Filters) -> NDArray[np.bool_]:
        used = self._used
        admitted = self._live[:used].copy()
        if wanted.articles:
            among = np.zeros(used, dtype=np.bool_)
            among[[row for article_id in wanted.articles for row in self._rows_of.get(article_id, ())]] = True
            admitted &= among
        if wanted.since:
            admitted &= self._earliest[:used] >= wanted.since.toordinal()
        if wanted.until:
            admitted &= self._latest[:used] <= wanted.until.toordinal()
        if wanted.outlets:
            asked = np.zeros(len(self._outlets) + 1, dtype=np.bool_)  # its last place is that of an unknown outlet, -1
            asked[[self._outlets[name] for name in wanted.folded_outlets if name in self._outlets]] = True
            admitted &= asked[self._outlet[:used]]
        if wanted.language:
            admitted &= self._language[:used] == self._languages.get(wanted.language, _NONE - 1)
        return admitted

    def _best(self, rows: NDArray[np.intp], vector: Vector, k: int) -> list[tuple[int, float]]:
        """The best `k` of `rows` with their scores: found in single precision, ordered in double."""
        if not len(rows):
            return []
        if len(rows) > k:
            few = len(rows) <= _GATHERED * self._used
            near = self._matrix[rows] @ vector if few else (self._matrix[: self._used] @ vector)[rows]
            rows = rows[near >= np.partition(near, -k)[-k] - _ROUNDING]
        exact = np.round(self._matrix[rows].astype(np.float64) @ vector.astype(np.float64), _DECIMALS)
        ordered = sorted(
            zip(rows.tolist(), exact.tolist(), strict=True), key=lambda pair: (-pair[1], self._ids[pair[0]])
        )
        return ordered[:k]


def _code(codes: dict[str, int], name: str | None) -> int:
    return _NONE if name is None else codes.setdefault(name, len(codes))
