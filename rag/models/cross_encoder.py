"""Cross-encoders, which score a pair of texts; and the one that judges support, in one pass.

Takes any sentence-transformers CrossEncoder with a folder on this machine: one of natural language inference,
whose label "entailment" counts (Bowman et al. 2015, "A large annotated corpus for learning natural language
inference"), or one with a single score. Beside rag.models.embedding the only importer of sentence_transformers.
Knows nothing of questions or of cuts.
"""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import BadSetting, ModelFailed, ModelsMissing, Unjudged
from rag.models.embedding import fingerprint, stay_offline

_CONFIG = "config.json"
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_ENTAILS = ("entailment", "entail", "entails")


@dataclass(frozen=True, slots=True)
class Use:
    """For messages: what a cross-encoder is used as, which setting names it, and what else may be set."""

    called: str
    setting: str
    else_set: str


JUDGE = Use(
    "judge",
    "ONRECORD_JUDGE",
    "Set ONRECORD_JUDGE to a sentence-transformers CrossEncoder's folder, to `provider:model`, or to `embedded`.",
)


class PairModel:
    """The cross-encoder in a folder: a row of scores for each pair of texts. One thread at a time.

    `model` is a folder, or the name of one that the Hugging Face cache of this machine holds. Raises, when made,
    ModelsMissing where it is neither, BadSetting where its labels can't be read.
    """

    def __init__(self, model: str, threads: int, use: Use) -> None:
        self._folder = _folder(model, use)
        self._threads = threads
        self._use = use
        self.labels = _labels(model, self._folder, use)
        self._weights = next((name for name in _WEIGHTS if (self._folder / name).is_file()), None)
        if self._weights is None:
            raise _missing(model, use)
        self.called = model.rstrip("/").rsplit("/", 1)[-1]

    @cached_property
    def name(self) -> str:
        """Names this very model, weights and all: what was measured with it is bound to it."""
        return f"{self.called}@{fingerprint(self._folder, (_CONFIG, str(self._weights)))}"

    @property
    def longest(self) -> int | None:
        """How many tokens it reads of both texts together; None where it does not say."""
        return self._loaded.max_length or None

    def tokens(self, first: str, second: str) -> int:
        """How many tokens both texts are together."""
        return len(self._loaded.tokenizer(first, second, truncation=False, verbose=False)["input_ids"])

    def scores(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """A row for each pair, its scores by label as the model gives them; what is too long is cut.

        Raises ModelFailed where the model can't be loaded or gives no number.
        """
        given = self._loaded.predict(list(pairs), activation_fn=_as_is, show_progress_bar=False)
        scores = np.asarray(given, dtype=np.float64).reshape(len(pairs), len(self.labels))
        if not np.isfinite(scores).all():
            raise ModelFailed(
                f"The {self._use.called} {self.called} gave no number.", f"Try another {self._use.setting}."
            )
        return scores

    @cached_property
    def _loaded(self) -> Any:
        stay_offline()
        import torch  # noqa: PLC0415  # takes seconds, and most commands use no cross-encoder
        from sentence_transformers import CrossEncoder  # noqa: PLC0415  # see above

        torch.set_num_threads(self._threads)
        try:
            return CrossEncoder(str(self._folder), device="cpu", local_files_only=True)
        except Exception as error:  # damaged weights raise whatever their reader raises
            reason = str(error).split("\n", 1)[0][:200]
            raise ModelFailed(
                f"The {self._use.called} {self.called} can't be loaded ({reason}).",
                f"Fetch it again, or set another {self._use.setting}.",
            ) from error


class CrossEncoderJudge:
    """The cross-encoder that judges support, run on `threads` CPU threads; safe to share between threads.

    `model` is as PairModel takes it. Raises, when made, ModelsMissing, or BadSetting where its labels
    don't say which of them is support.
    """

    def __init__(self, model: str, threads: int = 1) -> None:
        self._model = PairModel(model, threads, JUDGE)
        self._label = _support_label(model, self._model.labels)
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Names this very model, weights and all: thresholds are bound to it."""
        return self._model.name

    def entailment(self, words: str, claim: str) -> float:
        """The probability, in [0, 1], that `claim` follows from `words`.

        The softmax of the label "entailment", or the logistic function of a single score. Raises Unjudged where both
        together are longer than the model can read, ModelFailed where it can't be loaded or gives no number.
        """
        with self._lock:
            scores = self._scores(words, claim)
        if self._label is None:
            return float(1 / (1 + np.exp(-scores[0])))
        likely = np.exp(scores - scores.max())
        return float(likely[self._label] / likely.sum())

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them. Raises ModelFailed."""
        self.entailment("It is so.", "It is so.")

    def _scores(self, words: str, claim: str) -> NDArray[np.float64]:
        model = self._model
        if model.longest and model.tokens(words, claim) > model.longest:
            raise Unjudged(
                f"The cited words are longer than the judge {model.called} can read ({model.longest} tokens).",
                "Use a judge that reads more.",
            )
        scores: NDArray[np.float64] = model.scores([(words, claim)])[0]
        return scores


def _as_is(scores: Any) -> Any:
    return scores


def _folder(model: str, use: Use) -> Path:
    folder = Path(model).expanduser()
    if (folder / _CONFIG).is_file():
        return folder
    if folder.is_absolute() or folder.is_dir():
        raise _missing(model, use)
    stay_offline()
    from transformers.utils.hub import cached_file  # noqa: PLC0415  # takes as long as torch

    try:
        found = cached_file(model, _CONFIG, local_files_only=True)
    except (OSError, ValueError) as error:  # not in the cache, or no name at all
        raise _missing(model, use) from error
    if found is None:
        raise _missing(model, use)
    return Path(found).parent


def _missing(model: str, use: Use) -> ModelsMissing:
    return ModelsMissing(f"The {use.called} {model} is not on this machine.", use.else_set)


def _support_label(model: str, names: Sequence[str]) -> int | None:
    """Which of the model's scores says "entailment"; None where there is one score only. Raises BadSetting."""
    if len(names) == 1:
        return None
    said = [number for number, name in enumerate(names) if name.lower() in _ENTAILS]
    if len(said) != 1:
        raise BadSetting(
            f"The judge {model} has the labels {', '.join(names)}: none of them is “entailment”.",
            "Use a model of natural language inference, or one with a single score.",
        )
    return said[0]


def _labels(model: str, folder: Path, use: Use) -> Sequence[str]:
    try:
        config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        # As transformers has it: a model that names no labels has two.
        named = config.get("id2label") or {"0": "LABEL_0", "1": "LABEL_1"}
        return [str(named[key]) for key in sorted(named, key=int)]
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BadSetting(
            f"The {use.called} {model} has a {_CONFIG} that can't be read: {error}.", "Fetch it again."
        ) from error
