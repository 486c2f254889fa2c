"""Articles taken out of every question by somebody, and the log of that: which, when, by whom and why, not their text.

Their versions stay, for the citations that point at them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from rag.errors import NotFound
from rag.reading.identity import canonical
from rag.store import reading, stories, writing
from rag.store.database import Database
from rag.store.schema import articles, deletions
from rag.store.writing import now


@dataclass(frozen=True, slots=True)
class Deletion:
    """An article that was deleted: what it was, when (UTC, ISO 8601), by whom, and the reason given, if any."""

    article_id: str
    title: str
    outlet: str | None
    url: str | None
    at: str
    by: str
    reason: str | None


class Deletions:
    """The deletions of a record. Each method is one transaction, and raises as those of `Record` do."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def delete(self, article_ids: Sequence[str], by: str, reason: str | None = None) -> list[Deletion]:
        """Take live articles out of every question, all or none. Raises NotFound, naming the first that is not live."""
        with self._database.writing() as connection:
            done = []
            for article_id in dict.fromkeys(article_ids):
                article = reading.article(connection, article_id, None)
                stories.take_out(connection, article_id)
                deletion = Deletion(article_id, article.title, article.outlet, article.url, now(), by, reason)
                connection.execute(deletions.insert().values(_row(deletion)))
                done.append(deletion)
        return done

    def among(self, article_ids: Sequence[str]) -> set[str]:
        """Those of these articles that are deleted now."""
        found = set[str]()
        with self._database.reading() as connection:
            for some in writing.chunks(article_ids):
                gone = articles.c.id.in_(some) & articles.c.deleted_at.is_not(None)
                found |= set(connection.execute(select(articles.c.id).where(gone)).scalars())
        return found

    def newest(self, limit: int) -> list[Deletion]:
        """The `limit` newest deletions, newest first."""
        query = select(deletions).order_by(deletions.c.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return [Deletion(**{name: getattr(row, name) for name in _NAMES}) for row in connection.execute(query)]

    def live_at(self, address: str) -> list[str]:
        """The ids of the live articles of that address, as their pages state it. Raises NotFound where none has it."""
        with self._database.reading() as connection:
            found = reading.live_with_addresses(connection)
        wanted = canonical(address)
        ids = [article_id for article_id, url in found if canonical(url) == wanted]
        if not ids:
            raise NotFound(f"No article of {address[:200]!r} is stored.", "`onrecord articles` lists what is.")
        return ids


_NAMES = ("article_id", "title", "outlet", "url", "at", "by", "reason")


def _row(deletion: Deletion) -> dict[str, str | None]:
    return {name: getattr(deletion, name) for name in _NAMES}
