"""CLAPnq: real searches, each with one passage of Wikipedia, and the sentences in it that a person's answer rests on.

    "where is the world's largest man made lake"   "Lake Kariba is the world 's largest man - made lake … ."   gold

Rosenthal et al. 2025, "CLAPnq: Cohesive Long-form Answers from Passages in Natural Questions for RAG systems". Its
answers are a paragraph long, so no string decides whether one is right.
"""

from collections.abc import Mapping
from pathlib import Path

from eval.questions import Dataset, Gold, Question
from eval.sets.rows import NO_DAY, PublicRow, article, digest_of, read_rows
from rag.domain import Article, Span


def clapnq(data: Path) -> Dataset:
    """Questions with one passage each, half of them without an answer in it; gold is what any annotator marked."""
    paths = [data / "clapnq" / f"dev_{half}.jsonl.gz" for half in ("answerable", "unanswerable")]
    corpora: dict[str, tuple[Article, ...]] = {}
    questions = []
    marked = 0
    for answerable, path in zip((True, False), paths, strict=True):
        for row in read_rows(path, key="id"):
            sentences = _marked(row)
            made, passage = _question(row, sentences, answerable=answerable)
            if made.corpus in corpora:
                raise row.refuse("id", f"{made.id!r} is answerable in {paths[0]}")
            corpora[made.corpus] = (passage,)
            questions.append(made)
            marked += len(sentences)
    lost = marked - sum(len(made.gold) for made in questions)
    bare = sum(made.answerable and not made.gold for made in questions)
    note = (
        f"Tokenised Wikipedia, not news, one passage a question, asked as of {NO_DAY}; it measures refusal and "
        f"citations, not right and wrong; {lost} of {marked} marked sentences were not found; answerable questions "
        f"without any: {bare}."
    )
    return Dataset("clapnq", digest_of(*paths), tuple(questions), corpora.__getitem__, note)


def _question(row: PublicRow, marked: frozenset[str], *, answerable: bool) -> tuple[Question, Article]:
    passages = row.rows("passages")
    if len(passages) != 1:
        raise row.refuse("passages", f"there must be one, not {len(passages)}")
    if marked and not answerable:
        raise row.refuse("output", "sentences are marked, and the question is unanswerable")
    passage = article(f"clapnq{row.text('id')}-p1", passages[0].maybe_empty("title"), passages[0].text("text"))
    spans = _spans(passages[0], passage.text)
    made = Question(
        id=row.text("id"),
        question=row.text("input"),
        as_of=NO_DAY,
        kind="fact" if answerable else "unanswerable",
        answerable=answerable,
        gold=tuple(Gold(passage.id, span) for sentence, span in spans.items() if sentence in marked),
        corpus=row.text("id"),
        relevant=frozenset({passage.id} if answerable else ()),
    )
    return made, passage


def _marked(row: PublicRow) -> frozenset[str]:
    return frozenset(sentence for output in row.rows("output") for sentence in output.texts("selected_sentences"))


def _spans(passage: PublicRow, text: str) -> Mapping[str, Span]:
    """Each sentence of the passage with its place in `text`, in reading order; one that is not found is left out."""
    spans: dict[str, Span] = {}
    end = 0
    for sentence in passage.texts("sentences"):
        start = text.find(sentence, end)
        if start >= 0:
            end = start + len(sentence)
            spans.setdefault(sentence, Span(start, end))
    return spans
