"""The record as lists show it: its articles, their outlets and languages, and how much there is. Writes nothing."""

import heapq
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, and_, func, select

from rag.domain import Published
from rag.store.filters import Filters
from rag.store.reading import AT_ONCE, live_join, live_versions, within
from rag.store.rows import Counts, Listed, read_back
from rag.store.schema import answers, articles, passages, versions


def list_articles(connection: Connection, wanted: Filters, title: str, limit: int | None) -> list[Listed]:
    """The live articles that `wanted` admits and whose title contains `title`, in any case: all, or at most `limit`.

    Newest first by the first day they may be from, undated ones last; then by title.
    """
    amounts = (
        select(passages.c.article_id, passages.c.version, func.count().label("passages"))
        .group_by(passages.c.article_id, passages.c.version)
        .subquery()
    )
    same = and_(amounts.c.article_id == versions.c.article_id, amounts.c.version == versions.c.version)
    query = (
        select(*_LISTED, func.coalesce(amounts.c.passages, 0).label("passages"))
        .select_from(live_versions().outerjoin(amounts, same))
        .where(articles.c.deleted_at.is_(None))
    )
    found = map(_listed, connection.execute(within(query, wanted).execution_options(yield_per=AT_ONCE)))
    # Matched and sorted here, because databases differ in how they fold and order text.
    words = unicodedata.normalize("NFC", title).casefold()
    named = (entry for entry in found if words in entry.title.casefold())
    return sorted(named, key=_newest_first) if limit is None else heapq.nsmallest(limit, named, key=_newest_first)


_LISTED = (
    versions.c.article_id,
    versions.c.version,
    versions.c.title,
    versions.c.outlet,
    versions.c.published_value,
    versions.c.published_precision,
    versions.c.published_basis,
)


def _newest_first(entry: Listed) -> tuple[int, str, str]:
    return -(entry.published.earliest() or date.min).toordinal(), entry.title, entry.id


@read_back
def _listed(row: Row[Any]) -> Listed:
    published = Published(row.published_value, row.published_precision, row.published_basis)
    return Listed(row.article_id, row.version, row.title, row.outlet, published, row.passages)


def outlets(connection: Connection) -> list[str]:
    """The outlets of all live articles, each as it is printed, in order. Reads every one of them."""
    return _values(connection, versions.c.outlet)


def languages(connection: Connection) -> list[str]:
    """The codes of the languages that live articles are known to be in, in order. Reads every one of them."""
    return _values(connection, versions.c.language)


def _values(connection: Connection, column: Column[Any]) -> list[str]:
    query = select(column).distinct().select_from(live_versions())
    found = connection.execute(query.where(articles.c.deleted_at.is_(None), column.is_not(None))).scalars()
    return sorted(found)


def counts(connection: Connection) -> Counts:
    """How many live articles and passages of them, versions and answers are stored."""
    queries: Mapping[str, Select[Any]] = {
        "articles": select(func.count()).select_from(articles).where(articles.c.deleted_at.is_(None)),
        "versions": select(func.count()).select_from(versions),
        "passages": select(func.count()).select_from(live_join()).where(articles.c.deleted_at.is_(None)),
        "answers": select(func.count()).select_from(answers),
    }
    return Counts(**{name: connection.execute(query).scalar_one() for name, query in queries.items()})
