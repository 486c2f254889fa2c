"""The pinned models as records, read from `models.toml`. Knows nothing of disks and networks."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rag.errors import NotFound

MODELS_TOML = Path(__file__).parents[1] / "models.toml"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: its path in the model's folder, and the bytes it must have."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A member of a wheel (`NAME==VERSION`) that holds a file of the model, or the next part of one."""

    wheel: str
    member: str
    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes can be had: `wheels` of the package index, in joining order, or the `upstream` repository."""

    kind: Literal["wheels", "upstream"]
    pieces: tuple[Piece, ...] = ()
    base: str = ""

    @property
    def name(self) -> str:
        """How messages call this source."""
        return self.base if self.kind == "upstream" else "wheels of the package index"


@dataclass(frozen=True, slots=True)
class Model:
    """A pinned model. `purpose` is `embedder`, `llm` or `parser` (needed by every
    installation), or `smoke` (tests only).
    """

    name: str
    purpose: Literal["embedder", "llm", "parser", "smoke"]
    licence: str
    files: tuple[ModelFile, ...]
    sources: tuple[Source, ...]

    def __post_init__(self) -> None:
        for file in self.files:
            for source in self.sources:
                if source.kind == "wheels" and sum(p.bytes for p in source.pieces if p.file == file.path) != file.bytes:
                    raise ValueError(f"{self.name}: the pieces of {file.path} do not add up to {file.bytes} bytes")

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(file.bytes for file in self.files)

    @property
    def pins(self) -> str:
        """A hash of what the files must be; it changes when models.toml pins other bytes."""
        return hashlib.sha256(repr(self.files).encode()).hexdigest()


def catalogue(file: Path = MODELS_TOML) -> dict[str, Model]:
    """Every pinned model by name, in the order of models.toml (or of another file written like it)."""
    return {table["name"]: _model(table) for table in tomllib.loads(file.read_text(encoding="utf-8"))["model"]}


def chosen(names: Iterable[str] = (), known: Mapping[str, Model] | None = None) -> list[Model]:
    """The models of these names; without names, those that every installation needs.
    Raises NotFound for an unknown name.
    """
    known = catalogue() if known is None else known
    wanted = list(names) or [model.name for model in known.values() if model.purpose != "smoke"]
    for name in wanted:
        if name not in known:
            raise NotFound(f"There is no model {name!r}.", f"The models are {', '.join(known)}.")
    return [known[name] for name in wanted]


def _model(table: Mapping[str, Any]) -> Model:
    files = {entry["path"]: ModelFile(**entry) for entry in table["files"]}
    sources = tuple(
        Source(entry["kind"], tuple(_piece(piece, files) for piece in entry.get("pieces", ())), entry.get("base", ""))
        for entry in table["source"]
    )
    return Model(table["name"], table["purpose"], table["licence"], tuple(files.values()), sources)


def _piece(entry: Mapping[str, Any], files: Mapping[str, ModelFile]) -> Piece:
    whole = files[entry["file"]]
    return Piece(**{"bytes": whole.bytes, "sha256": whole.sha256, **entry})
