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
class ExportedVersion:
    """A version of an article, and when it was read (UTC, ISO 8601)."""

    article: Article
    read_at: str


@dataclass(frozen=True, slots=True)
class ExportedArticle:
    """An article with all its versions, the first one first, and when it was removed (UTC, ISO 8601) if it was."""

    id: str
    removed_at: str | None
    versions: tuple[ExportedVersion, ...]

    def __post_init__(self) -> None:
        numbered = [(version.article.id, version.article.version) for version in self.versions]
        if not numbered or numbered != [(self.id, number) for number in range(1, len(numbered) + 1)]:
            raise ValueError(f"the versions of {self.id!r} are not numbered from 1 without gaps")


def exported_articles(connection: Connection) -> Iterator[ExportedArticle]:
    """Every article, removed ones too, one at a time; sorted by id in the order of code points."""
    query = select(articles.c.id, articles.c.deleted_at).order_by(_in_code_points(connection))
    for some in connection.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        by_article: dict[str, list[ExportedVersion]] = {row.id: [] for row in some}
        found = select(versions).where(versions.c.article_id.in_(by_article)).order_by(versions.c.version)
        for row in connection.execute(found):
            by_article[row.article_id].append(ExportedVersion(article_of(row), row.read_at))
        for row in some:
            yield _whole(row.id, row.deleted_at, by_article[row.id])


def count_missing_versions(connection: Connection, given: ExportedArticle) -> int:
    """How many of the last versions of `given` are not stored yet.

    Raises BadInput where another version than the given one is stored under its id and number.
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


def store_exported(
    connection: Connection, given: ExportedArticle, prepared: Sequence[Prepared], signed: stories.Signed
) -> Outcome:
    """Store those versions of `given` that are not stored yet, as they were, and note whether the article was removed.

    `prepared` holds at least those versions, in order; `signed` belongs to the last version. An article of which all
    versions are stored stays as it is. Raises as `count_missing_versions` does.
    """
    lacking = count_missing_versions(connection, given)
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
    """The column of ids, sorted by code points as SQLite does: another database may sort text as dictionaries do."""
    return articles.c.id if connection.dialect.name == "sqlite" else collate(articles.c.id, "C")


def _whole(article_id: str, removed_at: str | None, found: Sequence[ExportedVersion]) -> ExportedArticle:
    try:
        return ExportedArticle(article_id, removed_at, tuple(found))
    except ValueError as error:
        raise DamagedRow(str(error)) from error
