"""A cross-encoder that reorders hits: it reads question and passage together, which no index can. None by default.

Nogueira and Cho 2019, "Passage Re-ranking with BERT". Takes any sentence-transformers CrossEncoder with a single score.
"""

import threading
from collections.abc import Sequence

import numpy as np

from rag.errors import BadSetting
from rag.models.cross_encoder import PairModel, Use
from rag.retrieval.fuse import Scores

_USE = Use("reranker", "ONRECORD_RERANKER", "Set ONRECORD_RERANKER to a sentence-transformers CrossEncoder's folder.")


class Reranker:
    """The cross-encoder in a folder, run on `threads` CPU threads; safe to share between threads.

    `model` is a folder, or the name of one that the Hugging Face cache of this machine holds. Raises, when made,
    ModelsMissing where it is neither, BadSetting where it has more than one score.
    """

    def __init__(self, model: str, threads: int = 1) -> None:
        self._model = PairModel(model, threads, _USE)
        self._lock = threading.Lock()
        if len(self._model.labels) != 1:
            raise BadSetting(
                f"The reranker {model} has the labels {', '.join(self._model.labels)}, and needs a single score.",
                _USE.else_set,
            )

    @property
    def name(self) -> str:
        """Names this very model, weights and all."""
        return self._model.name

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """How well each text answers `query`: any numbers, higher is better. What is too long to be read is cut.

        Raises ModelFailed where the model can't be loaded or gives no number.
        """
        if not texts:
            return np.empty(0)
        with self._lock:
            rows = self._model.scores([(query, text) for text in texts])
        column: Scores = rows[:, 0]
        return column
