"""What the record finds in its rows: articles, live passages and what hangs on them, in a transaction the caller owns.

A passage is live while it belongs to the current version of an article that was not removed. Nothing here writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, select

from rag.domain import Article, Passage, Sentence
from rag.errors import NotFound
from rag.store.filters import Filters
from rag.store.rows import (
    About,
    DamagedRow,
    Indexable,
    Scannable,
    Vector,
    VectorTable,
    about_of,
    article_of,
    matrix_of,
    passage_of,
    scannable_of,
    sentence_of,
    vector_of,
)
from rag.store.schema import articles, passages, sentences, vectors, versions
from rag.store.writing import chunks

ArticleKey = tuple[str, int]
"""An article's id and version."""

AT_ONCE = 5000
"""Rows of passages with their vectors that are read at once: eight megabytes."""
LARGEST_VERSION = 2**31
"""No database is asked for a version with a larger number: some can't even be sent it."""


def article(connection: Connection, article_id: str, version: int | None) -> Article:
    """A version of an article, even if superseded or removed; without `version`, the live one. Raises NotFound."""
    sendable = article_id.isprintable() and (version or 0) < LARGEST_VERSION
    query = select(articles).where(articles.c.id == article_id)
    row = connection.execute(query).one_or_none() if sendable else None
    if row is None:
        raise NotFound(f"No article {article_id!r} is stored.", "`onrecord articles` lists what is.")
    if version is None and row.deleted_at is not None:
        hint = f"It can still be read by number: {_up_to(row.current_version)}."
        raise NotFound(f"The article {article_id!r} was removed on {row.deleted_at[:10]}.", hint)
    key = (article_id, row.current_version if version is None else version)
    found = articles_by_key(connection, [key])
    if key not in found and version is None:
        raise DamagedRow(f"the current version {row.current_version} of article {article_id!r} is not there")
    if key not in found:
        raise NotFound(
            f"The article {article_id!r} has no version {version}.", f"It has {_up_to(row.current_version)}."
        )
    return found[key]


def _up_to(version: int) -> str:
    return "version 1" if version == 1 else f"versions 1 to {version}"


def articles_by_key(connection: Connection, keys: Iterable[ArticleKey]) -> dict[ArticleKey, Article]:
    """The article versions that are stored, by (id, version); others are left out."""
    wanted = set(keys)
    found: dict[ArticleKey, Article] = {}
    for some in chunks(wanted):
        rows = connection.execute(select(versions).where(of_versions(versions, some)))
        found |= {
            (row.article_id, row.version): article_of(row) for row in rows if (row.article_id, row.version) in wanted
        }
    return found


def of_versions(table: Table, keys: Sequence[ArticleKey]) -> ColumnElement[bool]:
    """A condition by which an index finds the rows of `table` that belong to the article versions `keys`,
    at most CHUNK.

    It admits a few other rows, which the caller drops: for versions ("a", 1) and ("b", 2) also those of ("a", 2) and
    ("b", 1). To compare pairs, SQLite would read the whole table.
    """
    of_articles = table.c.article_id.in_({article_id for article_id, _ in keys})
    return and_(of_articles, table.c.version.in_({version for _, version in keys}))


def passages_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Passage]:
    """The passages among `ids` that are live, by id, in the order of `ids`."""
    wanted = list(ids)
    found: dict[str, Passage] = {}
    for some in chunks(wanted):
        rows = connection.execute(_live_passages().where(passages.c.id.in_(some)))
        found |= {row.id: passage_of(row) for row in rows}
    return {passage_id: found[passage_id] for passage_id in wanted if passage_id in found}


