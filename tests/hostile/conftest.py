"""One stage for all tests of hostile articles: reading and embedding them takes a while."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.build import open_embedder, open_engine, open_record
from rag.drafting.writer import Writer
from rag.english.parser import Parser
from rag.keeping.ingest import store_all
from rag.settings import Settings
from tests.hostile.case import TOPICS
from tests.hostile.signs import SIGNS
from tests.hostile.stage import Remembering, Stage, obedient, sentences_of, written
from tests.hostile.words import WORDS


@pytest.fixture(scope="package")
def stage(
    tmp_path_factory: pytest.TempPathFactory, examples_data: Path, models_dir: Path, _parser: Parser
) -> Iterator[Stage]:
    """The example articles and all hostile ones in one record, behind one engine."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("hostile") / "data", models_dir=models_dir, threads=1)
    shutil.copytree(examples_data, settings.data_dir)
    articles = written((*WORDS, *SIGNS), tmp_path_factory.mktemp("articles"))
    embedder = Remembering(open_embedder(settings))
    with open_record(settings) as record:
        stored = list(store_all(articles.values(), record, embedder))
    assert {outcome.kind for outcome in stored} == {"new"}
    embedder.embed([topic.question for topic in TOPICS])
    embedder.embed([sentence for article in articles.values() for sentence in sentences_of(article)])
    model = obedient()
    writer = Writer(model, capable=True, name="obedient")
    with open_engine(settings, writer=writer, judge_model=model, embedder=embedder, parser=_parser) as engine:
        yield Stage(engine, model, articles)
