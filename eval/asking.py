"""Asks one question of a dataset through the product, and keeps what came of it as one row.

A row is the same on every machine that replays it: ids and timings of the answer are kept apart, as the row's cost.
Does not know what is right.
"""

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from eval.questions import Dataset, Question
from eval.retrieval import bm25_ranking, product_ranking
from rag.answer import Answer, AskRequest
from rag.build import (
    EMBEDDED_LLM,
    Engine,
    embedded_llm,
    open_embedder,
    open_engine,
    open_judge,
    open_parser,
    open_record,
    open_writer,
)
from rag.drafting import Writer
from rag.english.parser import Parse
from rag.errors import BadInput, BadSetting, ModelFailed, RecordingBroken
from rag.keeping import store_all
from rag.models.chat.recorded import RecordedChat
from rag.models.chat.speak import model_name
from rag.models.embedding import Embeds
from rag.models.recorded_parser import RecordedParser
from rag.models.recording import RecordedEmbedder, Recording
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Models:
    """The models that a run asks, opened once for all its corpora; without a writer and a judge it only ranks articles.

    `timed` is False for a recording: how fast it answers says nothing about the product.
    """

    settings: Settings
    embedder: Embeds
    writer: Writer | None
    judge: BaseChatModel | None
    timed: bool = True
    judge_name: str | None = None
    """The name of what judges support, where that is another than the model `judge`; None where it is that."""
    parser: Parse | None = None
    """What parses sentences; None for the product's own parser."""

    @property
    def names(self) -> dict[str, str]:
        """The models' names by role (`llm`, `judge`, `embedder`), for a run's configuration; without those missing."""
        writer = {"llm": self.writer.name} if self.writer else {}
        judge = {"judge": self.judge_name or model_name(self.judge)} if self.judge else {}
        return {**writer, **judge, "embedder": self.embedder.model_id}


def live_models(settings: Settings, recording: Recording | None = None, *, answers: bool = True) -> Models:
    """The models that the settings name; what they say goes into `recording`, where there is one.

    `answers=False` opens the embedder alone, for retrieval. Raises ModelsMissing, ProviderMissing or BadSetting.
    """
    embedder: Embeds = open_embedder(settings)
    if recording is not None:
        embedder = RecordedEmbedder(recording, embedder)
    if not answers:
        return Models(settings, embedder, None, None)
    local = embedded_llm(settings)
    writer = open_writer(settings, local)
    product = open_judge(settings, local)
    judge: BaseChatModel = product.model
    if recording is not None:
        if product.encoder:
            raise BadSetting("A recording holds no cross-encoder's verdicts.", "Record with another ONRECORD_JUDGE.")
        recording.about |= {"llm": writer.name, "judge": product.name, "capable": writer.capable}
        judge = RecordedChat(recording=recording, model_name=product.name, inner=judge)
        chat = RecordedChat(recording=recording, model_name=writer.name, inner=writer.model)
        writer = Writer(chat, writer.capable, writer.name)
    parser = RecordedParser(recording, open_parser(settings)) if recording is not None else None
    return Models(settings, embedder, writer, judge, judge_name=product.name, parser=parser)


def drafting_models(settings: Settings) -> Models:
    """The product's embedder and the model that drafts, without a judge. Raises ModelsMissing or ProviderMissing."""
    local = embedded_llm(settings) if settings.llm == "embedded" else None
    return Models(settings, open_embedder(settings), open_writer(settings, local), None)


def replayed_models(settings: Settings, recording: Recording) -> Models:
    """The recorded models alone: no weights, no key, no network; what was not recorded raises RecordingMiss."""
    about = recording.about
    _same_models(settings, about)
    chat = RecordedChat(recording=recording, model_name=str(about["llm"]))
    judge = RecordedChat(recording=recording, model_name=str(about["judge"]))
    writer = Writer(chat, bool(about["capable"]), str(about["llm"]))
    return Models(settings, RecordedEmbedder(recording), writer, judge, timed=False, parser=RecordedParser(recording))


