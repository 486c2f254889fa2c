"""XQuAD in English: short questions about paragraphs of Wikipedia, each with the words that answer it.

    "How many points did the Panthers defense surrender?"   "The Panthers defense gave up just 308 points, …"   308

Artetxe et al. 2020, "On the Cross-lingual Transferability of Monolingual Representations": a part of SQuAD 1.1
(Rajpurkar et al. 2016).
"""

from pathlib import Path

from eval.questions import Dataset, Question
from eval.sets.rows import NO_DAY, article, digest_of, read_rows
from rag.domain import Article

NOTE = (
    f"Wikipedia, not news, asked as of {NO_DAY}; questions were written with the paragraph in view and repeat its "
    "words, which makes retrieval look easier than it is, and one paragraph counts as relevant though others may "
    "answer too."
)


def xquad(data: Path) -> Dataset:
    """Questions over one corpus of paragraphs, all answerable; relevant is the one that a question was made from."""
    path = data / "xquad" / "xquad_en.jsonl.gz"
    paragraphs: dict[tuple[str, str], Article] = {}
    questions = []
    for row in read_rows(path, key="id"):
        title, context = row.maybe_empty("title").replace("_", " "), row.text("context")
        if (title, context) not in paragraphs:
            paragraphs[title, context] = article(f"xquad-{len(paragraphs) + 1}", title, context)
        made = Question(
            id=row.text("id"),
            question=row.text("question"),
            as_of=NO_DAY,
            answers=row.answers("answers"),
            relevant=frozenset({paragraphs[title, context].id}),
        )
        questions.append(made)
    stored = tuple(paragraphs.values())
    return Dataset("xquad", digest_of(path), tuple(questions), lambda _corpus: stored, NOTE)
