"""An answer that was given becomes an eval case: what was right must stay right, what was wrong must be mended.

Reads one answer from the record and appends one line to a questions file. Judges nothing: a person says what is right.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.datasets import lines_of
from eval.matching import matched
from rag.answer import Answer, Citation, Claim
from rag.build import open_record
from rag.domain import Article
from rag.errors import BadInput
from rag.reading.fields import Origin
from rag.reading.identity import article_id
from rag.settings import Settings
from rag.store.record import Record

SHORT_ID = 12


def add_answer(
    settings: Settings, answer_id: str, questions: Path, *, right: bool, expect: Sequence[str] = ()
) -> dict[str, Any]:
    """Append the question of an answer to `questions`, and return the new row.

    With `right`, the answer was right: `expect` are the words that make it so, and what is cited for claims with these
    words becomes gold. Otherwise it was wrong: `expect` is then what the articles do answer; without it they do not,
    and the product should have abstained. Raises NotFound for an unknown answer, BadInput where `expect` is missing or
    not in the answer, or the file has this answer already, and BadDataset for a bad file.
    """
    with open_record(settings) as record:
        answer = Answer.model_validate_json(record.answer(answer_id))
        row = _row(answer, record, questions.parent / "articles", right=right, expect=expect)
    before = questions.read_text(encoding="utf-8") if questions.exists() else ""
    if any(known.get("id") == row["id"] for _, known in lines_of(questions, before)):
        raise BadInput(f"{questions} holds this answer already, as {row['id']}.", "Edit that line instead.")
    end = "" if not before or before.endswith("\n") else "\n"
    questions.parent.mkdir(parents=True, exist_ok=True)
    partial = questions.with_name(questions.name + ".partial")
    partial.write_text(f"{before}{end}{json.dumps(row, ensure_ascii=False)}\n", encoding="utf-8")
    partial.replace(questions)
    return row


def _row(answer: Answer, record: Record, articles: Path, *, right: bool, expect: Sequence[str]) -> dict[str, Any]:
    answered = answer.status == "answered"
    answerable = bool(expect) if not right else answered
    if right and answered:
        _expected(answer, expect)
    if right and not answered and expect:
        raise BadInput("This answer is an abstention; nothing can be expected of it.", "Use --wrong with --expect.")
    holding = [claim for claim in answer.claims if right and _holds(claim, expect)]
    cited = [answer.citations[marker] for marker in dict.fromkeys(m for claim in holding for m in claim.citations)]
    return {
        "id": f"added-{answer.id[:SHORT_ID]}",
        "question": answer.question,
        "as_of": answer.as_of,
        "kind": "fact" if answerable else "unanswerable",
        "answerable": answerable,
        "answers": list(expect),
        "gold": [_gold(citation, record, articles) for citation in cited],
    }


def _expected(answer: Answer, expect: Sequence[str]) -> None:
    if not expect:
        raise BadInput(
            "What makes this answer right is not said.",
            "Give its decisive words: --expect '30 days' --expect 'thirty days'.",
        )
    if not any(_holds(claim, expect) for claim in answer.claims):
        raise BadInput(f"No claim of this answer holds {expect[0]!r}.", "Copy the decisive words from the answer.")


def _holds(claim: Claim, expect: Sequence[str]) -> bool:
    return matched([(words,) for words in expect], claim.text)


def _gold(citation: Citation, record: Record, articles: Path) -> dict[str, str]:
    article = record.article(citation.article_id, citation.version)
    return {**_named(article, articles), "sentence": citation.quote}


def _named(article: Article, articles: Path) -> dict[str, str]:
    """How a questions file names an article: by its id, or by its file where it is known by nothing else."""
    place = Path(article.source or "").resolve()
    if article.source is None or article_id(None, None, Origin(place).key) != article.id:
        return {"article": article.id}
    inside = place.is_relative_to(articles.resolve())
    return {"file": place.relative_to(articles.resolve()).as_posix() if inside else place.name}
