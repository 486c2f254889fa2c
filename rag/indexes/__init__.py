"""What finds passages: by meaning (Chroma), by words (tantivy), and by comparing all vectors. Each can
be built again from the record.

Knows nothing of questions.
"""

from rag.indexes.derived import ScoredPassage
from rag.indexes.indexes import Indexes
from rag.indexes.note import FOLDER, lost_changes, refuse_lost

__all__ = ["FOLDER", "Indexes", "ScoredPassage", "lost_changes", "refuse_lost"]
