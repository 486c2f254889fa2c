"""All that is kept of articles, for taking it elsewhere and back without loss, in a transaction the caller owns.

Every version, removed articles too, when each was read and removed; not what can be made again (sentences, passages,
vectors, stories), nor the log of changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, collate, select

from rag.domain import Article
from rag.errors import BadInput
from rag.store import stories, writing
from rag.store.rows import DamagedRow, Outcome, Prepared, article_of
from rag.store.schema import articles, versions

AT_ONCE = 100
"""Articles whose versions are read at once."""


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version of an article, and when it was read (UTC, ISO 8601)."""

    article: Article
    read_at: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An article with all its versions, the first one first, and when it was removed (UTC, ISO 8601) if it was."""

    id: str
    removed_at: str | None
    versions: tuple[KeptVersion, ...]

    def __post_init__(self) -> None:
        numbered = [(version.article.id, version.article.version) for version in self.versions]
        if not numbered or numbered != [(self.id, number) for number in range(1, len(numbered) + 1)]:
            raise ValueError(f"the versions of {self.id!r} are not numbered from 1 without gaps")


def kept(connection: Connection) -> Iterator[Kept]:
    """Every article, by id in the order of code points, one at a time."""
    query = select(articles.c.id, articles.c.deleted_at).order_by(_in_code_points(connection))
    for some in connection.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        by_article: dict[str, list[KeptVersion]] = {row.id: [] for row in some}
        found = select(versions).where(versions.c.article_id.in_(by_article)).order_by(versions.c.version)
        for row in connection.execute(found):
            by_article[row.article_id].append(KeptVersion(article_of(row), row.read_at))
        for row in some:
            yield _whole(row.id, row.deleted_at, by_article[row.id])


def lacks(connection: Connection, given: Kept) -> int:
    """How many of the last versions of an article are not stored yet.

    Raises BadInput where another text is stored under its id than the one it had in the same version.
    """
    query = select(versions.c.content_hash).where(versions.c.article_id == given.id).order_by(versions.c.version)
    stored = connection.execute(query).scalars().all()
    for version, content_hash in zip(given.versions, stored, strict=False):
        if version.article.content_hash != content_hash:
            raise BadInput(
                f"Another version {version.article.version} of the article {given.id!r} is stored already.",
                "Import it into an empty data folder, or give it an id of its own.",
            )
    return max(0, len(given.versions) - len(stored))


def keep(connection: Connection, given: Kept, prepared: Sequence[Prepared], signed: stories.Signed) -> Outcome:
    """Store the versions of an article that are not stored yet, as they were kept, and whether it was removed.

    `prepared` are at least those versions, ready to be stored; `signed` is its last one's. What has all of them stays as
    it is. Raises as `lacks` does.
    """
    lacking = lacks(connection, given)
    last = len(given.versions)
    if not lacking:
        return Outcome(given.id, last, "unchanged")
    row = {"current_version": last, "deleted_at": given.removed_at}
    if lacking == last:
        connection.execute(articles.insert().values(id=given.id, **row))
    else:
        connection.execute(articles.update().where(articles.c.id == given.id).values(row))
    for version, ready in zip(given.versions[-lacking:], prepared[-lacking:], strict=True):
        # A language that was not noted was not noted: what the words tell now is for `reindex` to say.
        as_kept = replace(ready, detected=None)
        writing.insert_version(connection, as_kept, version.article.version, version.read_at)
    writing.log(connection, given.id, last, "removed" if given.removed_at else "stored")
    if given.removed_at:
        stories.leave(connection, given.id)
    else:
        stories.place(connection, given.id, signed)
    return Outcome(given.id, last, "new" if lacking == last else "updated")


def _in_code_points(connection: Connection) -> ColumnElement[Any]:
    """The ids, compared as SQLite does: a database may order text as dictionaries do."""
    return articles.c.id if connection.dialect.name == "sqlite" else collate(articles.c.id, "C")


def _whole(article_id: str, removed_at: str | None, found: Sequence[KeptVersion]) -> Kept:
    try:
        return Kept(article_id, removed_at, tuple(found))
    except ValueError as error:
        raise DamagedRow(str(error)) from error
