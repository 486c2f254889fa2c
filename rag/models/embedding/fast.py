"""An embedder as OpenVINO runs it, converted: the vectors that sentence-transformers gives, without loading torch."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelFailed
from rag.models.converting import NET, silence_telemetry
from rag.models.embedding.folder import TOKENIZER, padding_of, token_limit_of


class Fast:
    """The model in `folder`, loaded from its form `converted`, on `threads` CPU threads. For one thread at a time.

    Raises ModelFailed where it can't be loaded.
    """

    def __init__(self, folder: Path, converted: Path, threads: int) -> None:
        self._tokenizer = tokenizer(folder)
        self._tokenizer.enable_truncation(max_length=token_limit_of(folder))
        self._padding = padding_of(folder)
        silence_telemetry()
        import openvino  # noqa: PLC0415  # native: only a process that embeds pays for it

        options = {
            "INFERENCE_NUM_THREADS": threads,
            "PERFORMANCE_HINT": "LATENCY",
            "ENABLE_CPU_PINNING": False,
            "INFERENCE_PRECISION_HINT": "f32",  # else what the processor likes best: then vectors differ by machine
        }
        try:
            self._request = openvino.Core().compile_model(str(converted / NET), "CPU", options).create_infer_request()
        except Exception as error:  # native code raises whatever it likes; callers see one error
            raise ModelFailed(
                f"The converted embedder {converted} could not be loaded ({' '.join(str(error).split())[:200]}).",
                "Delete the folder: it is made again.",
            ) from error
        self._inputs = [port.any_name for port in self._request.model_inputs]

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """One vector per text, as rows, of whatever length the model gives them."""
        encodings = [self._tokenizer.encode(text) for text in texts]
        shape = (len(texts), max(len(encoding.ids) for encoding in encodings))
        arrays = {
            "input_ids": np.full(shape, self._padding, np.int64),
            "attention_mask": np.zeros(shape, np.int64),
            "token_type_ids": np.zeros(shape, np.int64),
        }
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            arrays["input_ids"][row, :length] = encoding.ids
            arrays["attention_mask"][row, :length] = 1
            arrays["token_type_ids"][row, :length] = encoding.type_ids
        self._request.infer({name: arrays[name] for name in self._inputs})
        return np.array(self._request.get_output_tensor(0).data, dtype=np.float32)


def tokenizer(folder: Path) -> Any:
    """The model's own tokenizer, which neither cuts nor fills up."""
    from tokenizers import Tokenizer  # noqa: PLC0415  # importing this module stays cheap

    loaded = Tokenizer.from_file(str(folder / TOKENIZER))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded
