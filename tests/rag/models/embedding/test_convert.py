"""An embedder that OpenVINO runs gives the vectors that sentence-transformers gives; one that would not is left as it is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.errors import ModelFailed
from rag.models.embedding import Embedder, converted_embedder, converted_embedder_folder
from rag.models.embedding.original import Original
from tests.rag.models.chat.test_convert import CONNECTS, ROOT, WATCHED

pytestmark = pytest.mark.slow


TEXTS = [
    "The crew was taken off by a lifeboat at ten past four.",
    "",
    " \n ",
    "Ärger in ZÜRICH: “Niemand weiß, was das kostet”, sagte die Bürgermeisterin.",
    "Порт закрито до понеділка. الميناء مغلق。港口关闭 🚢",
    "supercalifragilistic" * 30,
    "The council met again on Tuesday, and again nothing was decided. " * 60,
]

Make = Callable[..., Path]


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows at unit length."""
    scaled: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return scaled


@pytest.fixture
def make(embedder_folder: Path, tmp_path: Path) -> Make:
    """Makes the folder of a small embedder, of random weights, as the installed sentence-transformers saves one.

    Its first token's vector counts, and a dense module shortens it to 16 numbers.
    """

    def made(**options: object) -> Path:
        import torch
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
        from transformers import AutoTokenizer, BertConfig, BertModel

        torch.manual_seed(0)
        shape = BertConfig(
            hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, max_position_embeddings=64
        )
        BertModel(shape).save_pretrained(tmp_path / "base")
        AutoTokenizer.from_pretrained(embedder_folder).save_pretrained(tmp_path / "base")
        transformer = Transformer(str(tmp_path / "base"), max_seq_length=48)
        modules = [transformer, Pooling(32, pooling_mode="cls"), Dense(32, 16)]
        SentenceTransformer(modules=modules, device="cpu", **options).save_pretrained(str(tmp_path / "small"))
        return tmp_path / "small"

    return made


def test_vectors_are_those_of_sentence_transformers(embedder_folder: Path) -> None:
    """For odd texts too, for one that is cut, and whichever texts share their batch: only float32's rounding differs."""
    wanted = unit(Original(embedder_folder, threads=2).encode(TEXTS))
    embedder = Embedder(embedder_folder, threads=2)
    found = embedder.embed(TEXTS)
    assert converted_embedder(embedder_folder) is not None
    assert np.abs(found - wanted).max() < 1e-5
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert np.abs(found - alone).max() < 1e-6


def test_embedding_loads_no_torch(embedder_folder: Path) -> None:
    """That is what a cold start would wait for."""
    assert converted_embedder(embedder_folder) is not None
    code = (
        "import pathlib, sys; from rag.models.embedding import Embedder; print(Embedder(pathlib.Path(sys.argv[1])).embed(['a']).shape,"
        "{'torch', 'transformers', 'sentence_transformers'} & set(sys.modules), 'openvino' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(embedder_folder)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "(1, 384) set() True"


def test_any_model_of_sentence_transformers_will_do(make: Make) -> None:
    """Its length and limit are its own, and its id changes with the weights of every module."""
    folder = make()
    embedder = Embedder(folder)
    assert (embedder.dimensions, embedder.token_limit) == (16, 48)
    model_id = embedder.model_id
    assert np.abs(embedder.embed(TEXTS) - unit(Original(folder, threads=1).encode(TEXTS))).max() < 1e-5
    assert converted_embedder(folder) is not None
    dense = folder / "2_Dense" / "model.safetensors"
    dense.write_bytes(dense.read_bytes()[:-4] + b"\0\0\0?")
    assert Embedder(folder).model_id != model_id


def test_a_model_whose_vectors_would_differ_runs_as_it_is(make: Make) -> None:
    """Here one that puts words before each text, which the tokenizer does not know; it is tried once only."""
    folder = make(prompts={"news": "news: "}, default_prompt_name="news")
    found = Embedder(folder).embed(TEXTS)
    assert np.abs(found - unit(Original(folder, threads=1).encode(TEXTS))).max() < 1e-5
    kept = converted_embedder_folder(folder)
    assert [path.name for path in kept.iterdir()] == ["refused.txt"]
    assert "away from those of sentence-transformers" in (kept / "refused.txt").read_text()
    made = kept.stat().st_mtime_ns
    assert converted_embedder(folder) is None
    assert kept.stat().st_mtime_ns == made


def test_a_model_whose_folder_takes_nothing_runs_as_it_is(make: Make) -> None:
    """A full disk, or a folder of somebody else's; here a file has the name."""
    folder = make()
    converted_embedder_folder(folder).touch()
    assert Embedder(folder).embed(["bread"]).shape == (1, 16)


def test_a_converted_folder_that_is_broken_is_named(embedder_folder: Path, tmp_path: Path) -> None:
    """With what to do about it."""
    copy = Path(shutil.copytree(embedder_folder, tmp_path / "copy", ignore=shutil.ignore_patterns("*.openvino")))
    converted_embedder_folder(copy).mkdir()
    (converted_embedder_folder(copy) / "openvino_model.xml").write_text("<net")
    with pytest.raises(ModelFailed, match=r"\.openvino could not be loaded") as caught:
        Embedder(copy).embed(["bread"])
    assert caught.value.hint == "Delete the folder: it is made again."


def test_no_process_calls_out(embedder_folder: Path, tmp_path: Path) -> None:
    """Neither the one that converts nor the one that embeds: no connection, no name looked up, nothing in the home."""
    copy = Path(shutil.copytree(embedder_folder, tmp_path / "copy", ignore=shutil.ignore_patterns("*.openvino")))
    home, log, hooks = tmp_path / "home", tmp_path / "calls", tmp_path / "hooks"
    home.mkdir()
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(WATCHED)
    known = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTHONPATH")}
    environment = {**known, "HOME": str(home), "WATCHED": str(log), "PYTHONPATH": f"{hooks}{os.pathsep}{ROOT}"}

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, timeout=300, check=True)

    run(
        "-c",
        "import pathlib, sys; from rag.models.embedding import Embedder; Embedder(pathlib.Path(sys.argv[1])).warm()",
        str(copy),
    )
    assert (converted_embedder_folder(copy) / "openvino_model.xml").is_file()
    assert not log.exists()
    assert list(home.iterdir()) == []
    run("-c", CONNECTS)
    assert "getaddrinfo" in log.read_text()  # the watch works
