"""The record: everything that was acknowledged, in SQL. The one door to it for the rest of On Record.

Each method is one transaction. Writing methods return once their work is committed and durable; none stays open while
a model runs. The record knows nothing of indexes but the cursors and locations it keeps for them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self

from sqlalchemy import func, select

from rag.answer import Answer
from rag.domain import Article, Passage, Sentence
from rag.errors import NotFound
from rag.store import answers, exported, listing, reading, stories, writing
from rag.store.answers import AnswerListed
from rag.store.database import Database
from rag.store.exported import ExportedArticle
from rag.store.filters import Filters
from rag.store.reading import ArticleKey
from rag.store.rows import (
    About,
    Change,
    Counts,
    Indexable,
    KeyedVector,
    Listed,
    Outcome,
    Prepared,
    Scannable,
    Vector,
    VectorTable,
)
from rag.store.schema import changes, cursors, meta
from rag.store.stories import Copy, Signed

INDEX = "index:"
"""How those keys of the `meta` table begin that say where an index is."""


class Record:
    """The record of one data folder, safe to share between threads and processes.

    Any method raises StoreFailed where the database can't be used; writing ones raise DiskFull, keeping nothing.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, url: str) -> Self:
        """Open, make or migrate the record at a SQLAlchemy URL. Raises as `Database.open` does."""
        return cls(Database.open(url))

    def close(self) -> None:
        """Close the database; the record can't be used after."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Articles

    def store(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Store articles, all or none; once this returns they are acknowledged. One outcome each, in order."""
        signed = [Signed.of(prepared.article.title, prepared.article.text) for prepared in batch]
        with self.database.writing() as connection:
            outcomes = [writing.store(connection, prepared) for prepared in batch]
            for outcome, one in zip(outcomes, signed, strict=True):
                if outcome.kind != "unchanged":
                    stories.place(connection, outcome.article_id, one)
        return outcomes

    def unchanged(self, article: Article) -> bool:
        """Whether storing `article` would change nothing, so that it need not be split and embedded."""
        with self.database.reading() as connection:
            return writing.outcome_of_storing(connection, article).kind == "unchanged"

    def remove(self, article_id: str) -> None:
        """Take an article out of every question from now on; its versions stay for citations. Raises NotFound."""
        with self.database.writing() as connection:
            stories.take_out(connection, article_id)

    def article(self, article_id: str, version: int | None = None) -> Article:
        """An article's given version, even after it was updated or removed; None is the live one. Raises NotFound."""
        with self.database.reading() as connection:
            return reading.article(connection, article_id, version)

    def live(self, article_id: str) -> Article | None:
        """The live article of that id; None where there is none."""
        try:
            return self.article(article_id)
        except NotFound:
            return None

    def articles(self, wanted: Filters = Filters(), title: str = "", limit: int | None = None) -> list[Listed]:
        """The live articles that `wanted` admits, with `title` in their title: newest first, at most `limit`."""
        with self.database.reading() as connection:
            return listing.list_articles(connection, wanted, title, limit)

    def kept(self) -> Iterator[ExportedArticle]:
        """All that is kept of every article, removed ones too, by id, one at a time; close or exhaust it."""
        with self.database.reading() as connection:
            yield from exported.exported_articles(connection)

    def lacks(self, given: ExportedArticle) -> int:
        """How many of the last versions of `given` are not stored. Raises BadInput where others are in their place."""
        with self.database.reading() as connection:
            return exported.count_missing_versions(connection, given)

    def keep(self, batch: Sequence[tuple[ExportedArticle, Sequence[Prepared]]]) -> list[Outcome]:
        """Store articles as they were kept elsewhere, all or none, each with its missing versions prepared; versions
        that are stored stay as they are. One outcome each, in order. Raises as `lacks` does.
        """
        last = [given.versions[-1].article for given, _ in batch]
        signed = [Signed.of(article.title, article.text) for article in last]
        with self.database.writing() as connection:
            return [exported.store_exported(connection, *each, one) for each, one in zip(batch, signed, strict=True)]

    def articles_by_key(self, keys: Iterable[ArticleKey]) -> dict[ArticleKey, Article]:
        """Article versions by (id, version); those not stored are left out."""
        with self.database.reading() as connection:
            return reading.articles_by_key(connection, keys)

    def copies(self, article_ids: Iterable[str], wanted: Filters = Filters()) -> dict[str, tuple[Copy, ...]]:
        """For each of the articles whose story has several copies that `wanted` admits: all of them, best first."""
        with self.database.reading() as connection:
            return stories.copies(connection, article_ids, wanted)

    def counts(self) -> Counts:
        """How much the record holds."""
        with self.database.reading() as connection:
            return listing.counts(connection)

    def outlets(self) -> list[str]:
        """The outlets of all live articles, each as it is printed, in order."""
        with self.database.reading() as connection:
            return listing.outlets(connection)

    def languages(self) -> list[str]:
        """The ISO 639-1 codes of the languages that live articles are known to be in, in order."""
        with self.database.reading() as connection:
            return listing.languages(connection)

    def of_unknown_language(self) -> list[ArticleKey]:
        """The live article versions whose language is not known."""
        with self.database.reading() as connection:
            return reading.of_unknown_language(connection)

    def set_languages(self, by_version: Mapping[ArticleKey, str]) -> None:
        """Note what stored versions are written in (ISO 639-1 codes); the indexes follow as with any change."""
        with self.database.writing() as connection:
            writing.set_languages(connection, by_version)

    # Passages, sentences, vectors

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages among `ids` that are live, in that order: what was removed or superseded drops out here."""
        with self.database.reading() as connection:
            return reading.passages_by_id(connection, ids)

    def sentences(self, passages: Iterable[Passage]) -> dict[str, tuple[Sentence, ...]]:
        """Each passage's sentences in reading order, by passage id."""
        with self.database.reading() as connection:
            return reading.sentences_of(connection, passages)

    def sentences_of_articles(self, keys: Iterable[ArticleKey]) -> dict[ArticleKey, tuple[Sentence, ...]]:
        """All sentences of article versions, by (id, version), in reading order."""
        with self.database.reading() as connection:
            return stories.sentences_of_articles(connection, keys)

    def vectors_of(self, passage_ids: Sequence[str]) -> VectorTable:
        """The vectors of passages, for an exact scan, in the order of `passage_ids`; unknown ids are left out."""
        with self.database.reading() as connection:
            return reading.vectors_of(connection, passage_ids)

    def abouts(self, keys: Iterable[ArticleKey]) -> dict[ArticleKey, About]:
        """What each article version is about, and which days it may be from; unknown versions are left out."""
        with self.database.reading() as connection:
            return reading.abouts(connection, keys)

    def known_vectors(self, keys: Iterable[str]) -> dict[str, Vector]:
        """The vectors already stored, by key: nothing is embedded twice."""
        with self.database.reading() as connection:
            return reading.known_vectors(connection, keys)

    def passages_not_embedded_by(self, model: str) -> list[Passage]:
        """The live passages that must be embedded again before `model` can search them."""
        with self.database.reading() as connection:
            return reading.passages_not_embedded_by(connection, model)

    def replace_vectors(self, by_passage: Mapping[str, KeyedVector]) -> None:
        """Give passages (by id) the vectors of another model; the indexes follow as with any change."""
        with self.database.writing() as connection:
            writing.replace_vectors(connection, by_passage)

    # Answers

    def save_answer(self, answer_id: str, question: str, answer_json: str, conversation_id: str | None = None) -> None:
        """Keep an answer, once: an id that is already taken raises StoreFailed."""
        with self.database.writing() as connection:
            answers.save(connection, answer_id, question, answer_json, conversation_id)

    def conversation(self, conversation_id: str, last: int) -> list[str]:
        """The JSON of the `last` answers of a conversation, oldest first; none where no answer belongs to it.

        Whoever knows the id may go on with it, so it is asked for by id only: nothing lists conversations.
        """
        with self.database.reading() as connection:
            return answers.conversation(connection, conversation_id, last)

    def answer(self, answer_id: str) -> str:
        """The JSON of an answer, as it was shown. Raises NotFound."""
        with self.database.reading() as connection:
            return answers.answer_json(connection, answer_id)

    def answer_shown(self, answer_id: str) -> Answer:
        """An answer as it was shown. Raises NotFound, and StoreFailed where it can't be read back."""
        with self.database.reading() as connection:
            return answers.checked_answer(connection, answer_id)

    def answers(self, limit: int) -> list[AnswerListed]:
        """The `limit` newest answers, newest first."""
        with self.database.reading() as connection:
            return answers.newest_answers(connection, limit)

    def delete_answer(self, answer_id: str) -> None:
        """Forget an answer and its question; a conversation goes on without it. Raises NotFound."""
        with self.database.writing() as connection:
            answers.delete(connection, answer_id)

    # What the indexes follow

    def last_seq(self) -> int:
        """The number of the newest change, 0 where there is none."""
        with self.database.reading() as connection:
            newest: int | None = connection.execute(select(func.max(changes.c.seq))).scalar()
        return newest or 0

    def changes_after(self, seq: int, limit: int) -> list[Change]:
        """The next changes after number `seq`, at most `limit`, oldest first."""
        query = select(changes).where(changes.c.seq > seq).order_by(changes.c.seq).limit(limit)
        with self.database.reading() as connection:
            return [Change(row.seq, row.article_id, row.version, row.kind) for row in connection.execute(query)]

    def indexable(self, article_ids: Sequence[str]) -> list[Indexable]:
        """The live passages of up to 500 articles, with all that an index needs."""
        with self.database.reading() as connection:
            return reading.indexable(connection, article_ids)

    def scannable(self, article_ids: Sequence[str] | None = None) -> Iterator[list[Scannable]]:
        """The live passages of up to 500 articles, or of all, with what an exact scan needs; a few thousand at a time.

        One moment of the record, however long it is read; close or exhaust it. In no order.
        """
        with self.database.reading() as connection:
            yield from reading.scannable(connection, article_ids)

    def passage_ids_of(self, article_ids: Sequence[str]) -> set[str]:
        """The ids of every passage of every version of up to 500 articles."""
        with self.database.reading() as connection:
            return reading.passage_ids_of(connection, article_ids)

    def live_article_ids(self) -> list[str]:
        """The ids of all live articles, in order."""
        with self.database.reading() as connection:
            return reading.live_article_ids(connection)

    def live_passage_ids(self) -> set[str]:
        """The ids of all live passages."""
        with self.database.reading() as connection:
            return reading.live_passage_ids(connection)

    def cursor(self, index_name: str) -> int:
        """The last change an index has applied, 0 for an index that has applied none."""
        with self.database.reading() as connection:
            found: int | None = connection.execute(
                select(cursors.c.seq).where(cursors.c.index_name == index_name)
            ).scalar()
        return found or 0

    def move_cursor(self, index_name: str, seq: int) -> None:
        """Say that an index has committed all changes up to `seq`. Call it only after that is so."""
        with self.database.writing() as connection:
            writing.move_cursor(connection, index_name, seq)

    def index_location(self, index_name: str) -> str | None:
        """The folder of the live index of that name, relative to the data folder; None where there is none."""
        with self.database.reading() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.key == f"{INDEX}{index_name}")).scalar()

    def adopt_index(self, index_name: str, location: str, seq: int) -> None:
        """Make the index in folder `location`, which has applied all changes up to `seq`, the live one."""
        with self.database.writing() as connection:
            writing.set_meta(connection, f"{INDEX}{index_name}", location)
            writing.move_cursor(connection, index_name, seq)
