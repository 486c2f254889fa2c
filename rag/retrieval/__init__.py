"""From a question to evidence: the passages and sentences nearest to it, by meaning, words and the days it speaks of,
with copies of one story counted once.

Asks no language model.
"""

from rag.retrieval.found import Found
from rag.retrieval.rerank import Reranker
from rag.retrieval.retrieve import Retriever

__all__ = ["Found", "Reranker", "Retriever"]
