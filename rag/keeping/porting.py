"""Articles as lines of JSON, out of one record and into another, without loss: a line for each, with all its versions.

What can be made again is not in it: articles are split and embedded anew where they are taken in. Answers, and the
vectors themselves, are what a backup is for (`rag.keeping.backup`).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from rag.domain import Article, Basis, Precision, Published
from rag.errors import BadInput, UnreadableSource
from rag.keeping.ingest import BATCH_ARTICLES, prepared, refuse_mixed_vectors
from rag.models.embedding import Embeds
from rag.store.exported import ExportedArticle, ExportedVersion
from rag.store.record import Record
from rag.store.rows import Outcome, Prepared

FORMAT: Literal["onrecord.article/1"] = "onrecord.article/1"

Told = Outcome | UnreadableSource


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many articles were new, updated or unchanged, and what could not be taken in."""

    new: int
    updated: int
    unchanged: int
    refused: tuple[UnreadableSource, ...]


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Published(_Closed):
    value: str | None
    precision: Precision
    basis: Basis


class _Version(_Closed):
    version: int
    title: str
    text: str
    outlet: str | None
    byline: str | None
    url: str | None
    published: _Published
    source: str | None
    language: str | None
    read_at: str
    content_hash: str


class _Line(_Closed):
    format: Literal["onrecord.article/1"]
    id: str
    removed_at: str | None
    versions: tuple[_Version, ...]


def exported(record: Record) -> Iterator[str]:
    """The articles of `record`, removed ones too, a line each without line feed, sorted by code points of their ids."""
    return map(line_of, record.kept())


def imported(
    lines: Iterable[bytes], name: str, record: Record, embedder: Embeds, tell: Callable[[Told], None] | None = None
) -> Imported:
    """Take the articles in `lines` into `record`, a batch a commit; what is stored there already stays as it is.

    `tell` is called with each outcome or refusal as it comes. A line that is no article, or one whose versions differ
    from those stored under its id, is in the result, named by `name` and its number; the others are stored. Raises
    UnreadableSource where no line is an exported article.
    """
    refuse_mixed_vectors(record, embedder)
    done: list[Told] = []
    for one in _taken(_after_the_first(_read(lines, name), name), record, embedder):
        done.append(one)
        if tell is not None:
            tell(one)
    kinds = [one.kind for one in done if isinstance(one, Outcome)]
    refused = tuple(one for one in done if isinstance(one, UnreadableSource))
    return Imported(kinds.count("new"), kinds.count("updated"), kinds.count("unchanged"), refused)


def line_of(kept: ExportedArticle) -> str:
    """An article as one line of JSON: always the same for the same article."""
    line = {
        "format": FORMAT,
        "id": kept.id,
        "removed_at": kept.removed_at,
        "versions": list(map(_shown, kept.versions)),
    }
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def kept_of(line: bytes | str) -> ExportedArticle:
    """The article in a line of an export. Raises ValueError where the line holds none that can have been stored."""
    read = _Line.model_validate_json(line)
    if not read.id.isprintable():
        raise ValueError("its id is not text")
    for moment in (read.removed_at, *(version.read_at for version in read.versions)):
        if moment is not None and not _is_moment(moment):
            raise ValueError(f"{moment[:40]!r} is no date and time")
    return ExportedArticle(read.id, read.removed_at, tuple(_version(read.id, version) for version in read.versions))


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _shown(kept: ExportedVersion) -> Mapping[str, Any]:
    article = kept.article
    date = article.published
    return {
        "version": article.version,
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.url,
        "published": {"value": date.value, "precision": date.precision, "basis": date.basis},
        "source": article.source,
        "language": article.language,
        "read_at": kept.read_at,
        "content_hash": article.content_hash,
    }


def _version(article_id: str, read: _Version) -> ExportedVersion:
    if any("\x00" in (part or "") for part in (read.outlet, read.byline, read.url, read.source, read.language)):
        raise ValueError("it holds characters that are not text")
    try:
        published = Published(read.published.value, read.published.precision, read.published.basis)
    except ValueError as error:
        raise ValueError(f"version {read.version} has no date of publication that could be one") from error
    article = Article(
        article_id,
        read.title,
        read.text,
        read.outlet,
        read.byline,
        read.url,
        published,
        read.version,
        read.source,
        read.language,
    )
    if article.content_hash != read.content_hash:
        raise ValueError(f"version {read.version} is not what its content_hash says")
    return ExportedVersion(article, read.read_at)


def _read(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, ExportedArticle] | UnreadableSource]:
    """Each article with where it stands; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        where = f"{name}, line {number}"
        if line.strip():
            try:
                yield where, kept_of(line)
            except ValueError as error:
                yield _refused(where, f"it is no exported article ({_said(error)})", "Export it again.")


def _after_the_first(
    read: Iterator[tuple[str, ExportedArticle] | UnreadableSource], name: str
) -> Iterator[tuple[str, ExportedArticle] | UnreadableSource]:
    """The items of `read`. Refusals before the first article are held back until there is one. Raises UnreadableSource
    where there are refusals and no article.
    """
    refused: list[UnreadableSource] = []
    for item in read:
        if not isinstance(item, UnreadableSource):
            yield from chain(refused, [item], read)
            return
        refused.append(item)
    if refused:
        hint = "Make one by `onrecord articles export FILE`; `onrecord ingest` reads articles in other forms."
        raise UnreadableSource(f"{name} is no export of On Record: none of its lines is an exported article.", hint)


def _said(error: Exception) -> str:
    """What is wrong with a line, without the words of pydantic."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    if not where:
        return "it is no JSON object"
    kinds = {"missing": "is missing", "extra_forbidden": "does not belong there"}
    return f"{where} {kinds.get(first['type'], 'can not be what it is')}"


def _refused(where: str, why: str, hint: str) -> UnreadableSource:
    return UnreadableSource(f"{where}: {why}.", hint)


def _taken(
    read: Iterable[tuple[str, ExportedArticle] | UnreadableSource], record: Record, embedder: Embeds
) -> Iterator[Told]:
    waiting: dict[str, tuple[ExportedArticle, list[Prepared]]] = {}
    for item in read:
        if isinstance(item, UnreadableSource):
            yield item
            continue
        where, kept = item
        if kept.id in waiting or len(waiting) == BATCH_ARTICLES:
            yield from record.keep([*waiting.values()])
            waiting.clear()
        try:
            lacking = record.lacks(kept)
            articles = [version.article for version in kept.versions[len(kept.versions) - lacking :]]
            waiting[kept.id] = kept, prepared(articles, record, embedder)
        except BadInput as clash:
            yield _refused(where, clash.message.removesuffix("."), clash.hint)
        except ValueError as error:  # a text that can't be split, which no reader gives
            yield _refused(where, f"it can't be taken in ({error})", "Export it again.")
    yield from record.keep([*waiting.values()])
