"""Settings -> the working parts: the only place where things are wired. Knows every step, does none of their work."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Self

from langchain_core.language_models import BaseChatModel

from rag import english
from rag.answer import AskRequest, Event, SearchRequest, SearchResult
from rag.ask import Ask
from rag.checking.judge import Judge, thresholds
from rag.checking.thresholds import UNCUT, bound_thresholds
from rag.drafting import Writer
from rag.english.parser import MODEL as PARSER
from rag.english.parser import Parse, Parser
from rag.indexes import Indexes
from rag.keeping import refuse_mixed_vectors
from rag.models.chat.budget import limits_of
from rag.models.chat.convert import converted_llm, converted_llm_folder
from rag.models.chat.embedded import EmbeddedChat
from rag.models.chat.stop import Stop
from rag.models.cross_encoder import CrossEncoderJudge
from rag.models.embedding import Embeds, converted_embedder, converted_embedder_folder
from rag.models.weights import catalogue, chosen, ready_folder
from rag.retrieval import Retriever
from rag.retrieval.documents import PassageRetriever
from rag.search import open_embedder, open_record, open_reranker, open_search, search
from rag.settings import Settings
from rag.store.record import Record

__all__ = [
    "EMBEDDED_LLM",
    "Engine",
    "embedded_llm",
    "open_embedder",
    "open_engine",
    "open_judge",
    "open_parser",
    "open_record",
    "open_search",
    "open_writer",
    "prepare",
]

EMBEDDED_LLM = "Qwen2.5-Coder-1.5B-Instruct-Q4_K_M"


class Engine:
    """Everything that is open while questions are answered: the record, its indexes, the models, the chain.

    Made by `open_engine`. `chain` is the LangChain Runnable, `langchain_retriever` the retriever of the same articles.
    Safe to share between threads; `close` it when done.
    """

    def __init__(
        self, settings: Settings, record: Record, indexes: Indexes, retriever: Retriever, chain: Ask, undo: ExitStack
    ) -> None:
        self.settings = settings
        self.record = record
        self.indexes = indexes
        self.retriever = retriever
        self.chain = chain
        self._undo = undo

    @property
    def langchain_retriever(self) -> PassageRetriever:
        """On Record's retrieval for LangChain code: passages as Documents, with their article and offsets."""
        return PassageRetriever(retriever=self.retriever, record=self.record)

    def ask(self, request: AskRequest, stop: Stop | None = None) -> Iterator[Event]:
        """The events of one question; `done` is the last. Setting `stop` has the model call under way raise Stopped."""
        return self.chain.events(request, {"callbacks": [stop]} if stop else None)

    def search(self, request: SearchRequest) -> SearchResult:
        """The sentences nearest to a question, best first: evidence, not an answer. Raises BadInput."""
        return search(self.retriever, self.record, request)

    def warm(self) -> None:
        """Load every model, and the vectors that filtered searches use, so that the first question does not wait."""
        self.retriever.similarity("ready", "set")
        self.retriever.hits("ready", 1)
        self.indexes.exact.catch_up()
        for model in (self.chain.writer.model, self.chain.judge.model):
            if isinstance(model, EmbeddedChat):
                model.warm()
        if self.chain.judge.encoder:
            self.chain.judge.encoder.warm()
        english.parse("Ready.")

    def trouble(self) -> str | None:
        """Why it can't answer as it should, as a sentence without paths; None where nothing is wrong."""
        return self.indexes.trouble()

    def close(self) -> None:
        """Close indexes and record, and give the data folder to whoever comes next."""
        self._undo.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_engine(
    settings: Settings,
    *,
    writer: Writer | None = None,
    judge_model: BaseChatModel | None = None,
    embedder: Embeds | None = None,
    parser: Parse | None = None,
    exact: bool = False,
) -> Engine:
    """Open everything the settings name. Models load when first used, or at `warm()`.

    `writer`, `judge_model`, `embedder` and `parser` replace those that the settings name, as tests and replays do; with
    `judge_model`, the cuts may have been measured for another judge. `exact` has the retriever scan all vectors, which
    finds the same on every machine. Raises ModelsMissing, ProviderMissing, DataFolderBusy, StoreFailed or BadSetting,
    having closed what it had opened.
    """
    with ExitStack() as undo:
        limits = limits_of(settings)
        embedder = embedder or open_embedder(settings)
        local = _local(settings, writer, judge_model)
        if judge_model is None:
            judge = open_judge(settings, local)
        else:
            judge = replace(_judge(settings, judge_model), thresholds=thresholds(settings.thresholds))
        writer = writer or open_writer(settings, local)
        english.use(parser or open_parser(settings))
        record = undo.enter_context(open_record(settings))
        refuse_mixed_vectors(record, embedder)
        indexes = undo.enter_context(Indexes.open(record, settings.data_dir, embedder.dimensions))
        reranker = open_reranker(settings)
        retriever = Retriever(record, indexes, embedder, exact=exact, reranker=reranker)
        models = {"llm": writer.name, "judge": judge.name, "embedder": embedder.model_id}
        models |= {"reranker": reranker.name} if reranker else {}
        chain = Ask(retriever, writer, judge, record, models, settings.answer_hash, limits=limits)
        return Engine(settings, record, indexes, retriever, chain, undo.pop_all())