def scannable(connection: Connection, article_ids: Sequence[str] | None) -> Iterator[list[Scannable]]:
    """The live passages of the given articles (at most CHUNK; None for all), a few thousand at a time, in no order."""
    facts = (versions.c.earliest, versions.c.latest, versions.c.outlet_folded, versions.c.language)
    query = (
        select(passages.c.id, passages.c.article_id, *facts, vectors.c.data)
        .select_from(_versioned_passages().join(vectors, vectors.c.key == passages.c.vector_key))
        .where(articles.c.deleted_at.is_(None))
        .execution_options(yield_per=AT_ONCE)
    )
    if article_ids is not None:
        query = query.where(passages.c.article_id.in_(article_ids))
    for rows in connection.execute(query).partitions():
        yield [scannable_of(row) for row in rows]


def within(query: Select[Any], wanted: Filters) -> Select[Any]:
    """`query`, which must read `versions`, narrowed to the versions that `wanted` admits."""
    if wanted.since is not None:
        query = query.where(versions.c.earliest >= wanted.since.isoformat())
    if wanted.until is not None:
        query = query.where(versions.c.latest <= wanted.until.isoformat())
    if wanted.outlets:
        query = query.where(versions.c.outlet_folded.in_(wanted.folded_outlets))
    if wanted.language is not None:
        query = query.where(versions.c.language == wanted.language)
    return query.where(versions.c.article_id.in_(wanted.articles)) if wanted.articles else query


def sentences_of(connection: Connection, wanted: Iterable[Passage]) -> dict[str, tuple[Sentence, ...]]:
    """Each passage's sentences in reading order, by passage id."""
    found: dict[str, list[Sentence]] = {}
    within = and_(
        sentences.c.article_id == passages.c.article_id,
        sentences.c.version == passages.c.version,
        sentences.c.number.between(passages.c.first_sentence, passages.c.last_sentence),
    )
    for ids in chunks(passage.id for passage in wanted):
        query = (
            select(sentences, passages.c.id.label("passage_id"))
            .select_from(passages.join(sentences, within))
            .where(passages.c.id.in_(ids))
            .order_by(sentences.c.number)
        )
        for row in connection.execute(query):
            found.setdefault(row.passage_id, []).append(sentence_of(row))
    return {passage_id: tuple(listed) for passage_id, listed in found.items()}


def vectors_of(connection: Connection, ids: Sequence[str]) -> VectorTable:
    """The vectors of stored passages in the order of `ids`; ids that are not stored are left out."""
    data: dict[str, bytes] = {}
    joined = passages.join(vectors, vectors.c.key == passages.c.vector_key)
    for some in chunks(ids):
        query = select(passages.c.id, vectors.c.data).select_from(joined).where(passages.c.id.in_(some))
        data |= {row.id: row.data for row in connection.execute(query)}
    found = tuple(passage_id for passage_id in ids if passage_id in data)
    if not found:
        return VectorTable((), np.empty((0, 0), dtype=np.float32))
    return VectorTable(found, matrix_of([data[passage_id] for passage_id in found]))


def abouts(connection: Connection, keys: Iterable[ArticleKey]) -> dict[ArticleKey, About]:
    """What each article version is about, and which days it may be from; unknown versions are left out."""
    wanted = set(keys)
    days: dict[ArticleKey, tuple[str | None, str | None]] = {}
    data: dict[ArticleKey, list[bytes]] = {}
    same = and_(versions.c.article_id == passages.c.article_id, versions.c.version == passages.c.version)
    joined = passages.join(vectors, vectors.c.key == passages.c.vector_key).join(versions, same)
    for some in chunks(wanted):
        asked = set(some)
        query = (
            select(passages.c.article_id, passages.c.version, versions.c.earliest, versions.c.latest, vectors.c.data)
            .select_from(joined)
            .where(of_versions(passages, some))
            .order_by(passages.c.article_id, passages.c.number)
        )
        for article_id, version, earliest, latest, vector in connection.execute(query):
            if (key := (article_id, version)) in asked:
                days[key] = earliest, latest
                data.setdefault(key, []).append(vector)
    return {key: about_of(of_passages, *days[key]) for key, of_passages in data.items()}


