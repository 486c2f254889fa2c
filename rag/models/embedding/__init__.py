"""Text to vectors: the embedder, and how many tokens it sees in a text.

    embedder.py   what turns text into vectors, and may be shared
    fast.py       the model as OpenVINO runs it: the usual way
    original.py   the model as sentence-transformers runs it: any other
    folder.py     what a model's folder says of it
    convert.py    its form for OpenVINO, made once
    batching.py   texts of several threads in one batch

Knows nothing of articles, nor of where vectors are kept.
"""

from rag.models.embedding.convert import converted_embedder, converted_embedder_folder
from rag.models.embedding.embedder import Embedder, Embeds, vector_key
from rag.models.embedding.folder import fingerprint
from rag.models.embedding.original import stay_offline

__all__ = [
    "Embedder",
    "Embeds",
    "converted_embedder",
    "converted_embedder_folder",
    "fingerprint",
    "stay_offline",
    "vector_key",
]
