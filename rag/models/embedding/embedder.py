"""What turns text into vectors: a sentence-transformers model, run the fastest way that gives its own vectors.

Counting tokens is cheap; the weights are loaded when something is first embedded.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rag.errors import BadSetting
from rag.models.embedding.batching import Together
from rag.models.embedding.convert import converted_embedder
from rag.models.embedding.fast import Fast, tokenizer
from rag.models.embedding.folder import check_folder, dimensions_of, model_fingerprint, token_limit_of
from rag.models.embedding.original import Original

PRECISION = "fp32"
BATCH = 32

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

    OpenVINO runs it, from a form made in the folder the first time; a model that can't be converted runs as
    sentence-transformers does it. `name` is what people call the model; the folder's name where it isn't given. Raises
    ModelsMissing, when made, where the folder lacks a file.
    """

    def __init__(self, folder: Path, threads: int = 1, name: str | None = None) -> None:
        check_folder(folder)
        self._folder = folder
        self._threads = threads
        self._name = name or folder.name
        self._together = Together(self._encode, BATCH)

    @cached_property
    def model_id(self) -> str:
        """Names this very model and precision, either way of running it: vectors under equal ids may be compared."""
        return f"{self._name}@{model_fingerprint(self._folder)}/{PRECISION}"

    @cached_property
    def dimensions(self) -> int:
        """The length of each vector."""
        return dimensions_of(self._folder)

    @cached_property
    def token_limit(self) -> int:
        """How many tokens the model sees; it is blind to what follows them."""
        return token_limit_of(self._folder)

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is to the model, with the special ones it adds."""
        return len(self._tokenizer.encode(text).ids)

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """One unit-length vector per text, as rows in the order of `texts`: float32, n by `dimensions`.

        What lies beyond `token_limit` is not seen. Threads take turns, and share batches. Raises ModelFailed where the
        model can't be loaded, BadSetting where it makes vectors of another length than its configuration says.
        """
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        done = 0
        for batch in _by_length(texts):
            rows[batch] = self._together.encode([texts[number] for number in batch])
            done += len(batch)
            if progress is not None:
                progress(done, len(texts))
        return rows

    def warm(self) -> None:
        """Load the weights now, so that the first text does not wait for them. Raises what `embed` raises."""
        self.embed(["ready"])

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = self._runs.encode(texts)
        if vectors.shape[1] != self.dimensions:
            message = f"The embedder {self._name} makes vectors of length {vectors.shape[1]}, not {self.dimensions}."
            raise BadSetting(message, "Its configuration says otherwise: use another ONRECORD_EMBEDDER.")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit

    @cached_property
    def _tokenizer(self) -> Any:
        return tokenizer(self._folder)

    @cached_property
    def _runs(self) -> Fast | Original:
        form = converted_embedder(self._folder)
        return Original(self._folder, self._threads) if form is None else Fast(self._folder, form, self._threads)


def vector_key(text: str, model_id: str) -> str:
    """The key of the vector that the model gives exactly this text."""
    return hashlib.sha256(f"{model_id}\x00{text}".encode()).hexdigest()


def _by_length(texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of `texts` in batches of like length: a batch costs as much as its longest text."""
    order = sorted(range(len(texts)), key=lambda number: (len(texts[number]), number))
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]
