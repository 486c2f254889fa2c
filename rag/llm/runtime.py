"""Runs a language model's weights in this process with OpenVINO: tokens in, the likeliest next tokens out, greedily.

A GGUF file is converted once, beside itself, in a child process. What consecutive prompts share at their start is read
once: a few of the last prompts stay in memory. Knows nothing of LangChain, and of no prompt.
"""

import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelFailed, ModelsMissing

CONTEXT_TOKENS = 4096
BATCH_TOKENS = 256
"""Prompt tokens read between two looks at whether the reader still waits: under two seconds on two cores."""
SLOTS = 6
"""Prompts whose state is kept. Drafting, judging and phrasing alternate, and each finds its own unchanging start again."""
_CONVERT_SECONDS = 900
_CONVERT = "import sys, openvino_genai as g; g.LLMPipeline(sys.argv[1], 'CPU', enable_save_ov_model=True)"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a reply: its text, and, where asked for, the likeliest candidates with their log probabilities."""

    text: str
    likely: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class _Slot:
    """One state of the model, and the tokens it has read."""

    request: Any
    tokens: list[int] = field(default_factory=list)


class Runtime:
    """The weights at `path`, a GGUF file, ready to answer; not for use by two threads at once.

    Raises ModelsMissing where there is no such file, ModelFailed where it can't be converted or loaded.
    """

    def __init__(self, path: Path, name: str, threads: int) -> None:
        folder = converted(path, name)
        import openvino  # noqa: PLC0415  # native and heavy: only a process that needs the model pays for it
        import openvino_genai  # noqa: PLC0415  # as above

        exact = {"INFERENCE_PRECISION_HINT": "f32", "KV_CACHE_PRECISION": "f32"}
        options = {
            "INFERENCE_NUM_THREADS": threads,
            "PERFORMANCE_HINT": "LATENCY",
            "ENABLE_CPU_PINNING": False,
            **exact,
        }
        try:
            compiled = openvino.Core().compile_model(str(folder / "openvino_model.xml"), "CPU", options)
            self._tokenizer = openvino_genai.Tokenizer(str(folder), ENABLE_CPU_PINNING=False)
        except Exception as error:
            raise _unusable(path, error) from error
        self._tensor = openvino.Tensor
        self._slots = [_Slot(compiled.create_infer_request()) for _ in range(SLOTS)]
        self._end = self._tokenizer.get_eos_token_id()

    def tokens(self, turns: Sequence[Mapping[str, str]]) -> list[int]:
        """The tokens of a conversation up to where the reply begins. Raises ModelFailed where they don't fit."""
        text = self._tokenizer.apply_chat_template(list(turns), add_generation_prompt=True)
        tokens: list[int] = self._tokenizer.encode(text, add_special_tokens=False).input_ids.data[0].tolist()
        if len(tokens) >= CONTEXT_TOKENS:
            raise ModelFailed(
                f"The prompt of {len(tokens)} tokens exceeds the available context size of {CONTEXT_TOKENS}.",
                "Ask a shorter question.",
            )
        return tokens

    def reply(self, prompt: Sequence[int], limit: int, candidates: int, look: Callable[[], None]) -> Iterator[Token]:
        """Up to `limit` tokens after `prompt`, each the likeliest, with so many `candidates` for its place.

        `look` is called every so often, and may raise.
        """
        slot = self._slot_for(prompt)
        unread = list(prompt[len(slot.tokens) :])
        told: list[int] = []
        shown = 0
        for _ in range(min(limit, CONTEXT_TOKENS - len(prompt))):
            scores = self._read(slot, unread, look)
            chosen = int(scores.argmax())
            if chosen == self._end:
                return
            told.append(chosen)
            unread = [chosen]
            text = self._tokenizer.decode(told)
            whole = text.rstrip("\ufffd")  # a letter of several tokens waits for its last one
            yield Token(whole[shown:], self._likely(scores, candidates))
            shown = len(whole)

    def _slot_for(self, prompt: Sequence[int]) -> _Slot:
        """The state that shares the longest start with `prompt`, cut to it; the oldest one where none shares any."""
        shared = [_shared(slot.tokens, prompt) for slot in self._slots]
        best = max(range(len(shared)), key=lambda at: (shared[at], -at))
        slot = self._slots.pop(best)
        self._slots.append(slot)
        self._cut(slot, min(shared[best], len(prompt) - 1))
        return slot

    def _cut(self, slot: _Slot, length: int) -> None:
        if length == 0:
            slot.request.reset_state()
        elif length < len(slot.tokens):
            for state in slot.request.query_state():
                kept = np.ascontiguousarray(state.state.data[:, :, :length, :])
                state.state = self._tensor(kept)
        slot.tokens = slot.tokens[:length]

    def _read(self, slot: _Slot, tokens: Sequence[int], look: Callable[[], None]) -> NDArray[np.float64]:
        """The scores of every token to come after `tokens`, which the slot has then read too."""
        for start in range(0, len(tokens), BATCH_TOKENS):
            look()
            batch = list(tokens[start : start + BATCH_TOKENS])
            before, after = len(slot.tokens), len(slot.tokens) + len(batch)
            slot.request.infer(
                {
                    "input_ids": np.array([batch], np.int64),
                    "attention_mask": np.ones((1, after), np.int64),
                    "position_ids": np.arange(before, after, dtype=np.int64)[None],
                    "beam_idx": np.zeros(1, np.int32),
                }
            )
            slot.tokens += batch
        scores: NDArray[np.float64] = slot.request.get_tensor("logits").data[0, -1].astype(np.float64)
        return scores

    def _likely(self, scores: NDArray[np.float64], count: int) -> tuple[tuple[str, float], ...]:
        if count == 0:
            return ()
        best = np.argpartition(-scores, count)[:count]
        best = best[np.argsort(-scores[best], kind="stable")]
        total = float(scores.max()) + math.log(float(np.exp(scores - scores.max()).sum()))
        return tuple((self._tokenizer.decode([int(token)]), float(scores[token]) - total) for token in best)


