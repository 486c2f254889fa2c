"""The sources that are read again and again: where they lie, how they were when last read, and what came of it.

Fetches nothing and decides nothing: `rag.keeping.sync` does.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from rag.errors import BadInput, NotFound
from rag.reading.identity import canonical, web_address
from rag.store.database import Database
from rag.store.schema import seen, sources
from rag.store.writing import chunks, now


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, a sitemap or a page that is read again and again.

    `etag` and `modified` are what its server said of it last. `checked_at` is when it was read last, `next_at` when it
    may be asked again, both in UTC, ISO 8601; `failures` counts the times in a row that it could not be read; `told` is
    what came of it last, a sentence for people.
    """

    id: str
    address: str
    added_at: str
    checked_at: str | None = None
    next_at: str | None = None
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An address that a source led to, in its canonical form: as what the source spoke of it, and the article read
    there, if any. Where two parts of a source speak of it in two ways, `stamp` has both, parted by a space.
    """

    address: str
    stamp: str
    article_id: str | None


class Sources:
    """The sources of a record. Each method is one transaction, and raises as those of `Record` do."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, address: str) -> Source:
        """Note a source; one that is there already stays as it is. Raises BadInput where it is no address."""
        if web_address(address) is None:
            raise BadInput(f"{address[:200]!r} is no address of the web.", "Give one that begins with https://.")
        plain = canonical(address)
        source = Source(hashlib.sha256(plain.encode()).hexdigest()[:12], address.strip(), now())
        with self._database.writing() as connection:
            known = _rows(connection, source.id)
            if not known:
                connection.execute(sources.insert().values(_row(source)))
        return known[0] if known else source

    def listed(self) -> list[Source]:
        """All sources, in the order in which they were added."""
        with self._database.reading() as connection:
            return _rows(connection)

    def remove(self, known_as: str) -> Source:
        """Forget the source of that id or address; its articles stay. Raises NotFound."""
        with self._database.writing() as connection:
            found = _known_as(connection, known_as)
            connection.execute(seen.delete().where(seen.c.source_id == found.id))
            connection.execute(sources.delete().where(sources.c.id == found.id))
        return found

    def known_as(self, known_as: str) -> Source:
        """The source of that id or address. Raises NotFound."""
        with self._database.reading() as connection:
            return _known_as(connection, known_as)

    def seen(self, source_id: str) -> Mapping[str, SeenItem]:
        """What a source has led to so far, by address."""
        query = select(seen).where(seen.c.source_id == source_id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return {row.address: SeenItem(row.address, row.stamp, row.article_id) for row in rows}

    def given_by_others(self, source_id: str, article_ids: Iterable[str]) -> set[str]:
        """Those of these articles that another source gave."""
        found = set[str]()
        with self._database.reading() as connection:
            for some in chunks(article_ids):
                theirs = seen.c.article_id.in_(some) & (seen.c.source_id != source_id)
                found |= set(connection.execute(select(seen.c.article_id).where(theirs)).scalars())
        return found

    def note(self, source: Source, items: Iterable[SeenItem]) -> None:
        """Note how a source was read, and what it led to then; `source` may have been forgotten meanwhile."""
        by_address = {item.address: item for item in items}
        with self._database.writing() as connection:
            changed = connection.execute(sources.update().where(sources.c.id == source.id).values(_row(source)))
            if not changed.rowcount:
                return
            for addresses in chunks(by_address):
                old = (seen.c.source_id == source.id) & seen.c.address.in_(addresses)
                connection.execute(seen.delete().where(old))
                rows = [(by_address[address].stamp, by_address[address].article_id, address) for address in addresses]
                values = [
                    {"source_id": source.id, "address": address, "stamp": stamp, "article_id": article_id}
                    for stamp, article_id, address in rows
                ]
                connection.execute(seen.insert(), values)


def _known_as(connection: Connection, known_as: str) -> Source:
    plain = canonical(known_as) if web_address(known_as) else None
    found = [one for one in _rows(connection) if known_as == one.id or plain == canonical(one.address)]
    if not found:
        raise NotFound(f"No source {known_as[:200]!r} is noted.", "`onrecord sources list` shows all.")
    return found[0]


def _row(source: Source) -> dict[str, object]:
    return {column.name: getattr(source, column.name) for column in sources.c}


def _rows(connection: Connection, source_id: str | None = None) -> list[Source]:
    query = select(sources).order_by(sources.c.added_at, sources.c.id)
    if source_id is not None:
        query = query.where(sources.c.id == source_id)
    return [Source(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001  # SQLAlchemy's public way
