"""On Record's retrieval for LangChain code.

It is apart from rag.retrieval.retrieve so that whoever only searches need not wait for LangChain to be imported.
"""

from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.domain import Article, Hit, Passage
from rag.retrieval.retrieve import PASSAGES
from rag.store.filters import Filters


class PassageRetriever(BaseRetriever):
    """On Record's retrieval as a LangChain retriever: each Document is a passage, with its article and offsets.

    `limit` is how many passages it gives at most. `as_of` and `wanted` are those of `Retriever.hits`: the day of the
    questions, and which articles may be used.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Any
    record: Any
    limit: int = PASSAGES
    as_of: date | None = None
    wanted: Filters = Filters()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # BaseRetriever's signature
    ) -> list[Document]:
        hits: list[Hit] = self.retriever.hits(query, self.limit, self.wanted, self.as_of)
        articles = self.record.articles_by_key({(hit.passage.article_id, hit.passage.version) for hit in hits})
        return [_document(hit, articles[hit.passage.article_id, hit.passage.version]) for hit in hits]


def _document(hit: Hit, article: Article) -> Document:
    passage: Passage = hit.passage
    shown = {
        "article_id": article.id,
        "version": article.version,
        "start": passage.span.start,
        "end": passage.span.end,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.value,
        "score": hit.score,
    }
    return Document(page_content=passage.span.of(article.text), metadata=shown, id=passage.id)
