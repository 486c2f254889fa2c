"""Checks the promises again on what is stored: exact quotes (1), real citations (2), nothing lost (6).

Trusts no hash, offset or foreign key that it can check itself. Repairs nothing, and knows no index but by the ids it
is given: index agreement is checked for what the caller has brought up to date.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from pydantic import ValidationError
from sqlalchemy import Connection, Row, Select, Table, func, select

from rag.answer import Answer, Quoted
from rag.domain import FORBIDDEN_CHARACTER
from rag.store import reading
from rag.store.file import faults, mistyped
from rag.store.record import Record
from rag.store.rows import article_of, vector_of
from rag.store.schema import answers, articles, changes, cursors, passages, sentences, vectors, versions
from rag.store.writing import chunks


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise, by its number in the README, that the stored data breaks: what is wrong, and where."""

    promise: int
    what: str
    where: str


def verify(record: Record, index_ids: Mapping[str, Iterable[str]] | None = None) -> list[Violation]:
    """Every violation in the record, and in the indexes whose passage ids are given by index name; [] is good.

    Bring the indexes up to date first: what they lack counts against them.
    """
    with record.database.reading() as connection:
        if wrong := mistyped(connection):  # nothing else can be read of it
            return [Violation(6, what, record.database.where) for what in (*faults(connection), *wrong)]
        found = [
            *(Violation(6, what, record.database.where) for what in faults(connection)),
            *_articles(connection),
            *_spans(connection, sentences),
            *_spans(connection, passages),
            *_passages(connection),
            *_answers(connection),
            *_changes(connection),
        ]
        live = reading.live_passage_ids(connection)
    for name, ids in (index_ids or {}).items():
        found += _agreement(name, set(ids), live)
    return found


def loss_violation(message: str, where: str) -> Violation:
    """The violation for a record that holds less than its indexes have applied; `message` says what was found."""
    return Violation(6, message, where)


def _articles(connection: Connection) -> Iterator[Violation]:
    for row in connection.execute(select(versions)):
        where = f"article {row.article_id} version {row.version}"
        for name, text in (("title", row.title), ("text", row.text)):
            if FORBIDDEN_CHARACTER.search(text) or not unicodedata.is_normalized("NFC", text):
                yield Violation(1, f"the {name} is not clean NFC text", where)
        try:
            true_hash: str | None = article_of(row).content_hash
        except ValueError:
            true_hash = None
        if true_hash != row.content_hash:
            yield Violation(2, "was changed after it was stored: its content hash is no longer true", where)
    present = select(versions.c.article_id).where(
        versions.c.article_id == articles.c.id, versions.c.version == articles.c.current_version
    )
    for row in connection.execute(select(articles).where(~present.exists())):
        yield Violation(6, f"its current version {row.current_version} is not stored", f"article {row.id}")


def _spans(connection: Connection, table: Table) -> Iterator[Violation]:
    """Checks that sentences or passages (`table`) lie inside their text and are numbered from 0 in reading order."""
    length = func.length(versions.c.text).label("length")
    same = (versions.c.article_id == table.c.article_id) & (versions.c.version == table.c.version)
    query = (
        select(table.c.article_id, table.c.version, table.c.number, table.c.start, table.c.end, length)
        .select_from(table.outerjoin(versions, same))
        .order_by(table.c.article_id, table.c.version, table.c.number)
    )
    for key, group in groupby(connection.execute(query), lambda row: (row.article_id, row.version)):
        rows = list(group)
        where = f"{table.name} of article {key[0]} version {key[1]}"
        if [row.number for row in rows] != list(range(len(rows))):
            yield Violation(1, "are not numbered from 0 without gaps", where)
        if any(row.length is None or not 0 <= row.start < row.end <= row.length for row in rows):
            yield Violation(1, "lie outside of the text", where)
        if any(second.start < first.start or second.end < first.end for first, second in pairwise(rows)):
            yield Violation(1, "are not in reading order", where)


