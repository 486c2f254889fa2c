"""RealTimeQA of 2025, asked of every news article that was retrieved for any of its questions: one large corpus.

    "What is the Oxford Dictionary's Word of the Year?"   2025-12-18   Rage bait   1 relevant article of 4,596

Questions: Kasai et al. 2023, "RealTime QA: What's the Answer Right Now?". Which articles answer was decided by string
match: they hold the answer's words and are of about the question's date.
"""

from functools import cache
from pathlib import Path

from eval.questions import Dataset, Question
from eval.sets.rows import PublicRow, article, digest_of, read_rows
from rag.domain import Article


def realtimeqa(data: Path) -> Dataset:
    """Questions of news over one corpus of thousands of articles, which is read and checked when first asked for."""
    folder = data / "realtimeqa_2025"
    articles, asked = folder / "articles.jsonl.gz", folder / "questions.jsonl.gz"
    rows = list(read_rows(asked, key="id"))
    questions = tuple(_question(row) for row in rows)
    unanswerable = sum(not question.answerable for question in questions)
    doubtful = unanswerable - sum(row.flag("clean_unanswerable") for row in rows)
    note = (
        f"Relevance is weak: string match near the question's date decides, so other articles may answer too, and "
        f"{doubtful} of the {unanswerable} questions marked unanswerable may be answered by some; use it for retrieval."
    )

    @cache
    def stored(_corpus: str) -> tuple[Article, ...]:
        return tuple(_article(row) for row in read_rows(articles, key="id"))

    return Dataset("realtimeqa", digest_of(asked, articles), questions, stored, note)


def _question(row: PublicRow) -> Question:
    answerable = row.flag("answerable")
    relevant = frozenset(row.texts("weak_relevant"))
    if answerable != bool(relevant):
        raise row.refuse("weak_relevant", "a question has relevant articles exactly when it is answerable")
    return Question(
        id=row.text("id"),
        question=row.text("question"),
        as_of=row.day("date"),
        kind="retrieval",
        answerable=answerable,
        answers=row.answers("answers") if answerable else (),
        relevant=relevant,
    )


def _article(row: PublicRow) -> Article:
    return article(
        row.text("id"), row.maybe_empty("title"), row.text("text"), row.maybe_empty("url"), row.day("published")
    )
