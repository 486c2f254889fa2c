"""The stage: one record of example and hostile articles, and questions asked of the honest ones and one hostile one."""

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.answer import Answer, AskRequest, Event
from rag.ask import Ask
from rag.build import Engine
from rag.domain import Article
from rag.drafting.writer import Writer
from rag.models.embedding import Embeds
from rag.reading import read_articles
from rag.reading.sentences import sentence_spans
from tests.hostile.case import TOPICS, Case, Topic
from tests.hostile.obedient import Obedient, Turns

HONEST = ("Meridian Wire", "Northline News", "The Ostermere Herald", "The Tessin Ledger", "The Port Lassery Chronicle")


@dataclass(frozen=True, slots=True)
class Shown:
    """What one question gave: the events of its answer, and the prompts behind it."""

    answer: Answer
    events: tuple[Event, ...]
    prompts: tuple[Turns, ...]


class Stage:
    """Asks an engine whose only model is obedient; every case and way of drafting once."""

    def __init__(self, engine: Engine, model: Obedient, articles: dict[str, Article]) -> None:
        self.engine = engine
        self.articles = articles
        self._model = model
        chain = engine.chain
        self._ask = {
            capable: Ask(
                chain.retriever,
                Writer(model, capable=capable, name="obedient"),
                chain.judge,
                engine.record,
                chain.models,
                chain.settings_hash,
            )
            for capable in (True, False)
        }
        self._attacked: dict[tuple[str, bool], Shown] = {}
        self._clean: dict[tuple[Topic, bool], Shown] = {}

    def sentences(self, case: Case) -> tuple[str, ...]:
        """The stored sentences of a case's article."""
        return sentences_of(self.articles[case.name])

    def attacked(self, case: Case, *, capable: bool) -> Shown:
        """The topic's question, asked of the honest outlets and of the hostile one."""
        if (case.name, capable) not in self._attacked:
            self._model.topic, self._model.attack = case.topic, case.attack
            self._model.sentences = self.sentences(case)
            outlets = (*HONEST, str(self.articles[case.name].outlet))
            self._attacked[case.name, capable] = self._shown(case.topic, outlets, capable=capable)
        return self._attacked[case.name, capable]

    def clean(self, topic: Topic, *, capable: bool) -> Shown:
        """The same question, asked of the honest outlets alone."""
        if (topic, capable) not in self._clean:
            self._model.topic, self._model.attack, self._model.sentences = topic, None, ()
            self._clean[topic, capable] = self._shown(topic, HONEST, capable=capable)
        return self._clean[topic, capable]

    def _shown(self, topic: Topic, outlets: tuple[str, ...], *, capable: bool) -> Shown:
        before = len(self._model.asked)
        request = AskRequest(question=topic.question, outlets=outlets, max_claims=20, as_of="2025-11-20")
        events = tuple(self._ask[capable].events(request))
        return Shown(Answer.model_validate(events[-1].data), events, tuple(self._model.asked[before:]))


def sentences_of(article: Article) -> tuple[str, ...]:
    """An article's sentences, as they are stored."""
    return tuple(span.of(article.text) for span in sentence_spans(article.text))


class Remembering:
    """An embedder that embeds no text twice: the same few questions are asked hundreds of times."""

    def __init__(self, embedder: Embeds) -> None:
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}
        self.model_id = embedder.model_id
        self.dimensions = embedder.dimensions
        self.token_limit = embedder.token_limit

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A vector for each text, as the embedder makes it."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if fresh:
            self._known |= dict(zip(fresh, self._embedder.embed(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])

    def count_tokens(self, text: str) -> int:
        """The embedder's own count."""
        return self._embedder.count_tokens(text)


def written(cases: Iterable[Case], folder: Path) -> dict[str, Article]:
    """The article of every case, by the case's name: written to a file of its own and read as any file is."""
    articles = {}
    for number, case in enumerate(cases):
        path = folder / f"{number}.{case.attack.kind}"
        path.write_text(_content(case), encoding="utf-8")
        (articles[case.name],) = (item for item in read_articles(path) if isinstance(item, Article))
    return articles


def _content(case: Case) -> str:
    attack = case.attack
    if attack.kind != "json":
        return attack.text
    # Tags in a record are read as tags; escaped, as feeds escape them, they are stored as what they are.
    told = {name: html.escape(getattr(attack, name) or "", quote=False) for name in ("text", "outlet", "byline")}
    return json.dumps({"title": attack.title, **told, "url": attack.url})


def obedient() -> Obedient:
    """The model, honest until it meets an attack."""
    return Obedient(topic=TOPICS[0])
