"""The record's tables, and the steps from one schema version to the next.

Says where each fact is kept; not what a row means to a caller (`rag.store.rows`), nor how a database is opened
(`rag.store.database`). Plain SQLAlchemy Core, so that the same tables work on SQLite and PostgreSQL.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    text,
)

from rag.errors import DatabaseVersion

TABLES = MetaData()

meta = Table("meta", TABLES, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

articles = Table(
    "articles",
    TABLES,
    Column("id", Text, primary_key=True),
    Column("current_version", Integer, nullable=False),
    Column("deleted_at", Text),
)

versions = Table(
    "versions",
    TABLES,
    Column("article_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("byline", Text),
    Column("url", Text),
    Column("published_value", Text),
    Column("published_precision", Text, nullable=False),
    Column("published_basis", Text, nullable=False),
    Column("source", Text),
    Column("content_hash", Text, nullable=False),
    # The next four are derived: a database can't fold the case of every script, nor widen "2025-05" to its days.
    Column("words_hash", Text, nullable=False),
    Column("outlet_folded", Text),
    Column("earliest", Text),
    Column("latest", Text),
    Column("language", Text),
    Column("read_at", Text, nullable=False),
    ForeignKeyConstraint(["article_id"], ["articles.id"]),
    Index("versions_by_words", "words_hash"),
)

sentences = Table(
    "sentences",
    TABLES,
    Column("article_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.version"]),
)

vectors = Table(
    "vectors",
    TABLES,
    Column("key", Text, primary_key=True),
    Column("model", Text, nullable=False),
    Column("dims", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

passages = Table(
    "passages",
    TABLES,
    Column("id", Text, primary_key=True),
    Column("article_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("first_sentence", Integer, nullable=False),
    Column("last_sentence", Integer, nullable=False),
    Column("vector_key", Text, nullable=False),
    ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.version"]),
    ForeignKeyConstraint(["vector_key"], ["vectors.key"]),
    Index("passages_by_version", "article_id", "version", "number", unique=True),
)

answers = Table(
    "answers",
    TABLES,
    Column("id", Text, primary_key=True),
    Column("created_at", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer_json", Text, nullable=False),
    Column("conversation_id", Text),
    Index("answers_by_conversation", "conversation_id", "created_at"),
)

changes = Table(
    "changes",
    TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("article_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_autoincrement=True,
)

cursors = Table("cursors", TABLES, Column("index_name", Text, primary_key=True), Column("seq", Integer, nullable=False))

# What `rag.store.signatures` compares of each live article's current version, and the story it belongs to.
signatures = Table(
    "signatures",
    TABLES,
    Column("article_id", Text, primary_key=True),
    Column("story", Text, nullable=False),
    Column("minimums", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("figures", Text, nullable=False),
    Column("corrects", Integer, nullable=False),
    ForeignKeyConstraint(["article_id"], ["articles.id"]),
    Index("signatures_by_story", "story"),
)

# A row for each band of a signature: articles worth comparing are found by key, without looking at all others.
bands = Table(
    "bands",
    TABLES,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Text, primary_key=True),
    ForeignKeyConstraint(["article_id"], ["articles.id"]),
    sqlite_with_rowid=False,
)

# What is read again and again, and the addresses that each has led to.
sources = Table(
    "sources",
    TABLES,
    Column("id", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("checked_at", Text),
    Column("next_at", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("failures", Integer, nullable=False),
    Column("told", Text, nullable=False),
)

seen = Table(
    "seen",
    TABLES,
    Column("source_id", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("stamp", Text, nullable=False),
    Column("article_id", Text),
    ForeignKeyConstraint(["source_id"], ["sources.id"]),
)

# Who took which article out of every question, when and why. Of its text nothing is here.
deletions = Table(
    "deletions",
    TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("article_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text),
    sqlite_autoincrement=True,
)


def _answers_by_conversation(connection: Connection) -> None:
    """Find the answers of a conversation without reading all; older answers begin no conversation that could go on."""
    connection.execute(text("ALTER TABLE answers ADD COLUMN conversation_id TEXT"))
    connection.execute(text("CREATE INDEX answers_by_conversation ON answers (conversation_id, created_at)"))


def _languages(connection: Connection) -> None:
    """Keep each version's language; that of versions stored before is unknown until `reindex` looks."""
    connection.execute(text("ALTER TABLE versions ADD COLUMN language TEXT"))


def _stories(connection: Connection) -> None:
    """Sign every live article and find the stories: a few milliseconds an article, once."""
    from rag.store.stories import place_all  # noqa: PLC0415  # it keeps its rows in the tables of this module

    TABLES.create_all(connection, tables=[signatures, bands])
    place_all(connection)


def _sources_and_deletions(connection: Connection) -> None:
    """Make room for sources, and for the log of deletions; a record of an older release has none."""
    TABLES.create_all(connection, tables=[sources, seen, deletions])


MIGRATIONS: Sequence[Callable[[Connection], None]] = (
    _answers_by_conversation,
    _languages,
    _stories,
    _sources_and_deletions,
)
"""Step n (from 0) takes a database of version n + 1 to version n + 2. Append only."""

VERSION_KEY = "schema_version"


def current_version(steps: Sequence[Callable[[Connection], None]] = MIGRATIONS) -> int:
    """The schema version this release writes."""
    return 1 + len(steps)


def needs_migration(
    connection: Connection, where: str, steps: Sequence[Callable[[Connection], None]] = MIGRATIONS
) -> bool:
    """Whether `migrate` has anything to do. Reads only; raises DatabaseVersion as `migrate` does."""
    return _version(connection, where, steps) != current_version(steps)


def migrate(connection: Connection, where: str, steps: Sequence[Callable[[Connection], None]] = MIGRATIONS) -> None:
    """Bring the database at `where` to the current schema version, inside the caller's transaction.

    An empty database gets all tables; an older one is walked step by step. Raises DatabaseVersion, changing nothing,
    where the version is newer or unknown.
    """
    version = _version(connection, where, steps, alone=True)
    if version == 0:
        TABLES.create_all(connection)
        connection.execute(meta.insert().values(key=VERSION_KEY, value=str(current_version(steps))))
        return
    for step in steps[version - 1 :]:
        step(connection)
    changed = meta.update().where(meta.c.key == VERSION_KEY).values(value=str(current_version(steps)))
    connection.execute(changed)


def _version(
    connection: Connection, where: str, steps: Sequence[Callable[[Connection], None]], *, alone: bool = False
) -> int:
    """The database's schema version, 0 where it is empty; raises DatabaseVersion where this release can't use it.

    `alone` makes other processes that want to migrate it wait for this transaction.
    """
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return 0
    found = None
    if meta.name in tables:
        query = select(meta.c.value).where(meta.c.key == VERSION_KEY)
        found = connection.execute(query.with_for_update() if alone else query).scalar()
    known = current_version(steps)
    usable = {str(version): version for version in range(1, known + 1)}
    if found in usable:
        return usable[found]
    if found is None:
        raise DatabaseVersion(
            f"The database {where} has tables, but none that say it is an On Record database "
            f"(this release writes version {known}).",
            "Point ONRECORD_DATA_DIR or ONRECORD_DATABASE_URL at another place.",
        )
    raise DatabaseVersion(
        f"The database {where} has schema version {found!s:.20}; "
        f"this release of On Record knows versions 1 to {known}.",
        "Use the release that made it or a newer one, or another data folder. Nothing was changed.",
    )
