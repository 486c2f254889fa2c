"""What the folder of a sentence-transformers model says of it, without loading any weights."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag.errors import ModelsMissing

TOKENIZER = "tokenizer.json"
_MODULES = "modules.json"
_CONFIGS = ("config.json", TOKENIZER, _MODULES, "sentence_bert_config.json")
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_SAMPLES, _SAMPLE_BYTES = 64, 4096


def check_folder(folder: Path) -> None:
    """Raises ModelsMissing where `folder` lacks a file of a sentence-transformers model."""
    missing = [file for file in _CONFIGS if not (folder / file).is_file()]
    if not any((folder / file).is_file() for file in _WEIGHTS):
        missing.append(_WEIGHTS[0])
    if missing:
        message = f"The embedder is not in {folder}: {', '.join(missing)} missing."
        raise ModelsMissing(message, "`onrecord models pull` fetches it.")


def dimensions_of(folder: Path) -> int:
    """The length of the vectors: that of the last Dense module, or of the transformer where there is none."""
    length = int(_json(folder / "config.json")["hidden_size"])
    for path in _further_modules(folder):
        config = folder / path / "config.json"
        length = int(_json(config).get("out_features", length)) if config.is_file() else length
    return length


def token_limit_of(folder: Path) -> int:
    """How many tokens the model sees, special ones included, as sentence-transformers decides it.

    That is what the model was limited to; where that isn't stated, what its tokenizer or its transformer can take.
    """
    limit = _json(folder / "sentence_bert_config.json").get("max_seq_length")
    if limit:
        return int(limit)
    config = folder / "tokenizer_config.json"
    tokenizer = _json(config).get("model_max_length") if config.is_file() else None
    transformer = _json(folder / "config.json").get("max_position_embeddings")
    return int(min(stated for stated in (tokenizer, transformer) if stated))


def padding_of(folder: Path) -> int:
    """The token that fills up the shorter texts of a batch."""
    return int(_json(folder / "config.json").get("pad_token_id") or 0)


def model_fingerprint(folder: Path) -> str:
    """Twelve hex digits that change with the model in `folder`: with its transformer's weights as
    with those of modules after it.
    """
    own = [file for file in _WEIGHTS if (folder / file).is_file()][:1]
    further = [f"{path}/{file}" for path in _further_modules(folder) for file in _WEIGHTS]
    return fingerprint(folder, (*_CONFIGS, *own, *(file for file in further if (folder / file).is_file())))


def fingerprint(folder: Path, files: Sequence[str]) -> str:
    """Twelve hex digits that change with the model in `files`, which are paths in `folder`. It takes milliseconds:
    small files are hashed whole, weights are sampled all over.
    """
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


def _further_modules(folder: Path) -> list[str]:
    """The folders, within the model's, of what comes after the transformer."""
    return [str(module["path"]) for module in _json(folder / _MODULES) if module["path"]]


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        message = f"{path} can't be read: {error}."
        raise ModelsMissing(message, "`onrecord models pull` fetches it again.") from error
