"""Where the real sets may lie, and how a tiny one is written. The real ones are not part of the repository."""

import gzip
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from eval.questions import Dataset
from eval.sets import load_set
from rag.domain import Article

DATA = Path(__file__).parents[3].parent / "shared" / "data"


def real(name: str) -> Dataset:
    """The real set, read once; the test is skipped where the sets are not beside the repository."""
    if not DATA.is_dir():
        pytest.skip("the public sets are not part of the repository and are not beside it")
    return _loaded(name)


@cache
def _loaded(name: str) -> Dataset:
    return load_set(name, DATA)


def write_rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """The path, with its folder made and the rows written as gzipped JSON lines."""
    return write_text(path, "".join(json.dumps(row) + "\n" for row in rows))


def write_text(path: Path, text: str) -> Path:
    """The path, with its folder made and the text written gzipped."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))
    return path


def corpora_of(dataset: Dataset) -> dict[str, tuple[Article, ...]]:
    """The articles of every corpus that a question is asked of."""
    return {corpus: dataset.articles(corpus) for corpus in {question.corpus for question in dataset.questions}}


def halves(dataset: Dataset) -> tuple[int, int]:
    """How many questions are in the development half and in the test half."""
    return len(dataset.only("dev").questions), len(dataset.only("test").questions)
