"""QuoteSum: questions that several sources answer, each in its own way, and answers that people made of quotes.

    "when did oklahoma go to special session?"
    "[ 1 The state legislature met … ] [ 2 … ]"      a person's answer; the numbers are those of the sources
    "[ 1 December 6 through 29, 1927 ] [ 2 … ]"      the short answers that it covers

Schuster et al. 2024, "SEMQA: Semi-Extractive Multi-Source Question Answering". Sources are passages of Wikipedia.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from eval.questions import Dataset, Question
from eval.sets.rows import NO_DAY, PublicRow, alternative, article, digest_of, read_rows
from rag.domain import Article

NOTE = (
    f"Wikipedia, not news, asked as of {NO_DAY}; most questions have several right answers, of which any one counts as "
    "right, and some are clauses that a claim rarely repeats word for word."
)
_SOURCES = range(1, 9)
_QUOTE = re.compile(r"\[ (\d+) (.+?) \]", re.DOTALL)


def quotesum(data: Path) -> Dataset:
    """Questions with two or more sources each; relevant are the sources that a person quoted or took an answer from."""
    path = data / "quotesum" / "dev.jsonl.gz"
    rows = sorted(read_rows(path, key="unique_id"), key=lambda row: row.text("qid"))
    grouped = [list(group) for _, group in groupby(rows, key=lambda row: row.text("qid"))]
    corpora = {group[0].text("qid"): _articles(group) for group in grouped}
    questions = tuple(_question(group) for group in grouped)
    return Dataset("quotesum", digest_of(path), questions, corpora.__getitem__, NOTE)


def _question(group: Sequence[PublicRow]) -> Question:
    first = group[0]
    covered = [quote for row in group for quote in _quotes(row, "covered_short_answers")]
    quoted = [quote for row in group for quote in _quotes(row, "summary")]
    if not covered:
        raise first.refuse("covered_short_answers", "no answer to the question covers any")
    return Question(
        id=first.text("qid"),
        question=first.text("question"),
        as_of=NO_DAY,
        answers=tuple(dict.fromkeys(alternative(words) for _, words in covered)),
        corpus=first.text("qid"),
        relevant=frozenset(_id(first, number) for number, _ in (*covered, *quoted)),
    )


def _quotes(row: PublicRow, name: str) -> list[tuple[int, str]]:
    """The quotes in the field `name`, each as (number of its source, words)."""
    found = [(int(number), words.strip()) for number, words in _QUOTE.findall(row.maybe_empty(name))]
    for number, _ in found:
        if number not in _SOURCES or not row.maybe_empty(f"source{number}"):
            raise row.refuse(name, f"it quotes source {number}, which there is not")
    return found


def _articles(group: Sequence[PublicRow]) -> tuple[Article, ...]:
    first = group[0]
    for number in _SOURCES:
        name = f"source{number}"
        if other := next((row for row in group if row.maybe_empty(name) != first.maybe_empty(name)), None):
            raise other.refuse(name, f"{first.where} gives another for the same question")
    return tuple(
        article(_id(first, number), first.maybe_empty(f"title{number}"), text)
        for number in _SOURCES
        if (text := first.maybe_empty(f"source{number}"))
    )


def _id(row: PublicRow, number: int) -> str:
    return f"{row.text('qid')}-s{number}"