def known_vectors(connection: Connection, keys: Iterable[str]) -> dict[str, Vector]:
    """The vectors that are stored already, by key."""
    found: dict[str, Vector] = {}
    for some in chunks(keys):
        query = select(vectors.c.key, vectors.c.data).where(vectors.c.key.in_(some))
        found |= {row.key: vector_of(row.data) for row in connection.execute(query)}
    return found


def passages_not_embedded_by(connection: Connection, model: str) -> list[Passage]:
    """The live passages whose vectors another model made."""
    other = select(vectors.c.key).where(vectors.c.model != model)
    query = _live_passages().where(passages.c.vector_key.in_(other)).order_by(passages.c.id)
    return [passage_of(row) for row in connection.execute(query)]


def of_unknown_language(connection: Connection) -> list[ArticleKey]:
    """The live versions whose language is not known, sorted by the article's id."""
    query = (
        select(versions.c.article_id, versions.c.version)
        .select_from(live_versions())
        .where(articles.c.deleted_at.is_(None), versions.c.language.is_(None))
        .order_by(versions.c.article_id)
    )
    return [(row.article_id, row.version) for row in connection.execute(query)]


def indexable(connection: Connection, article_ids: Sequence[str]) -> list[Indexable]:
    """The live passages of the given articles (at most CHUNK of them) with article and vector."""
    query = (
        select(passages, vectors.c.data)
        .select_from(live_join().join(vectors, vectors.c.key == passages.c.vector_key))
        .where(articles.c.deleted_at.is_(None), passages.c.article_id.in_(article_ids))
        .order_by(passages.c.article_id, passages.c.number)
    )
    rows = connection.execute(query).all()
    owners = articles_by_key(connection, {(row.article_id, row.version) for row in rows})
    for row in rows:
        if (row.article_id, row.version) not in owners:
            raise DamagedRow(f"version {row.version} of article {row.article_id!r} is not there")
    return [Indexable(passage_of(row), owners[row.article_id, row.version], vector_of(row.data)) for row in rows]


def passage_ids_of(connection: Connection, article_ids: Sequence[str]) -> set[str]:
    """The ids of all passages that any version of the given articles (at most CHUNK) ever had."""
    return set(connection.execute(select(passages.c.id).where(passages.c.article_id.in_(article_ids))).scalars())


def live_with_addresses(connection: Connection) -> list[tuple[str, str]]:
    """The ids of live articles with the addresses they state; of those that state none, nothing."""
    query = select(versions.c.article_id, versions.c.url).select_from(live_versions())
    stated = query.where(articles.c.deleted_at.is_(None), versions.c.url.is_not(None))
    return [(row.article_id, row.url) for row in connection.execute(stated)]


def live_article_ids(connection: Connection) -> list[str]:
    """The ids of all live articles, in order."""
    query = select(articles.c.id).where(articles.c.deleted_at.is_(None)).order_by(articles.c.id)
    return list(connection.execute(query).scalars())


def live_passage_ids(connection: Connection) -> set[str]:
    """The ids of all live passages: what an index that is up to date holds."""
    return set(connection.execute(_live_passages().with_only_columns(passages.c.id)).scalars())


def live_versions() -> FromClause:
    """Articles with their current versions; removed ones are not left out yet."""
    current = and_(versions.c.article_id == articles.c.id, versions.c.version == articles.c.current_version)
    return articles.join(versions, current)


def live_join() -> FromClause:
    """Passages of current versions with their articles; removed ones are not left out yet."""
    current = and_(articles.c.id == passages.c.article_id, articles.c.current_version == passages.c.version)
    return passages.join(articles, current)


def _live_passages() -> Select[Any]:
    return select(passages).select_from(_versioned_passages()).where(articles.c.deleted_at.is_(None))


def _versioned_passages() -> FromClause:
    versioned = and_(versions.c.article_id == passages.c.article_id, versions.c.version == passages.c.version)
    return live_join().join(versions, versioned)
