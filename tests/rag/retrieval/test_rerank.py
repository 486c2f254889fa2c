"""A cross-encoder reorders hits and adds none: real, but tiny, models with random weights, made for the tests."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from rag.errors import BadSetting, ModelsMissing
from rag.indexes.indexes import Indexes
from rag.models.embedding import Embedder
from rag.retrieval.fuse import Scores
from rag.retrieval.rerank import Reranker
from rag.retrieval.retrieve import RERANKED, Retriever
from rag.search import open_record, open_reranker
from rag.settings import Settings
from rag.store.record import Record

QUESTION = "Which prisoners were exchanged?"
WORDS = "which prisoners were exchanged the bridge will close in july a truce began".split()
Made = Callable[[int], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Makes a model with so many scores and random weights in a folder."""

    def make(labels: int) -> Path:
        import torch
        from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast  # type: ignore[attr-defined]  # is there

        folder = tmp_path / f"reranker-{labels}"
        folder.mkdir()
        vocabulary = folder / "vocab.txt"
        vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", *WORDS]))
        BertTokenizerFast(vocab_file=str(vocabulary), model_max_length=64).save_pretrained(folder)
        torch.manual_seed(3)
        config = BertConfig(
            vocab_size=32, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
            max_position_embeddings=64, id2label={at: f"LABEL_{at}" for at in range(labels)}, initializer_range=1.0,
        )  # fmt: skip
        BertForSequenceClassification(config).save_pretrained(folder)
        return folder

    return make


class Backwards:
    """Likes best what comes last, and remembers what it read."""

    def __init__(self) -> None:
        self.texts: Sequence[str] = ()

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """Rising scores."""
        assert query == QUESTION
        self.texts = texts
        return np.arange(len(texts), dtype=np.float64)


@pytest.fixture
def record(filled: Settings) -> Iterator[Record]:
    """The example articles."""
    with open_record(filled) as opened:
        yield opened


@pytest.mark.slow
def test_hits_come_in_the_reranker_s_order(record: Record, filled: Settings, embedder: Embedder) -> None:
    """The best 32 are read, with their titles; none is added, and a limit is cut off after them."""
    backwards = Backwards()
    with Indexes.open(record, filled.data_dir, embedder.dimensions) as indexes:
        plain = Retriever(record, indexes, embedder).hits(QUESTION, RERANKED)
        hits = Retriever(record, indexes, embedder, reranker=backwards).hits(QUESTION, 5)
    assert len(plain) == RERANKED == len(backwards.texts)
    assert [hit.passage for hit in hits] == [hit.passage for hit in plain[::-1][:5]]
    first = record.article(plain[0].passage.article_id)
    assert backwards.texts[0].startswith(first.title)
    assert plain[0].passage.span.of(first.text) in backwards.texts[0]


@pytest.mark.slow
def test_a_cross_encoder_tells_passages_apart(made: Made) -> None:
    """Each text has its own score, the same in any company; nothing scores nothing."""
    reranker = Reranker(str(made(1)))
    texts = ["the bridge will close in july.", "prisoners were exchanged.", "a truce began " * 80]
    together = reranker.scores(QUESTION, texts)
    assert len({round(float(score), 6) for score in together}) == 3
    alone = [float(reranker.scores(QUESTION, [text])[0]) for text in texts]
    assert together == pytest.approx(alone, abs=1e-4)
    assert not reranker.scores(QUESTION, []).size


def test_a_setting_names_the_reranker(made: Made, settings: Settings) -> None:
    """None by default; the hash that answers keep tells one from another."""
    assert open_reranker(settings) is None
    chosen = settings.model_copy(update={"reranker": str(made(1))})
    opened = open_reranker(chosen)
    assert opened is not None
    assert opened.name.startswith("reranker-1@")
    assert chosen.answer_hash != settings.answer_hash


def test_what_can_t_rerank_is_refused_by_name(made: Made, tmp_path: Path) -> None:
    """A model with several scores, and a folder without a model: when opened, before any question."""
    with pytest.raises(BadSetting, match="single score"):
        Reranker(str(made(2)))
    with pytest.raises(ModelsMissing, match="not on this machine"):
        Reranker(str(tmp_path / "nothing"))
