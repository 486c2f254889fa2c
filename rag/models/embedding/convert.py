"""A sentence-transformers model in OpenVINO's own form: made once, in its folder, in a child process.

The whole model is converted, pooling and all, and counts only if it then gives the vectors that sentence-transformers
gives: so one rule decides for any model. Knows nothing of who embeds what.
"""

from pathlib import Path
from typing import Any

import numpy as np

from rag.errors import ModelFailed
from rag.models.converting import NET, in_child, made_once
from rag.models.embedding.fast import Fast
from rag.models.embedding.folder import model_fingerprint
from rag.models.embedding.original import Original

NEAR = 1e-5
"""How far any number of a unit-length vector may be from the original's: float32 rounds at about 1e-7."""
_CONVERT = "from rag.models.embedding.convert import convert; convert(*sys.argv[1:])"
_REFUSED = "refused.txt"
_SAMPLES = [
    "The two sides agreed to exchange prisoners on Friday.",
    "",
    "  Who won?  ",
    "MÜNCHEN – Die Fähre legte um 7.30 Uhr ab; “nobody was hurt”, said the café’s owner.",
    "Переговори тривають.\nالمفاوضات مستمرة. 会谈仍在继续。 🙂",
    "The harbour authority counted 900 litres of diesel. " * 120,
]


def converted_embedder_folder(folder: Path) -> Path:
    """Where the model in `folder` is, or would be, in OpenVINO's own form; it changes with the weights."""
    return folder / f"{model_fingerprint(folder)}.openvino"


def converted_embedder(folder: Path) -> Path | None:
    """The folder with the model in `folder` in OpenVINO's own form, made the first time; None where it can't be had.

    It can't where the model can't be converted, which is then noted beside it, or where its folder can't be written.
    Takes ten seconds or more; of several processes one makes it and the others wait.
    """
    target = converted_embedder_folder(folder)
    try:
        made_once(target, lambda made: _convert(folder, made))
    except (OSError, ModelFailed):
        return None
    return target if (target / NET).is_file() else None


def _convert(folder: Path, made: Path) -> None:
    reason = in_child(_CONVERT, str(folder), str(made))
    if reason:  # killed, or out of memory: another time it may be done
        raise ModelFailed(f"The embedder in {folder} could not be converted ({reason}).", "It runs as it is, slowly.")


def convert(folder: str, made: str) -> None:
    """What the child process does: fill the folder `made` with the model in `folder`, or with why that can't be."""
    try:
        original = Original(Path(folder), threads=1)
        _save(original, Path(made) / NET)
        _compare(original, Fast(Path(folder), Path(made), threads=1))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a model of anybody's makes torch or OpenVINO raise
        for file in Path(made).iterdir():
            file.unlink()
        (Path(made) / _REFUSED).write_text(f"{type(error).__name__}: {error}\n", encoding="utf-8")


def _save(original: Original, net: Path) -> None:
    import openvino  # noqa: PLC0415  # this process is the child, which has silenced it
    import torch  # noqa: PLC0415  # as above

    class Whole(torch.nn.Module):
        """Tokens to sentence vectors."""

        def __init__(self) -> None:
            super().__init__()
            self.model = original.model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any = None) -> Any:
            given = {"input_ids": input_ids, "attention_mask": attention_mask}
            if token_type_ids is not None:
                given["token_type_ids"] = token_type_ids
            return self.model(given)["sentence_embedding"]

    names = set(original.model.tokenizer.model_input_names)
    example = {name: torch.ones(2, 8, dtype=torch.long) for name in ("input_ids", "attention_mask")}
    if "token_type_ids" in names:
        example["token_type_ids"] = torch.zeros(2, 8, dtype=torch.long)
    with torch.no_grad():
        model = openvino.convert_model(Whole().eval(), example_input=example)
    openvino.save_model(model, net, compress_to_fp16=False)


def _compare(original: Original, fast: Fast) -> None:
    wanted, found = _unit(original.encode(_SAMPLES)), _unit(fast.encode(_SAMPLES))
    alone = _unit(np.concatenate([fast.encode([text]) for text in _SAMPLES]))
    furthest = max(float(np.abs(wanted - found).max()), float(np.abs(wanted - alone).max()))
    if not furthest <= NEAR:
        raise ValueError(f"its vectors are up to {furthest:.1e} away from those of sentence-transformers")


def _unit(rows: Any) -> Any:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
