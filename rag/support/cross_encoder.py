"""A cross-encoder that judges support: the probability that a claim follows from the words it cites, in one pass.

Takes any sentence-transformers CrossEncoder with a folder on this machine: one of natural language inference, whose
label "entailment" counts (Bowman et al. 2015, "A large annotated corpus for learning natural language inference"), or one
with a single score. Beside rag.embed the only importer of sentence_transformers. Knows nothing of questions or of cuts.
"""

import json
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from rag.embed import fingerprint, stay_offline
from rag.errors import BadSetting, ModelFailed, ModelsMissing, Unjudged

_CONFIG = "config.json"
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_ENTAILS = ("entailment", "entail", "entails")


class Encoder:
    """The cross-encoder in a folder, run on `threads` CPU threads; safe to share between threads.

    `model` is a folder, or the name of one that the Hugging Face cache of this machine holds. Raises, when made,
    ModelsMissing where it is neither, BadSetting where its labels don't say which of them is support.
    """

    def __init__(self, model: str, threads: int = 1) -> None:
        self._folder = _folder(model)
        self._threads = threads
        self._lock = threading.Lock()
        self._label = _support_label(model, self._folder)
        self._weights = next((name for name in _WEIGHTS if (self._folder / name).is_file()), None)
        if self._weights is None:
            raise _missing(model)
        self._called = model.rstrip("/").rsplit("/", 1)[-1]

    @cached_property
    def name(self) -> str:
        """Names this very model, weights and all: thresholds are bound to it."""
        return f"{self._called}@{fingerprint(self._folder, (_CONFIG, str(self._weights)))}"

    def entailment(self, words: str, claim: str) -> float:
        """The probability, in [0, 1], that `claim` follows from `words`.

        The softmax of the label "entailment", or the logistic function of a single score. Raises Unjudged where both
        together are longer than the model can read, ModelFailed where it can't be loaded or gives no number.
        """
        with self._lock:
            scores = self._scores(words, claim)
        if not np.isfinite(scores).all():
            raise ModelFailed(f"The judge {self._called} gave no number.", "Try another ONRECORD_JUDGE.")
        if self._label is None:
            return float(1 / (1 + np.exp(-scores[0])))
        likely = np.exp(scores - scores.max())
        return float(likely[self._label] / likely.sum())

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them. Raises ModelFailed."""
        self.entailment("It is so.", "It is so.")

    def _scores(self, words: str, claim: str) -> Any:
        loaded = self._loaded
        longest = loaded.max_length
        if longest and len(loaded.tokenizer(words, claim, truncation=False, verbose=False)["input_ids"]) > longest:
            raise Unjudged(
                f"The cited words are longer than the judge {self._called} can read ({longest} tokens).",
                "Use a judge that reads more.",
            )
        given = loaded.predict([(words, claim)], activation_fn=_as_is, show_progress_bar=False)
        return np.asarray(given, dtype=np.float64).reshape(-1)

    @cached_property
    def _loaded(self) -> Any:
        stay_offline()
        import torch  # noqa: PLC0415  # takes seconds, and most commands judge nothing
        from sentence_transformers import CrossEncoder  # noqa: PLC0415  # see above

        torch.set_num_threads(self._threads)
        try:
            return CrossEncoder(str(self._folder), device="cpu", local_files_only=True)
        except Exception as error:  # damaged weights raise whatever their reader raises
            reason = str(error).split("\n", 1)[0][:200]
            raise ModelFailed(
                f"The judge {self._called} can't be loaded ({reason}).",
                "Fetch it again, or set another ONRECORD_JUDGE.",
            ) from error


def _as_is(scores: Any) -> Any:
    return scores


def _folder(model: str) -> Path:
    folder = Path(model).expanduser()
    if (folder / _CONFIG).is_file():
        return folder
    if folder.is_absolute() or folder.is_dir():
        raise _missing(model)
    stay_offline()
    from transformers.utils.hub import cached_file  # noqa: PLC0415  # takes as long as torch

    try:
        found = cached_file(model, _CONFIG, local_files_only=True)
    except (OSError, ValueError) as error:  # not in the cache, or no name at all
        raise _missing(model) from error
    if found is None:
        raise _missing(model)
    return Path(found).parent


def _missing(model: str) -> ModelsMissing:
    return ModelsMissing(
        f"The judge {model} is not on this machine.",
        "Set ONRECORD_JUDGE to a sentence-transformers CrossEncoder's folder, to `provider:model`, or to `embedded`.",
    )


def _support_label(model: str, folder: Path) -> int | None:
    """Which of the model's scores says "entailment"; None where there is one score only. Raises BadSetting."""
    names = _labels(model, folder)
    if len(names) == 1:
        return None
    said = [number for number, name in enumerate(names) if name.lower() in _ENTAILS]
    if len(said) != 1:
        raise BadSetting(
            f"The judge {model} has the labels {', '.join(names)}: none of them is “entailment”.",
            "Use a model of natural language inference, or one with a single score.",
        )
    return said[0]


def _labels(model: str, folder: Path) -> Sequence[str]:
    try:
        config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        # As transformers has it: a model that names no labels has two.
        named = config.get("id2label") or {"0": "LABEL_0", "1": "LABEL_1"}
        return [str(named[key]) for key in sorted(named, key=int)]
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BadSetting(
            f"The judge {model} has a {_CONFIG} that can't be read: {error}.", "Fetch it again."
        ) from error
