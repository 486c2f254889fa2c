"""An embedder as sentence-transformers runs it, with torch: seconds to load, and the measure of every faster way.

Beside rag.models.cross_encoder the only importer of sentence_transformers.
"""

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Original:
    """The sentence-transformers model in a folder, loaded, on `threads` CPU threads. For one thread at a time."""

    def __init__(self, folder: Path, threads: int) -> None:
        stay_offline()
        import torch  # noqa: PLC0415  # takes seconds, and few processes need it
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415  # see above

        torch.set_num_threads(threads)
        self.model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """One vector per text, as rows, of whatever length the model gives them."""
        encoded = self.model.encode(texts, batch_size=len(texts), convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(encoded, dtype=np.float32)


def stay_offline() -> None:
    """Keep Hugging Face's libraries from the network and from the terminal. They read this when first imported."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_PROGRESS_BARS"):
        os.environ[name] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging  # noqa: PLC0415  # takes as long as torch

    hushed: Any = logging
    hushed.disable_progress_bar()
    hushed.set_verbosity_error()