def _same_models(settings: Settings, about: Mapping[str, Any]) -> None:
    """Raise RecordingBroken where other models were recorded than the settings name, for which a replay would pass."""
    wanted = {
        "llm": EMBEDDED_LLM if settings.llm == "embedded" else settings.llm,
        "judge": EMBEDDED_LLM if settings.judge == "embedded" else settings.judge,
        "embedder": settings.embedder,
    }
    recorded = {name: str(about.get(name)).split("@")[0] for name in wanted}
    for name, model in wanted.items():
        if recorded[name] != model:
            raise RecordingBroken(
                f"The recording is of the {name} {recorded[name]}, and the settings name {model}.",
                "Record again, or set what was recorded.",
            )


@contextmanager
def opened(dataset: Dataset, corpus: str, models: Models, data: Path) -> Iterator[Engine]:
    """An engine over the articles of one corpus, in a data folder of its own below `data`; what it lacks is stored."""
    settings = kept_in(data / hashlib.sha256(corpus.encode()).hexdigest()[:12], models)
    with open_record(settings) as record:
        deque(store_all(dataset.articles(corpus), record, models.embedder), maxlen=0)
    with open_models(settings, models, exact=True) as engine:
        yield engine


def kept_in(folder: Path, models: Models) -> Settings:
    """The settings of the models, with `folder` for their articles and indexes."""
    return models.settings.model_copy(update={"data_dir": folder, "database_url": None})


def open_models(settings: Settings, models: Models, *, exact: bool) -> Engine:
    """An engine of these models, which may be no more than an embedder. With `exact`, it searches among all vectors."""
    judge = models.judge or _NoModel()
    writer = models.writer or Writer(judge, capable=False, name="none")
    return open_engine(
        settings, writer=writer, judge_model=judge, embedder=models.embedder, parser=models.parser, exact=exact
    )


class _NoModel(BaseChatModel):
    """Stands where a retrieval run has no model; it is never asked."""

    @property
    def _llm_type(self) -> str:
        return "none"

    def _generate(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("a retrieval run asks no model")


def asked(
    engine: Engine, question: Question, *, answers: bool = True, timed: bool = True
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What became of one question, and what it cost: two JSON objects with the question's id.

    A question that the product refuses and a model that fails are outcomes, with their reason. All other errors (a full
    disk, a recording that lacks something) are raised: they say nothing about the answer.
    """
    row: dict[str, Any] = {
        "id": question.id,
        "outcome": "ranked",
        "answer": None,
        "error": None,
        "ranking": [],
        "bm25": [],
    }
    cost: dict[str, Any] = {"id": question.id}
    try:
        row |= rankings(engine, question.question, date.fromisoformat(question.as_of))
        if answers:
            answer = _answer(engine, question)
            row |= {"outcome": answer.status, "answer": comparable(answer)}
            cost["tokens"] = dict(answer.record.tokens)
            if timed:
                cost["timings_ms"] = dict(answer.record.timings_ms)
    except (BadInput, ModelFailed) as error:
        row |= {"outcome": "error", "error": error.as_dict()["error"]}
    return row, cost


def comparable(answer: Answer) -> dict[str, Any]:
    """An answer as JSON without what differs from one run to the next: its id, its conversation, times and tokens."""
    shown = answer.model_dump(mode="json", exclude={"id": True, "conversation_id": True})
    shown["record"] = {name: shown["record"][name] for name in ("models", "prompts")}
    return shown


def rankings(engine: Engine, question: str, as_of: date) -> dict[str, list[str]]:
    """Article ids, best first: as the product ranks them on the day `as_of`, and by BM25 alone, which is the floor."""
    return {"ranking": product_ranking(engine, question, as_of), "bm25": bm25_ranking(engine, question)}


def _answer(engine: Engine, question: Question) -> Answer:
    answer, conversation = None, None
    for text in (*question.history, question.question):
        answer = engine.chain.invoke(AskRequest(question=text, as_of=question.as_of, conversation_id=conversation))
        conversation = answer.conversation_id  # a new one each time: an earlier run is no part of it
    assert answer is not None  # noqa: S101  # the question itself is always asked
    return answer


def answer_of(row: Mapping[str, Any]) -> Answer | None:
    """The answer in a row, as an object again; None where there is none. Raises ValidationError where it is damaged."""
    if row.get("answer") is None:
        return None
    kept = row["answer"]
    record = {**kept["record"], "settings_hash": "", "timings_ms": {}, "tokens": {}}
    return Answer.model_validate({**kept, "id": row["id"], "record": record})
