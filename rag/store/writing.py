"""What the record does to its rows: storing, removing and re-embedding articles.

All of it happens inside a transaction that the caller owns.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, and_, bindparam, select

from rag.domain import Article
from rag.errors import NotFound
from rag.store.rows import (
    ChangeKind,
    KeyedVector,
    Outcome,
    Prepared,
    passage_rows,
    sentence_rows,
    vector_row,
    version_row,
    words_hash,
)
from rag.store.schema import articles, changes, cursors, meta, passages, sentences, vectors, versions

Item = TypeVar("Item")

CHUNK = 500
"""Values bound in one statement: databases limit them."""


def chunks(items: Iterable[Item]) -> list[list[Item]]:
    """`items` in lists of at most CHUNK."""
    listed = list(items)
    return [listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK)]


def now() -> str:
    """The present moment in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def outcome_of_storing(connection: Connection, article: Article) -> Outcome:
    """What storing `article` would do, without doing it.

    Where its version is stored already, only the language may change: one that `article` states replaces the one on
    record, be that stated or detected; where it states none, the record keeps its own. An article without an address
    that is not live itself, while one with the same content is live under another id, counts as that one.
    """
    row = _current(connection, article.id)
    gone = row is None or row.deleted_at is not None
    if gone and article.url is None:
        twin = _live_twin(connection, article)
        if twin is not None:
            return twin
    if row is None:
        return Outcome(article.id, 1, "new")
    same = row.content_hash == article.content_hash
    if same and not gone:
        return _as_stated(row, article)
    return Outcome(article.id, row.current_version + (0 if same else 1), "new" if gone else "updated")


def store(connection: Connection, prepared: Prepared) -> Outcome:
    """Store one article as `outcome_of_storing` says. One that comes back unchanged after its removal is live again, in
    its old version.
    """
    outcome = outcome_of_storing(connection, prepared.article)
    if outcome.kind == "unchanged":
        return outcome
    row = _current(connection, outcome.article_id)
    if row is None:
        first = {"id": outcome.article_id, "current_version": outcome.version}
        connection.execute(articles.insert().values(first))
    if row is None or row.current_version < outcome.version:
        insert_version(connection, prepared, outcome.version, now())
    elif prepared.article.language:
        _set_language(connection, outcome.article_id, outcome.version, prepared.article.language)
    live = {"current_version": outcome.version, "deleted_at": None}
    connection.execute(articles.update().where(articles.c.id == outcome.article_id).values(live))
    log(connection, outcome.article_id, outcome.version, "stored")
    return outcome


def remove(connection: Connection, article_id: str) -> None:
    """Mark an article as removed; its versions stay for the citations that point at them. Raises NotFound."""
    row = _current(connection, article_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(f"No article {article_id!r} is stored.", "`onrecord articles` lists what is.")
    connection.execute(articles.update().where(articles.c.id == article_id).values(deleted_at=now()))
    log(connection, article_id, row.current_version, "removed")


def replace_vectors(connection: Connection, by_passage: Mapping[str, KeyedVector]) -> None:
    """Give stored passages other vectors (by passage id), and log the change for the indexes."""
    _insert_vectors(connection, by_passage.values())
    for ids in chunks(by_passage):
        rekeyed = [{"passage": passage_id, "key": by_passage[passage_id].key} for passage_id in ids]
        connection.execute(
            passages.update().where(passages.c.id == bindparam("passage")).values(vector_key=bindparam("key")), rekeyed
        )
        touched = select(passages.c.article_id, passages.c.version).where(passages.c.id.in_(ids)).distinct()
        for row in connection.execute(touched).all():
            log(connection, row.article_id, row.version, "stored")


def set_languages(connection: Connection, by_version: Mapping[tuple[str, int], str]) -> None:
    """Note the languages of stored versions, by article and version, and log the change for the indexes."""
    for (article_id, version), language in by_version.items():
        _set_language(connection, article_id, version, language)
        log(connection, article_id, version, "stored")


def move_cursor(connection: Connection, index_name: str, seq: int) -> None:
    """Note the last change an index has applied."""
    # Delete and insert, because "insert or update" is spelled differently by each database.
    connection.execute(cursors.delete().where(cursors.c.index_name == index_name))
    connection.execute(cursors.insert().values(index_name=index_name, seq=seq))


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Note one fact about the data folder as a whole."""
    connection.execute(meta.delete().where(meta.c.key == key))
    connection.execute(meta.insert().values(key=key, value=value))


def _set_language(connection: Connection, article_id: str, version: int, language: str) -> None:
    this = and_(versions.c.article_id == article_id, versions.c.version == version)
    connection.execute(versions.update().where(this).values(language=language))


def _as_stated(row: Row[Any], article: Article) -> Outcome:
    """The outcome for a live row with the same content as `article`: updated where the article states another language
    than the row has, else unchanged.
    """
    restated = article.language is not None and article.language != row.language
    return Outcome(row.id, row.current_version, "updated" if restated else "unchanged")


def _current(connection: Connection, article_id: str) -> Row[Any] | None:
    current = and_(versions.c.article_id == articles.c.id, versions.c.version == articles.c.current_version)
    query = (
        select(articles, versions.c.content_hash, versions.c.language)
        .select_from(articles.outerjoin(versions, current))
        .where(articles.c.id == article_id)
    )
    return connection.execute(query).one_or_none()


def _live_twin(connection: Connection, article: Article) -> Outcome | None:
    """The outcome where an article with the same content is live under another id, as where a file is found at two
    paths; else None.
    """
    current = and_(versions.c.article_id == articles.c.id, versions.c.version == articles.c.current_version)
    query = (
        select(articles.c.id, articles.c.current_version, versions.c.language)
        .select_from(articles.join(versions, current))
        .where(versions.c.words_hash == words_hash(article.title, article.text))
        .where(versions.c.content_hash == article.content_hash)
        .where(articles.c.deleted_at.is_(None), articles.c.id != article.id)
        .order_by(articles.c.id)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return _as_stated(row, article) if row else None


def insert_version(connection: Connection, prepared: Prepared, version: int, read_at: str) -> None:
    """Store a version with its sentences, passages and vectors; `read_at` is when it was read, in the form of `now`."""
    connection.execute(versions.insert().values(version_row(prepared, version, read_at)))
    _insert_vectors(connection, prepared.vectors.values())
    if prepared.sentences:
        connection.execute(sentences.insert(), sentence_rows(prepared.sentences, version))
    connection.execute(passages.insert(), passage_rows(prepared, version))


def _insert_vectors(connection: Connection, given: Iterable[KeyedVector]) -> None:
    by_key = {vector.key: vector for vector in given}
    for keys in chunks(by_key):
        stored = set(connection.execute(select(vectors.c.key).where(vectors.c.key.in_(keys))).scalars())
        missing: Sequence[dict[str, Any]] = [vector_row(by_key[key]) for key in keys if key not in stored]
        if missing:
            connection.execute(vectors.insert(), missing)


def log(connection: Connection, article_id: str, version: int, kind: ChangeKind) -> None:
    """Add a change to the log that the indexes follow."""
    row = {"article_id": article_id, "version": version, "kind": kind, "at": now()}
    connection.execute(changes.insert().values(row))
