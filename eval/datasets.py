"""Questions files -> datasets. docs/eval.md describes the format; `examples` is the set that comes with On Record.

A bad line is refused by file, line and field, before anything is asked. Other sets have readers in eval/sets.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from eval.questions import KINDS, Alternative, Dataset, Gold, Nugget, Question, QuestionKind
from rag.asking.understand import checked_question, parse_day
from rag.domain import FORBIDDEN_CHARACTER, Article, Span
from rag.errors import BadDataset, BadInput, OnRecordError, UnreadableSource
from rag.reading import read_articles
from rag.reading.fields import Origin
from rag.reading.identity import article_id

FORMAT_HINT = "docs/eval.md describes the format."
_FIELDS = {"id", "question", "as_of", "kind", "answerable", "answers", "gold", "nuggets", "history"}
_GOLD_FIELDS = {"file", "article", "sentence"}
_NUGGET_FIELDS = {"text", "vital", "match"}


def load_questions(path: Path, articles: Path | None = None, name: str | None = None) -> Dataset:
    """The dataset of a questions file; `articles`, a folder or one file, defaults to the folder `articles` beside it.

    Raises BadDataset for a file, line or field that can't be used, UnreadableSource for articles that can't be read.
    """
    folder = articles or path.parent / "articles"
    text = _text(path)
    stored = stable_articles(folder)
    rows = list(_questions(path, text, folder, {article.id: article for article in stored}))
    if not rows:
        raise BadDataset(f"{path}: it holds no question.", FORMAT_HINT)
    digest = sha256("\x00".join([text, *(article.content_hash for article in stored)]).encode()).hexdigest()
    return Dataset(name or path.stem, digest, tuple(rows), lambda _corpus: stored)


@cache
def examples_folder() -> Path:
    """The folder of the example articles and questions: beside the packages in a checkout, inside `rag` installed."""
    checkout = Path(__file__).parent.parent / "examples"
    return checkout if checkout.is_dir() else Path(__file__).parent.parent / "rag" / "_examples"


def stable_articles(folder: Path) -> tuple[Article, ...]:
    """The articles of a folder, by id.

    One that has no id and no url gets its id from its place in the folder, so that this does not depend on where the
    folder lies.

    Raises UnreadableSource for the first that can't be read: an evaluation must not go on without some of them. Raises
    BadDataset for two of one id: the product would keep them as versions, and citations would lead to either.
    """
    found: dict[str, Article] = {}
    for item in read_articles(folder, follow_links=True):  # large sets are kept elsewhere and linked to
        if isinstance(item, UnreadableSource):
            raise item
        made = _stable(item, folder)
        if made.id in found:
            raise BadDataset(
                f"{made.source}: it has the id {made.id!r}, or the address, of {found[made.id].source}.",
                "Leave one of them out.",
            )
        found[made.id] = made
    return tuple(article for _, article in sorted(found.items()))


def lines_of(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file, each with the number of its line. Raises BadDataset, naming file and line."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadDataset(f"{path}, line {number}: this is not JSON ({error}).", FORMAT_HINT) from None
        if not isinstance(row, dict):
            raise BadDataset(f"{path}, line {number}: this is not a JSON object.", FORMAT_HINT)
        yield number, row


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else error
        raise BadDataset(f"{path}: it can't be read: {reason}.", FORMAT_HINT) from error


def _stable(article: Article, folder: Path) -> Article:
    source = article.source or ""
    if article_id(None, None, _origin(source).key) != article.id:
        return article
    return replace(article, id=article_id(None, None, Path(source).relative_to(_base(folder)).as_posix()))


def _origin(source: str) -> Origin:
    path, mark, part = source.rpartition("#")
    return Origin(Path(path), part) if mark and part.replace(".", "", 1).isdecimal() else Origin(Path(source))


def _base(articles: Path) -> Path:
    """The folder that the names of article files are relative to."""
    return articles if articles.is_dir() else articles.parent


def _questions(path: Path, text: str, folder: Path, articles: Mapping[str, Article]) -> Iterator[Question]:
    by_file = {article.source: article for article in articles.values()}
    seen: dict[str, int] = {}
    for number, row in lines_of(path, text):
        line = _Line(f"{path}, line {number}", row)
        made = _question(line, partial(_located, line, folder, articles, by_file))
        if made.id in seen:
            raise line.refuse("id", f"{made.id!r} is also the id of line {seen[made.id]}")
        seen[made.id] = number
        yield made


class _Line:
    """One row, and how to refuse a field of it."""

    def __init__(self, where: str, row: Mapping[str, Any]) -> None:
        self.where = where
        self.row = row

    def refuse(self, name: str, problem: str) -> BadDataset:
        return BadDataset(f"{self.where}, field {name!r}: {problem}.", FORMAT_HINT)

    def text(self, name: str) -> str:
        value = self.row.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(name, "it must be text that is not empty")
        return value

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        value = self.row.get(name, [])
        if not isinstance(value, list) or any(not isinstance(item, dict) for item in value):
            raise self.refuse(name, "it must be a list of objects")
        return value

    def alternatives(self, name: str, value: object) -> tuple[Alternative, ...]:
        """A list whose items are a string, or a list of strings that must all occur."""
        if not isinstance(value, list):
            raise self.refuse(name, "it must be a list")
        made = tuple((item,) if isinstance(item, str) else item for item in value)
        for item in made:
            if (
                not isinstance(item, list | tuple)
                or not item
                or any(not isinstance(p, str) or not p.strip() for p in item)
            ):
                raise self.refuse(name, "each item must be text, or a list of texts that must all occur")
        return tuple(tuple(item) for item in made)


def _question(line: _Line, located: Any) -> Question:
    if unknown := sorted(set(line.row) - _FIELDS):
        raise line.refuse(unknown[0], f"no such field; there are {', '.join(sorted(_FIELDS))}")
    for name, value in line.row.items():
        if FORBIDDEN_CHARACTER.search(json.dumps(value, ensure_ascii=False)):
            raise line.refuse(name, "it holds half a character (a lone surrogate)")
    answerable = line.row.get("answerable", True)
    if not isinstance(answerable, bool):
        raise line.refuse("answerable", "it must be true or false")
    kind = line.row.get("kind", "fact" if answerable else "unanswerable")
    if kind not in KINDS:
        raise line.refuse("kind", f"it can't be {kind!r}; there are {', '.join(KINDS)}")
    history = line.row.get("history", [])
    if not isinstance(history, list) or any(not isinstance(item, str) or not item.strip() for item in history):
        raise line.refuse("history", "it must be a list of questions")
    made = Question(
        id=line.text("id"),
        question=line.text("question"),
        as_of=line.text("as_of"),
        kind=cast("QuestionKind", kind),
        answerable=answerable,
        answers=line.alternatives("answers", line.row.get("answers", [])),
        gold=tuple(located(row) for row in line.rows("gold")),
        nuggets=tuple(_nugget(line, row) for row in line.rows("nuggets")),
        history=tuple(history),
    )
    return replace(_consistent(line, made), relevant=frozenset(gold.article_id for gold in made.gold))


def _consistent(line: _Line, made: Question) -> Question:
    for name, check, values in (
        ("question", checked_question, (made.question,)),
        ("history", checked_question, made.history),
        ("as_of", partial(parse_day, "as_of"), (made.as_of,)),
    ):
        try:
            for value in values:
                check(value)
        except BadInput as error:
            raise line.refuse(name, error.message.rstrip(".")) from error
    if not made.answerable and (made.answers or made.gold or made.nuggets):
        raise line.refuse("answerable", "a question that can't be answered has no answers, gold or nuggets")
    if made.kind == "unanswerable" and made.answerable:
        raise line.refuse("kind", "it can't be 'unanswerable' where answerable is true")
    if made.answerable and not made.answers:
        raise line.refuse("answers", "a question that can be answered needs at least one accepted answer")
    return made


def _nugget(line: _Line, row: Mapping[str, Any]) -> Nugget:
    text, vital = row.get("text"), row.get("vital", True)
    if unknown := sorted(set(row) - _NUGGET_FIELDS):
        raise line.refuse("nuggets", f"{unknown[0]!r} is no field of a nugget")
    if not isinstance(text, str) or not text.strip() or not isinstance(vital, bool):
        raise line.refuse("nuggets", 'each needs a "text", and "vital" is true or false')
    match = line.alternatives("nuggets", row.get("match", [text]))
    if not match:
        raise line.refuse("nuggets", f"{text!r} has nothing to match")
    return Nugget(text, vital, match)


def _located(
    line: _Line,
    folder: Path,
    articles: Mapping[str, Article],
    by_file: Mapping[str | None, Article],
    row: Mapping[str, Any],
) -> Gold:
    if unknown := sorted(set(row) - _GOLD_FIELDS):
        raise line.refuse("gold", f"{unknown[0]!r} is no field of it")
    if not isinstance(row.get("sentence"), str) or not row["sentence"].strip():
        raise line.refuse("gold", 'each needs a "sentence"')
    file, known = row.get("file"), row.get("article")
    article = by_file.get(str(_base(folder) / str(file))) if file else articles.get(str(known))
    if article is None:
        raise line.refuse("gold", f"there is no article {file or known!r} in {folder}")
    sentence = row["sentence"]
    start = article.text.find(sentence)
    if start < 0 or article.text.find(sentence, start + 1) >= 0:
        times = "not" if start < 0 else "more than once"
        raise line.refuse("gold", f"“{sentence[:80]}” stands {times} in {file or known}")
    return Gold(article.id, Span(start, start + len(sentence)))


def refused(error: OnRecordError, where: str) -> BadDataset:
    """An error of the product as a BadDataset that begins with `where`, the row of a set that it is about."""
    return BadDataset(f"{where}: {error.message}", error.hint)