def _passages(connection: Connection) -> Iterator[Violation]:
    """Checks that every passage has a whole vector, every live one of the same length, and every live
    article a passage.
    """
    joined = passages.outerjoin(vectors, vectors.c.key == passages.c.vector_key)
    live = reading.live_passage_ids(connection)
    lengths: set[int] = set()
    for row in connection.execute(select(passages.c.id, vectors.c.dims, vectors.c.data).select_from(joined)):
        if not _whole(row):
            yield Violation(6, "has no usable vector", f"passage {row.id}")
        elif row.id in live:
            lengths.add(row.dims)
    if len(lengths) > 1:
        yield Violation(6, f"live passages have vectors of different lengths: {sorted(lengths)}", "the record")
    empty = select(articles).where(articles.c.deleted_at.is_(None)).where(~_has_passages().exists())
    for row in connection.execute(empty):
        yield Violation(6, "is live but has no passage", f"article {row.id} version {row.current_version}")


def _has_passages() -> Select[Any]:
    same = (passages.c.article_id == articles.c.id) & (passages.c.version == articles.c.current_version)
    return select(passages.c.id).where(same)


def _whole(row: Row[Any]) -> bool:
    if row.data is None or len(row.data) != 4 * row.dims:
        return False
    return bool(np.isfinite(vector_of(row.data)).all())


def _answers(connection: Connection) -> Iterator[Violation]:
    for row in connection.execute(select(answers.c.id, answers.c.answer_json)):
        where = f"answer {row.id}"
        try:
            answer = Answer.model_validate_json(row.answer_json)
        except ValidationError as error:
            yield Violation(2, f"can't be read: {error.errors()[0]['msg']}", where)
            continue
        quoted = _quoted(answer)
        texts = _texts(connection, {(quote.article_id, quote.version) for quote in quoted.values()})
        for name, quote in quoted.items():
            text = texts.get((quote.article_id, quote.version))
            if text is None:
                what = f"article {quote.article_id} version {quote.version}, which it cites, is not stored"
                yield Violation(2, what, f"{where}, {name}")
            elif text[quote.start : quote.end] != quote.quote:
                yield Violation(1, "the quote is not what the article says there", f"{where}, {name}")


def _changes(connection: Connection) -> Iterator[Violation]:
    """Checks that what the log says was stored is stored, and that no index has come further than the log."""
    there = (versions.c.article_id == changes.c.article_id) & (versions.c.version == changes.c.version)
    missing = select(changes.c.article_id, changes.c.version).distinct().where(changes.c.kind == "stored")
    for row in connection.execute(missing.where(~select(versions.c.version).where(there).exists())):
        where = f"article {row.article_id} version {row.version}"
        yield Violation(6, "was stored, as the log of changes says, and is not there", where)
    last = connection.execute(select(func.max(changes.c.seq))).scalar() or 0
    for row in connection.execute(select(cursors).where(cursors.c.seq > last)):
        yield Violation(6, f"has applied {row.seq} changes, and the log ends at {last}", f"the {row.index_name} index")


def _texts(connection: Connection, keys: set[reading.ArticleKey]) -> dict[reading.ArticleKey, str]:
    """The texts by article version, as they are stored: from a damaged one no Article could be made."""
    found: dict[reading.ArticleKey, str] = {}
    for some in chunks(keys):
        shown = (versions.c.article_id, versions.c.version, versions.c.text)
        rows = connection.execute(select(*shown).where(reading.of_versions(versions, some)))
        found |= {(row.article_id, row.version): row.text for row in rows if (row.article_id, row.version) in keys}
    return found


def _quoted(answer: Answer) -> Mapping[str, Quoted]:
    """Everything an answer shows as an article's own words, by its place in the answer, such as `citation 1`."""
    shown: dict[str, Quoted] = {f"citation {marker}": citation for marker, citation in answer.citations.items()}
    for marker, citation in answer.citations.items():
        shown |= {f"citation {marker}, also in {copy.article_id}": copy for copy in citation.also_in}
    shown |= {f"evidence {number}": quoted for number, quoted in enumerate(answer.evidence)}
    nearest = answer.abstention.nearest if answer.abstention else ()
    return shown | {f"nearest {number}": quoted for number, quoted in enumerate(nearest)}


def _agreement(name: str, ids: set[str], live: set[str]) -> Iterator[Violation]:
    for count, what in ((len(live - ids), "lacks"), (len(ids - live), "still holds")):
        if count:
            which = "live" if what == "lacks" else "removed or superseded"
            yield Violation(6, f"{what} {count} {which} passages; `onrecord reindex` rebuilds it", f"the {name} index")
