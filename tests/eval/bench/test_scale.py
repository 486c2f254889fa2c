"""The scale bench: its report is computed from what really lies there, and its corpus is one that could have been read."""

import io
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from eval.bench.madeup import DAYS, FIRST_DAY, PASSAGES_EACH, Part, made_up, parts_of
from eval.bench.scale import FILTERS, bench_scale, recall, show_scale
from eval.datasets import examples_folder
from rag.build import open_embedder
from rag.domain import Article
from rag.errors import BadInput
from rag.indexes.derived import ScoredPassage
from rag.indexes.indexes import Indexes
from rag.reading import read_articles
from rag.settings import Settings
from rag.store.record import Record
from rag.store.rows import Vector
from rag.store.verify import verify
from tests.conftest import Command
from tests.rag.store.making import DIMENSIONS, vector_for

pytestmark = pytest.mark.slow


WORDS = ("One ferry sailed.", "Two ferries sailed.", "Three ferries sailed.")
PARTS = [Part(f"Ferries {n}", (f"Ferry {n} sailed at dawn.", *WORDS[: n % 4]), vector_for(str(n))) for n in range(400)]


def _stored(record: Record, passages: int) -> None:
    record.store(list(islice(made_up(PARTS, "made-up", 0), passages // PASSAGES_EACH)))


def test_a_made_up_corpus_is_a_sound_record(tmp_path: Path) -> None:
    """Every offset, vector and index in it passes `verify`; dates and outlets are spread, and the seed decides."""
    with Record.open(f"sqlite:///{tmp_path / 'record.sqlite'}") as record:
        _stored(record, 800)
        with Indexes.open(record, tmp_path, DIMENSIONS) as indexes:
            assert verify(record, indexes.ids()) == []
        listed = record.articles()
    days = [one.published.earliest() for one in listed if one.published.value]
    assert len({one.outlet for one in listed}) > 30
    assert len(days) == len(listed) == 100
    assert all(day and 0 <= (day - FIRST_DAY).days < DAYS for day in days)
    again, other = ([one.article for one in islice(made_up(PARTS, "made-up", 0, seed), 5)] for seed in (1, 2))
    assert again == [one.article for one in islice(made_up(PARTS, "made-up", 0), 5)] != other


def test_recall_is_what_the_dense_index_misses(tmp_path: Path) -> None:
    """A whole index misses next to nothing; one that finds every second of the nearest has half."""
    asked = np.stack([vector_for(f"question {number}") for number in range(10)])
    with Record.open(f"sqlite:///{tmp_path / 'record.sqlite'}") as record:
        _stored(record, 1600)
        with Indexes.open(record, tmp_path, DIMENSIONS) as indexes:
            assert recall(indexes, asked) > 0.9
            exact = indexes.exact

            def every_second(vector: Vector, k: int) -> Sequence[ScoredPassage]:
                return exact.query(vector, 2 * k)[1::2]

            broken = cast("Indexes", SimpleNamespace(exact=exact, dense=SimpleNamespace(query=every_second)))
            assert recall(broken, asked) == pytest.approx(0.5)


def test_the_report_tells_what_was_built_and_asked(settings: Settings, tmp_path: Path, embedder_folder: Path) -> None:
    """Counts, sizes, every way of asking with ordered percentiles; a folder that lies there is used as it is."""
    assert embedder_folder
    embedder, said = open_embedder(settings), list[str]()
    scale = bench_scale([examples_folder() / "articles"], 800, tmp_path, embedder, 6, said.append)
    grown = scale.passages - 800
    assert grown >= 0
    assert grown % PASSAGES_EACH == 0
    assert scale.recall > 0.9
    assert scale.bytes_on_disk.keys() >= {"record", "dense", "lexical"}
    assert scale.bytes_on_disk["record"] > 800 * embedder.dimensions * 4
    assert [row.name for row in scale.timed][: len(FILTERS)] == list(FILTERS)
    for row in scale.timed:
        assert 0 < row.p50_without_embedding < row.p50 <= row.p95
    out = io.StringIO()
    show_scale(scale, out)
    assert f"{scale.recall:.3f}" in out.getvalue()
    assert any("Storing 800" in line for line in said)
    again = bench_scale([examples_folder() / "articles"], 800, tmp_path, embedder, 2, said.append)
    assert again.storing_seconds is None
    assert again.passages >= scale.passages


def test_real_passages_come_with_all_their_sentences(settings: Settings, embedder_folder: Path) -> None:
    """What is recombined is what ingestion would have stored."""
    assert embedder_folder
    articles = [
        one for one in read_articles(examples_folder() / "articles" / "bakery-prize.md") if isinstance(one, Article)
    ]
    embedder: Any = open_embedder(settings)
    parts = parts_of(articles, embedder, 99)
    words = " ".join(sentence for part in parts for sentence in part.sentences).split()
    assert words == articles[0].text.split()
    assert len(parts_of(articles, embedder, 1)) == 1


def test_too_few_passages_are_refused(command: Command) -> None:
    """Nothing could be learned from them."""
    ran = command("bench", "scale", "--passages", "3", "--json")
    assert ran.code == 2
    assert "too few" in ran.out
    with pytest.raises(BadInput):
        bench_scale([], 3, Path("nowhere"), cast("Any", None), 1, print)
