"""From evidence to drafts that point at sentences: written freely and tied by code, completed a sentence at a time, or
pointed at by a capable model.

Checks nothing.
"""

from rag.drafting.introduce import as_claim, unnamed_speaker
from rag.drafting.tie import Similarity, cited_context, leans_back
from rag.drafting.writer import Writer

__all__ = ["Similarity", "Writer", "as_claim", "cited_context", "leans_back", "unnamed_speaker"]
