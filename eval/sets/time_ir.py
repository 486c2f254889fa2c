"""TIME: articles of Time magazine of 1963 and long queries, with a person's judgement of which articles are relevant.

    "KENNEDY ADMINISTRATION PRESSURE ON NGO DINH DIEM TO STOP SUPPRESSING THE BUDDHISTS ."   7 relevant of 423

One of the collections of the SMART system, Cornell University. Everything in it is in capitals; nothing has a title.
"""

import re
from pathlib import Path

from eval.questions import Dataset, Question
from eval.sets.rows import PublicRow, article, digest_of, read_rows
from rag.domain import Article

AS_OF = "1963-12-31"
_DATE = re.compile(r"^(\d\d)/(\d\d)[/ ]63$", re.ASCII)  # one article has a space for its second slash


def time_ir(data: Path) -> Dataset:
    """Queries to rank articles for, without answers; those that nobody judged are left out, and counted in the note."""
    names = ("corpus", "queries", "qrels")
    corpus, queries, qrels = paths = [data / "time_ir" / f"{name}.jsonl.gz" for name in names]
    stored = tuple(_article(row) for row in read_rows(corpus, key="docno"))
    known = {one.id for one in stored}
    relevant = {row.text("qid"): _relevant(row, known) for row in read_rows(qrels, key="qid")}
    rows = list(read_rows(queries, key="qid"))
    questions = tuple(_question(row, relevant[row.text("qid")]) for row in rows if row.text("qid") in relevant)
    note = (
        f"Human judgements, but of 1963, in capitals and without titles; {len(rows) - len(questions)} of {len(rows)} "
        "queries have no judgement and are left out."
    )
    return Dataset("time_ir", digest_of(*paths), questions, lambda _corpus: stored, note)


def _question(row: PublicRow, relevant: frozenset[str]) -> Question:
    return Question(id=row.text("qid"), question=row.text("text"), as_of=AS_OF, kind="retrieval", relevant=relevant)


def _relevant(row: PublicRow, known: set[str]) -> frozenset[str]:
    relevant = frozenset(row.texts("docnos"))
    if not relevant:
        raise row.refuse("docnos", "it is empty")
    if unknown := sorted(relevant - known):
        raise row.refuse("docnos", f"there is no article {unknown[0]!r}")
    return relevant


def _article(row: PublicRow) -> Article:
    made = article(row.text("docno"), "", row.text("text"), day=_DATE.sub(r"1963-\1-\2", row.text("date")))
    if made.published.precision != "day":
        raise row.refuse("date", "it must be a day of 1963, such as 01/31/63")
    return made
