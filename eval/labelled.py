"""Every set of labelled pairs by its name, and the reader of one: drafts of our own model on questions of others.

Their articles are not ours to copy: a label points at them by the question's id, the article's id and offsets, and is
put together with their words where the public sets lie. The labels are ours, no newsroom's.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from eval.datasets import FORMAT_HINT, lines_of
from eval.pairs import ATTRIBUTIONBENCH, FRANK, Pair, attributionbench, drafts, frank, text_of, turned
from eval.questions import Dataset, Question
from eval.sets import load_set
from rag.domain import Span
from rag.errors import BadDataset

STRANGERS = Path(__file__).parent / "labels" / "strangers.jsonl"


def strangers(data: Path, path: Path = STRANGERS) -> tuple[Pair, ...]:
    """Drafts on questions of the public sets in the folder `data`; each set is a subset of the pairs.

    The label is true where the cited words state the claim and the claim gives what was asked. Sentences in their own
    words, which state themselves, are left out. Raises BadDataset.
    """
    loaded = cache(lambda name: load_set(name, data))
    questions = cache(lambda name: loaded(name).by_id)
    rows = list(lines_of(path, text_of(path)))
    return tuple(
        _pair(f"{path}, line {number}", row, loaded(str(row.get("set"))), questions(str(row.get("set"))))
        for number, row in rows
        if not row.get("quoted")
    )


def _pair(where: str, row: Mapping[str, Any], dataset: Dataset, questions: Mapping[str, Question]) -> Pair:
    try:
        question = questions[row["question"]]
        articles = {article.id: article for article in dataset.articles(question.corpus)}
        cited = [Span(start, end).of(articles[article].text) for article, start, end in row["words"]]
        article = articles[row["words"][-1][0]]
        return Pair(
            id=row["id"],
            claim=row["claim"],
            source=" ".join(cited),
            title=article.title,
            label=row["stated"] and row["answers"],
            subset=f"strangers/{dataset.name}",
            question=question.question,
            article=article.text,
        )
    except (LookupError, TypeError, ValueError) as error:
        raise BadDataset(f"{where}: it does not fit the set {dataset.name} ({error!r}).", FORMAT_HINT) from error


_SETS: Mapping[str, Callable[[Path], tuple[Pair, ...]]] = {
    "drafts": lambda _: drafts(),
    "turned": lambda _: turned(),
    "strangers": strangers,
    "frank_valid": lambda data: frank(data / FRANK),
    "attributionbench_dev": lambda data: attributionbench(data / ATTRIBUTIONBENCH),
}


def load_pairs(name: str, data: Path) -> tuple[Pair, ...]:
    """The pairs of a set by its name: `drafts`, `turned`, `strangers`, `frank_valid` or `attributionbench_dev`.

    `data` is the folder of the public sets. Raises BadDataset.
    """
    if name not in _SETS:
        raise BadDataset(f"There is no set of labelled pairs named {name!r}.", f"There are: {', '.join(_SETS)}.")
    return _SETS[name](data)
