"""Settings -> record, indexes and embedder: all that is needed by commands that ask no language model.

Kept apart from rag.build because loading LangChain takes longer than such a command runs.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from threading import Thread

from rag.answer import EvidenceShown, SearchRequest, SearchResult
from rag.asking.understand import checked_request
from rag.asking.unmatched_filters import why_nothing
from rag.errors import OnRecordError
from rag.fetching import Fetcher, PoliteFetcher
from rag.indexes import Indexes
from rag.keeping import refuse_mixed_vectors
from rag.keeping.gather import Gatherer, gathering
from rag.models.embedding import Embedder
from rag.models.weights import catalogue, ready_folder
from rag.retrieval import Reranker, Retriever
from rag.settings import Settings
from rag.store.record import Record

Search = Callable[[SearchRequest], SearchResult]


def open_record(settings: Settings) -> Record:
    """The record alone, for commands that neither search nor answer. Takes no lock."""
    return Record.open(settings.record_url)


def open_embedder(settings: Settings) -> Embedder:
    """The embedder of the settings: a model of models.toml, or a sentence-transformers folder. Raises ModelsMissing."""
    if settings.embedder in catalogue():
        folder = ready_folder(settings.models_dir, settings.embedder)
    else:
        folder = Path(settings.embedder).expanduser()
    return Embedder(folder, settings.threads, settings.embedder)


@contextmanager
def opened_indexes(settings: Settings) -> Iterator[tuple[Record, Indexes]]:
    """Record and indexes, brought level with each other, without any language model. Raises DataFolderBusy."""
    with (
        open_record(settings) as record,
        Indexes.open(record, settings.data_dir, open_embedder(settings).dimensions) as indexes,
    ):
        yield record, indexes


@contextmanager
def open_search(settings: Settings) -> Iterator[Search]:
    """Search without any language model, as `Engine.search` does it. Raises ModelsMissing or DataFolderBusy."""
    embedder = open_embedder(settings)
    reranker = open_reranker(settings)
    with open_record(settings) as record:
        refuse_mixed_vectors(record, embedder)
        with _loading(embedder), Indexes.open(record, settings.data_dir, embedder.dimensions) as indexes:
            yield partial(search, Retriever(record, indexes, embedder, reranker=reranker), record)


@contextmanager
def open_gatherer(settings: Settings) -> Iterator[Gatherer]:
    """Who fetches and reads what lies at addresses, politely, while this context is open."""
    with Fetcher(settings.allowed_hosts) as fetcher, gathering(PoliteFetcher(fetcher)) as gatherer:
        yield gatherer


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker that the settings name; None where they name none. Raises ModelsMissing or BadSetting."""
    return Reranker(settings.reranker, settings.threads) if settings.reranker else None


@contextmanager
def _loading(embedder: Embedder) -> Iterator[None]:
    """Load the embedder in a thread while the body of the `with` runs: both are mostly native code, so they overlap."""

    def load() -> None:
        with suppress(OnRecordError):  # raised again, where it can be told, by the first text that is embedded
            embedder.warm()

    thread = Thread(target=load, name="embedder")
    thread.start()
    try:
        yield
    finally:
        thread.join()


def search(
    retriever: Retriever, record: Record, request: SearchRequest, today: Callable[[], date] = date.today
) -> SearchResult:
    """The sentences nearest to a question, best first: evidence, not an answer. Raises BadInput.

    A request without `as_of` is asked on the day that `today` gives; of what is equally near, the newer comes first.
    """
    asked = checked_request(request)
    found = retriever.evidence(asked.question, request.limit, asked.wanted, as_of=asked.as_of or today())
    return SearchResult(
        evidence=tuple(EvidenceShown.of(evidence) for evidence in found.ranked),
        message=None if found.ranked else why_nothing(record, asked.wanted),
    )
