"""Text to vectors: the embedder, and how many tokens it sees in a text.

Beside rag.support.cross_encoder the only importer of sentence_transformers.
Counting tokens is cheap and needs no torch; the weights are loaded when something is first embedded. Knows nothing of
articles, nor of where vectors are kept.
"""

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelsMissing

PRECISION = "fp32"
BATCH = 32
_FILES = ("config.json", "tokenizer.json", "modules.json", "sentence_bert_config.json", "model.safetensors")
_SAMPLES, _SAMPLE_BYTES = 64, 4096

Progress = Callable[[int, int], None]
"""Called with how many are done, and how many there are."""


class Embeds(Protocol):
    """What turns text into vectors: the embedder, or a recording of one."""

    @property
    def model_id(self) -> str:
        """Names the very model and precision: vectors under equal ids may be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        ...

    @property
    def token_limit(self) -> int:
        """How many tokens the model sees."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is to the model."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit-length vector per text, as rows."""
        ...


class Embedder:
    """A sentence-transformers model in a folder, run on `threads` CPU threads; safe to share between threads.

    `name` is what people call the model; the folder's name where it isn't given. Raises ModelsMissing, when made, where
    the folder lacks a file.
    """

    def __init__(self, folder: Path, threads: int = 1, name: str | None = None) -> None:
        missing = [file for file in _FILES if not (folder / file).is_file()]
        if missing:
            message = f"The embedder is not in {folder}: {', '.join(missing)} missing."
            raise ModelsMissing(message, "`onrecord models pull` fetches it.")
        self._folder = folder
        self._threads = threads
        self._name = name or folder.name
        self._lock = threading.Lock()

    @cached_property
    def model_id(self) -> str:
        """Names this very model and precision: vectors under equal ids may be compared."""
        return f"{self._name}@{fingerprint(self._folder)}/{PRECISION}"

    @cached_property
    def dimensions(self) -> int:
        """The length of each vector."""
        return int(_json(self._folder / "config.json")["hidden_size"])

    @cached_property
    def token_limit(self) -> int:
        """How many tokens the model sees; it is blind to what follows them."""
        return int(_json(self._folder / "sentence_bert_config.json")["max_seq_length"])

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is to the model, with the special ones it adds."""
        return len(self._tokenizer.encode(text).ids)

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """One unit-length vector per text, as rows in the order of `texts`: float32, n by `dimensions`.

        What lies beyond `token_limit` is not seen. Threads take turns, a batch each.
        """
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        done = 0
        for batch in _by_length(texts):
            with self._lock:
                rows[batch] = self._encode([texts[number] for number in batch])
            done += len(batch)
            if progress is not None:
                progress(done, len(texts))
        return rows

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        encoded = self._model.encode(texts, batch_size=BATCH, convert_to_numpy=True, show_progress_bar=False)
        vectors = np.asarray(encoded, dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415  # importing this module stays cheap

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _model(self) -> Any:
        stay_offline()
        import torch  # noqa: PLC0415  # takes seconds, and most commands embed nothing
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415  # see above

        torch.set_num_threads(self._threads)
        return SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)


def vector_key(text: str, model_id: str) -> str:
    """The key of the vector that the model gives exactly this text."""
    return hashlib.sha256(f"{model_id}\x00{text}".encode()).hexdigest()


def _by_length(texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of `texts` in batches of like length: a batch costs as much as its longest text."""
    order = sorted(range(len(texts)), key=lambda number: (len(texts[number]), number))
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def fingerprint(folder: Path, files: Sequence[str] = _FILES) -> str:
    """Changes with the model in `files`, and takes milliseconds: small files are hashed whole, weights sampled all over."""
    digest = hashlib.sha256()
    for name in files:
        path = folder / name
        size = path.stat().st_size
        digest.update(f"{name}\x00{size}\x00".encode())
        with path.open("rb") as file:
            if size <= 2 * _SAMPLES * _SAMPLE_BYTES:
                digest.update(file.read())
                continue
            for sample in range(_SAMPLES):
                file.seek((size - _SAMPLE_BYTES) * sample // (_SAMPLES - 1))
                digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:12]


def _json(path: Path) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        message = f"{path} can't be read: {error}."
        raise ModelsMissing(message, "`onrecord models pull` fetches it again.") from error
    return loaded


def stay_offline() -> None:
    """Keep Hugging Face's libraries from the network and from the terminal. They read this when first imported."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_PROGRESS_BARS"):
        os.environ[name] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging  # noqa: PLC0415  # takes as long as torch

    hushed: Any = logging
    hushed.disable_progress_bar()
    hushed.set_verbosity_error()
