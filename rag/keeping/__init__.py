"""What changes the record as a whole or checks it: ingest, backup, restore, export and import, looking a quotation up.

Knows nothing of questions and answers.
"""

from rag.keeping.backup import back_up
from rag.keeping.find_quotation import Verdict, look_up, newest_first
from rag.keeping.ingest import (
    BATCH_ARTICLES,
    Ingested,
    Stage,
    Tell,
    embed_again,
    find_languages,
    ingest_read,
    refuse_mixed_vectors,
    store_all,
    store_batch,
    together,
)
from rag.keeping.nearest_quotation import Difference
from rag.keeping.porting import exported, imported

__all__ = [
    "BATCH_ARTICLES",
    "Difference",
    "Ingested",
    "Stage",
    "Tell",
    "Verdict",
    "back_up",
    "embed_again",
    "exported",
    "find_languages",
    "imported",
    "ingest_read",
    "look_up",
    "newest_first",
    "refuse_mixed_vectors",
    "store_all",
    "store_batch",
    "together",
]
