"""RealTimeQA of 2025, each question with passages of its own: some state the answer, or none does.

    "Which comedian …?"   answerable     1 to 5 passages that hold the answer's words, and up to 8 that do not
    "Drinking what …?"    unanswerable   8 passages about much the same

Questions: Kasai et al. 2023, "RealTime QA: What's the Answer Right Now?". Passages were labelled by string match and
then filtered, which left one wrong label in about sixteen.
"""

from pathlib import Path

from eval.questions import Dataset, Question
from eval.sets.rows import PublicRow, article, digest_of, read_rows
from rag.domain import Article

NOTE = (
    "About one label in sixteen is wrong; right answers and refusals say nothing without each other, "
    "since a system that always answers looks right and one that never does looks safe."
)


def realtimeqa_strict(data: Path) -> Dataset:
    """Questions of news, a corpus each, to be answered or refused; relevant are the passages that hold the answer."""
    path = data / "realtimeqa_2025" / "strict.jsonl.gz"
    corpora: dict[str, tuple[Article, ...]] = {}
    questions = []
    for row in read_rows(path, key="id"):
        positive, negative = _passages(row, "positive"), _passages(row, "negative")
        made = _question(row, positive)
        corpora[made.corpus] = (*positive, *negative)
        questions.append(made)
    return Dataset("realtimeqa_strict", digest_of(path), tuple(questions), corpora.__getitem__, NOTE)


def _question(row: PublicRow, positive: tuple[Article, ...]) -> Question:
    kind = row.text("kind")
    if kind not in ("answerable", "unanswerable"):
        raise row.refuse("kind", f"it can't be {kind!r}")
    answerable = kind == "answerable"
    if answerable != bool(positive):
        raise row.refuse("positive", f"there are {len(positive)} passages with text, and the question is {kind}")
    return Question(
        id=row.text("id"),
        question=row.text("question"),
        as_of=row.day("date"),
        kind="fact" if answerable else "unanswerable",
        answerable=answerable,
        answers=row.answers("answers") if answerable else (),
        corpus=row.text("id"),
        relevant=frozenset(passage.id for passage in positive),
    )


def _passages(row: PublicRow, name: str) -> tuple[Article, ...]:
    """The passages in the field `name` that have a text. Ids count all passages: one without text changes no other."""
    return tuple(
        article(
            f"{row.text('id')}-{name[0]}{number}",
            found.maybe_empty("title"),
            text,
            found.maybe_empty("url"),
            found.day("date"),
        )
        for number, found in enumerate(row.rows(name), 1)
        if (text := found.maybe_empty("text"))
    )
