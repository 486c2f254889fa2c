"""Runs a language model's weights in this process with OpenVINO: tokens in, the likeliest next tokens out, greedily.

What consecutive prompts share at their start is read once: a few of the last prompts stay in memory. Knows nothing of
LangChain, and of no prompt.
"""

import math
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelFailed
from rag.models.chat.convert import converted_llm
from rag.models.converting import NET, silence_telemetry

CONTEXT_TOKENS = 4096
BATCH_TOKENS = 128
"""Prompt tokens read between two looks at whether the reader still waits: about a second on two cores."""
SLOTS = 6
"""Prompts whose state is kept. Drafting, judging and rewriting alternate, and each finds
its own unchanging start again."""
SAME_START = 16
"""How many tokens a state and a prompt must share for the state to be cut and used: fewer are the markup and first
words with which all prompts begin."""
LOOK_SECONDS = 0.2
"""How long a caller waits for its turn before it looks again whether anybody still waits for it."""

Look = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a reply: its text, and, where asked for, the likeliest candidates with their log probabilities."""

    text: str
    likely: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Slot:
    """One state of the model, and the tokens it has read."""

    request: Any
    tokens: list[int] = field(default_factory=list)


class Runtime:
    """The weights at `path`, a GGUF file, ready to answer. Threads take turns, a batch of tokens at a time.

    Raises ModelsMissing where there is no such file, ModelFailed where it can't be converted or loaded.
    """

    def __init__(self, path: Path, name: str, threads: int) -> None:
        folder = converted_llm(path, name)
        silence_telemetry()
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
            core = openvino.Core()
            model = core.read_model(str(folder / NET))
            _score_last(model, openvino.opset13)
            self._compiled = core.compile_model(model, "CPU", options)
            self._tokenizer = openvino_genai.Tokenizer(str(folder), ENABLE_CPU_PINNING=False)
        except Exception as error:  # native code raises whatever it likes; callers see one error
            raise _unusable(folder, error) from error
        self._tensor = openvino.Tensor
        self._turns = threading.Lock()
        # Only those that no reply is using; appended to without the lock, by a reply that ends or is forgotten.
        self._slots = [Slot(self._compiled.create_infer_request()) for _ in range(SLOTS)]
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

    def reply(self, prompt: Sequence[int], limit: int, candidates: int, look: Look) -> Generator[Token, None, None]:
        """Up to `limit` tokens after `prompt`, each the likeliest for its place, with as many `candidates`
        for that place as are asked for.

        `look` is called before every batch of tokens and while waiting for one's turn, and may raise.
        """
        slot = self._take(prompt, look)
        try:
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
                shown = max(shown, len(whole))
        finally:
            self._slots.append(slot)

    def _take(self, prompt: Sequence[int], look: Look) -> Slot:
        """The state that shares the longest start with `prompt`, cut to it; the oldest one where none shares enough."""
        with self._turn(look):
            del self._slots[:-SLOTS]
            if not self._slots:
                self._slots.append(Slot(self._compiled.create_infer_request()))
            shared = [_shared(slot.tokens, prompt) for slot in self._slots]
            best = max(range(len(shared)), key=shared.__getitem__)
            slot = self._slots.pop(best if shared[best] >= SAME_START else 0)
            self._cut(slot, min(_shared(slot.tokens, prompt), len(prompt) - 1))
            return slot

    @contextmanager
    def _turn(self, look: Look) -> Iterator[None]:
        look()
        while not self._turns.acquire(timeout=LOOK_SECONDS):
            look()
        try:
            yield
        finally:
            self._turns.release()

    def _cut(self, slot: Slot, length: int) -> None:
        read, slot.tokens = slot.tokens, []  # see _read
        if length == 0:
            slot.request.reset_state()
        elif length < len(read):
            for state in slot.request.query_state():
                kept = np.ascontiguousarray(state.state.data[:, :, :length, :])
                state.state = self._tensor(kept)
        slot.tokens = read[:length]

    def _read(self, slot: Slot, tokens: Sequence[int], look: Look) -> NDArray[np.float64]:
        """The scores of every token to come after `tokens`, which the slot has then read too."""
        for start in range(0, len(tokens), BATCH_TOKENS):
            batch = list(tokens[start : start + BATCH_TOKENS])
            with self._turn(look):
                # Nothing is known of a state while it changes: an interrupt in between must not leave a wrong one.
                before, slot.tokens = slot.tokens, []
                after = len(before) + len(batch)
                slot.request.infer(
                    {
                        "input_ids": np.array([batch], np.int64),
                        "attention_mask": np.ones((1, after), np.int64),
                        "position_ids": np.arange(len(before), after, dtype=np.int64)[None],
                        "beam_idx": np.zeros(1, np.int32),
                    }
                )
                slot.tokens = before + batch
        scores: NDArray[np.float64] = slot.request.get_tensor("logits").data[0, -1].astype(np.float64)
        return scores

    def _likely(self, scores: NDArray[np.float64], count: int) -> tuple[tuple[str, float], ...]:
        if count == 0:
            return ()
        best = np.argpartition(-scores, count)[:count]
        best = best[np.argsort(-scores[best], kind="stable")]
        total = float(scores.max()) + math.log(float(np.exp(scores - scores.max()).sum()))
        return tuple((self._tokenizer.decode([int(token)]), float(scores[token]) - total) for token in best)


def _score_last(model: Any, operations: Any) -> None:
    """Let `model` score what follows the last token of a batch alone: nobody reads the scores of the others.

    They would cost a tenth of the reading, and 150 MB a state that is kept.
    """
    product = model.output("logits").get_node().input_value(0).get_node()
    if product.get_type_name() != "MatMul":
        return
    end = operations.constant([2**31 - 1], np.int64)
    last, one, tokens = (operations.constant([number], np.int64) for number in (-1, 1, 1))
    product.input(0).replace_source_output(operations.slice(product.input_value(0), last, end, one, tokens).output(0))
    model.validate_nodes_and_infer_types()


def _unusable(folder: Path, error: Exception) -> ModelFailed:
    said = " ".join(str(error).split())[:200]
    return ModelFailed(
        f"The converted model {folder} could not be loaded ({said}).",
        "It needs about 4 GB of free memory. If there is enough, delete the folder: it is made again.",
    )


def _shared(read: Sequence[int], prompt: Sequence[int]) -> int:
    """How many tokens both begin with."""
    for at, (one, other) in enumerate(zip(read, prompt, strict=False)):
        if one != other:
            return at
    return min(len(read), len(prompt))
