"""What the embedder promises, on its real weights."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelsMissing
from rag.models.embedding import Embedder, vector_key

pytestmark = pytest.mark.slow


TEXTS = [
    "The delegations agreed to exchange a thousand prisoners each.",
    "",
    "The rye bread came second.",
    "Prisoners of war will be swapped, one thousand on either side. " * 3,
    "Київ",
]


@pytest.fixture(scope="module")
def embedder(embedder_folder: Path) -> Embedder:
    """The embedder, loaded once."""
    return Embedder(embedder_folder, threads=2, name="all-MiniLM-L6-v2")


def test_vectors_are_unit_length_rows_in_the_order_given(embedder: Embedder) -> None:
    """float32, one row a text, whatever the lengths of the texts do to the batches."""
    many = TEXTS * 10
    matrix = embedder.embed(many)
    assert matrix.shape == (50, embedder.dimensions)
    assert matrix.dtype == np.float32
    assert np.linalg.norm(matrix, axis=1) == pytest.approx(1, abs=1e-5)
    for row, text in zip(matrix[:5], TEXTS, strict=True):
        assert float(row @ embedder.embed([text])[0]) == pytest.approx(1, abs=1e-4)


def test_the_same_texts_give_the_same_bits(embedder: Embedder) -> None:
    """Twice in a row."""
    assert np.array_equal(embedder.embed(TEXTS), embedder.embed(TEXTS))


def test_threads_that_embed_at_once_get_their_own_vectors(embedder: Embedder) -> None:
    """They share batches, whose padding shows in no more than float32's rounding."""
    asked = [f"What did witness {number} say" + " about the harbour" * (number % 7) + "?" for number in range(64)]
    alone = np.concatenate([embedder.embed([text]) for text in asked])
    with ThreadPoolExecutor(16) as pool:
        together = np.concatenate(list(pool.map(lambda text: embedder.embed([text]), asked)))
    assert np.abs(together - alone).max() < 1e-6


def test_like_meanings_are_nearer_than_unlike_ones(embedder: Embedder) -> None:
    """The weights are the right ones, and pooled as they should be."""
    prisoners, _, bread, swap, _ = embedder.embed(TEXTS)
    assert prisoners @ swap > 0.6
    assert prisoners @ bread < 0.3


def test_nothing_gives_no_rows(embedder: Embedder) -> None:
    """And needs no weights."""
    assert embedder.embed([]).shape == (0, 384)


def test_progress_ends_with_everything_done(embedder: Embedder) -> None:
    """Called after each batch with (done, all)."""
    seen: list[tuple[int, int]] = []
    embedder.embed(TEXTS * 10, lambda done, total: seen.append((done, total)))
    assert seen == [(32, 50), (50, 50)]


def test_tokens_are_counted_with_the_special_ones_and_past_the_limit(embedder: Embedder) -> None:
    """So that a passage that would be cut can be seen."""
    assert embedder.token_limit == 256
    assert embedder.count_tokens("") == 2
    assert embedder.count_tokens("rye bread") == 4
    assert embedder.count_tokens("bread " * 400) == 402


def test_counting_tokens_loads_no_torch(embedder_folder: Path) -> None:
    """A dry run over a million passages starts at once."""
    code = (
        "import pathlib, sys; from rag.models.embedding import Embedder; e = Embedder(pathlib.Path(sys.argv[1]));"
        "print(e.count_tokens('bread'), e.dimensions, e.model_id, 'torch' in sys.modules, 'transformers' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(embedder_folder)], capture_output=True, text=True, check=True
    )
    counted, dimensions, _, torch, transformers = done.stdout.split()
    assert (counted, dimensions, torch, transformers) == ("3", "384", "False", "False")


def test_the_model_id_changes_with_the_weights(embedder: Embedder, embedder_folder: Path, tmp_path: Path) -> None:
    """The folder's place does not matter; its content does."""
    copy = tmp_path / "copy"
    shutil.copytree(embedder_folder, copy, ignore=shutil.ignore_patterns("*.openvino"))
    copied = Embedder(copy, name="all-MiniLM-L6-v2")
    assert copied.model_id == embedder.model_id
    assert embedder.model_id.startswith("all-MiniLM-L6-v2@")
    assert embedder.model_id.endswith("/fp32")
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[len(weights) // 2 :] = np.random.default_rng(0).bytes(len(weights) - len(weights) // 2)
    (copy / "model.safetensors").write_bytes(weights)
    assert Embedder(copy, name="all-MiniLM-L6-v2").model_id != embedder.model_id


def test_vector_keys_tell_texts_and_models_apart() -> None:
    """One key for one text under one model."""
    keys = {vector_key(text, model) for text in ("a", "b") for model in ("m", "n")}
    assert len(keys) == 4
    assert vector_key("a", "m") in keys


def test_a_folder_without_weights_says_how_to_get_them(tmp_path: Path) -> None:
    """ModelsMissing names the folder and the command."""
    with pytest.raises(ModelsMissing, match=str(tmp_path)) as caught:
        Embedder(tmp_path)
    assert "onrecord models pull" in caught.value.hint
