"""Keeps the signatures of live articles and the stories they make, in a transaction the caller owns.

An article is compared only with those that share a band with it, found by an index. A story is named by the least id in
it, so that the same articles make the same stories in whatever order they came. Knows nothing of how texts are compared
(`rag.store.signatures`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, and_, delete, exists, func, select

from rag.domain import Published, Sentence
from rag.store.filters import Filters
from rag.store.reading import ArticleKey, of_versions, within
from rag.store.rows import read_back, sentence_of
from rag.store.schema import articles, bands, sentences, signatures, versions
from rag.store.signatures import BANDS, ROWS, Signature, components, name_of, says_it_corrects, signature
from rag.store.writing import chunks, remove


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature, and whether the article says that it corrects what was printed before."""

    signature: Signature
    corrects: bool

    @classmethod
    def of(cls, title: str, text: str) -> "Signed":
        """Sign an article. It takes milliseconds, so do it before a transaction begins."""
        return cls(signature(text), says_it_corrects(title, text))


@dataclass(frozen=True, slots=True)
class Copy:
    """One live article of a story that other articles print as well."""

    article_id: str
    version: int
    story: str
    corrects: bool
    outlet: str | None
    published: Published

    @property
    def rank(self) -> tuple[bool, int]:
        """The copy with the greatest rank is the best: what says that it corrects, then what is later."""
        earliest = self.published.earliest()
        return self.corrects, earliest.toordinal() if earliest else 0


def place(connection: Connection, article_id: str, signed: Signed) -> None:
    """Put an article, as its text now is, among the stories: it may join one, tie several together, or leave one."""
    leave(connection, article_id)
    keys = signed.signature.keys()
    near = _signatures(connection, select(bands.c.article_id).where(bands.c.key.in_(keys)))
    alike = [row.story for row in near if _signature(row).alike(signed.signature)]
    story = name_of([article_id, *alike])
    connection.execute(signatures.insert().values(_row(article_id, story, signed)))
    connection.execute(bands.insert(), [{"key": key, "article_id": article_id} for key in sorted(set(keys))])
    _rename(connection, set(alike), story)


def take_out(connection: Connection, article_id: str) -> None:
    """Take an article out of every question and out of its story; its versions stay for citations. Raises NotFound."""
    remove(connection, article_id)
    leave(connection, article_id)


def leave(connection: Connection, article_id: str) -> None:
    """Take an article out of its story; those of the others that only it connected become stories of their own."""
    row = connection.execute(select(signatures).where(signatures.c.article_id == article_id)).one_or_none()
    if row is None:
        return
    own = bands.c.key.in_(_signature(row).keys())
    connection.execute(delete(bands).where(own, bands.c.article_id == article_id))
    connection.execute(delete(signatures).where(signatures.c.article_id == article_id))
    others = connection.execute(select(signatures).where(signatures.c.story == row.story)).all()
    for story in components({other.article_id: _signature(other) for other in others}):
        for some in chunks(story):
            named = signatures.update().where(signatures.c.article_id.in_(some))
            connection.execute(named.values(story=name_of(story)))


def place_all(connection: Connection) -> None:
    """Place every live article that has no place yet."""
    placed = exists().where(signatures.c.article_id == articles.c.id)
    query = select(articles.c.id, articles.c.current_version).where(articles.c.deleted_at.is_(None), ~placed)
    keys = [(row.id, row.current_version) for row in connection.execute(query)]
    for some in chunks(keys):
        current = set(some)
        shown = (versions.c.article_id, versions.c.version, versions.c.title, versions.c.text)
        for row in connection.execute(select(*shown).where(of_versions(versions, some))).all():
            if (row.article_id, row.version) in current:
                place(connection, row.article_id, Signed.of(row.title, row.text))


def copies(connection: Connection, article_ids: Iterable[str], wanted: Filters) -> dict[str, tuple[Copy, ...]]:
    """For each of the articles whose story has several live articles that `wanted` admits: all of them, best first.

    Best is what says that it corrects, then the latest, then what states its outlet, then the least id.
    """
    asked = set(article_ids)
    stories: set[str] = set()
    for some in chunks(asked):
        own = select(signatures.c.story).where(signatures.c.article_id.in_(some))
        # Most articles are a story by themselves: nothing more is read of those.
        counted = select(signatures.c.story).where(signatures.c.story.in_(own)).group_by(signatures.c.story)
        stories.update(connection.execute(counted.having(func.count() > 1)).scalars())
    current = and_(versions.c.article_id == articles.c.id, versions.c.version == articles.c.current_version)
    joined = signatures.join(articles, articles.c.id == signatures.c.article_id).join(versions, current)
    by_story: dict[str, list[Copy]] = {}
    for some in chunks(stories):
        query = (
            select(signatures.c.story, signatures.c.corrects, *_SHOWN)
            .select_from(joined)
            .where(articles.c.deleted_at.is_(None), signatures.c.story.in_(some))
        )
        for row in connection.execute(within(query, wanted)):
            by_story.setdefault(row.story, []).append(_copy(row))
    several = [tuple(sorted(found, key=_best_first)) for found in by_story.values() if len(found) > 1]
    return {copy.article_id: story for story in several for copy in story if copy.article_id in asked}


def sentences_of_articles(connection: Connection, keys: Iterable[ArticleKey]) -> dict[ArticleKey, tuple[Sentence, ...]]:
    """All sentences of article versions, in reading order."""
    found: dict[ArticleKey, list[Sentence]] = {}
    for some in chunks(set(keys)):
        asked = set(some)
        query = select(sentences).where(of_versions(sentences, some)).order_by(sentences.c.number)
        for row in connection.execute(query):
            if (row.article_id, row.version) in asked:
                found.setdefault((row.article_id, row.version), []).append(sentence_of(row))
    return {key: tuple(listed) for key, listed in found.items()}


_SHOWN = (
    versions.c.article_id,
    versions.c.version,
    versions.c.outlet,
    versions.c.published_value,
    versions.c.published_precision,
    versions.c.published_basis,
)


@read_back
def _copy(row: Row[Any]) -> Copy:
    published = Published(row.published_value, row.published_precision, row.published_basis)
    return Copy(row.article_id, row.version, row.story, bool(row.corrects), row.outlet, published)


def _best_first(copy: Copy) -> tuple[bool, int, bool, str]:
    corrects, day = copy.rank
    return not corrects, -day, copy.outlet is None, copy.article_id


def _row(article_id: str, story: str, signed: Signed) -> Mapping[str, Any]:
    return {
        "article_id": article_id,
        "story": story,
        "minimums": signed.signature.minimums.astype("<u4").tobytes(),
        "size": signed.signature.size,
        "figures": " ".join(sorted(signed.signature.figures)),
        "corrects": int(signed.corrects),
    }


@read_back
def _signature(row: Row[Any]) -> Signature:
    minimums = np.frombuffer(row.minimums, dtype="<u4").astype(np.uint32).reshape(BANDS, ROWS)
    return Signature(minimums, row.size, frozenset(row.figures.split()))


def _signatures(connection: Connection, article_ids: Any) -> Sequence[Row[Any]]:
    return connection.execute(select(signatures).where(signatures.c.article_id.in_(article_ids))).all()


def _rename(connection: Connection, stories: Iterable[str], name: str) -> None:
    for some in chunks(stories):
        connection.execute(signatures.update().where(signatures.c.story.in_(some)).values(story=name))