def converted(path: Path, name: str) -> Path:
    """The folder with the model at `path`, a GGUF file, in OpenVINO's own form; made beside it the first time.

    Takes about 20 s and as much disk as the file. Two processes may do it at once: one of the two results is kept.
    Raises ModelsMissing, or ModelFailed where the file is not a model that the runtime knows.
    """
    if not path.is_file():
        raise ModelsMissing(f"The weights of {name} are not at {path}.", "Run `onrecord models pull`.")
    folder = path.parent / f"{path.stem}.openvino"
    if folder.is_dir():
        return folder
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".converting-") as made:
            _convert(path, Path(made))
            _keep(Path(made), folder)
    except OSError as error:
        raise _unusable(path, error) from error
    return folder


def _keep(made: Path, folder: Path) -> None:
    try:
        made.replace(folder)
        made.mkdir()  # its context manager wants to remove it
    except OSError:
        if not folder.is_dir():  # no other process was faster
            raise


def _convert(path: Path, made: Path) -> None:
    """In a child process: it needs 4 GB for a moment, and a broken file may crash it."""
    (made / "model.gguf").symlink_to(path.resolve())
    command = [sys.executable, "-c", _CONVERT, str(made / "model.gguf")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_CONVERT_SECONDS, check=False)  # noqa: S603  # our own words
    (made / "model.gguf").unlink()
    if done.returncode or not (made / "openvino_model.xml").is_file():
        lines = done.stderr.strip().splitlines() or ["it names no reason"]
        raise _unusable(path, lines[-1])


def _unusable(path: Path, reason: object) -> ModelFailed:
    said = " ".join(str(reason).split())[:200]
    return ModelFailed(
        f"The model file {path.name} could not be loaded ({said}).",
        "Run `onrecord models verify`; the model needs about 4 GB of free memory, and as much disk again as its file.",
    )


def _shared(read: Sequence[int], prompt: Sequence[int]) -> int:
    """How many tokens both begin with."""
    for at, (one, other) in enumerate(zip(read, prompt, strict=False)):
        if one != other:
            return at
    return min(len(read), len(prompt))