def open_parser(settings: Settings) -> Parser:
    """The parser of sentences, not loaded yet. Raises ModelsMissing."""
    return Parser(ready_folder(settings.models_dir, PARSER))


def _local(settings: Settings, writer: Writer | None, judge_model: BaseChatModel | None) -> EmbeddedChat | None:
    """The embedded LLM, opened once for writer and judge; None where neither of them uses it."""
    drafts = writer is None and settings.llm == "embedded"
    judges = judge_model is None and not _named_provider(settings.judge)
    return embedded_llm(settings) if drafts or judges else None


def open_judge(settings: Settings, local: BaseChatModel | None = None, *, uncut: bool = False) -> Judge:
    """The judge that the settings name, with the cuts measured for it; `local` is the embedded LLM, opened already.

    `uncut` leaves the cuts out, for measuring them. Raises ModelsMissing, ProviderMissing, or BadSetting where no cuts
    were measured for this very judge: those of another are never used.
    """
    judge = _judge(settings, None, local)
    if uncut:
        return judge
    cuts = bound_thresholds(judge.name, judge.relevance_name, judge.prompts, settings.thresholds)
    return replace(judge, thresholds=cuts)


def _judge(settings: Settings, chat: BaseChatModel | None, local: BaseChatModel | None = None) -> Judge:
    """The judge without its cuts: a chat model, or a cross-encoder with a chat model beside it that judges relevance.
    `chat`, where given, is that chat model.
    """
    if settings.judge == "embedded":
        return Judge(chat or local or embedded_llm(settings), UNCUT)
    if _named_provider(settings.judge):
        from rag.models.chat.provider import open_provider  # noqa: PLC0415  # see open_writer

        return Judge(chat or open_provider(settings, "judge"), UNCUT, called=settings.judge)
    encoder = CrossEncoderJudge(settings.judge, settings.threads)
    return Judge(chat or local or embedded_llm(settings), UNCUT, encoder)


def _named_provider(judge: str) -> bool:
    """Whether a judge is named as `provider:model`; a folder's name may hold a colon as well."""
    return ":" in judge and not Path(judge).expanduser().is_dir()


def embedded_llm(settings: Settings) -> EmbeddedChat:
    """The embedded LLM, not loaded yet. Raises ModelsMissing."""
    folder = ready_folder(settings.models_dir, EMBEDDED_LLM)
    path = folder / catalogue()[EMBEDDED_LLM].files[0].path
    return EmbeddedChat(path=path, model_name=EMBEDDED_LLM, threads=settings.threads)


def prepare(models_dir: Path, names: Iterable[str], say: Callable[[str], None]) -> None:
    """Convert the named models, or those that every installation needs, into the form in which they run, so that the
    first question does not wait for it. `say` is called with a sentence about each that takes long. Raises NotFound,
    ModelsMissing, or ModelFailed.
    """
    for model in chosen(names):
        folder = ready_folder(models_dir, model.name)
        path = folder / model.files[0].path
        if model.purpose == "parser":
            continue
        embeds = model.purpose == "embedder"
        if (converted_embedder_folder(folder) if embeds else converted_llm_folder(path)).is_dir():
            continue
        say(
            f"{model.name}: converting it for this machine's processor, once: half a minute, "
            "and somewhat more disk than its file"
        )
        if not embeds:
            converted_llm(path, model.name)
        elif converted_embedder(folder) is None:
            say(f"{model.name}: it can't be converted, and will run as it is, slower")


def open_writer(settings: Settings, local: EmbeddedChat | None) -> Writer:
    """The model that drafts, as the settings name it: `local`, or a provider's. Raises ProviderMissing."""
    if settings.llm == "embedded" and local is not None:
        return Writer(local, capable=False, name=EMBEDDED_LLM)
    # LangChain takes two seconds to load, and only others' models need it.
    from rag.models.chat.provider import open_provider  # noqa: PLC0415

    return Writer(open_provider(settings), capable=True, name=settings.llm)
