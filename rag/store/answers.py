"""The answers that the record keeps: saving, finding, listing and deleting them, in a transaction the caller owns.

An answer is kept as the JSON that was shown, with its question; nothing here changes one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, select

from rag.answer import Answer, Quoted
from rag.errors import NotFound
from rag.store.reading import articles_by_key
from rag.store.rows import DamagedRow
from rag.store.schema import answers


@dataclass(frozen=True, slots=True)
class AnswerListed:
    """An answer as a list shows it, with the time it was given (UTC, ISO 8601) and its number of claims, 0 for
    an abstention.
    """

    id: str
    created_at: str
    question: str
    claims: int


def save(connection: Connection, answer_id: str, question: str, answer_json: str, conversation_id: str | None) -> None:
    """Keep an answer as it was shown."""
    # To the microsecond: answers of one conversation may be saved within a second, and their order counts.
    row = {"id": answer_id, "created_at": datetime.now(UTC).isoformat(timespec="microseconds"), "question": question}
    connection.execute(answers.insert().values(**row, answer_json=answer_json, conversation_id=conversation_id))


def answer_json(connection: Connection, answer_id: str) -> str:
    """The JSON of an answer, as it was shown. Raises NotFound."""
    # No database is asked for what it can't even be sent.
    sendable = answer_id.isprintable()
    query = select(answers.c.answer_json).where(answers.c.id == answer_id)
    kept: str | None = connection.execute(query).scalar() if sendable else None
    if kept is None:
        raise NotFound(f"No answer {answer_id!r} is kept.", "`onrecord answers` lists what is.")
    return kept


def checked_answer(connection: Connection, answer_id: str) -> Answer:
    """An answer as it was shown. Raises NotFound, and DamagedRow where what is stored is no answer, or quotes words
    that do not stand at that place of the stored article.
    """
    answer = _answer(answer_id, answer_json(connection, answer_id))
    quotes = _quotes(answer)
    cited = articles_by_key(connection, {(quote.article_id, quote.version) for quote in quotes})
    for quote in quotes:
        article = cited.get((quote.article_id, quote.version))
        if article is None or article.text[quote.start : quote.end] != quote.quote:
            where = f"article {quote.article_id!r} version {quote.version}"
            raise DamagedRow(f"the answer {answer_id!r} quotes what {where} does not say at {quote.start}")
    return answer


def newest_answers(connection: Connection, limit: int) -> list[AnswerListed]:
    """The `limit` newest answers, newest first."""
    query = select(answers).order_by(answers.c.created_at.desc(), answers.c.id).limit(limit)
    return [_listed(row) for row in connection.execute(query)]


def conversation(connection: Connection, conversation_id: str, last: int) -> list[str]:
    """The JSON of the `last` answers of a conversation, oldest first."""
    query = (
        select(answers.c.answer_json)
        .where(answers.c.conversation_id == conversation_id)
        .order_by(answers.c.created_at.desc(), answers.c.id)
        .limit(last)
    )
    return list(connection.execute(query).scalars())[::-1]


def delete(connection: Connection, answer_id: str) -> None:
    """Forget an answer and its question. Raises NotFound."""
    answer_json(connection, answer_id)
    connection.execute(answers.delete().where(answers.c.id == answer_id))


def _quotes(answer: Answer) -> list[Quoted]:
    """All slices of articles that an answer cites, or shows as the nearest sentences of an abstention."""
    cited = answer.citations.values()
    nearest = answer.abstention.nearest if answer.abstention else ()
    return [*cited, *(copy for citation in cited for copy in citation.also_in), *nearest]


def _listed(row: Row[Any]) -> AnswerListed:
    return AnswerListed(row.id, row.created_at, row.question, len(_answer(row.id, row.answer_json).claims))


def _answer(answer_id: str, kept: str) -> Answer:
    try:
        return Answer.model_validate_json(kept)
    except ValidationError as error:
        raise DamagedRow(f"the answer {answer_id!r} can't be read back: {error.errors()[0]['msg']}") from error
